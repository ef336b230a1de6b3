"""A refresh that finds the disk full (SECURITY 7): the public figures stay as they were."""

import pytest
from django.db import OperationalError, connection

from measurement import services, tasks
from measurement.models import Run
from tests.drills.test_disk_full import FULL

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("table", ["measurement_observation", "measurement_figure"])
def test_the_running_figures_are_untouched_and_the_run_says_what_to_do(
    table, approved, run_feed, last_year, public
):
    run_feed(approved, **last_year)
    before = public()
    with connection.cursor() as cursor:
        cursor.execute(FULL.replace("strategies_update", table))

    with pytest.raises(OperationalError):
        run_feed(approved)
    refused = Run.objects.order_by("-number").first()
    while_full = public()
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER full_disk ON {table}")
    again = run_feed(approved)

    assert (refused.state, "Make room" in refused.message) == ("failed", True)
    assert not hasattr(refused, "release")
    assert while_full == before
    assert again.state == "loaded"
    assert public() != before


def test_a_watcher_is_told_that_the_worker_found_no_room(client, approved, worker):
    run = services.queue_run(approved, by=worker, trigger="setup")
    with connection.cursor() as cursor:
        cursor.execute(FULL.replace("strategies_update", "measurement_observation"))

    before = client.get("/health/ready").json()["checks"]["disk"]
    tasks.refresh.apply([run.pk])
    after = client.get("/health/ready").json()["checks"]["disk"]

    assert (before, after) == ("ok", "failing")
