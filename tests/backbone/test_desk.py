"""The desk: what needs the backbone team, and a nudge that a person makes herself."""

import datetime
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from backbone import services
from backbone.models import Nudge
from partnership.errors import NotAllowed, TooLate
from partnership.models import Event, Mail
from strategies.models import Update
from strategies.periods import Period
from tests.backbone.factories import NudgeFactory
from tests.engagement.factories import ContributionFactory
from tests.factories import FeedFactory, HeartbeatFactory, MailFactory, RecipeFactory
from tests.strategies.factories import ActionFactory, UpdateFactory

pytestmark = pytest.mark.usefixtures("partnership")
DESK = "/desk/"
SPRING = Period(datetime.date(2026, 4, 1), datetime.date(2026, 6, 30))
NOW = datetime.datetime(2026, 10, 5, 0, 0, tzinfo=datetime.UTC)  # 11 am in Melbourne


@pytest.fixture(autouse=True)
def now(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture(autouse=True)
def sign_of_life(db):
    return HeartbeatFactory(at=NOW - datetime.timedelta(minutes=2))


@pytest.fixture
def late(org_a, mai, lena):
    """An action whose word for April to June was due on 14 July, 83 days ago."""
    action = ActionFactory(organisation=org_a, title="Food at school")
    UpdateFactory(
        action=action,
        state=Update.State.ACCEPTED,
        period_start="2026-01-01",
        period_end="2026-03-31",
        what_happened="Six schools cook.",
        sent_at=datetime.datetime(2026, 4, 9, 1, tzinfo=datetime.UTC),
        reviewed_at=datetime.datetime(2026, 4, 10, 1, tzinfo=datetime.UTC),
    )
    return action


@pytest.fixture
def as_bea(client, bea):
    client.force_login(bea)
    return client


def nudge_page(action) -> str:
    return reverse("backbone:nudge", args=[action.pk])


# --- the desk -------------------------------------------------------------------------


def test_backbone_staff_land_at_the_desk(as_bea):
    answer = as_bea.get("/welcome/")

    assert (answer.status_code, answer.url) == (302, DESK)


def test_an_administrator_lands_in_the_admin_as_before(client, ada):
    client.force_login(ada)

    assert client.get("/welcome/").url == "/admin/"


def test_the_desk_says_the_day_and_what_waits_in_one_sentence(as_bea, late):
    UpdateFactory(state=Update.State.SUBMITTED)
    FeedFactory()  # nobody has said how its table is read

    page = as_bea.get(DESK).text

    assert "<h1>Monday 5 October</h1>" in page
    assert "1 data load needs a person, 1 update waits to be read and 1 update is late." in page


def test_numbers_that_are_late_are_said_apart_from_what_waits_for_an_answer(as_bea, bea):
    feed = FeedFactory(
        connector="person_looks", config={"page": "https://example.org/t", "month": 9}, duty=bea
    )
    feed.recipe = RecipeFactory(feed=feed)
    feed.save()

    page = as_bea.get(DESK).text

    assert "Nothing waits for you." in page
    assert "The numbers of 1 measure are late." in page
    assert "It is the duty of Bea Nguyen to look at https://example.org/t." in page


def test_an_empty_desk_says_so(as_bea):
    page = as_bea.get(DESK).text

    assert "Nothing waits for you." in page
    assert "Nobody is late." in page
    assert "Everything is read." in page


def test_a_late_update_is_told_with_its_days_its_people_and_its_last_words(as_bea, late):
    page = as_bea.get(DESK).text

    assert "83 days late" in page
    assert "Lena Fischer, Mai Tran" in page
    assert "Last word 9 April: “Six schools cook.”" in page
    assert "Not asked yet." in page


def test_how_often_somebody_asked_is_told(as_bea, late):
    NudgeFactory(action=late, at=NOW - datetime.timedelta(days=9))
    NudgeFactory(action=late, at=NOW - datetime.timedelta(days=2), how="met")

    assert "Asked 2 times, last on 3 October: Face to face." in as_bea.get(DESK).text


def test_the_drafts_of_partners_are_not_at_the_desk(as_bea, late):
    UpdateFactory(
        action=late,
        period_start="2026-04-01",
        period_end="2026-06-30",
        what_happened="Half a thought.",
    )

    assert "Half a thought." not in as_bea.get(DESK).text


def test_a_long_list_of_late_ones_is_one_click_away(as_bea):
    for _ in range(12):
        ActionFactory()

    short, whole = as_bea.get(DESK), as_bea.get(DESK, {"late": "all"})

    assert "Show all 12" in short.text
    assert (len(short.context["desk"].late), len(whole.context["desk"].late)) == (10, 12)


def tile(page, name: str) -> str:
    """What the tile of that name says."""
    (found,) = (one for one in re.findall(r'<li class="tile.*?</li>', page.text) if name in one)
    return " ".join(re.sub(r"<[^>]+>", " ", found).split())


def test_a_tile_counts_the_voices_that_wait_and_says_since_when(as_bea):
    nothing = tile(as_bea.get(DESK), "Voices to read")
    ContributionFactory(received_on="2026-10-03", read_by="2026-10-08")
    ContributionFactory(state="in_review", received_on="2026-10-01", read_by="2026-10-06")
    ContributionFactory(state="published", received_on="2026-09-01")
    ContributionFactory(is_held=True, received_on="2026-09-01")  # a flood

    assert nothing == "0 Voices to read See all voices"
    said = tile(as_bea.get(DESK), "Voices to read")
    assert said.startswith("2 Voices to read, and 1 that came in a flood")
    assert said.endswith("The oldest came on 1 October. Read")


def test_a_voice_that_speaks_of_danger_comes_first_in_its_tile(as_bea):
    ContributionFactory(state="flagged", received_on="2026-10-03", read_by="2026-10-08")

    page = as_bea.get(DESK)

    assert tile(page, "Voice to read").endswith("First: somebody may be at risk")
    assert '<li class="tile s-worse"><b class="big">1</b>' in page.text


def test_twenty_of_each_take_as_many_queries_as_one(as_bea, late, django_assert_max_num_queries):
    UpdateFactory(state=Update.State.SUBMITTED)
    FeedFactory()
    with django_assert_max_num_queries(28) as one:
        as_bea.get(DESK)
    for _ in range(19):
        UpdateFactory(state=Update.State.SUBMITTED)
        NudgeFactory()
        FeedFactory()

    with django_assert_max_num_queries(len(one)):
        as_bea.get(DESK)


def test_background_work_that_stands_still_is_said_on_top(as_bea, sign_of_life):
    sign_of_life.at = NOW - datetime.timedelta(minutes=16)
    sign_of_life.save()
    MailFactory(failed="The address does not exist.")

    page = as_bea.get(DESK).text

    assert "Background work stands still since 2026-10-05 10:44." in page
    assert "Everything else is running." not in page


def test_people_who_act_for_others_without_a_second_step_are_counted(as_bea, mai, lena, ada):
    # Bea, Lena and Ada; not Mai, who writes for herself.
    assert as_bea.get(DESK).context["desk"].without_second_step == 3


def test_a_call_for_help_is_at_the_desk(as_bea):
    UpdateFactory(state=Update.State.SUBMITTED, help_needed="A room in Kilmore.")

    assert "What would help: A room in Kilmore." in as_bea.get(DESK).text


# --- a nudge --------------------------------------------------------------------------


def test_whom_to_ask_and_in_which_words_is_shown_before_anything_is_sent(as_bea, late):
    page = as_bea.get(nudge_page(late))

    words = page.context["mail_form"]["words"].value()
    assert "We have no word yet on “Food at school” for April to June 2026." in words
    assert words in page.text
    assert page.text.index("lena@example.org") < page.text.index("mai@example.org")
    assert not Nudge.all_objects.exists()
    assert not Mail.objects.exists()


def test_a_mail_goes_in_exactly_these_words_to_those_who_were_chosen(as_bea, bea, late, mai):
    answer = as_bea.post(
        nudge_page(late), {"mail": "yes", "to": [mai.pk], "words": "Two sentences are plenty."}
    )

    mail, nudge = Mail.objects.get(), Nudge.all_objects.get()
    assert (answer.status_code, answer.url) == (302, DESK)
    assert (mail.to, mail.kind) == (mai, "nudge")
    assert "Two sentences are plenty." in mail.text
    assert f"/my-updates/{late.pk}/2026-06-30/" in mail.text
    assert "Bea Nguyen" in mail.text
    assert (nudge.how, nudge.words) == ("mailed", "Two sentences are plenty.")
    assert (nudge.recipients, nudge.period_end) == ([mai.pk], SPRING.end)


def test_a_mail_to_a_stranger_is_refused_and_nothing_is_sent(as_bea, late, omar):
    answer = as_bea.post(nudge_page(late), {"mail": "yes", "to": [omar.pk], "words": "Hello?"})

    assert answer.status_code == 422
    assert not Mail.objects.exists()


def test_who_left_since_the_page_was_opened_gets_no_mail(bea, late, mai, omar):
    with pytest.raises(TooLate):
        services.mail_nudge(late, by=bea, period=SPRING, to=[mai, omar], words="Hello?")

    assert not Mail.objects.exists()


def test_a_mail_without_words_is_refused(as_bea, late, mai):
    answer = as_bea.post(nudge_page(late), {"mail": "yes", "to": [mai.pk], "words": " "})

    assert answer.status_code == 422
    assert "Write what you ask" in answer.text


def test_mails_that_failed_are_counted(as_bea):
    MailFactory(failed="The address does not exist.")
    MailFactory()

    page = as_bea.get(DESK)

    assert page.context["desk"].failed_mails == 1
    assert "1 email failed. Everything else is running." in page.text


def test_a_call_is_noted_with_who_when_and_what_was_said(as_bea, bea, late):
    answer = as_bea.post(nudge_page(late), {"how": "called", "note": " On leave until Monday. "})

    nudge = Nudge.all_objects.get()
    assert (answer.status_code, answer.url) == (302, DESK)
    assert (nudge.action, nudge.period_end, nudge.by) == (late, SPRING.end, bea)
    assert (nudge.how, nudge.note) == ("called", "On leave until Monday.")
    assert "Asked on 5 October: By phone." in as_bea.get(DESK).text


def test_what_was_said_is_not_in_the_record_of_events(as_bea, late):
    as_bea.post(nudge_page(late), {"how": "called", "note": "Her mother is ill."})

    event = Event.objects.get()
    assert (event.kind, event.data) == ("backbone.nudge.noted", {"how": "called"})


def test_a_note_without_how_is_refused_and_its_words_stay(as_bea, late):
    answer = as_bea.post(nudge_page(late), {"note": "On leave."})

    assert answer.status_code == 422
    assert "Choose how you asked" in answer.text
    assert "On leave." in answer.text
    assert not Nudge.all_objects.exists()


def test_the_words_for_a_question_repeat_it(as_bea, org_a, mai):
    action = ActionFactory(organisation=org_a)
    UpdateFactory(
        action=action,
        state=Update.State.RETURNED,
        period_start="2026-04-01",
        period_end="2026-06-30",
        reviewed_at=NOW - datetime.timedelta(days=20),
    )

    page = as_bea.get(nudge_page(action))

    assert "We asked: “How many families came?”" in page.context["mail_form"]["words"].value()


def test_where_nothing_is_late_there_is_nothing_to_ask(as_bea, late):
    UpdateFactory(
        action=late,
        state=Update.State.SUBMITTED,
        period_start="2026-04-01",
        period_end="2026-06-30",
    )

    answer = as_bea.get(nudge_page(late), follow=True)

    assert "“Food at school” is not late: there is nothing to ask." in answer.text


@pytest.mark.parametrize("person", ["mai", "lena", "omar", "ada"])
def test_others_note_nothing_and_read_nothing(person, request, late):
    user = request.getfixturevalue(person)
    NudgeFactory()

    with pytest.raises(NotAllowed):
        services.note_nudge(late, by=user, period=SPRING, how="called")
    with pytest.raises(NotAllowed):
        services.mail_nudge(late, by=user, period=SPRING, to=[], words="Hello?")
    assert not Nudge.objects.visible_to(user).exists()
    assert Nudge.all_objects.count() == 1
