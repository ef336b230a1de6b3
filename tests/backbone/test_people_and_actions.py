import datetime
from datetime import date

import pytest
from django.utils import timezone

from backbone.demo import content
from partnership.models import Decision, User
from strategies.models import Action, Strategy, Update
from strategies.overdue import overdue
from strategies.work import work_of
from tests.everything import noon

DAYS = [
    date(2026, 2, 13),  # the day before February opens
    date(2026, 2, 14),
    date(2026, 6, 16),  # the half year opens
    date(2026, 11, 24),
    date(2026, 12, 17),  # a quarter opens
    date(2027, 1, 1),
    date(2028, 2, 29),
]


@pytest.fixture(params=DAYS, ids=str)
def seeded_on(request) -> date:
    return request.param


@pytest.fixture
def today(db, seeded_on, monkeypatch) -> date:
    """The demonstration, as it is built on that day at noon."""
    monkeypatch.setattr(timezone, "now", lambda: noon(seeded_on))
    return seeded_on


@pytest.fixture
def mel(today) -> User:
    return User.objects.get(email="mel@red-gum.example")


def test_on_any_day_the_first_person_has_an_update_of_each_kind(mel, today):
    work = work_of(mel, today)

    to_do = sorted(task.update.state if task.update else "" for task in work.to_do)
    done = sorted(task.update.state for task in work.done)
    assert to_do == ["", "draft", "returned"]
    assert done == ["accepted", "submitted"]


def test_on_any_day_nothing_of_hers_is_long_overdue(mel, today):
    late = [today - task.due_on for task in work_of(mel, today).to_do]

    assert max(late) <= datetime.timedelta(days=3)


def test_on_any_day_somebody_else_is_late(today):
    priya = User.objects.get(email="priya@backbone.example")

    late = [one.action.title for one in overdue(priya, today)]

    assert "Ask a nurse at enrolment" in late


def test_nothing_happened_in_the_future_or_before_it_could(today):
    now = timezone.now()

    for update in Update.all_objects.exclude(state="draft").select_related("action"):
        assert update.sent_at <= now
        assert update.reviewed_at is None or update.sent_at <= update.reviewed_at <= now
        assert timezone.localdate(update.sent_at) >= update.period.opens_on
        assert update.action.starts_on <= update.period_end


def test_each_way_an_action_can_go_is_shown_in_public(today, nobody):
    actions = Action.objects.visible_to(nobody).with_last_word(nobody)

    words = {action.last_words[0].delivery for action in actions if action.last_words}
    assert words == set(Update.Delivery)
    assert len(actions) == 11
    assert Strategy.objects.visible_to(nobody).count() == 5


def test_every_organisation_says_that_it_is_made_up():
    names = [organisation["name"] for organisation in content.ORGANISATIONS.values()]

    assert len(names) == 7  # six partners and the backbone team
    assert all(name.endswith("(made up)") for name in names)


def test_numbers_of_decisions_follow_their_days_and_no_more_vote_than_sit_there(today):
    decisions = list(Decision.all_objects.order_by("number"))

    days = [decision.made_on for decision in decisions]
    assert days == sorted(days)
    assert len(days) > 10
    voted = [decision for decision in decisions if decision.agreed_how == "vote"]
    assert voted
    for decision in voted:
        votes = decision.votes_for + decision.votes_against
        assert votes <= decision.group.seats.held_on(decision.made_on).count(), decision
        assert bool(decision.dissent) == bool(decision.votes_against), decision
