"""Several people at the same moment, with real threads and real transactions (R72, R73)."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import close_old_connections, connections

from partnership.errors import DomainError, TooLate
from partnership.models import Event
from partnership.versions import Stale
from strategies import choosing, rating, services
from strategies.models import Assessment, ChoiceRecord, LeverageRound, Strategy, Update
from tests.strategies.conftest import QUARTER
from tests.strategies.factories import (
    LeverageRoundFactory,
    ProposalFactory,
    StrategyFactory,
    UpdateFactory,
)

pytestmark = pytest.mark.django_db(transaction=True)
WORDS = {"delivery": "on_track", "what_happened": "Four playgroups opened."}


def at_once(*acts) -> list:
    """Run the acts in threads that start together. Gives what each gave, or its refusal."""
    start = Barrier(len(acts))

    def run(act):
        start.wait(timeout=10)
        try:
            return act()
        except DomainError as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        results = list(pool.map(run, acts))
    close_old_connections()
    return results


def test_eight_who_send_at_once_leave_one_update_and_one_event(mai, action):
    def send():
        return services.submit_update(action, by=mai, period=QUARTER, seen_version=0, **WORDS)

    results = at_once(*[send] * 8)

    assert sum(isinstance(result, Update) for result in results) == 1
    assert sum(isinstance(result, TooLate) for result in results) == 7
    assert Update.all_objects.count() == 1
    assert list(Event.objects.values_list("kind", flat=True)) == ["strategies.update.submitted"]


@pytest.mark.parametrize("round_number", range(20))
def test_two_who_save_at_once_lose_no_word(round_number, mai, lena, action):
    UpdateFactory(action=action, saved_by=mai, version=4)
    texts = {mai.pk: "Mai wrote this.", lena.pk: "Lena wrote that."}

    def save(by):
        return lambda: services.keep_draft(
            action, by=by, period=QUARTER, seen_version=4, what_happened=texts[by.pk]
        )

    order = [save(mai), save(lena)] if round_number % 2 else [save(lena), save(mai)]
    results = at_once(*order)

    (kept,) = [r for r in results if isinstance(r, Update)]
    (conflict,) = [r for r in results if isinstance(r, Stale)]
    assert {kept.what_happened, conflict.mine["what_happened"]} == set(texts.values())
    assert conflict.theirs.what_happened == kept.what_happened
    stored = Update.all_objects.get()
    assert (stored.what_happened, stored.version) == (kept.what_happened, 5)


def test_accepting_and_returning_at_once_does_one_of_them(bea, kim, action):
    update = UpdateFactory(action=action, state=Update.State.SUBMITTED)

    results = at_once(
        lambda: services.accept_update(update, by=bea),
        lambda: services.return_update(update, by=kim, note="How many?"),
    )

    assert sum(isinstance(result, TooLate) for result in results) == 1
    assert Update.all_objects.get().state in ("accepted", "returned")
    assert Event.objects.count() == 1


def test_choosing_and_setting_aside_at_once_does_one_of_them(bea, kim):
    strategy = ProposalFactory()
    because = {"reasons": "We talked.", "decided_on": "2026-09-09"}

    results = at_once(
        lambda: choosing.choose(strategy, "not_choose", by=bea, **because),
        lambda: choosing.choose(
            Strategy.objects.visible_to(kim).get(), "choose", by=kim, mode_reason="So.", **because
        ),
    )

    assert sum(isinstance(result, TooLate) for result in results) == 1
    assert ChoiceRecord.objects.count() == 1


@pytest.mark.parametrize("round_number", range(6))
def test_rating_while_the_round_is_closed_is_in_time_or_refused(round_number, bea, lena, org_a):
    strategy = StrategyFactory()
    open_round = LeverageRoundFactory(strategies=[strategy])

    def rate():
        return rating.rate(
            open_round, strategy, by=lena, organisation=org_a, seen_version=0,
            scores=dict.fromkeys(Assessment.QUESTIONS, 4),
        )  # fmt: skip

    def close():
        return rating.close_round(LeverageRound.objects.visible_to(bea).get(), by=bea)

    results = at_once(*([rate, close] if round_number % 2 else [close, rate]))

    (said,) = [result for result in results if not isinstance(result, LeverageRound)]
    assert isinstance(said, Assessment | TooLate)
    assert Assessment.all_objects.count() == isinstance(said, Assessment)
    assert LeverageRound.all_objects.get().state == "closed"
