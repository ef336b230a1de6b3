"""Figures as JSON lines, and ratios against the goals as one table."""

import json
import os
import platform
from statistics import median


def percentile(ordered: list[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def figure(axis: str, what: str, kind: str, unit: str, values: list[float]) -> float:
    """Print one figure (`kind` is limit, plain or ours) and give its median."""
    machine = f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"
    line = {"axis": axis, "what": what, "kind": kind, "unit": unit, "runs": len(values)}
    numbers = {"min": round(min(values), 3), "median": round(median(values), 3)}
    print(json.dumps({**line, **numbers, "machine": machine}), flush=True)
    return median(values)


def table(lines: list[tuple[str, float, str, float, bool]]) -> None:
    """Each line: what, the ratio, the sign and the goal, and whether more is better."""
    print(f"\n{'what':58} {'ratio':>7}  goal")
    for what, ratio, unit, goal, more in lines:
        sign = "≥" if more else "≤"
        kept = ratio >= goal if more else ratio <= goal
        print(f"{what:58} {ratio:7.2f}  {sign} {goal:g} {unit}  {'kept' if kept else 'NOT KEPT'}")
