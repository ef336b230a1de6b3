"""Measurements stand beside the portal, not in it."""

import ast

import pytest

from bench import interact, people
from strategies.models import Update
from tests.test_architecture import our_code


def test_the_portal_imports_no_measurement():
    found = [
        f"{path}:{node.lineno}"
        for path, tree in our_code()
        for node in ast.walk(tree)
        if (isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "bench")
        or (
            isinstance(node, ast.Import)
            and any(a.name.split(".")[0] == "bench" for a in node.names)
        )
    ]

    assert found == []


def test_a_ratio_is_told_beside_its_goal(capsys):
    ours = [[0.011] * 40]
    seconds = {"plain": [[0.010] * 40], "typing": ours, "saving": ours}
    cpu = {"plain": [9.0], "typing": [10.0], "saving": [18.0]}

    interact.tell([2.0], seconds, seconds, cpu, 4)

    told = capsys.readouterr().out
    assert "typing: paced p95, ours / plain" in told
    assert "1.10  ≤ 1.2 ×  kept" in told
    assert "5.50  ≤ 10 ×  kept" in told
    assert "0.50  ≥ 0.8 ×  NOT KEPT" in told


@pytest.mark.django_db
def test_partners_to_measure_are_signed_in_and_have_something_to_write(client):
    lines = people.fill(2, 10)

    client.cookies.load(lines[1]["cookie"])
    page = client.get(lines[1]["form"])

    assert Update.all_objects.count() == 20
    assert page.status_code == 200
    assert 'name="version" value="0"' in page.text
