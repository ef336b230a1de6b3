"""Fifty partners who save: about once a second each, or without a pause."""

import asyncio
import gzip
import re
import time
from dataclasses import dataclass
from urllib.parse import urlencode

from bench.client import Line
from bench.stage import cpu_seconds
from partnership.stack.children import Child

FORM_ID = re.compile(rb'name="form_id" value="(\w+)"')
VERSION = re.compile(rb'name="version" value="(\d+)"')
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="(\w+)"')
FORM = "Content-Type: application/x-www-form-urlencoded\r\nHX-Request: true\r\n"
WORDS = "Eleven families came to the drop-in on Tuesday, four of them for the first time. " * 4


class Partner:
    """
    One who saves what she has written so far, again and again, by the button or while she types.

    ``anew``: each time from a page that she has just opened, so that the words before become a row
    of the history; else from one page, as a browser does.
    """

    def __init__(self, port: int, cookie: str, form: str, save: str, by="bar", anew=False):
        self.line, self.form, self.save = Line(port, cookie), form, save
        self.more, self.anew = {by: "1"}, anew
        self.version, self.token = 0, ""
        self.times: list[float] = []

    async def open(self) -> None:
        page = (await self.line.ask("GET", self.form)).body
        page = gzip.decompress(page) if page[:2] == b"\x1f\x8b" else page
        self.token = TOKEN.search(page)[1].decode()
        self.version = int(VERSION.search(page)[1])
        if (form_id := FORM_ID.search(page)) and not self.anew:
            self.more["form_id"] = form_id[1].decode()

    async def keep(self) -> None:
        body = urlencode(
            {
                "csrfmiddlewaretoken": self.token,
                "delivery": "on_track",
                "what_happened": f"{WORDS}{self.version}",
                "version": self.version,
                **self.more,
            }
        ).encode()
        answer = await self.line.ask("POST", self.save, body, FORM)
        if answer.status != 200:
            raise SystemExit(f"{self.save} answered {answer.status}; nothing was measured.")
        self.version += 1
        self.times.append(answer.seconds)


@dataclass(frozen=True)
class Load:
    times: list[float]  # seconds of each answer, sorted
    cpu: float  # seconds of the server meanwhile


async def run(partners: list[Partner], seconds: float, *, server: Child, pause: float) -> Load:
    """``pause``: from one partner's save to her next; 0 is none. Opening a form is not counted."""
    for partner in partners:
        partner.times = []
        await partner.open()
    before, end = cpu_seconds(server), time.perf_counter() + seconds

    async def work(partner: Partner, delay: float) -> None:
        await asyncio.sleep(delay)
        while time.perf_counter() < end:
            began = time.perf_counter()
            await partner.keep()
            await asyncio.sleep(max(0, pause - (time.perf_counter() - began)))

    # Spread over the pause, as people are.
    spread = [pause * number / len(partners) for number in range(len(partners))]
    await asyncio.gather(*(work(p, d) for p, d in zip(partners, spread, strict=True)))
    cpu = cpu_seconds(server) - before
    for partner in partners:
        partner.line.close()
    return Load(sorted(t for partner in partners for t in partner.times), cpu)
