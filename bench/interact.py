"""
A partner keeps her update (PERFORMANCE D), beside a plain htmx view of the same work.

Both are served alike (gunicorn, 2 processes of 4 threads), from one PostgreSQL with durable
commits. Paced: fifty partners save about once a second each. Saturated: without a pause.

The plain view writes a row of history at each save, and so does ours where it says “replacing”:
the words that stood there were written on another page. Who goes on writing on her own page, by
“Save for later” or just by typing, makes no history of half sentences.
"""

import asyncio
import time
from statistics import median

import psycopg

from bench.load import Partner, run
from bench.report import figure, percentile, table
from bench.stage import stage

PARTNERS = 50
LIMIT = 200  # transactions a round


def main(rounds: int, seconds: float) -> None:
    with stage() as one:
        portal, people = one.portal("ours", partners=PARTNERS, updates=20)
        plain_port, plain_people, plain_server = one.plain(PARTNERS)
        sides = {
            "plain": [Partner(plain_port, **who) for who in plain_people],
            "typing": [Partner(portal.port, **who, by="quiet") for who in people],
            "saving": [Partner(portal.port, **who) for who in people],
            "replacing": [Partner(portal.port, **who, anew=True) for who in people],
        }
        server = dict.fromkeys(sides, portal.mine[-1]) | {"plain": plain_server}
        paced, saturated, cpu = ({k: [] for k in sides} for _ in range(3))
        for kind, partners in sides.items():  # a warm-up
            asyncio.run(run(partners, seconds, server=server[kind], pause=0))
        limits = []
        for _ in range(rounds):
            limits.append(durable(one.servers.address("portal_owner", "plain")))
            for kind, partners in sides.items():
                load = asyncio.run(run(partners, seconds, server=server[kind], pause=1))
                paced[kind].append(load.times)
            for kind, partners in sides.items():
                load = asyncio.run(run(partners, seconds, server=server[kind], pause=0))
                saturated[kind].append(load.times)
                cpu[kind].append(load.cpu / len(load.times) * 1000)
    tell(limits, paced, saturated, cpu, seconds)


def durable(address: str) -> float:
    """Median milliseconds of an update and its history row, committed to the disk."""
    took = []
    with psycopg.connect(address) as connection:
        for number in range(LIMIT):
            began = time.perf_counter()
            connection.execute("UPDATE plain_update SET version = version + 1 WHERE id = 1")
            connection.execute(
                "INSERT INTO plain_history (update_id, by_id, at, data) VALUES (1, 1, now(), %s)",
                [f'{{"version": {number}}}'],
            )
            connection.commit()
            took.append(time.perf_counter() - began)
    return median(took) * 1000


def tell(limits, paced, saturated, cpu, seconds: float) -> None:
    limit = figure("D", "durable update and history row, p50", "limit", "ms", limits)
    found = {}
    for kind in paced:
        what, whose = f"{kind}: ", "plain" if kind == "plain" else "ours"
        for share in (50, 95):
            values = [percentile(times, share / 100) * 1000 for times in paced[kind]]
            found[kind, share] = figure("D", f"{what}paced, p{share}", whose, "ms", values)
        rates = [len(times) / seconds for times in saturated[kind]]
        found[kind, "rate"] = figure("D", f"{what}saturated", whose, "tx/s", rates)
        found[kind, "cpu"] = figure("D", f"{what}processor a save", whose, "ms", cpu[kind])
    ours = [kind for kind in paced if kind != "plain"]
    table([line for kind in ours for line in lines_of(kind, found, limit)])


def lines_of(kind: str, found: dict, limit: float) -> list[tuple]:
    def against_plain(what):
        return found[kind, what] / found["plain", what]

    return [
        (f"{kind}: paced p95, ours / plain", against_plain(95), "×", 1.2, False),
        (f"{kind}: paced p50, ours / durable transaction", found[kind, 50] / limit, "×", 10, False),
        (f"{kind}: saturated, ours / plain", against_plain("rate"), "×", 0.8, True),
        # The same as the line above where nobody else uses the machine; steady where others do.
        (f"{kind}: processor a save, plain / ours", 1 / against_plain("cpu"), "×", 0.8, True),
    ]
