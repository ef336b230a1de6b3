"""The admin as a workplace: its index by task, and the history of each thing."""

import re

import pytest
from django.urls import reverse

from partnership.history import event_words
from strategies import services
from strategies.models import Update
from tests.factories import EventFactory
from tests.strategies.factories import UpdateFactory

pytestmark = pytest.mark.usefixtures("partnership")


@pytest.fixture
def as_bea(client, bea):
    client.force_login(bea)
    return client


def headings(page) -> list[str]:
    return re.findall(r'<h2 id="task-[^"]*">([^<]*)</h2>', page.text)


def test_the_index_is_in_the_order_of_the_work(as_bea):
    page = as_bea.get("/admin/")

    assert headings(page) == [
        "To read",
        "What we want",
        "Voices and answers",
        "People",
        "Plans",
        "Deciding",
        "Learning",
        "Data",
        "Records",
    ]
    assert page.text.index(">Updates<") < page.text.index(">Releases<")


def test_every_table_that_she_may_open_is_on_it_once(as_bea):
    page = as_bea.get("/admin/")

    tables = [
        app_model["admin_url"] for app in page.context["app_list"] for app_model in app["models"]
    ]
    for address in tables:
        assert page.text.count(f'<a href="{address}">') == 1, address


def test_an_administrator_sees_people_and_records_only(client, ada):
    client.force_login(ada)

    assert headings(client.get("/admin/")) == ["People", "Records"]


def test_the_history_tells_what_was_done_on_every_page(as_bea, bea, mai, org_a):
    update = UpdateFactory(action__organisation=org_a, state=Update.State.SUBMITTED)
    services.return_update(update, by=bea, note="How many?")

    page = as_bea.get(reverse("admin:strategies_update_history", args=[update.pk]))

    assert "Bea Nguyen" in page.text
    assert "<td>Sent back</td>" in page.text


def test_a_change_names_the_fields_as_people_know_them(as_bea, org_a):
    url = reverse("admin:partnership_organisation_change", args=[org_a.pk])
    as_bea.post(url, {"name": "Rivers Care", "slug": org_a.slug, "kind": "health"})

    page = as_bea.get(reverse("admin:partnership_organisation_history", args=[org_a.pk]))

    assert "Changed: name, kind" in page.text


def test_the_history_of_a_hidden_draft_is_hidden_too(as_bea):
    draft = UpdateFactory()

    page = as_bea.get(reverse("admin:strategies_update_history", args=[draft.pk]))

    assert page.status_code == 404


@pytest.mark.parametrize("person", ["mai", "ada"])
def test_others_read_no_history(person, client, request):
    update = UpdateFactory(state=Update.State.SUBMITTED)
    client.force_login(request.getfixturevalue(person))

    page = client.get(reverse("admin:strategies_update_history", args=[update.pk]))

    assert page.status_code == 404


def test_an_act_without_words_of_its_own_is_still_readable(db):
    event = EventFactory(
        kind="measurement.feed.recipe_changed", subject_type="measurement.feed", subject_id=1
    )

    assert event_words(event) == "Recipe changed"


@pytest.mark.django_db
def test_the_list_of_events_reads_as_words_not_as_codes(client, bea):
    EventFactory(kind="strategies.update.submitted", subject_type="strategies.update", subject_id=7)
    client.force_login(bea)

    page = client.get(reverse("admin:partnership_event_changelist")).text

    assert '<td class="field-what">Waiting to be read</td>' in page
    assert '<td class="field-thing">Update 7</td>' in page
