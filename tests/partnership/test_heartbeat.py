"""The sign of life to somebody outside (SECURITY R81), heard by a server on this machine."""

import datetime
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from measurement import services, tasks
from partnership import heartbeat
from partnership.logs import JsonLines

pytestmark = pytest.mark.django_db
NOW = datetime.datetime(2026, 11, 25, 2, 0, tzinfo=datetime.UTC)
MINUTE = datetime.timedelta(minutes=1)


class Outside(HTTPServer):
    """Whoever listens; ``heard`` are the requests, each as its first line, headers and body."""

    def __init__(self):
        self.heard, self.says = [], 200
        super().__init__(("127.0.0.1", 0), Listener)


class Listener(BaseHTTPRequestHandler):
    def do_GET(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.server.heard.append((self.requestline, dict(self.headers), body))
        self.send_response(self.server.says)
        if self.server.says == 302:
            self.send_header("Location", "/elsewhere")
        self.end_headers()

    def log_message(self, *_):
        """Says nothing."""


@pytest.fixture
def outside(settings):
    with Outside() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        settings.HEARTBEAT_URL = f"http://127.0.0.1:{server.server_port}/secret-path?at=1"
        yield server
        server.shutdown()
        thread.join()


def test_it_is_told_that_we_live_and_nothing_else(outside):
    heartbeat.tell(NOW)

    ((line, headers, body),) = outside.heard
    assert line == "GET /secret-path?at=1 HTTP/1.1"
    assert set(headers) == {"Host", "Accept-Encoding"}
    assert body == b""


def test_it_is_told_each_five_minutes_at_most(outside):
    for minute in range(11):
        heartbeat.tell(NOW + minute * MINUTE)

    assert len(outside.heard) == 3


def test_a_clock_that_was_set_back_keeps_nobody_silent(outside):
    heartbeat.tell(NOW)

    heartbeat.tell(NOW - 60 * MINUTE)

    assert len(outside.heard) == 2


def test_a_tick_that_was_done_is_told(outside, worker):
    tasks.tick()

    assert len(outside.heard) == 1


def test_a_tick_that_broke_is_not_told(outside, worker, monkeypatch):
    def breaks(now, *, by):
        raise RuntimeError

    monkeypatch.setattr(services, "tick", breaks)

    with pytest.raises(RuntimeError):
        tasks.tick()

    assert outside.heard == []


def test_without_an_address_nobody_is_told(outside, settings):
    settings.HEARTBEAT_URL = ""

    heartbeat.tell(NOW)

    assert outside.heard == []


def test_a_real_site_tells_by_https_only(outside, settings, caplog):
    settings.PLAIN_HTTP = False

    heartbeat.tell(NOW)

    assert outside.heard == []
    assert [record.msg for record in caplog.records] == ["heartbeat.failed"]


@pytest.mark.parametrize("says", [302, 404, 500])
def test_an_answer_that_refuses_is_logged_without_the_address_and_not_followed(
    says, outside, caplog
):
    outside.says = says

    heartbeat.tell(NOW)

    (line,) = [JsonLines().format(record) for record in caplog.records]
    assert f'"status": {says}' in line
    assert "secret-path" not in line
    assert len(outside.heard) == 1


def test_nobody_there_does_not_stop_the_work(outside, settings, worker, caplog):
    settings.HEARTBEAT_URL = "http://127.0.0.1:1/secret-path"

    tasks.tick()

    assert [record.msg for record in caplog.records] == ["heartbeat.failed"]
