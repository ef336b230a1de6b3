"""What the team may do with words, and what it may not (SECURITY R54, R59; DOMAIN 9)."""

import pytest
from django.db import IntegrityError, transaction

from engagement import services
from engagement.models import Contribution, Redaction, SafetyFlag
from partnership.errors import NotAllowed, TooLate
from partnership.models import AreaPartnership, Event
from tests.engagement.factories import ContributionFactory, SafetyFlagFactory, ThemeFactory

pytestmark = pytest.mark.django_db
Consent, State = Contribution.Consent, Contribution.State


def in_review(**fields) -> Contribution:
    return ContributionFactory(state="in_review", **fields)


@pytest.mark.parametrize("consent", ["quote_partners", "count_only"])
def test_publishing_beyond_the_consent_is_refused_in_code_and_by_the_database(consent, bea):
    voice = in_review(consent=consent)

    with pytest.raises(NotAllowed, match="We keep to that"):
        services.publish(voice, by=bea, seen=0)
    with pytest.raises(IntegrityError), transaction.atomic():
        Contribution.all_objects.filter(pk=voice.pk).update(state="published")

    assert Contribution.all_objects.get().state == "in_review"


def test_partners_read_only_what_was_meant_for_them(bea, mai, nobody):
    counted = in_review(consent="count_only", text="Not for partners.")
    with pytest.raises(NotAllowed):
        services.share_with_partners(counted, by=bea, seen=0)
    shared = in_review(consent="quote_partners")
    services.share_with_partners(shared, by=bea, seen=0)

    assert list(Contribution.objects.visible_to(mai)) == [shared]
    assert list(Contribution.objects.visible_to(nobody)) == []


def test_nothing_is_public_before_a_person_has_moderated_it(bea, nobody, mai):
    for state in ("received", "in_review", "flagged"):
        ContributionFactory(state=state)

    assert not Contribution.objects.visible_to(nobody).exists()
    assert not Contribution.objects.visible_to(mai).exists()
    with pytest.raises(TooLate):
        services.publish(Contribution.all_objects.get(state="received"), by=bea, seen=0)


def test_what_is_only_counted_has_no_words_left(bea):
    voice = in_review(consent="count_only")

    services.count_only(voice, by=bea, seen=0)

    assert Contribution.all_objects.get().text == ""
    with pytest.raises(IntegrityError), transaction.atomic():
        Contribution.all_objects.update(text="They are back.")


def test_taking_words_out_seals_them_and_says_that_it_was_edited(bea, client, area):
    voice = in_review(text="A bus for Jayden.")

    services.redact(
        voice, by=bea, seen=0, text="A bus for [name removed].", reason="identifies_child"
    )
    services.publish(voice, by=bea, seen=1)
    theme = ThemeFactory()
    services.set_themes(voice, by=bea, themes=[theme])
    page = client.get(theme.get_absolute_url()).text

    assert "A bus for [name removed]." in page
    assert "We took something out to protect a person." in page
    assert "Jayden" not in page
    assert Redaction.objects.get().original == "A bus for Jayden."


def test_nobody_puts_words_into_the_mouth_of_who_spoke(client, bea):
    client.force_login(bea)
    voice = in_review(text="A bus for Jayden, please.")
    wonderful = {"act": "redact", "version": 0, "reason": "personal_detail",
                 "text": "A bus, and I thank the minister."}  # fmt: skip

    refused = client.post(f"/admin/engagement/contribution/{voice.pk}/act/", wonderful)

    assert refused.status_code == 422
    assert "These are not the author’s words there: “and I thank the minister.”" in refused.text
    assert "A bus, and I thank the minister." in refused.text  # to mend
    assert Contribution.all_objects.get().text == "A bus for Jayden, please."


def test_what_was_taken_out_can_be_put_back_and_nothing_else(bea):
    voice = in_review(text="A bus for Jayden, please.")
    services.redact(voice, by=bea, seen=0, text="A bus.", reason="personal_detail")

    with pytest.raises(services.Incomplete):
        services.redact(voice, by=bea, seen=1, text="A bus for Kim.", reason="personal_detail")
    services.redact(voice, by=bea, seen=1, text="A bus, please.", reason="personal_detail")

    assert Contribution.all_objects.get().text == "A bus, please."


def test_what_is_taken_out_is_looked_for_in_the_english_too(client, bea):
    client.force_login(bea)
    voice = in_review(text="Xe buýt cho con.", language="vi", english="A bus for Jayden.")

    page = client.get(f"/admin/engagement/contribution/{voice.pk}/change/").text

    assert "“Jayden”" in page


def test_no_event_holds_a_word_of_a_voice(bea, dump):
    voice = in_review(text="canarywords and Jayden")
    services.redact(voice, by=bea, seen=0, text="canarywords", reason="personal_detail")
    services.decline(voice, by=bea, seen=1, reason="off_topic")
    services.read_again(voice, by=bea, seen=1)
    services.flag(voice, by=bea, kind="threat")

    assert "canarywords" not in str(list(Event.objects.values()))
    assert Event.objects.filter(subject_id=voice.pk).count() == 4


@pytest.mark.parametrize(
    ("act", "typed"),
    [
        ("decline", {"reason": ""}),
        ("decline", {"reason": "I did not like it"}),
        ("redact", {"reason": "", "text": "less"}),
        ("redact", {"reason": "personal_detail", "text": ""}),
        ("redact", {"reason": "personal_detail", "text": "A bus that goes to the kinder."}),
        ("redact", {"reason": "personal_detail", "text": "A bus that goes to the minister."}),
    ],
)
def test_what_has_no_reason_is_refused_and_changes_nothing(act, typed, bea):
    voice = in_review()

    with pytest.raises(services.Incomplete):
        getattr(services, act)(voice, by=bea, seen=0, **typed)

    assert Contribution.all_objects.get().state == "in_review"
    assert not Redaction.objects.exists()


def test_a_safety_flag_stops_all_else_until_it_says_what_was_done(bea):
    voice = in_review()
    services.flag(voice, by=bea, kind="child_at_risk")

    with pytest.raises(TooLate, match="Close the safety flag"):
        services.publish(voice, by=bea, seen=0)
    with pytest.raises(services.Incomplete):
        services.close_flag(voice, by=bea, action_taken=" ")
    services.close_flag(voice, by=bea, action_taken="Rang Child Protection.")
    services.publish(voice, by=bea, seen=0)

    assert SafetyFlag.all_objects.get().closed_by == bea


@pytest.mark.parametrize("person", ["mai", "lena", "ada"])
def test_only_the_backbone_team_moderates(person, request):
    voice = in_review()

    with pytest.raises(NotAllowed):
        services.publish(voice, by=request.getfixturevalue(person), seen=0)
    with pytest.raises(NotAllowed):
        services.open_voice(voice, by=request.getfixturevalue(person))


def test_every_button_of_the_page_does_what_it_says(client, bea, area):
    client.force_login(bea)
    voice = ContributionFactory(text="A bus for Jayden, please.")
    page = f"/admin/engagement/contribution/{voice.pk}/change/"
    act = f"/admin/engagement/contribution/{voice.pk}/act/"

    opened = client.get(page)
    careless = client.post(act, {"act": "publish", "version": 0})
    client.post(act, {"act": "redact", "version": 0, "text": "A bus, please.",
                      "reason": "identifies_child"})  # fmt: skip
    stale = client.post(act, {"act": "publish", "version": 0, "no_child": "on"})
    client.post(act, {"act": "translate", "version": 1, "language": "en", "english": ""})
    done = client.post(act, {"act": "publish", "version": 2, "no_child": "on"})
    client.post(act, {"act": "themes", "version": 2, "themes": [ThemeFactory().pk]})
    client.post(act, {"act": "take_up", "version": 2})

    assert "Jayden" in opened.text
    assert careless.status_code == 422
    assert "no child can be recognised" in careless.text
    assert stale.status_code == 409
    assert done.status_code == 302
    voice.refresh_from_db()
    assert (voice.state, voice.text) == ("published", "A bus, please.")
    assert voice.themes.count() == voice.aspiration_links.count() == 1


def test_the_lists_of_the_admin_show_no_words_and_ask_as_much_for_many_as_for_one(client, bea):
    client.force_login(bea)
    address = "/admin/engagement/contribution/"
    ContributionFactory(text="canarywords")
    one = queries(client, address)
    ContributionFactory.create_batch(19, text="canarywords")

    assert queries(client, address) == one
    assert "canarywords" not in client.get(address).text


def queries(client, address) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


SCRIPT = "<script>alert(1)</script>"
FORMULA = '=HYPERLINK("http://evil.example","x")'


@pytest.mark.parametrize("text", [SCRIPT, FORMULA])
def test_script_and_formula_are_only_words_everywhere(text, client, bea, anybody):
    check = anybody.write(text=text)
    voice = in_review(text=text, english=text)
    theme = ThemeFactory()
    services.set_themes(voice, by=bea, themes=[theme])
    services.publish(voice, by=bea, seen=0)
    client.force_login(bea)

    for page in (
        check,
        client.get(theme.get_absolute_url()),
        client.get(f"/admin/engagement/contribution/{voice.pk}/change/"),
    ):
        assert SCRIPT not in page.text
        assert "<script>alert" not in page.text
        assert 'href="http://evil' not in page.text


def test_a_flood_is_cleared_at_once_and_never_counted_and_nothing_else_is(client, bea):
    client.force_login(bea)
    flood = ContributionFactory.create_batch(3, is_held=True)
    honest = ContributionFactory()
    address = "/admin/engagement/contribution/"
    chosen = [voice.pk for voice in [*flood, honest]]

    client.post(address, {"action": "not_real", "_selected_action": chosen})

    assert Contribution.all_objects.filter(state="declined").count() == 3
    assert list(Contribution.counted()) == [honest]
    honest.refresh_from_db()
    assert honest.state == "received"


def test_the_list_begins_with_who_may_be_at_risk_then_with_who_waits_longest(client, bea):
    client.force_login(bea)
    answered = ContributionFactory(state="published", received_on="2026-09-01")
    newer = ContributionFactory(state="received", received_on="2026-10-03")
    older = ContributionFactory(state="in_review", received_on="2026-10-01")
    danger = ContributionFactory(state="flagged", received_on="2026-10-04")

    page = client.get("/admin/engagement/contribution/")

    assert list(page.context["cl"].result_list) == [danger, older, newer, answered]


WHAT_HAPPENED = {
    "publish": ("in_review", "Everybody can read it now."),
    "share": ("in_review", "Partners can read it now, and nobody else."),
    "count": ("in_review", "It is counted, and its words are deleted."),
    "decline": ("in_review", "It is not used. Its author can read why."),
    "redact": (
        "in_review",
        "It is taken out. If it has an English version, take it out there too.",
    ),
    "translate": ("in_review", "The language is saved."),
    "themes": ("in_review", "The themes are saved."),
    "flag": ("in_review", "Everything else stops now. Kim Osei gets an email at once."),
    "read_again": ("published", "It is off the pages. Read it again and decide."),
    "take_up": ("published", "It stands among the aspirations now."),
    "close_flag": ("flagged", "The flag is closed. Read the voice as any other now."),
}


@pytest.mark.parametrize("act", WHAT_HAPPENED)
def test_every_act_answers_with_what_happened(client, bea, kim, partnership, act):
    state, happened = WHAT_HAPPENED[act]
    voice = ContributionFactory(state=state, text="A bus for Jayden, please.")
    by = bea
    if act in ("flag", "close_flag"):
        AreaPartnership.objects.update(looks_after_safety=kim)
    if act == "close_flag":
        SafetyFlagFactory(contribution=voice)
        by = kim
    client.force_login(by)
    typed = {
        "version": voice.version, "no_child": "on", "text": "A bus, please.",
        "reason": "personal_detail", "language": "en", "kind": "threat",
        "action_taken": "Rang the school.",
    }  # fmt: skip

    page = client.post(
        f"/admin/engagement/contribution/{voice.pk}/act/", {"act": act, **typed}, follow=True
    )

    assert page.status_code == 200
    assert happened in page.text


def test_who_has_the_duty_marks_it_herself_and_gets_no_email(client, bea, partnership):
    AreaPartnership.objects.update(looks_after_safety=bea)
    voice = in_review()
    client.force_login(bea)

    page = client.post(
        f"/admin/engagement/contribution/{voice.pk}/act/",
        {"act": "flag", "version": 0, "kind": "threat"},
        follow=True,
    )

    assert "Everything else stops now, until you close the flag." in page.text
