"""Groups and decisions: who reads them, and how the backbone team records them."""

import datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from partnership import decisions
from partnership.errors import NotAllowed, TooLate
from partnership.models import Decision, Event
from tests.factories import DecisionFactory, GovernanceGroupFactory, SeatFactory

pytestmark = pytest.mark.django_db
ON = datetime.date(2026, 3, 2)


@pytest.fixture
def proposed():
    return DecisionFactory(state="proposed", made_on=None)


def test_a_decision_is_made_carried_out_and_undone_by_a_later_one(bea, proposed):
    later = DecisionFactory(number=proposed.number + 1)

    decisions.make(proposed, by=bea, on=ON)
    decisions.carry_out(proposed, by=bea)
    decisions.reverse(proposed, by=bea, reversed_by=later)

    stands = Decision.all_objects.get(pk=proposed.pk)
    assert (stands.state, stands.made_on, stands.reversed_by) == ("reversed", ON, later)
    assert list(Event.objects.order_by("pk").values_list("kind", flat=True)) == [
        "partnership.decision.made",
        "partnership.decision.carried_out",
        "partnership.decision.reversed",
    ]


def test_only_a_later_made_decision_undoes_one(bea, proposed):
    first, second = DecisionFactory(number=71), DecisionFactory(number=72)

    with pytest.raises(TooLate):
        decisions.reverse(second, by=bea, reversed_by=first)
    with pytest.raises(TooLate):
        decisions.reverse(first, by=bea, reversed_by=proposed)


def test_a_partner_records_no_decision(mai, proposed):
    with pytest.raises(NotAllowed):
        decisions.make(proposed, by=mai, on=ON)


def test_everybody_reads_why_and_who_saw_it_differently(client):
    DecisionFactory(number=5, dissent="The school would have paid for two.")
    DecisionFactory(number=6, visibility="partners", title="Among us")

    page, listed = client.get("/decisions/5/"), client.get("/decisions/")

    assert "Parents told us that waiting is the hardest part." in page.text
    assert "The school would have paid for two." in page.text
    assert "Among us" not in listed.text
    assert client.get("/decisions/6/").status_code == 404


def test_a_list_names_the_group_but_not_on_the_page_of_the_group(client):
    decision = DecisionFactory(number=5, group__name="The table")

    listed, of_group = client.get("/decisions/"), client.get(decision.group.get_absolute_url())

    assert "Number 5, The table, " in listed.text
    assert "Number 5, The table" not in of_group.text
    assert "Number 5, " in of_group.text


def test_a_name_on_a_seat_is_shown_only_after_a_yes(client):
    group = GovernanceGroupFactory()
    SeatFactory(group=group, user__name="Ada Named", name_is_public=True)
    SeatFactory(group=group, user__name="Bo Unnamed")
    SeatFactory(group=group, user__name="Cy Before", name_is_public=True, ends_on=ON)

    page = client.get(group.get_absolute_url()).text

    assert "Ada Named" in page
    assert "A person whose name is not shown" in page
    assert "Bo Unnamed" not in page
    assert "Cy Before" not in page


@pytest.mark.parametrize("more", [0, 19])
def test_a_list_asks_the_same_for_one_and_for_twenty(client, more, django_assert_num_queries):
    DecisionFactory.create_batch(1 + more)

    with django_assert_num_queries(2):  # the decisions, and the partnership's name
        client.get("/decisions/")


def test_recording_in_the_admin_asks_for_the_day_and_then_shuts_the_words(client, bea, proposed):
    client.force_login(bea)
    page = reverse("admin:partnership_decision_change", args=[proposed.pk])

    refused = client.post(f"{page.removesuffix('change/')}move/make/", {"make-on": ""})
    made = client.post(f"{page.removesuffix('change/')}move/make/", {"make-on": "2026-03-02"})
    after = client.get(page)

    assert refused.status_code == 422
    assert "Say on which day it was decided." in refused.text
    assert made.status_code == 302
    assert 'name="title"' not in after.text
    assert "Record as carried out" in after.text


def test_nobody_else_moves_a_decision_in_the_admin(client, ada, proposed):
    client.force_login(ada)  # an administrator who is not of the backbone team

    answer = client.post(f"/admin/partnership/decision/{proposed.pk}/move/make/", {"make-on": ON})

    assert answer.status_code in (403, 404)
    assert Decision.objects.visible_to(AnonymousUser()).count() == 0


def test_what_was_typed_above_the_button_is_saved_before_it_is_decided(client, bea, proposed):
    client.force_login(bea)
    page = reverse("admin:partnership_decision_change", args=[proposed.pk])
    typed = {
        "whole_page": "1", "number": proposed.number, "group": proposed.group.pk,
        "title": proposed.title, "reasons": "What the parents said last night.",
        "agreed_how": "consensus", "visibility": "public", "make-on": "2026-03-02",
    }  # fmt: skip

    answer = client.post(f"{page.removesuffix('change/')}move/make/", typed)

    decided = Decision.all_objects.get(pk=proposed.pk)
    assert answer.status_code == 302
    assert (decided.state, decided.reasons) == ("made", "What the parents said last night.")


def test_what_cannot_be_saved_is_not_decided_either(client, bea, proposed):
    client.force_login(bea)
    page = f"/admin/partnership/decision/{proposed.pk}/move/make/"
    typed = {
        "whole_page": "1", "number": proposed.number, "group": proposed.group.pk, "title": "",
        "reasons": "Half a thought", "agreed_how": "consensus", "visibility": "public",
        "make-on": "2026-03-02",
    }  # fmt: skip

    answer = client.post(page, typed)

    assert answer.status_code == 422
    assert "Half a thought" in answer.text
    assert f'action="/admin/partnership/decision/{proposed.pk}/change/"' in answer.text
    assert Decision.all_objects.get(pk=proposed.pk).state == "proposed"


def test_the_newest_decision_stands_first_whatever_its_number(client):
    DecisionFactory(number=2, title="Older", made_on=datetime.date(2025, 1, 1))
    DecisionFactory(number=1, title="Newer", made_on=datetime.date(2026, 1, 1))

    page = client.get("/decisions/").text

    assert page.index("Newer") < page.index("Older")
