"""What a save costs, in questions to the database and bytes (PERFORMANCE D). No clock is read."""

import gzip

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.strategies.factories import UpdateFactory

END = "2026-09-30"


@pytest.mark.django_db
@pytest.mark.usefixtures("now")
@pytest.mark.parametrize(("name", "most"), [("keep-update", 15), ("send-update", 19)])
def test_a_save_asks_little_and_answers_briefly(name, most, mai, action):
    """The goal is 12 questions; the history of texts and the page after sending ask the others."""
    kept = UpdateFactory(action=action, what_happened="Half a thought.")
    client = Client(headers={"HX-Request": "true"})
    client.force_login(mai)
    words = {"delivery": "on_track", "what_happened": "x" * 400, "version": kept.version}

    with CaptureQueriesContext(connection) as queries:
        answer = client.post(reverse(f"strategies:{name}", args=[action.pk, END]), words)

    asked = [q["sql"] for q in queries if not q["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    assert answer.status_code == 200
    assert len(asked) <= most, asked
    assert len(gzip.compress(answer.content, 9)) <= 5_000
