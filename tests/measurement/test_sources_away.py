"""No source answers for seven days (SECURITY 7): what readers, the desk and mailboxes notice."""

import datetime
from collections import Counter

import pytest
from django.urls import reverse
from django.utils import timezone

from measurement import tasks
from measurement.models import Feed, Run
from partnership.models import Mail
from partnership.tasks import daily

HOUR = datetime.timedelta(hours=1)
DAY = 24 * HOUR


@pytest.fixture
def clock(monkeypatch):
    """Lets days pass; every three hours there is a tick, and what that asks for is done."""
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now)
    monkeypatch.setattr(tasks.refresh, "apply_async", lambda args, **_: tasks.refresh(*args))

    def passes(time: datetime.timedelta) -> None:
        nonlocal now
        for _tick in range(time // (3 * HOUR)):
            now += 3 * HOUR
            tasks.tick()
            daily()

    return passes


@pytest.mark.django_db
def test_a_week_without_sources_keeps_the_figures_and_says_so_where_people_look(
    everything, client, bea, clock, settings, tmp_path
):
    page = reverse("measurement:indicator", kwargs=everything.arguments["measurement:indicator"])
    read_on = timezone.localdate()
    data, settings.BUNDLED_DATA = settings.BUNDLED_DATA, tmp_path
    before = [client.get(path).content for path in (f"{page}data.csv", "/")]
    mails = list(Mail.objects.values_list("pk", flat=True))

    clock(7 * DAY)
    after = [client.get(path).content for path in (f"{page}data.csv", "/")]
    said = client.get(page).text
    client.force_login(bea)
    desk = client.get("/desk/").text
    settings.BUNDLED_DATA = data
    clock(DAY)
    mended = client.get(page).text

    assert after == before
    assert "We could last read this source on" in said
    assert f"{read_on:%-d %B %Y}" in said
    assert "We could last read" not in mended
    fetched = Feed.objects.exclude(connector=Feed.Connector.PERSON_LOOKS)
    assert f"{fetched.count()} data loads need a person" in desk
    failed = Run.objects.filter(state=Run.State.FAILED, trigger="schedule")
    assert set(Counter(failed.values_list("feed", flat=True)).values()) == {7}, "once a day each"
    new = Mail.objects.exclude(pk__in=mails)
    assert set(new.values_list("kind", flat=True)) <= {"digest"}, "no mail tells of it"
