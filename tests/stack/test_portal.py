import http.server
import json
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from partnership.stack.children import Children
from partnership.stack.portal import Portal, free_port, secret_key
from partnership.stack.servers import Servers

SERVERS = Servers("postgres://portal@/postgres?host=/tmp/p", "unix:///tmp/p/r?db=1", True, "")


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


def make(tmp_path: Path, port: int = 8000, **options) -> Portal:
    return Portal(Children(), SERVERS, root=tmp_path, local=tmp_path, port=port, **options)


def test_a_taken_port_leads_to_the_next_free_one(taken: int):
    assert taken < free_port(taken) < taken + 50


def test_a_free_port_is_taken_as_wanted():
    port = free_port(0)

    assert free_port(port) == port


@pytest.mark.parametrize(
    ("process", "role"),
    [
        ("prepare", "portal_owner"),
        ("web", "portal_web"),
        ("worker", "portal_worker"),
        ("beat", "portal_worker"),
    ],
)
def test_each_process_gets_the_role_it_needs(process: str, role: str, tmp_path: Path):
    address = make(tmp_path).environment(process)["DATABASE_URL"]

    assert address == f"postgres://{role}@/portal?host=/tmp/p"


def test_the_demo_answers_this_machine_only(tmp_path: Path):
    portal = make(tmp_path)

    env = portal.environment("web")

    assert portal.url == "http://127.0.0.1:8000/"
    assert (env["ALLOWED_HOSTS"], env["DEBUG"]) == ("127.0.0.1,localhost", "0")


def test_byte_code_is_written_whatever_the_environment_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")

    assert "PYTHONDONTWRITEBYTECODE" not in make(tmp_path).environment("web")


def test_the_secret_key_is_private_long_and_kept(tmp_path: Path):
    file = tmp_path / "secret-key"

    first, second = secret_key(file), secret_key(file)

    assert first == second
    assert len(first) >= 50
    assert file.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(("token", "is_ours"), [("ours", True), ("an older portal's", False)])
def test_only_our_own_web_server_counts_as_ready(token: str, is_ours: bool, tmp_path: Path):
    class Health(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.end_headers()
            self.wfile.write(json.dumps({"status": "ok", "instance": token}).encode())

        def log_message(self, *_):
            """Quiet."""

    with http.server.HTTPServer(("127.0.0.1", 0), Health) as server:
        thread = threading.Thread(target=server.handle_request)
        thread.start()
        portal = make(tmp_path, server.server_port)
        portal.instance = "ours"
        answered = portal.answers()
        thread.join()

    assert answered is is_ours


def test_nobody_there_is_not_ready(tmp_path: Path):
    assert not make(tmp_path, free_port(0)).answers()
