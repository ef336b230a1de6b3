"""
A new version is put in (SECURITY 7): each process is asked to end while it is at work.

What is under way is finished, or safely done again; nothing is lost, and nothing is sent twice.
"""

import re
import signal
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from http.client import HTTPException
from urllib.parse import urlencode

import pytest

from tests.drills.conftest import FORM, children_of, cookies_of, token_of, until

pytestmark = pytest.mark.slow

UPDATES = "LOCK TABLE strategies_update IN EXCLUSIVE MODE"  # may be read, not saved
REFRESH = "SELECT pg_advisory_xact_lock(hashtextextended('refresh:vcams-school-entry', 0))"
# A mail is claimed before it leaves, and reads its partnership on the way.
POST = "LOCK TABLE partnership_areapartnership IN ACCESS EXCLUSIVE MODE"
SENT = "SELECT state, version FROM strategies_update WHERE action_id = %s AND period_end = %s"
EVENTS = (
    "SELECT count(*) FROM partnership_event WHERE kind = 'strategies.update.submitted'"
    " AND subject_id = (SELECT id FROM strategies_update WHERE action_id = %s AND period_end = %s)"
)
TEST_MAIL = (
    "from partnership import mail; from partnership.models import User;"
    "mail.send_test(by=User.objects.get(email='robin@portal.example'))"
)
MAIL = "SELECT attempts, sent_at IS NOT NULL, failed FROM partnership_mail WHERE id = %s"
WAITS_ANEW = (
    "UPDATE partnership_mail SET attempts = 0, started_at = NULL, sent_at = NULL WHERE id = %s"
)
LONG_AGO = "UPDATE partnership_mail SET started_at = now() - interval '16 minutes' WHERE id = %s"
RING = "from partnership.tasks import deliver; deliver.delay()"
TICK = "from measurement.tasks import tick; tick.delay()"


class Form:
    """An update of Mel's, written and never sent."""

    def __init__(self, drill):
        self.drill = drill
        self.cookie = drill.sign_in()[1]
        work = drill.get("/my-updates/", self.cookie)
        waiting = re.findall(r"/my-updates/(\d+)/([\d-]+)/", work.text)
        self.subject = next(one for one in waiting if drill.rows(EVENTS, *one) == [(0,)])
        self.page = "/my-updates/{}/{}/".format(*self.subject)
        page = drill.get(f"{self.page}edit/", self.cookie)
        self.cookie += f"; {cookies_of(page)}"
        words = {"delivery": "on_track", "what_happened": "Four playgroups opened."}
        hidden = re.findall(r'name="(version|form_id)" value="([^"]*)"', page.text)
        self.body = urlencode(dict(hidden) | words | {"csrfmiddlewaretoken": token_of(page)})

    def send(self) -> int | None:
        """The status of the answer; None if there was none."""
        headers = FORM | {"Cookie": self.cookie}
        with suppress(OSError, HTTPException):
            return self.drill.ask("POST", f"{self.page}send/", self.body, headers).status
        return None


def is_going(drill) -> bool:
    """Of the two processes of the web server the idle one has gone; the other one is at work."""
    return len(children_of(drill.child("web").process.pid)) == 1


@pytest.fixture
def page() -> ThreadPoolExecutor:
    """A browser that waits for its answer."""
    with ThreadPoolExecutor(1) as browser:
        yield browser


def test_a_save_under_way_is_finished_before_the_web_server_goes(drill, page):
    form = Form(drill)
    with drill.held(UPDATES):
        answer = page.submit(form.send)
        until(drill.waits, 10)
        drill.child("web").send(signal.SIGTERM)
        until(lambda: is_going(drill), 10)

    status = answer.result(20)
    code = drill.gone("web")
    drill.portal.start_web()

    assert (status, code) == (302, 0)
    assert [state for state, _ in drill.rows(SENT, *form.subject)] == ["submitted"]
    assert drill.rows(EVENTS, *form.subject) == [(1,)]
    assert drill.get("/my-updates/", form.cookie).status == 200, "she is still signed in"


def test_a_save_that_lasts_too_long_leaves_nothing_half_and_is_sent_again_once(drill, page):
    form = Form(drill)
    with drill.held(UPDATES):
        answer = page.submit(form.send)
        until(drill.waits, 10)
        drill.child("web").send(signal.SIGTERM)
        status, code = answer.result(30), drill.gone("web")
    until(lambda: not drill.waits(), 10)
    kept = drill.rows(EVENTS, *form.subject)
    drill.portal.start_web()

    again = [form.send(), form.send()]  # the second one: the browser's own, or a double click

    # Which comes first, the end of the process or the longest that a statement may take, is open.
    assert status in (None, 503)
    assert code == 0
    assert kept == [(0,)]
    assert again == [302, 302]
    assert [state for state, _ in drill.rows(SENT, *form.subject)] == ["submitted"]
    assert drill.rows(EVENTS, *form.subject) == [(1,)]


def test_a_run_under_way_is_finished_before_the_worker_goes(drill):
    with drill.held(REFRESH):
        run = drill.ask_for_new_data()
        until(lambda: drill.waits("advisory"), 30)
        drill.child("worker").send(signal.SIGTERM)
        half_way = drill.state_of(run)

    code = drill.gone("worker")
    state = drill.state_of(run)
    drill.portal.start_worker()

    assert (half_way, state, code) == ("validating", "loaded", 0)
    assert drill.rows("SELECT attempts FROM measurement_run WHERE id = %s", run) == [(1,)]
    assert drill.rows("SELECT count(*) FROM measurement_release WHERE run_id = %s", run) == [(1,)]


def test_a_mail_under_way_is_finished_before_the_worker_goes_and_is_not_sent_again(drill):
    mail = a_mail(drill)
    with drill.held(POST):
        post(drill, mail)
        drill.child("worker").send(signal.SIGTERM)

    code = drill.gone("worker")
    sent = drill.rows(MAIL, mail)
    drill.portal.start_worker()
    ring(drill)

    assert code == 0
    assert sent == drill.rows(MAIL, mail) == [(1, True, "")]


def test_a_mail_whose_worker_dies_on_the_way_is_shown_to_a_person_and_not_sent_twice(drill):
    mail = a_mail(drill)
    with drill.held(POST):
        post(drill, mail)
        drill.kill("worker")
    drill.portal.start_worker()
    ring(drill)
    at_first = drill.rows(MAIL, mail)
    drill.rows(LONG_AGO, mail)

    ring(drill)

    assert at_first == [(1, False, "")]
    assert drill.rows(MAIL, mail) == [
        (1, False, "The worker was lost while it sent this. It may have arrived.")
    ]


def a_mail(drill) -> int:
    """One that was queued and sent."""
    drill.portal.manage("web", "shell", "-c", TEST_MAIL)
    ring(drill)
    return drill.rows("SELECT max(id) FROM partnership_mail")[0][0]


def post(drill, mail: int) -> None:
    """It waits anew, and a worker is about to send it."""
    drill.rows(WAITS_ANEW, mail)
    drill.portal.manage("tick", "shell", "-c", RING)
    until(lambda: drill.waits() and drill.rows(MAIL, mail) == [(1, False, "")], 30)


def ring(drill) -> None:
    """The worker has looked at all that waits: it does one thing after the other."""
    before = drill.rows("SELECT now()")[0][0]
    drill.portal.manage("tick", "shell", "-c", f"{RING}; {TICK}")
    until(lambda: drill.rows("SELECT at > %s FROM partnership_heartbeat", before) == [(True,)], 30)
