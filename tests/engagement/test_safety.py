"""A voice that speaks of danger: whose duty it is, who is told at once, and by when she looks."""

import datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from engagement import promises, safety, services
from engagement.models import Contribution, SafetyFlag
from partnership import outbox
from partnership.errors import NotAllowed
from partnership.models import AreaPartnership, Event, Mail
from tests.engagement.factories import ContributionFactory, SafetyFlagFactory
from tests.factories import NotificationPreferenceFactory

pytestmark = pytest.mark.usefixtures("partnership")
THURSDAY = datetime.date(2026, 11, 26)
DAY = datetime.timedelta(days=1)


@pytest.fixture(autouse=True)
def today(monkeypatch):
    now = datetime.datetime(2026, 11, 26, 1, tzinfo=datetime.UTC)  # noon in Melbourne
    monkeypatch.setattr(timezone, "now", lambda: now)


def give_duty(person) -> None:
    AreaPartnership.objects.update(looks_after_safety=person)


def flagged(by, **more) -> Contribution:
    voice = ContributionFactory(state="in_review", **more)
    services.flag(voice, by=by, kind="child_at_risk")
    return voice


@pytest.mark.parametrize(
    ("marked", "by"),
    [(0, 1), (1, 4), (2, 4), (3, 4), (4, 5)],
    ids=["Thursday", "Friday", "Saturday", "Sunday", "Monday"],
)
def test_it_is_looked_at_by_the_end_of_the_next_working_day(marked, by):
    assert promises.look_by(THURSDAY + marked * DAY) == THURSDAY + by * DAY


def test_who_has_the_duty_is_mailed_at_once_and_once(bea, kim):
    give_duty(kim)
    voice = flagged(bea)

    outbox.deliver()
    outbox.deliver()

    letter = Mail.objects.get()
    assert (letter.to, letter.subject) == (kim, "Please look today")
    assert "by Friday 27 November" in letter.text
    assert f"/admin/engagement/contribution/{voice.pk}/change/" in letter.text


def test_the_mail_says_nothing_of_what_was_told_or_what_may_be(bea, kim):
    give_duty(kim)
    flagged(bea, text="canarywords")

    outbox.deliver()

    letter = Mail.objects.get()
    for said in ("canarywords", "at risk", "child may"):
        assert said not in (letter.subject + letter.text).lower()


def test_no_choice_of_mails_turns_it_off(bea, kim):
    give_duty(kim)
    NotificationPreferenceFactory(user=kim, kind="safety", channel="none")

    flagged(bea)
    outbox.deliver()

    assert Mail.objects.get().to == kim


def test_while_she_is_away_her_cover_is_mailed(bea, kim, backbone_team):
    give_duty(kim)
    cover = bea.memberships.get()
    kim.memberships.update(away_until=THURSDAY + DAY, cover=cover)

    assert safety.who_looks(THURSDAY) == bea
    assert safety.who_looks(THURSDAY + 2 * DAY) == kim


def test_while_nobody_has_the_duty_the_whole_team_is_mailed(bea, kim, mai):
    flagged(bea)

    outbox.deliver()

    assert [letter.to for letter in Mail.objects.all()] == [kim]  # Bea raised it herself


def test_who_has_left_has_no_duty_any_more(bea, kim):
    give_duty(kim)
    kim.memberships.update(ended_on=THURSDAY)

    assert safety.who_looks(THURSDAY) is None
    assert safety.who_is_told(THURSDAY) == [bea]


@pytest.mark.parametrize("end", ["closed", "withdrawn"])
def test_what_is_over_meanwhile_is_not_mailed(bea, kim, end):
    give_duty(kim)
    voice = flagged(bea)
    if end == "closed":
        services.close_flag(voice, by=kim, action_taken="Rang Child Protection.")
    else:
        Contribution.all_objects.filter(pk=voice.pk).update(
            state="withdrawn", text="", withdrawn_on=THURSDAY
        )

    outbox.deliver()

    assert not Mail.objects.exists()


# --- who closes it -------------------------------------------------------------------------


def test_who_has_the_duty_closes_the_flag_and_nobody_else(bea, kim):
    give_duty(kim)
    voice = flagged(bea)

    with pytest.raises(NotAllowed, match="Kim Osei has the duty"):
        services.close_flag(voice, by=bea, action_taken="I think it is nothing.")
    refused = SafetyFlag.all_objects.get()
    services.close_flag(voice, by=kim, action_taken="Rang Child Protection.")

    assert (refused.closed_by, refused.action_taken) == (None, "")
    assert SafetyFlag.all_objects.get().closed_by == kim


def test_while_she_is_away_her_cover_closes_it_and_she_does_not(bea, kim):
    give_duty(kim)
    kim.memberships.update(away_until=THURSDAY, cover=bea.memberships.get())
    voice = flagged(bea)

    with pytest.raises(NotAllowed, match="Bea .* has the duty"):
        services.close_flag(voice, by=kim, action_taken="Rang Child Protection.")
    services.close_flag(voice, by=bea, action_taken="Rang Child Protection.")

    assert SafetyFlag.all_objects.get().closed_by == bea


@pytest.mark.parametrize("duty", [False, True], ids=["nobody's duty", "hers who left"])
def test_while_nobody_has_the_duty_anybody_of_the_team_closes_it(duty, bea, kim):
    if duty:
        give_duty(kim)
        kim.memberships.update(ended_on=THURSDAY)
    voice = flagged(bea)

    services.close_flag(voice, by=bea, action_taken="Rang Child Protection.")

    assert SafetyFlag.all_objects.get().closed_by == bea


@pytest.mark.parametrize("person", ["mai", "lena", "ada"])
def test_nobody_outside_of_the_team_closes_it(person, bea, request):
    voice = flagged(bea)

    with pytest.raises(NotAllowed):
        services.close_flag(voice, by=request.getfixturevalue(person), action_taken="Nothing.")


def test_the_page_offers_it_to_who_has_the_duty_and_names_her_to_others(client, bea, kim):
    give_duty(kim)
    page = f"/admin/engagement/contribution/{flagged(bea).pk}/change/"

    client.force_login(bea)
    for_bea = client.get(page).text
    client.force_login(kim)
    for_kim = client.get(page).text

    assert "Close the flag" not in for_bea
    assert "Kim Osei has the duty" in for_bea
    assert "Close the flag" in for_kim


def test_who_loses_the_duty_while_she_types_is_told_and_loses_no_word(client, bea, kim):
    give_duty(kim)
    voice = flagged(bea)
    client.force_login(bea)

    answer = client.post(
        f"/admin/engagement/contribution/{voice.pk}/act/",
        {"act": "close_flag", "version": 0, "action_taken": "Rang Child Protection."},
    )

    assert answer.status_code == 403
    assert "Kim Osei has the duty" in answer.text
    assert "Rang Child Protection.</textarea>" in answer.text


def test_only_backbone_staff_can_be_given_the_duty(client, bea, kim, mai):
    client.force_login(bea)

    page = client.get("/admin/partnership/areapartnership/1/change/").text

    choices = page.split('id="id_looks_after_safety"')[1].split("</select>")[0]
    assert "Kim Osei" in choices
    assert "Mai Tran" not in choices


# --- at the desk ---------------------------------------------------------------------------


def test_the_desk_says_who_looks_and_by_when_before_all_else(client, bea, kim):
    give_duty(kim)
    voice = flagged(kim, text="canarywords")
    client.force_login(bea)

    page = client.get("/desk/").text

    assert "1 voice speaks of danger" in page
    assert "Promised: looked at by Friday 27 November. Kim Osei looks at it." in page
    assert f"/admin/engagement/contribution/{voice.pk}/change/" in page
    assert "canarywords" not in page
    assert page.index('id="at-risk"') < page.index('id="data"')


def test_the_desk_marks_what_is_late_and_says_that_nobody_has_the_duty(client, bea):
    SafetyFlagFactory(raised_on=THURSDAY - 2 * DAY)
    client.force_login(bea)

    block = client.get("/desk/").text.split('id="at-risk"')[1].split("</section>")[0]

    assert "Promise has passed" in block
    assert "Nobody has the duty to look." in block


def test_the_desk_is_silent_where_nobody_is_at_risk(client, bea):
    client.force_login(bea)

    page = client.get("/desk/").text

    assert 'id="at-risk"' not in page
    assert "speaks of danger" not in page


def test_the_sentence_of_the_desk_counts_voices_that_wait_too_long(client, bea):
    for late in (1, 2):
        ContributionFactory(state="received", read_by=THURSDAY - late * DAY)
    ContributionFactory(state="received", read_by=THURSDAY)
    ContributionFactory(state="received", read_by=THURSDAY - DAY, is_held=True)
    ContributionFactory(state="published", read_by=THURSDAY - DAY)
    client.force_login(bea)

    assert "2 voices wait longer than we promised" in client.get("/desk/").text


def test_a_voice_of_danger_is_read_first(bea):
    old = ContributionFactory(state="received", received_on=THURSDAY - 9 * DAY)
    danger = ContributionFactory(state="flagged", received_on=THURSDAY)

    assert list(Contribution.all_objects.to_read()) == [danger, old]


# --- who reads it --------------------------------------------------------------------------


def kinds_seen_by(person) -> list[str]:
    return [flag.kind for flag in SafetyFlag.objects.visible_to(person)]


def test_who_has_the_duty_reads_the_flag_and_nobody_else(bea, kim, mai, lena, ada):
    give_duty(kim)
    flagged(bea)

    assert kinds_seen_by(kim) == ["child_at_risk"]
    for person in (bea, mai, lena, ada, AnonymousUser()):
        assert kinds_seen_by(person) == []


def test_while_she_is_away_her_cover_reads_it(bea, kim):
    give_duty(kim)
    flagged(bea)
    kim.memberships.update(away_until=THURSDAY, cover=bea.memberships.get())

    assert kinds_seen_by(bea) == ["child_at_risk"]
    assert kinds_seen_by(kim) == []


def test_while_nobody_has_the_duty_the_team_reads_it_and_nobody_else(bea, kim, mai, ada):
    flagged(bea)

    assert kinds_seen_by(bea) == kinds_seen_by(kim) == ["child_at_risk"]
    for person in (mai, ada, AnonymousUser()):
        assert kinds_seen_by(person) == []


def test_the_team_reads_that_words_are_held_and_whose_duty_it_is_and_no_more(client, bea, kim):
    give_duty(kim)
    page = f"/admin/engagement/contribution/{flagged(bea).pk}/change/"
    client.force_login(bea)

    text = " ".join(client.get(page).text.split("<h1>")[1].split())

    assert "You marked it on Thursday 26 November." in text
    assert "Kim Osei looks at it by Friday 27 November." in text
    assert "A child may be at risk" not in text


def test_who_did_not_mark_it_is_not_told_who_did(client, bea, kim, backbone_team):
    give_duty(kim)
    page = f"/admin/engagement/contribution/{flagged(kim).pk}/change/"
    client.force_login(bea)

    text = client.get(page).text

    assert "It was marked on Thursday 26 November." in text
    assert "You marked it" not in text


def test_who_has_the_duty_reads_what_may_be_under_the_words_that_stand_at_the_desk(
    client, bea, kim
):
    give_duty(kim)
    page = f"/admin/engagement/contribution/{flagged(bea).pk}/change/"
    client.force_login(kim)

    text = client.get(page).text

    assert "<h2>Somebody may be at risk</h2>" in text
    assert "A child may be at risk" in text
    assert bea.name in text


def test_what_was_done_is_read_by_who_has_the_duty_alone(client, bea, kim):
    give_duty(kim)
    voice = flagged(bea)
    services.close_flag(voice, by=kim, action_taken="Rang Child Protection.")
    page = f"/admin/engagement/contribution/{voice.pk}/change/"

    seen = {}
    for person in (bea, kim):
        client.force_login(person)
        seen[person] = "Rang Child Protection." in client.get(page).text

    assert seen == {bea: False, kim: True}


def test_the_record_of_events_does_not_say_what_may_be(bea):
    flagged(bea)

    kept = Event.objects.get(kind="engagement.contribution.flagged")

    assert "child_at_risk" not in str(kept.data)


def test_a_late_voice_of_danger_is_marked_among_the_voices_to_read(client, bea, kim):
    give_duty(kim)
    SafetyFlagFactory(raised_on=THURSDAY - 2 * DAY, contribution__state="flagged")
    client.force_login(bea)

    block = client.get("/desk/").text.split('id="voices"')[1].split("</section>")[0]

    assert "Somebody may be at risk" in block
    assert "Promise has passed" in block
    assert "Kim Osei looks at it." in block
