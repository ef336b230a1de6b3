"""Each guard still stands where the list says; `.ci/guards` takes them away (SECURITY R89)."""

from pathlib import Path

import pytest

from tests.guards import GUARDS
from tests.guards.report import MISSED, PAGE, page, results_on_page

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: guard.name)
def test_a_guard_stands_in_its_place_once_and_its_tests_exist(guard):
    assert (ROOT / guard.file).read_text().count(guard.text) == 1
    assert guard.instead != guard.text
    assert guard.tests
    for test in guard.tests:
        file, _, name = test.partition("::")
        assert f"\ndef {name}(" in (ROOT / file).read_text(), test


def test_no_two_guards_have_one_name():
    names = [guard.name for guard in GUARDS]

    assert len(set(names)) == len(names) >= 40


def test_the_page_holds_this_list_and_the_tests_miss_every_guard():
    """After adding a guard run `.ci/guards` with a word of its name."""
    assert PAGE.read_text() == page(results_on_page())
    assert set(results_on_page().values()) == {MISSED}
