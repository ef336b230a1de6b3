"""A wish goes to the backbone team and nowhere else."""

import pytest
from django.urls import reverse

from strategies.models import Update
from tests.strategies.conftest import QUARTER
from tests.strategies.factories import UpdateFactory

pytestmark = pytest.mark.usefixtures("partnership")
State = Update.State
WISH = "Who knows an interpreter for Dari?"
LIST = reverse("admin:strategies_update_changelist")


def to(name: str, action) -> str:
    return reverse(f"strategies:{name}", args=[action.pk, QUARTER.end])


def test_a_wish_is_sent_with_the_update_and_stands_in_its_block(client, mai, action):
    client.force_login(mai)
    words = {"delivery": "stuck", "what_happened": "It rains.", "help_needed": WISH, "version": 0}

    page = client.post(to("send-update", action), words, follow=True)

    assert f"What would help: {WISH}" in page.text
    assert Update.all_objects.get().help_needed == WISH


def test_a_wish_is_optional_and_has_a_limit(client, mai, action):
    client.force_login(mai)
    words = {"delivery": "stuck", "what_happened": "It rains.", "version": 0}

    form = client.get(to("edit-update", action))
    long = client.post(to("send-update", action), {**words, "help_needed": "x" * 1001})
    without = client.post(to("send-update", action), words)

    assert "What would help? (optional)" in form.text
    assert "Use 1000 characters or fewer. You have 1001" in long.text
    assert without.status_code == 302


def test_the_conflict_shows_both_wishes(client, mai, lena, action):
    UpdateFactory(action=action, saved_by=lena, version=2, help_needed="A bus.")
    client.force_login(mai)

    page = client.post(to("keep-update", action), {"help_needed": WISH, "version": 1})

    assert page.status_code == 409
    assert f"What would help: {WISH}" in page.text
    assert "What would help: A bus." in page.text


def test_the_backbone_team_finds_who_asks_for_help(client, bea, action):
    asks = UpdateFactory(action=action, state=State.SUBMITTED, help_needed=WISH)
    UpdateFactory(state=State.SUBMITTED)
    client.force_login(bea)

    found = client.get(LIST, {"call": "help"})
    page = client.get(reverse("admin:strategies_update_change", args=[asks.pk]))

    assert [update.pk for update in found.context["cl"].queryset] == [asks.pk]
    assert "They ask for help" in found.text
    assert WISH in page.text


@pytest.mark.parametrize("person", [None, "omar"])
def test_nobody_else_reads_a_wish(person, client, action, request):
    UpdateFactory(action=action, state=State.ACCEPTED, help_needed=WISH)
    if person:
        client.force_login(request.getfixturevalue(person))

    pages = [client.get(url) for url in (action.get_absolute_url(), "/", "/doing/")]

    assert "Four playgroups opened." in pages[0].text
    assert not any(WISH in page.text for page in pages)
