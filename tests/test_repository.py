"""The repository says only what is so."""

import hashlib
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def tracked(*patterns: str) -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", *patterns],
        capture_output=True, text=True, cwd=ROOT, check=True,
    )  # fmt: skip
    return [ROOT / line for line in listed.stdout.splitlines() if (ROOT / line).is_file()]


def test_the_example_of_settings_names_what_the_settings_read():
    settings = (ROOT / "partnership/settings.py").read_text()
    read = set(re.findall(r'env[.\w]*\(\s*"([A-Z_]+)"', settings))
    example = set(re.findall(r"^#?([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.M))

    assert read == example


def test_vendored_files_are_those_that_are_listed():
    text = (ROOT / "VENDORED.md").read_text("utf-8")
    listed = dict(re.findall(r"`((?:static|data)/[^`]+)`[^\n]*?`([0-9a-f]{64})`", text))
    present = {
        str(path.relative_to(ROOT)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in tracked("static/vendor", "static/fonts", "data")
        if path.suffix in (".js", ".css", ".woff2", ".xls", ".xlsx", ".csv", ".geojson")
    }

    assert listed == present


@pytest.mark.parametrize("document", tracked("*.md"), ids=lambda p: str(p.relative_to(ROOT)))
def test_links_between_documents_lead_somewhere(document):
    links = re.findall(r"\]\(([^)#\s]+)", document.read_text("utf-8"))

    broken = [
        link
        for link in links
        if not re.match(r"[a-z]+:", link) and not (document.parent / link).exists()
    ]

    assert broken == []


def test_files_that_the_tour_names_exist():
    text = (ROOT / "docs/tour.md").read_text("utf-8")
    named = re.findall(r"`([a-z_]+/[\w./-]+)`", text)

    assert len(named) > 15
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_the_readme_gives_the_two_commands():
    text = (ROOT / "README.md").read_text("utf-8")

    assert "python3 manage.py demo" in text
    assert "python3 manage.py test" in text


def test_no_address_of_a_package_index_is_kept():
    hosts = ["py" + "pi.org", "python" + "hosted.org", "registry.npm" + "js.org"]

    found = [
        str(path.relative_to(ROOT))
        for path in tracked()
        if any(host.encode() in path.read_bytes() for host in hosts)
    ]

    assert found == []
