"""Two officers at the same record of the admin, without a script (R72): no word is lost."""

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from partnership.admin import WorkplaceAdmin
from partnership.admin_forms import CarefulForm
from partnership.models import Decision, Event, Organisation
from strategies.models import Strategy
from tests.backbone.factories import AgendaItemFactory, MeetingFactory
from tests.factories import DecisionFactory, IndicatorFactory
from tests.filled_forms import form_of
from tests.strategies.factories import StrategyFactory, StrategyPartnerFactory

pytestmark = pytest.mark.django_db
NAME, KIND = {"name": "Rivers Care"}, {"kind": Organisation.Kind.HEALTH}
OTHER = {"name": "Care by the river"}


class Officer:
    """Somebody of the backbone team who has a page open."""

    def __init__(self, user, row):
        self.client = Client()
        self.client.force_login(user)
        meta = row._meta
        self.url = reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[row.pk])
        self.read(self.client.get(self.url))

    def read(self, page) -> None:
        self.page, self.given = page, form_of(page)

    def saves(self, **words) -> int:
        """The status: 302 if it is saved, 200 if the page says something."""
        return self.presses(self.url, _save="Save", **words)

    def presses(self, url: str, **words) -> int:
        page = self.client.post(url, self.given | words)
        if page.status_code != 302:
            self.read(page)
        return page.status_code


@pytest.fixture
def both(bea, kim):
    """Both open the same page, and then write."""
    return lambda row: (Officer(bea, row), Officer(kim, row))


@pytest.mark.parametrize("order", [1, -1], ids=["name first", "kind first"])
def test_different_fields_both_stay(order, both, org_a):
    first, second = zip(both(org_a), (NAME, KIND), strict=True)
    (one, his), (other, hers) = (first, second)[::order]

    answers = [one.saves(**his), other.saves(**hers)]

    org_a.refresh_from_db()
    assert answers == [302, 302]
    assert (org_a.name, org_a.kind) == (NAME["name"], KIND["kind"])
    fields = Event.objects.filter(kind="partnership.organisation.changed").order_by("pk")
    assert [event.data["fields"] for event in fields] == [[*his], [*hers]]


@pytest.mark.parametrize("order", [1, -1], ids=["hers first", "his first"])
def test_the_second_of_the_same_field_reads_both_and_decides(order, both, org_a):
    first, second = zip(both(org_a), (NAME, OTHER), strict=True)
    (one, his), (other, hers) = (first, second)[::order]
    one.saves(**his)

    told, page = other.saves(**hers), other.page.text
    between = Organisation.objects.get(pk=org_a.pk).name
    again = other.saves()

    assert (told, again) == (200, 302)
    assert between == his["name"]
    assert f"while you were writing: “{his['name']}”" in page
    assert f'value="{hers["name"]}"' in page
    assert Organisation.objects.get(pk=org_a.pk).name == hers["name"]


def test_who_is_told_reads_that_she_met_somebody_and_of_no_error(both, org_a):
    one, other = both(org_a)
    one.saves(**NAME)

    other.saves(**OTHER)

    assert "Somebody else changed this too. Look at what is marked below." in other.page.text
    assert "Please correct" not in other.page.text


def test_an_error_of_her_own_is_called_one_though_she_met_somebody_too(both, org_a):
    one, other = both(org_a)
    one.saves(**NAME)

    other.saves(**OTHER, slug="no slug at all")

    assert "Please correct" in other.page.text
    assert "Somebody else changed this too." not in other.page.text


def test_who_is_told_may_leave_it_as_the_other_wrote_it(both, org_a):
    one, other = both(org_a)
    one.saves(**NAME)
    other.saves(**OTHER)

    answer = other.saves(**NAME)

    assert answer == 302
    assert Organisation.objects.get(pk=org_a.pk).name == NAME["name"]


def test_a_third_who_saves_meanwhile_is_read_too(both, org_a):
    one, other = both(org_a)
    one.saves(**NAME)
    other.saves(**OTHER)
    Organisation.objects.filter(pk=org_a.pk).update(name="A third name")

    answer = other.saves()

    assert answer == 200
    assert "“A third name”" in other.page.text


def test_who_saw_no_earlier_words_saves_as_before(bea, org_a):
    """A script that sends no hidden fields."""
    client = Client()
    client.force_login(bea)
    url = reverse("admin:partnership_organisation_change", args=[org_a.pk])

    client.post(url, {"name": "Rivers Care", "kind": org_a.kind, "slug": org_a.slug})

    assert Organisation.objects.get(pk=org_a.pk).name == "Rivers Care"


# --- fields of other kinds ------------------------------------------------------------


def test_a_list_of_others_is_compared_too(both):
    strategy = StrategyFactory()
    mine, theirs = IndicatorFactory(), IndicatorFactory()
    one, other, third = (*both(strategy), both(strategy)[0])

    one.saves(indicators=[str(theirs.pk)])
    title = other.saves(title="Another title")
    after_title = set(Strategy.all_objects.get(pk=strategy.pk).indicators.all())
    told = third.saves(indicators=[str(mine.pk)])
    told_page = third.page.text
    third.saves()

    assert (title, told) == (302, 200)
    assert after_title == {theirs}
    assert f"“{theirs}”" in told_page
    assert set(Strategy.all_objects.get(pk=strategy.pk).indicators.all()) == {mine}


def test_a_moment_of_two_fields_and_a_tick_are_compared_too(both):
    meeting = MeetingFactory(is_open=False)
    one, other = both(meeting)
    one.saves(starts_at_0="2027-03-02", is_open="on")

    told = other.saves(starts_at_0="2027-03-09", welcome="Tea from half past nine.")
    page = other.page.text
    again = other.saves()

    meeting.refresh_from_db()
    assert (told, again) == (200, 302)
    assert "“2 Mar 2027" in page
    assert timezone.localdate(meeting.starts_at).day == 9
    assert (meeting.is_open, meeting.welcome) == (True, "Tea from half past nine.")


# --- parts, and buttons that act on the whole page --------------------------------------


def test_the_parts_of_a_thing_are_compared_too(both):
    item = AgendaItemFactory(title="A worker", papers="The budget")
    one, other = both(item.meeting)
    key = f"{next(n for n in other.given if n.endswith('-0-title')).removesuffix('title')}"
    one.saves(**{f"{key}title": "Two workers"})

    told = other.saves(**{f"{key}title": "No worker", f"{key}papers": "The letter"})
    page = other.page.text
    again = other.saves()

    item.refresh_from_db()
    assert (told, again) == (200, 302)
    assert "“Two workers”" in page
    assert (item.title, item.papers) == ("No worker", "The letter")


def test_a_button_waits_until_she_has_read_what_stands_there_now(both):
    decision = DecisionFactory(state=Decision.State.PROPOSED, made_on=None)
    one, other = both(decision)
    make = f"{other.url.removesuffix('change/')}move/make/"
    one.saves(title="Another title")

    refused = other.presses(make, **{"make-on": "2026-03-02"})
    page, state = other.page.text, Decision.all_objects.get(pk=decision.pk).state
    made = other.presses(make)

    decision = Decision.all_objects.get(pk=decision.pk)
    assert (refused, state) == (422, "proposed")
    assert "Somebody else changed this since you opened the page." in page
    assert "Please correct" not in page
    assert (made, decision.state, decision.title) == (302, "made", "Another title")


def tables_to_change() -> list[WorkplaceAdmin]:
    tables = [table for table in admin.site._registry.values() if isinstance(table, WorkplaceAdmin)]
    return [table for table in tables if "change" in table.may]


def test_a_page_that_is_sent_back_as_it_came_tells_of_nobody_else(everything, bea, ada):
    """Whatever kinds of fields it has: each is compared with itself."""
    seen = 0
    for table in tables_to_change():
        row = table.model._base_manager.order_by("-pk").first()
        officer = Officer(bea if "backbone" in table.open_to else ada, row)
        if officer.page.context["has_change_permission"]:
            status = officer.saves()
            assert "Somebody else changed" not in officer.page.text, officer.url
            assert status == 302, officer.url
            seen += 1

    assert seen > 12


def test_every_form_of_the_admin_is_careful():
    changed = tables_to_change()
    parts = [part for table in changed for part in (table, *table.inlines)]

    assert len(changed) > 15
    assert [part for part in parts if not issubclass(part.form, CarefulForm)] == []


def test_each_field_of_a_table_within_a_form_says_its_name_and_its_row(bea):
    partner = StrategyPartnerFactory()
    url = reverse("admin:strategies_strategy_change", args=[partner.strategy_id])
    client = Client()
    client.force_login(bea)

    tables = [one.formset for one in client.get(url).context["inline_admin_formsets"]]

    for formset in tables:
        for number, form in enumerate(formset.forms, 1):
            for field in form.visible_fields():
                assert f'aria-label="{field.label}, row {number}"' in str(field)
        for field in formset.empty_form.visible_fields():
            assert f'aria-label="{field.label}"' in str(field)
    assert any(one.forms for one in tables)
