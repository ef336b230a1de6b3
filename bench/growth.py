"""“My updates” with 1,000 partners and 200,000 updates, beside 50 partners (PERFORMANCE E)."""

import asyncio
import time

from bench.client import Line
from bench.report import figure, percentile, table
from bench.stage import stage

EACH = 200  # updates of a partner
FEW, MANY = 50, 1000


def main(rounds: int, seconds: float) -> None:
    with stage() as one:
        sides = {
            count: one.portal(f"with{count}", partners=count, updates=EACH) for count in (FEW, MANY)
        }
        found = {count: [] for count in sides}
        for number in range(rounds + 1):
            for count, (portal, people) in sides.items():
                times = asyncio.run(read(portal.port, people, seconds))
                if number:  # the first is a warm-up
                    found[count].append(percentile(times, 0.5) * 1000)
    few = figure("E", f"My updates, {FEW} partners, p50", "plain", "ms", found[FEW])
    many = figure("E", f"My updates, {MANY} partners, p50", "ours", "ms", found[MANY])
    table([(f"My updates, {MANY} / {FEW} partners", many / few, "×", 2, False)])


async def read(port: int, people: list[dict], seconds: float) -> list[float]:
    """One reader after the other, each another partner."""
    times, number, end = [], 0, time.perf_counter() + seconds
    line = Line(port, "")
    while time.perf_counter() < end:
        line.cookie = people[number * 37 % len(people)]["cookie"]
        answer = await line.ask("GET", "/my-updates/")
        if answer.status != 200:
            raise SystemExit(f"/my-updates/ answered {answer.status}; nothing was measured.")
        times.append(answer.seconds)
        number += 1
    line.close()
    return sorted(times)
