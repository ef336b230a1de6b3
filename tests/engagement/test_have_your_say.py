"""Somebody speaks without an account (SECURITY R53, R54, R55, R60, R62; journey D10)."""

import datetime

import pytest
from django.test import Client
from django.utils import timezone

from engagement import checker, receipts, services
from engagement.models import Contribution
from tests.agenda.factories import AgendaFactory, OutcomeTextFactory
from tests.engagement.conftest import SAY, WORDS, Anybody, code_on, hidden
from tests.engagement.factories import QuestionFactory
from tests.strategies.factories import StrategyFactory

pytestmark = pytest.mark.django_db


def all_of_them() -> list[Contribution]:
    return list(Contribution.all_objects.all())


def test_words_are_sent_and_give_a_receipt(anybody, places):
    code = anybody.send(place=places["24900"].pk, age="26_64")

    (voice,) = all_of_them()
    assert (voice.text, voice.state, voice.channel) == (WORDS, "received", "web")
    assert (voice.place, voice.age) == (places["24900"], "26_64")
    assert voice.read_by == timezone.localdate() + datetime.timedelta(days=5)
    assert len(receipts.normal(code)) == 16
    assert set(receipts.normal(code)) <= set(receipts.ALPHABET)


def test_the_record_of_consent_says_wording_language_and_day(anybody):
    anybody.send(consent="quote_partners")

    (voice,) = all_of_them()
    assert voice.consent == "quote_partners"
    assert (voice.consent_wording, voice.consent_language) == ("1", "en-au")
    assert voice.consent_on == timezone.localdate()


def test_nothing_is_ticked_beforehand_and_nothing_is_sent_without_a_choice(anybody):
    page = anybody.client.get(SAY)
    answer = anybody.client.post(SAY, {"step": "check", "text": WORDS})

    assert " checked" not in page.text
    assert answer.status_code == 422
    assert "Choose what we may do with your words." in answer.text
    assert WORDS in answer.text
    assert all_of_them() == []


def test_before_the_first_word_stand_help_and_what_is_done_with_words(anybody):
    page = anybody.client.get(SAY).text

    before = page[: page.index("<form")] + page[page.index("</form>") :]
    for said in ("not a crisis line", "tel:000", "1800 737 732", "24 months", "No name needed"):
        assert said in before


def test_the_page_before_sending_points_out_what_gives_people_away(anybody):
    check = anybody.write(text="My son Jayden waits. Ring me on 0412 345 678. It is hard.")

    assert "Everybody could read this" in check.text
    assert '“<b dir="auto">Jayden</b>”: a name' in check.text
    assert '“<b dir="auto">0412 345 678</b>”: a phone number' in check.text
    assert all_of_them() == []


def test_going_back_from_the_check_keeps_every_word(anybody, places):
    check = anybody.write(text=WORDS, place=places["24900"].pk)

    form = anybody.client.post(SAY, {**hidden(check), "step": "change"})

    assert WORDS in form.text
    assert f'value="{places["24900"].pk}" selected' in form.text
    assert all_of_them() == []


def test_sending_the_same_form_again_is_one_voice_with_one_receipt(anybody):
    check = anybody.write(text=WORDS)

    first, again = (
        anybody.client.post(SAY, {**hidden(check), "step": "send"}) for _time in range(2)
    )

    assert code_on(first) == code_on(again)
    assert len(all_of_them()) == 1


def test_too_long_a_text_is_refused_with_both_numbers_and_kept(anybody):
    answer = anybody.write(text="x" * 4001)

    assert answer.status_code == 422
    assert "This is 4001 characters long. Make it 4000 at most." in answer.text
    assert "x" * 4001 in answer.text


def test_the_receipt_is_kept_as_a_hash_only(voice):
    row = Contribution.all_objects.values().get()

    assert voice.code not in str(row)
    assert receipts.normal(voice.code) not in str(row)
    assert services.by_receipt(voice.code.lower().replace("0", "o").replace(" ", "-")) == voice


def test_the_pages_are_not_kept_and_say_nothing_in_the_tab(anybody, voice):
    question = QuestionFactory(title="Does somebody hit you at home?")

    for page in (
        anybody.client.get(SAY),
        anybody.client.get(question.get_absolute_url()),
        anybody.client.get("/receipt/"),
        anybody.look(voice.code),
    ):
        assert set(page["Cache-Control"].split(", ")) == {"private", "no-store"}
        assert "hit you" not in page.text[: page.text.index("</title>")]
        assert 'autocomplete="off"' in page.text
        assert set(page.cookies) <= {"csrf"}
        assert 'rel="nofollow noreferrer" data-exit' in page.text


def test_the_way_out_leads_to_a_page_that_anybody_might_have_open(client, settings):
    answer = client.get("/leave/")

    assert answer.status_code == 302
    assert answer.url == settings.EXIT_TO
    assert answer["Referrer-Policy"] == "same-origin"  # so it tells nobody where one was


def test_about_a_question_an_outcome_or_a_strategy(anybody):
    question = QuestionFactory()
    text = OutcomeTextFactory(agenda=AgendaFactory())
    strategy = StrategyFactory()
    hidden_one = StrategyFactory(visibility="partners")

    anybody.send(question.get_absolute_url())
    anybody.send(about=f"strategy:{strategy.pk}")

    assert [v.question for v in all_of_them() if v.question] == [question]
    assert [v.strategy for v in all_of_them() if v.strategy] == [strategy]
    refused = anybody.write(text=WORDS, about=f"strategy:{hidden_one.pk}")
    assert refused.status_code == 422
    # Only what the partners agreed on can be chosen.
    assert anybody.write(text=WORDS, about=f"outcome:{text.outcome_id}").status_code == 422


def test_a_question_that_takes_no_more_answers_keeps_the_words(anybody):
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    question = QuestionFactory(closes_on=yesterday)

    answer = anybody.client.post(
        question.get_absolute_url(), {"step": "check", "text": WORDS, "consent": "quote_public"}
    )

    assert answer.status_code == 422
    assert WORDS in answer.text
    assert all_of_them() == []


def test_a_draft_of_a_question_does_not_exist(anybody):
    question = QuestionFactory(state="draft")

    assert anybody.client.get(question.get_absolute_url()).status_code == 404


def test_who_fills_the_trap_or_is_too_quick_is_held_not_refused(anybody, real_seconds):
    anybody.send(website="https://spam.example")
    anybody.send(text="I paste quickly.")

    assert [voice.is_held for voice in all_of_them()] == [True, True]


def test_one_connection_may_send_five_an_hour_and_loses_no_word(partnership):
    school, home = Anybody(), Anybody()
    school.client.defaults["REMOTE_ADDR"] = "203.0.113.7"
    home.client.defaults["REMOTE_ADDR"] = "203.0.113.8"
    for number in range(5):
        school.send(text=f"Voice {number}")

    check = school.write(text="The sixth voice")
    sixth = school.client.post(SAY, {**hidden(check), "step": "send"})
    home.send(text="From another connection")

    assert sixth.status_code == 429
    assert "The sixth voice" in sixth.text
    assert len(all_of_them()) == 6


def test_pressing_send_again_and_again_costs_nothing(partnership):
    somebody = Anybody()
    check = somebody.write(text="On a slow line")
    again = {**hidden(check), "step": "send"}

    answers = [somebody.client.post(SAY, again) for _press in range(7)]

    assert [answer.status_code for answer in answers] == [200] * 7
    assert len({code_on(answer) for answer in answers}) == 1
    assert len(all_of_them()) == 1


def test_a_surname_goes_with_its_name():
    found = [one.words for one in checker.personal("My son Jack Miller waited, and so did I.")]

    assert found == ["Jack Miller"]


def test_a_flood_is_held_and_an_honest_voice_is_still_taken(partnership, settings):
    assert settings.ANONYMOUS_RATES["say_by_everybody"] == 200
    settings.ANONYMOUS_RATES = {**settings.ANONYMOUS_RATES, "say": 99, "say_by_everybody": 12}
    flood = Anybody()
    check = flood.write(text="Buy pills")
    for number in range(12):
        fields = {**hidden(check), "step": "send", "form_key": f"{number:032x}"}
        assert flood.client.post(SAY, fields).status_code == 200

    code = Anybody().send(text="An honest voice")

    honest = services.by_receipt(code)
    assert honest.text == "An honest voice"
    assert honest.is_held
    assert Contribution.counted().count() == 12


def test_nobody_works_out_a_receipt_from_the_key_of_a_form(settings):
    key = receipts.new_key()
    ours = receipts.code_for(key)
    settings.SECRET_KEY = "another key of another portal, fifty characters or more"

    assert receipts.code_for(key) != ours


def test_a_receipt_survives_a_change_of_the_server_key(voice, settings):
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another key of another portal, fifty characters or more"

    assert services.by_receipt(voice.code) == voice


def test_the_check_says_how_to_change_the_words_without_losing_them(anybody):
    check = anybody.write(text="A bus that goes to the kinder.").text

    told = check.index("press “Change it” below: your words come with you")
    assert told < check.index("“A bus that goes to the kinder.”") < check.index(">Change it<")
    assert "Do not use the Back button of your browser." in check


@pytest.mark.parametrize("address", [SAY, "/receipt/"])
def test_words_that_come_without_the_cookie_of_the_form_are_given_back(address, partnership):
    client = Client(enforce_csrf_checks=True)

    answer = client.post(address, {"step": "check", "text": WORDS, "code": "ABCD"})

    assert answer.status_code == 403
    assert f"{WORDS}</textarea>" in answer.text
    assert "ABCD" not in answer.text
    assert Contribution.all_objects.count() == 0
