"""Who sees what. Mai and Lena work for A, Omar for B, Bea for the backbone team, Ada for nobody."""

import pytest

from partnership.managers import Unscoped
from partnership.models import Membership
from strategies.models import Action, Strategy, Update, Visibility
from tests.factories import MembershipFactory
from tests.strategies.factories import ActionFactory, StrategyFactory, UpdateFactory

State = Update.State
INSIDE = {"mai", "lena", "omar", "bea"}
OUTSIDE = {"nobody", "ada", "worker"}
EVERYBODY = INSIDE | OUTSIDE


@pytest.fixture
def who_sees(request, db):
    """Which of the people find this row."""
    people = {name: request.getfixturevalue(name) for name in sorted(EVERYBODY)}

    def who(row) -> set[str]:
        rows = type(row).objects
        return {n for n, user in people.items() if rows.visible_to(user).filter(pk=row.pk)}

    return who


@pytest.mark.parametrize("model", [Strategy, Action, Update])
def test_nothing_is_read_without_saying_for_whom(model):
    with pytest.raises(Unscoped):
        model.objects.all()


def test_a_strategy_for_partners_is_not_public(who_sees):
    assert who_sees(StrategyFactory()) == EVERYBODY
    assert who_sees(StrategyFactory(visibility=Visibility.PARTNERS)) == INSIDE


def test_an_action_is_public_only_if_its_strategy_is_too(who_sees):
    hidden = StrategyFactory(visibility=Visibility.PARTNERS)

    assert who_sees(ActionFactory()) == EVERYBODY
    assert who_sees(ActionFactory(visibility=Visibility.PARTNERS)) == INSIDE
    assert who_sees(ActionFactory(strategy=hidden)) == INSIDE


@pytest.mark.parametrize(
    ("state", "seen_by"),
    [
        (State.DRAFT, {"mai", "lena"}),
        (State.SUBMITTED, {"mai", "lena", "bea"}),
        (State.RETURNED, {"mai", "lena", "bea"}),
        (State.ACCEPTED, EVERYBODY),
    ],
)
def test_an_update_of_a_public_action_is_public_once_it_is_accepted(
    state, seen_by, action, who_sees
):
    assert who_sees(UpdateFactory(action=action, state=state)) == seen_by


def test_an_accepted_update_of_an_action_for_partners_stays_among_them(org_a, who_sees):
    own = ActionFactory(organisation=org_a, visibility=Visibility.PARTNERS)
    in_hidden_strategy = ActionFactory(strategy__visibility=Visibility.PARTNERS)

    assert who_sees(UpdateFactory(action=own, state=State.ACCEPTED)) == INSIDE
    assert who_sees(UpdateFactory(action=in_hidden_strategy, state=State.ACCEPTED)) == INSIDE


def test_backbone_staff_see_the_drafts_of_an_organisation_they_work_for_too(org_a, bea, action):
    draft = UpdateFactory(action=action)
    assert not Update.objects.visible_to(bea).exists()

    MembershipFactory(user=bea, organisation=org_a, role=Membership.Role.MEMBER)
    del bea.open_memberships

    assert Update.objects.visible_to(bea).get() == draft


@pytest.mark.parametrize("state", State)
def test_only_the_own_organisation_may_change_an_update_and_only_while_it_is_open(
    state, action, mai, lena, omar, bea, nobody
):
    update = UpdateFactory(action=action, state=state)
    mine = [update] if state in (State.DRAFT, State.RETURNED) else []

    assert list(Update.objects.editable_by(mai)) == list(Update.objects.editable_by(lena)) == mine
    for stranger in (omar, bea, nobody):
        assert not Update.objects.editable_by(stranger).exists()


def test_only_the_own_organisation_may_write_about_an_action(action, mai, omar, bea, nobody):
    assert Action.objects.editable_by(mai).get() == action
    for stranger in (omar, bea, nobody):
        assert not Action.objects.editable_by(stranger).exists()


def test_the_last_word_is_the_newest_accepted_update(action, nobody, lena):
    UpdateFactory(action=action, state=State.ACCEPTED, period_end="2026-03-31",
                  period_start="2026-01-01", what_happened="First.")  # fmt: skip
    UpdateFactory(action=action, state=State.ACCEPTED, period_end="2026-06-30",
                  period_start="2026-04-01", what_happened="Second.")  # fmt: skip
    UpdateFactory(action=action, state=State.SUBMITTED, what_happened="Not read yet.")
    silent = ActionFactory()

    words = {
        found.pk: [update.what_happened for update in found.last_words]
        for found in Action.objects.visible_to(nobody).with_last_word(nobody)
    }

    assert words == {action.pk: ["Second."], silent.pk: []}


def test_ended_memberships_open_nothing(action, mai):
    UpdateFactory(action=action)
    mai.memberships.update(ended_on="2026-10-05")

    assert not Update.objects.visible_to(mai).exists()
    assert not Action.objects.editable_by(mai).exists()
