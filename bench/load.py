"""Fifty partners who save: about once a second each, or without a pause."""

import asyncio
import gzip
import re
import time
from urllib.parse import urlencode

from bench.client import Line

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


async def run(partners: list[Partner], seconds: float, *, pause: float) -> list[float]:
    """The seconds of each answer. ``pause``: from one partner's save to her next; 0 is none."""
    for partner in partners:
        partner.times = []
        await partner.open()
    end = time.perf_counter() + seconds

    async def work(partner: Partner, delay: float) -> None:
        await asyncio.sleep(delay)
        while time.perf_counter() < end:
            began = time.perf_counter()
            await partner.keep()
            await asyncio.sleep(max(0, pause - (time.perf_counter() - began)))

    # Spread over the pause, as people are.
    spread = [pause * number / len(partners) for number in range(len(partners))]
    await asyncio.gather(*(work(p, d) for p, d in zip(partners, spread, strict=True)))
    for partner in partners:
        partner.line.close()
    return sorted(t for partner in partners for t in partner.times)
