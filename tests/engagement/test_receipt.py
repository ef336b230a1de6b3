"""What the holder of a receipt may do with her own words (SECURITY R55, R57; journeys D10, D13)."""

import re

import pytest
from django.utils import timezone

from agenda.models import Agenda, Aspiration
from engagement import receipts, services
from engagement.models import Contribution, NewsItem, Withdrawal
from partnership.errors import TooLate
from tests.agenda.factories import ON, AgendaFactory, AspirationFactory, OutcomeTextFactory
from tests.engagement.conftest import WORDS, Anybody, hidden
from tests.engagement.factories import (
    AnswerFactory,
    AspirationContributionFactory,
    ContributionThemeFactory,
    NewsItemFactory,
    RedactionFactory,
    ThemeFactory,
)
from tests.factories import DecisionFactory
from tests.strategies.factories import StrategyFactory

pytestmark = pytest.mark.django_db


def now(voice) -> Contribution:
    return Contribution.all_objects.get(pk=voice.pk)


def published(voice, bea) -> Contribution:
    services.open_voice(voice, by=bea)
    services.publish(voice, by=bea, seen=voice.version)
    return now(voice)


def test_it_tells_what_became_of_the_words(anybody, voice, bea):
    before = anybody.look(voice.code)
    published(voice, bea)
    theme = ThemeFactory(name="Getting to kinder")
    ContributionThemeFactory(contribution=voice, theme=theme)
    AnswerFactory(we_did="A bus goes on Tuesdays.").themes.add(theme)
    after = anybody.look(voice.code)

    assert "Waits to be read" in before.text
    assert f"A person reads it by {voice.read_by:%-d %B %Y}" in before.text
    assert "Everybody can read it now" in after.text
    assert "Getting to kinder" in after.text
    assert "A bus goes on Tuesdays." in after.text


def test_it_tells_where_the_words_are_used_until_they_are_taken_back(anybody, voice, bea, client):
    published(voice, bea)
    answer = AnswerFactory(quoted=voice, you_said="A bus, please.")
    AnswerFactory(quoted=voice, you_said="Nobody reads this yet.", state="draft")
    NewsItemFactory(title="A bus on Tuesdays").quotes.add(voice)
    taken_up = services.take_up(now(voice), by=bea)
    Aspiration.all_objects.filter(pk=taken_up.pk).update(state="published")

    used = anybody.look(voice.code).text
    services.withdraw(now(voice))

    used = used[used.index("Where we use your words") : used.index("Change your words")]
    assert re.findall(r'<li><a href="([^"]+)">([^<]+)<', used) == [
        (answer.get_absolute_url(), "A bus, please."),
        (NewsItem.all_objects.get().get_absolute_url(), "A bus on Tuesdays"),
        (f"/what-people-told-us/#words-{taken_up.pk}", "What people told us"),
    ]
    assert f'id="words-{taken_up.pk}"' not in client.get("/what-people-told-us/").text
    assert "Where we use your words" not in anybody.look(voice.code).text


def test_a_wrong_and_an_unknown_code_get_the_same_answer(anybody, voice):
    never_given = receipts.in_groups(receipts.code_for(receipts.new_key()))

    unknown = anybody.look(never_given)
    wrong = anybody.look("not a code at all")

    assert (unknown.status_code, wrong.status_code) == (422, 422)
    assert without(unknown, never_given) == without(wrong, "not a code at all")


def without(response, typed: str) -> str:
    text = response.text.replace(typed, "")
    token = text.index("csrfmiddlewaretoken")
    return text[:token] + text[token + 120 :]


def test_wrong_codes_are_limited_and_a_right_one_is_not_told_from_them_then(partnership, voice):
    guesser, holder = Anybody(), Anybody()
    guesser.client.defaults["REMOTE_ADDR"] = "203.0.113.7"
    for _time in range(10):
        assert guesser.look("0000 0000 0000 0000").status_code == 422

    assert guesser.look("0000 0000 0000 0000").status_code == 429
    assert guesser.look(voice.code).status_code == 429
    assert holder.look(voice.code).status_code == 200


def test_corrected_words_are_read_again_before_anybody_else_reads_them(anybody, voice, bea):
    published(voice, bea)

    answer = anybody.look(voice.code, step="correct", text="A bus for all.", version=voice.version)

    assert answer.status_code == 200
    assert (now(voice).text, now(voice).state) == ("A bus for all.", "received")


def test_a_moderator_cannot_publish_words_she_did_not_read(anybody, voice, bea):
    services.open_voice(voice, by=bea)
    anybody.look(voice.code, step="correct", text="Something new.", version=voice.version)
    services.open_voice(now(voice), by=bea)

    with pytest.raises(TooLate):
        services.publish(now(voice), by=bea, seen=voice.version)

    assert now(voice).state == "in_review"


def test_words_typed_while_the_team_changed_something_are_not_lost(anybody, voice, bea):
    services.open_voice(voice, by=bea)
    services.redact(voice, by=bea, seen=0, text="A bus.", reason="personal_detail")

    answer = anybody.look(voice.code, step="correct", text="My newer words.", version=0)

    assert answer.status_code == 409
    assert "My newer words." in answer.text
    assert now(voice).text == "A bus."


def test_a_narrower_consent_holds_at_once(anybody, voice, bea):
    voice = published(voice, bea)
    taken_up = services.take_up(voice, by=bea)

    services.change_consent(voice, seen=voice.version, consent="count_only")

    assert now(voice).state == "received"
    taken_up.refresh_from_db()
    assert taken_up.consent == "shape_only"


def test_taking_back_says_first_what_will_happen(anybody, voice):
    answer = anybody.look(voice.code, step="withdraw")

    assert "It cannot be undone." in answer.text
    assert "paper that was printed" in answer.text
    assert now(voice).text == WORDS


def test_what_is_taken_back_is_nowhere(
    anybody, voice, bea, client, dump, settings, django_capture_on_commit_callbacks
):
    services.open_voice(voice, by=bea)
    services.redact(
        voice, by=bea, seen=0, text="A bus that goes to the kinder.", reason="personal_detail"
    )
    services.translate(
        now(voice), by=bea, seen=1, language="vi", english="A bus that goes to the kinder, please."
    )
    services.publish(now(voice), by=bea, seen=2)
    services.take_up(now(voice), by=bea)
    AspirationContributionFactory(
        contribution=voice, aspiration=AspirationFactory(words="A bus that goes to the kinder!")
    )
    theme = ThemeFactory()
    services.set_themes(voice, by=bea, themes=[theme])
    AnswerFactory(quoted=voice).themes.add(theme)
    item = NewsItemFactory()
    item.quotes.add(voice)
    pages = ["/you-said-we-did/", "/you-said-we-did/sheet/", theme.get_absolute_url(),
             item.get_absolute_url()]  # fmt: skip
    words = "goes to the kinder"
    assert all(words in client.get(page).text for page in pages)
    assert dump().count(words) > 4

    with django_capture_on_commit_callbacks(execute=True):
        answer = anybody.look(voice.code, step="really")

    assert "Your words are deleted" in answer.text
    assert words not in answer.text
    assert dump().count(words) == 0
    assert [page for page in pages if words in client.get(page).text] == []
    assert "1 voice spoke of it" in client.get(theme.get_absolute_url()).text
    assert settings.WITHDRAWAL_LIST.read_text().split() == [
        str(voice.pk), voice.receipt_hash, str(timezone.localdate()),
    ]  # fmt: skip
    again = anybody.look(voice.code, step="really")
    assert again.status_code == 200
    assert "Your words are deleted" in again.text
    assert Withdrawal.objects.count() == 1


def test_words_taken_back_are_in_the_list_at_once(
    voice, settings, django_capture_on_commit_callbacks
):
    """A backup that is put back a minute later must find them there."""
    with django_capture_on_commit_callbacks(execute=True):
        services.withdraw(voice)

    assert len(settings.WITHDRAWAL_LIST.read_text().splitlines()) == 1


def test_a_list_that_cannot_be_written_now_is_written_by_the_next_tick(voice, settings, tmp_path):
    file = settings.WITHDRAWAL_LIST
    settings.WITHDRAWAL_LIST = tmp_path / "nothing" / "list.txt"
    (tmp_path / "nothing").write_text("not a folder")
    services.withdraw(voice)
    assert services.write_list() == 0

    settings.WITHDRAWAL_LIST = file
    assert services.write_list() == 1
    assert services.write_list() == 0

    assert len(file.read_text().splitlines()) == 1
    assert Withdrawal.objects.get().is_listed


def test_a_restored_backup_forgets_again(voice, settings):
    """The words come back with the backup; the list takes them away."""
    as_it_was = Contribution.all_objects.filter(pk=voice.pk).values().get()
    services.withdraw(voice)
    services.write_list()
    Withdrawal.objects.all().delete()
    Contribution.all_objects.filter(pk=voice.pk).update(**as_it_was)
    RedactionFactory(contribution=voice, original="the sealed words")

    assert services.apply_list(settings.WITHDRAWAL_LIST) == 1
    assert services.apply_list(settings.WITHDRAWAL_LIST) == 0

    assert (now(voice).state, now(voice).text) == ("withdrawn", "")
    assert voice.redactions.get().original == ""
    assert services.write_list() == 0  # it is in the list already


def check_again(anybody, voice, text: str):
    page = anybody.look(voice.code)
    assert page.text.count('name="step" value="check"') == 1
    return anybody.client.post("/receipt/", {**hidden(page), "step": "check", "text": text})


def test_changed_words_are_checked_for_names_and_numbers_before_they_are_saved(anybody, voice):
    answer = check_again(anybody, voice, "Ring Liam on 0491 570 156.")

    assert "Check your new words" in answer.text
    assert "Everybody could read this" in answer.text
    said = answer.text.split("This may say who somebody is")[1].split("</ul>")[0]
    assert "0491 570 156" in said
    assert "Liam" in said
    assert now(voice).text == WORDS, "nothing is changed before she has read it"


def test_changed_words_that_speak_of_danger_show_whom_to_call_before_they_are_saved(anybody, voice):
    assert "Are you safe?" in check_again(anybody, voice, "He hits me every night.").text


def test_checked_words_are_saved_as_they_were_read(anybody, voice):
    checked = check_again(anybody, voice, "A bus for all, and a “ramp”.")

    answer = anybody.client.post(
        "/receipt/", {**hidden(checked), **typed(checked), "step": "correct"}
    )

    assert "We have your new words" in answer.text
    assert now(voice).text == "A bus for all, and a “ramp”."


def test_words_come_back_from_the_check_to_be_changed_and_nothing_is_saved(anybody, voice):
    checked = check_again(anybody, voice, "A bus for all, and a ramp.")

    answer = anybody.client.post(
        "/receipt/", {**hidden(checked), **typed(checked), "step": "change"}
    )

    box = answer.text.split("<textarea")[1].split("</textarea>")[0]
    assert "A bus for all, and a ramp." in box
    assert now(voice).text == WORDS


def test_words_that_were_typed_stay_whichever_button_is_pressed(anybody, voice):
    page = anybody.client.post("/receipt/", {"code": voice.code})
    sent = {**hidden(page), "text": "A bus for all.", "consent": "quote_partners"}

    chosen = anybody.client.post("/receipt/", {**sent, "step": "consent"})
    asked = anybody.client.post("/receipt/", {**hidden(chosen), **sent, "step": "withdraw"})
    kept = anybody.client.post("/receipt/", {**hidden(asked), "step": "look"})

    assert now(voice).consent == "quote_partners"
    for answer in (chosen, kept):
        assert "A bus for all." in answer.text.split("<textarea")[1].split("</textarea>")[0]
        assert "They are not saved yet." in answer.text
    assert "not saved yet" not in page.text
    assert now(voice).text == WORDS


def test_a_choice_stays_while_new_words_are_checked(anybody, voice):
    page = anybody.client.post("/receipt/", {"code": voice.code})
    sent = {**hidden(page), "text": "A bus for all.", "consent": "quote_partners"}

    checked = anybody.client.post("/receipt/", {**sent, "step": "check"})
    saved = anybody.client.post(
        "/receipt/", {**hidden(checked), **typed(checked), "step": "correct"}
    )

    assert now(voice).text == "A bus for all."
    assert "What you chose is not saved yet." in saved.text
    assert re.search(r'value="quote_partners"[^>]* checked', saved.text)


def test_what_it_is_about_is_said_from_the_check_to_the_receipt(anybody, client, bea):
    text = OutcomeTextFactory(agenda=AgendaFactory(), statement="Children start school curious")
    Agenda.all_objects.update(
        state="adopted", adopted_on=ON, decision=DecisionFactory(), content_hash="0" * 64
    )
    strategy = StrategyFactory(title="Home visits")

    checked = anybody.write(text=WORDS, about=f"outcome:{text.outcome_id}")
    code = anybody.send(about=f"outcome:{text.outcome_id}")
    anybody.send(about=f"strategy:{strategy.pk}")
    said = services.by_receipt(code)
    published(said, bea)
    client.force_login(bea)
    listed = client.get("/admin/engagement/contribution/").text
    read = client.get(f"/admin/engagement/contribution/{said.pk}/change/").text
    receipt = anybody.look(code).text

    for page in (checked.text, listed, read, receipt):
        assert "Children start school curious" in page
    assert "Home visits" in listed
    where = receipt.split("Where everybody can read your words")[1].split("</ul>")[0]
    assert f'href="{text.outcome.get_absolute_url()}"' in where


def test_a_mistake_is_named_in_the_tab_of_the_receipt(anybody, voice):
    page = anybody.client.post("/receipt/", {"code": voice.code})

    answer = anybody.client.post("/receipt/", {**hidden(page), "step": "check", "text": ""})

    assert re.search(r"<title>\s*Error:", answer.text)


def typed(response) -> dict[str, str]:
    form = response.context["correct"]
    return {"text": form["text"].value(), "version": form["version"].value()}
