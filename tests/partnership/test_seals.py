"""The seals on the record of events find what was forged, also by the owner (SECURITY R66)."""

import datetime
import hashlib
import json
from zoneinfo import ZoneInfo

import pytest
from django.core.management import CommandError, call_command

from partnership import seals
from partnership.models import Event, EventSeal
from tests.factories import EventFactory

MELBOURNE = ZoneInfo("Australia/Melbourne")
FIRST = datetime.date(2026, 10, 3)  # the clock goes forward in the night after


def at(day: int, hour: int, minute: int = 0) -> datetime.datetime:
    return datetime.datetime(2026, 10, day, hour, minute, tzinfo=MELBOURNE)


@pytest.fixture
def sealed(bea) -> list[Event]:
    """Four events on three days, one day without any between them, sealed on the seventh."""
    events = [
        EventFactory(by=bea, at=moment, data={"n": number})
        for number, moment in enumerate([at(3, 23, 59), at(4, 0), at(4, 23, 59), at(6, 12)])
    ]
    seals.seal(at(7, 2))
    return events


def verified(capsys, **options) -> str:
    call_command("verify_events", **options)
    return capsys.readouterr().out


@pytest.mark.django_db
def test_each_day_of_melbourne_is_sealed_once_in_order(sealed):
    assert seals.seal(at(7, 3)) == 0

    days = EventSeal.objects.order_by("day").values_list("day", "rows")
    assert [(day.day, rows) for day, rows in days] == [(3, 1), (4, 2), (5, 0), (6, 1)]


@pytest.mark.django_db
def test_a_seal_is_a_hash_over_the_day_and_the_seal_before(sealed, bea):
    first, second = EventSeal.objects.order_by("day")[:2]

    # Computed here by the rule as it is written down, not by our own code.
    def line(event, moment):
        content = [event.pk, moment, bea.pk, event.kind, "partnership.user", 1, event.data]
        return "\n" + json.dumps(content, sort_keys=True)

    one = hashlib.sha256(
        ("0" * 64 + " 2026-10-03" + line(sealed[0], "2026-10-03T13:59:00+00:00")).encode()
    ).hexdigest()
    two = hashlib.sha256(
        (
            one
            + " 2026-10-04"
            + line(sealed[1], "2026-10-03T14:00:00+00:00")
            + line(sealed[2], "2026-10-04T12:59:00+00:00")
        ).encode()
    ).hexdigest()
    assert [first.digest, second.digest] == [one, two]


@pytest.mark.django_db
def test_a_record_that_nobody_touched_holds_with_the_hash_from_the_log(sealed, capsys, caplog):
    EventFactory(at=at(7, 12))
    seals.seal(at(8, 2))
    head = caplog.records[-1].head
    EventFactory(at=at(8, 12))

    said = verified(capsys, head=head)

    assert said.startswith("5 days with 5 events are as they were sealed")
    assert head in said


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("column", "value"),
    [("kind", "partnership.test.other"), ("subject_id", 2), ("data", {"n": 7}), ("at", at(4, 9))],
)
def test_a_forged_row_is_found(column, value, sealed):
    Event.objects.filter(pk=sealed[1].pk).update(**{column: value})

    with pytest.raises(CommandError, match="2026-10-04 are not those that were sealed"):
        call_command("verify_events")


@pytest.mark.django_db
def test_a_forged_author_is_found(sealed, mai):
    Event.objects.filter(pk=sealed[3].pk).update(by=mai)

    with pytest.raises(CommandError, match="2026-10-06"):
        call_command("verify_events")


@pytest.mark.django_db
def test_a_row_that_was_removed_is_found(sealed):
    sealed[2].delete()

    with pytest.raises(CommandError, match="2026-10-04 .* 2 then, 1 now"):
        call_command("verify_events")


@pytest.mark.django_db
@pytest.mark.parametrize(("day", "said"), [(5, "2026-10-05"), (1, "before 2026-10-03")])
def test_a_row_that_was_put_in_afterwards_is_found(day, said, sealed):
    EventFactory(at=at(day, 12))

    with pytest.raises(CommandError, match=said):
        call_command("verify_events")


@pytest.mark.django_db
def test_seals_that_were_made_anew_are_found_by_the_hash_from_the_log(sealed, caplog):
    seals.seal(at(8, 2))
    head = caplog.records[-1].head
    Event.objects.filter(pk=sealed[1].pk).update(kind="partnership.test.other")
    EventSeal.objects.all().delete()
    seals.seal(at(8, 2))

    call_command("verify_events")
    with pytest.raises(CommandError, match="made anew"):
        call_command("verify_events", head=head)


@pytest.mark.django_db
def test_a_seal_that_was_taken_away_is_found(sealed):
    EventSeal.objects.filter(day=datetime.date(2026, 10, 5)).delete()

    with pytest.raises(CommandError, match="2026-10-05 is missing"):
        call_command("verify_events")


@pytest.mark.django_db
def test_the_day_that_is_not_over_is_not_sealed_and_midnight_gets_an_hour(bea):
    EventFactory(by=bea, at=at(3, 12))

    assert seals.seal(at(3, 23)) == 0
    assert seals.seal(at(4, 0, 59)) == 0
    assert seals.seal(at(4, 1)) == 1
