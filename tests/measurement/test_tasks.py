"""The doors of Celery and of the command line."""

import pytest
from django.db import connection

from measurement import services
from measurement.models import Run
from tests.measurement.lost_workers import killed
from tests.measurement.sources.workbooks import with_cells


@pytest.mark.django_db
def test_the_tick_sends_each_run_that_waits(daily, worker, monkeypatch):
    from measurement import tasks

    sent = []
    monkeypatch.setattr(tasks.refresh, "apply_async", lambda args, **how: sent.append((args, how)))

    tasks.tick()

    (run,) = Run.objects.all()
    assert sent == [([run.pk], {"retry": False, "expires": 60})]


@pytest.mark.django_db
def test_the_task_does_a_whole_refresh_with_its_chart(approved, worker, partnership):
    from measurement import tasks

    run = services.queue_run(approved, by=worker, trigger="setup")

    tasks.refresh(run.pk)

    run.refresh_from_db()
    assert (run.state, run.message) == ("loaded", "")
    (explore,) = run.release.summaries.exclude(explore=None).values_list("explore", flat=True)
    assert {"data", "layout", "config"} == set(explore)
    assert "10.2%" in str(explore)


@pytest.mark.django_db
def test_a_feed_that_does_not_say_what_to_read_fails_with_a_sentence(feed, worker):
    from measurement import tasks

    feed.config = {"path": "../settings.py"}
    feed.save()
    run = services.queue_run(feed, by=worker, trigger="setup")

    tasks.refresh(run.pk)

    run.refresh_from_db()
    assert run.state == "failed"
    assert "leads out of the folder" in run.message


@pytest.fixture
def told(monkeypatch, capsys):
    """Runs ``manage.py tick`` with a worker that works as soon as it is told to."""
    from django.core.management import call_command

    from measurement import tasks

    def told(*arguments, work=lambda: None) -> str:
        monkeypatch.setattr(tasks.tick, "apply_async", lambda **how: work())
        call_command("tick", *arguments)
        return capsys.readouterr().out.strip()

    return told


@pytest.mark.django_db
def test_the_command_waits_until_the_figures_are_public(approved, run_feed, told):
    said = told("--wait", "5", work=lambda: run_feed(approved))

    assert said.startswith("figures are public after")
    assert "\n" not in said


@pytest.mark.django_db
def test_the_command_returns_at_once_if_they_are(approved, run_feed, told):
    run_feed(approved)

    assert told("--wait", "5", work=killed) == "nothing to wait for: the figures are public"


@pytest.mark.django_db
def test_the_command_fails_with_the_words_of_the_run(feed, run_feed, told):
    from django.core.management.base import CommandError

    poison = with_cells(D29=9000.0)

    with pytest.raises(CommandError, match="vcams-school-entry: Sheet 10.1, cell D29"):
        told("--wait", "5", work=lambda: run_feed(feed, fetch=lambda: poison))


@pytest.mark.django_db
def test_the_command_says_that_a_second_person_is_waited_for(feed, run_feed, told):
    assert "wait for a second person" in told("--wait", "5", work=lambda: run_feed(feed))


@pytest.mark.django_db
def test_the_command_gives_up_when_nobody_works(feed, worker, told):
    from django.core.management.base import CommandError

    services.queue_run(feed, by=worker, trigger="setup")

    with pytest.raises(CommandError, match="Is a worker running"):
        told("--wait", "0.2")


@pytest.mark.django_db
def test_the_command_without_waiting_only_asks(feed, told):
    assert told() == "asked the worker to look"
    assert connection.in_atomic_block
