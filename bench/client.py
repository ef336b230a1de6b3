"""A kept-alive HTTP connection that times its own requests; as little work as can be."""

import asyncio
import re
import time
from dataclasses import dataclass

HOST = "127.0.0.1"
LENGTH = re.compile(rb"\r\ncontent-length: (\d+)", re.I)


@dataclass
class Answer:
    status: int
    body: bytes
    seconds: float


class Line:
    """One partner's browser: its cookies, and one connection that stays open."""

    def __init__(self, port: int, cookie: str):
        self.port, self.cookie = port, cookie
        self.reader: asyncio.StreamReader | None = None
        self.writer: asyncio.StreamWriter | None = None

    async def ask(self, method: str, path: str, body: bytes = b"", headers: str = "") -> Answer:
        """One request. A connection that the server had closed meanwhile is opened again."""
        head = (
            f"{method} {path} HTTP/1.1\r\nHost: {HOST}:{self.port}\r\nCookie: {self.cookie}\r\n"
            f"Accept-Encoding: gzip\r\nContent-Length: {len(body)}\r\n{headers}\r\n"
        )
        began = time.perf_counter()
        for attempt in (1, 2):
            try:
                if self.writer is None:
                    self.reader, self.writer = await asyncio.open_connection(HOST, self.port)
                self.writer.write(head.encode() + body)
                return await self._answer(began)
            except (asyncio.IncompleteReadError, ConnectionError):
                self.close()
                if attempt == 2:
                    raise
        raise AssertionError("not reached")

    async def _answer(self, began: float) -> Answer:
        head = await self.reader.readuntil(b"\r\n\r\n")
        body = await self.reader.readexactly(int(LENGTH.search(head)[1]))
        seconds = time.perf_counter() - began
        if b"\r\nconnection: close" in head.lower():
            self.close()
        return Answer(int(head.split(b" ", 2)[1]), body, seconds)

    def close(self) -> None:
        if self.writer:
            self.writer.close()
        self.reader = self.writer = None
