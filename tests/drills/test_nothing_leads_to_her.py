"""
Somebody speaks without an account to a real portal: web server, worker, database, Redis.

Nothing that is kept anywhere leads to her (SECURITY R56); and when she takes her words back they
are nowhere, also after an older backup is restored (R57).
"""

import gzip
import http.client
import re
import zipfile
from collections import deque
from contextlib import closing
from html import unescape
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode

import pytest
import redis

from partnership.stack.portal import HOST
from tests.drills.conftest import ask
from tests.everything_public import read_all
from tests.journeys.test_d13_own_terms import QUOTED

pytestmark = pytest.mark.slow

ADDRESS = "127.0.0.77"  # hers, on this machine
TRACES = {
    "User-Agent": "CanaryBrowser/7.7",
    "Referer": "https://canary-referrer.example/refuge",
    "X-Forwarded-For": "198.51.100.77",
    "Cookie": "visitor=canarycookie4711",
    "Accept-Language": "x-canarytongue",
}
LEADS_TO_HER = [
    ADDRESS, "CanaryBrowser", "canary-referrer", "198.51.100.77", "canarycookie4711",
    "canarytongue",
]  # fmt: skip
WORDS = "The canarylantern hangs in the canaryharbour until canarymorning."
CORRECTED = "The canarylantern hangs in the canaryharbour all night."
# The search is asked for the first of them, and its page repeats what was asked.
HERS = ["canaryharbour", "canarymorning", "hangs in the"]

PUBLISH = f"""
from engagement import services
from engagement.models import Contribution
from partnership.models import User
ben = User.objects.get(email="ben@backbone.example")
voice = Contribution.all_objects.get(text={CORRECTED!r})
services.open_voice(voice, by=ben)
voice.refresh_from_db()
services.publish(voice, by=ben, seen=voice.version)
"""


class Her:
    """A browser at an address of its own, that says everything a browser could say."""

    def __init__(self, portal):
        self.port = portal.port
        self.csrf = ""

    def ask(self, method: str, path: str, fields: dict[str, str] | None = None) -> str:
        line = http.client.HTTPConnection(HOST, self.port, source_address=(ADDRESS, 0), timeout=20)
        headers = {**TRACES, "Cookie": f"{TRACES['Cookie']}; csrf={self.csrf}"}
        if fields is not None:
            headers |= {
                "Content-Type": "application/x-www-form-urlencoded",
                "Referer": f"http://{HOST}:{self.port}{path}",
            }
        with closing(line):
            line.request(method, path, urlencode(fields or {}), headers)
            answer = line.getresponse()
            body = answer.read().decode()
            assert answer.status < 400, (answer.status, body[:2000])
        for cookie in answer.headers.get_all("Set-Cookie", []):
            if "csrf" in (jar := SimpleCookie(cookie)):
                self.csrf = jar["csrf"].value
        return body

    def post(self, path: str, page: str, **fields: str) -> str:
        hidden = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page)
        return self.ask("POST", path, {**{k: unescape(v) for k, v in hidden}, **fields})

    def speak(self) -> str:
        path = "/have-your-say/"
        form = self.ask("GET", path)
        check = self.post(path, form, text=WORDS, consent="quote_public")
        sent = self.post(path, check, step="send")
        return re.search(r'id="code">([^<]+)<', sent)[1]

    def with_code(self, code: str, **fields: str) -> str:
        return self.post("/receipt/", self.ask("GET", "/receipt/"), code=code, **fields)


@pytest.fixture
def log(drill) -> deque:
    """Every line that any process writes from here on."""
    lines: deque[str] = deque()
    for child in drill.children.running:
        child.tail = lines
    yield lines
    for child in drill.children.running:
        child.tail = deque(lines, maxlen=20)


def tables(drill, portal) -> dict[str, str]:
    """Every column of every row, by table."""
    names = ask(drill, portal, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    return {
        name: "\n".join(row for (row,) in ask(drill, portal, f'SELECT t::text FROM "{name}" t'))
        for (name,) in names
    }


READ = {b"hash": "hgetall", b"list": "lrange", b"set": "smembers", b"zset": "zrange"}


def memory(drill) -> str:
    """Every key and value of every database of Redis."""
    found = []
    for number in range(16):
        one = redis.Redis.from_url(drill.servers.redis, db=number)
        for key in one.scan_iter("*"):
            kind = one.type(key)
            whole = (0, -1) if kind in (b"list", b"zset") else ()
            value = getattr(one, READ.get(kind, "get"))(key, *whole)
            found.append(f"{key!r} {value!r}")
    return "\n".join(found)


def files(folder: Path) -> dict[str, str]:
    """What the processes wrote into their folder; archives are opened."""
    found = {}
    for path in folder.rglob("*"):
        if path.is_file() and path.suffix != ".zip" and "static" not in path.parts:
            body = path.read_bytes()
            body = gzip.decompress(body) if path.suffix == ".gz" else body
            found[str(path)] = body.decode("utf-8", errors="replace")
    return found


def archive_text(file: Path) -> str:
    with zipfile.ZipFile(file) as parts:
        return "\n".join(parts.read(name).decode("utf-8", "replace") for name in parts.namelist())


def having(texts: dict[str, str], words: list[str]) -> list[tuple[str, str]]:
    return [(name, word) for name, text in texts.items() for word in words if word in text]


def test_nothing_leads_to_her_and_what_she_takes_back_is_nowhere(drill, log, new_portal, tmp_path):
    her = Her(drill.portal)
    code = her.speak()
    assert "Waits to be read" in her.with_code(code)
    her.with_code(code, step="correct", text=CORRECTED, version="0")
    drill.portal.manage("web", "shell", "-c", PUBLISH)
    quoted = QUOTED.format(
        words=CORRECTED, point="A light at night.", slug="canary-news", title="A light at night"
    )
    drill.portal.manage("web", "shell", "-c", quoted)
    folder = tmp_path / "backups"
    folder.mkdir()
    drill.portal.manage("prepare", "backup", str(folder))
    (older,) = folder.iterdir()

    # Her words are where they should be; what leads to her is nowhere at all.
    kept = {
        **tables(drill, drill.portal),
        **files(drill.portal.local),
        "Redis": memory(drill),
        "log": "\n".join(log),
        "backup": archive_text(older),
    }
    assert having(kept, [*LEADS_TO_HER, code, code.replace(" ", ""), "canarymorning"]) == []
    assert {name for name, _word in having(kept, ["canaryharbour"])} == {
        "engagement_contribution", "agenda_aspiration", "backup",
    }  # fmt: skip
    public = read_all(drill.portal, words="canarylantern")
    assert len(having(public, ["canaryharbour"])) >= 5
    assert any("request.done" in line for line in log), "the log was listened to"

    # She takes them back: no table, memory, log, file or page has them.
    assert "Your words are deleted" in her.with_code(code, step="really")
    left = {
        **tables(drill, drill.portal),
        **files(drill.portal.local),
        "Redis": memory(drill),
        "log": "\n".join(log),
    }
    assert having(left, [*LEADS_TO_HER, *HERS, code]) == []
    assert having(read_all(drill.portal, words="canarylantern"), HERS) == []

    # Neither has a portal that is made from the backup of before.
    listed = drill.portal.local / "withdrawals.txt"
    (tmp_path / "withdrawals.txt").write_bytes(listed.read_bytes())
    other = new_portal("canary")
    other.manage("prepare", "restore", str(older))
    other.manage("prepare", "verify_figures", str(older))
    other.start_web()
    assert having(tables(drill, other), [*LEADS_TO_HER, *HERS, code]) == []
    assert having(read_all(other, words="canarylantern"), HERS) == []
