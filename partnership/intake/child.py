"""
Reads one file in a process of its own: bytes in; a line of JSON and perhaps other bytes out.

Whatever a file does to its reader, it does it here, within limits of time and memory, and nothing
else dies of it (SECURITY R30).
"""

import importlib
import json
import sys

SECONDS = 20  # of the processor
MEMORY = 1024**3  # bytes of addresses


def main() -> None:
    """``argv``: the module that reads, and what its ``read(content, ...)`` wants to know."""
    from partnership.intake.problems import Problem

    _limit()
    reader = importlib.import_module(sys.argv[1])
    try:
        answer, made = reader.read(sys.stdin.buffer.read(), *sys.argv[2:])
    except Problem as problem:
        answer, made = {"problem": problem.code, "about": problem.about}, b""
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n" + made)


def _limit() -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
