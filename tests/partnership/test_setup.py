"""From nothing to a real, empty partnership (JOURNEYS D07, the start and the end)."""

import io
import re

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from partnership.models import AreaPartnership, User

PASSWORD = "three quiet river stones"
TOLD = {
    "name": "Mallee Children and Youth Partnership",
    "area": "Mallee",
    "email": "jo@example.org",
}


def set_up(**told) -> str:
    """Run the command; gives the path of the link that it printed."""
    out = io.StringIO()
    call_command("setup", **told, stdout=out)
    return re.search(r"https?://[^/]+(/invitations/\S+)", out.getvalue())[1]


@pytest.mark.django_db
def test_the_first_person_gets_in_and_is_asked_for_a_second_step(client, worker, settings):
    link = set_up(**TOLD)
    settings.SECOND_STEP_REQUIRED = True

    client.post(link, {"name": "Jo Field", "password": PASSWORD})

    jo = User.objects.get(email="jo@example.org")
    assert (jo.name, jo.is_administrator, jo.is_backbone) == ("Jo Field", True, True)
    assert client.get("/admin/").url == reverse("mfa_index")
    settings.SECOND_STEP_REQUIRED = False
    assert client.get("/admin/").status_code == 200


@pytest.mark.django_db
def test_the_pages_of_an_empty_partnership_say_that_there_is_nothing_yet(client, worker):
    set_up(**TOLD)

    pages = {
        name: client.get(reverse(name))
        for name in ("home", "about", "how-we-use-data", "strategies:doing",
                     "measurement:how-we-decide", "account_login")
    }  # fmt: skip

    assert {page.status_code for page in pages.values()} == {200}
    assert all(TOLD["name"] in page.text for page in pages.values())
    assert "Goulburn" not in "".join(page.text for page in pages.values())
    assert "have not put their plans on this page yet" in pages["strategies:doing"].text


@pytest.mark.django_db
def test_a_lost_link_is_made_again_and_the_old_one_ends(client, worker):
    first = set_up(**TOLD)

    second = set_up()

    assert client.get(first).status_code == 404
    assert client.get(second).status_code == 200
    assert AreaPartnership.objects.count() == 1


@pytest.mark.django_db
def test_once_somebody_has_come_it_does_nothing_more(client, worker):
    client.post(set_up(**TOLD), {"name": "Jo Field", "password": PASSWORD})

    with pytest.raises(CommandError, match="already"):
        set_up(**TOLD)

    assert User.objects.filter(is_administrator=True).count() == 1


@pytest.mark.django_db
def test_what_is_missing_is_asked_for(worker, monkeypatch):
    monkeypatch.setattr("builtins.input", lambda question: "" if "area" in question else "x@y.org")

    with pytest.raises(CommandError, match="--area is needed"):
        set_up()
    with pytest.raises(CommandError, match="no email"):
        set_up(**TOLD | {"email": "jo"})

    assert not AreaPartnership.objects.exists()
