"""What follows from an event happens once, also when something was away (SECURITY R74, R76)."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from celery import Celery
from django.db import connections, transaction

from partnership import events, outbox
from partnership.celery import app
from partnership.events import record
from partnership.models import Delivery, Event, Organisation
from partnership.tasks import deliver
from tests.factories import DeliveryFactory

KIND = "partnership.test.made"
FAILS = "tests.partnership.test_outbox.fail"
KILLED = "tests.partnership.test_outbox.be_killed"


class Killed(BaseException):
    """What no code of ours catches: as good as ``kill -9``."""


def note(event):
    """A handler whose effect can be counted."""
    Organisation.objects.create(name=f"Told of {event.pk}", kind="other")


def fail(event):
    note(event)
    raise ValueError("a name that must not be in the log")


def be_killed(event):
    note(event)
    raise Killed


@pytest.fixture
def handled(monkeypatch):
    """``note`` is called for each event of the kind."""
    monkeypatch.setattr(events, "_handlers", {})
    monkeypatch.setitem(events._handlers, KIND, ["tests.partnership.test_outbox.note"])


@pytest.fixture
def bell(monkeypatch):
    """Counts how often the worker was rung for."""
    rung = []
    monkeypatch.setattr(events, "_ring", lambda: rung.append(1))
    return rung


def told() -> int:
    return Organisation.objects.filter(name__startswith="Told of").count()


@pytest.mark.django_db(transaction=True)
def test_an_event_is_delivered_once_however_often_the_worker_is_told(handled, bell, bea):
    with transaction.atomic():
        record(KIND, bea, by=bea)

    for _ in range(3):
        deliver()

    assert (told(), len(bell)) == (1, 1)
    assert Delivery.objects.get().done_at is not None


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_leaves_no_delivery_and_rings_for_nobody(handled, bell, bea):
    with transaction.atomic():
        record(KIND, bea, by=bea)
        transaction.set_rollback(True)

    deliver()

    assert (told(), bell, Event.objects.count()) == (0, [], 0)


@pytest.mark.django_db(transaction=True)
def test_without_a_broker_the_change_holds_and_its_effect_comes_later_once(
    handled, bea, monkeypatch, tmp_path, caplog
):
    away = Celery("away", broker=f"redis+socket://{tmp_path}/nobody-listens?virtual_host=0")
    away.conf.broker_transport_options = app.conf.broker_transport_options
    monkeypatch.setattr("celery.current_app", away)

    with transaction.atomic():
        record(KIND, bea, by=bea)

    assert (Event.objects.count(), told()) == (1, 0)
    assert caplog.messages == ["broker.away"]
    deliver()  # the next minute of the clock
    deliver()
    assert told() == 1


@pytest.mark.django_db(transaction=True)
def test_eight_workers_at_once_do_each_delivery_once(handled, bell, bea):
    with transaction.atomic():
        for _ in range(5):
            record(KIND, bea, by=bea)
    start = Barrier(8)

    def work(_number):
        start.wait(timeout=10)
        try:
            return outbox.deliver()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        done = sum(pool.map(work, range(8)))

    assert (done, told()) == (5, 5)


@pytest.mark.django_db
def test_one_that_fails_leaves_nothing_behind_and_holds_up_no_other(caplog):
    failing, good = DeliveryFactory(handler=FAILS), DeliveryFactory()

    done = outbox.deliver()

    failing.refresh_from_db()
    good.refresh_from_db()
    assert (done, told()) == (1, 1)
    assert (failing.attempts, failing.done_at) == (1, None)
    assert good.done_at is not None
    assert caplog.records[-1].why == "ValueError"
    assert "a name" not in caplog.text


@pytest.mark.django_db
def test_one_that_always_fails_is_given_up_and_stays_open_for_a_person_to_see():
    failing = DeliveryFactory(handler=FAILS)

    for _ in range(12):
        outbox.deliver()

    failing.refresh_from_db()
    assert (failing.attempts, failing.done_at) == (outbox.MOST_ATTEMPTS, None)


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_is_killed_on_the_way_leaves_it_to_the_next():
    delivery = DeliveryFactory(handler=KILLED)
    with pytest.raises(Killed):
        outbox.deliver()
    assert told() == 0

    Delivery.objects.filter(pk=delivery.pk).update(handler="tests.partnership.test_outbox.note")
    outbox.deliver()

    assert told() == 1


def test_a_message_is_given_back_if_its_worker_is_lost():
    assert deliver.acks_late
    assert deliver.reject_on_worker_lost
    assert app.conf.beat_schedule["deliver"]["task"] == deliver.name
