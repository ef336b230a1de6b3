"""What stands on no public page, for those who may plan with it."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils import timezone

from backbone.for_partners import for_partners
from tests.agenda.factories import AspirationFactory
from tests.backbone.factories import AdvocacyAskFactory, ResourceFactory
from tests.engagement.factories import ContributionFactory
from tests.factories import DecisionFactory, GovernanceGroupFactory
from tests.strategies.factories import ActionFactory, StrategyFactory, UpdateFactory

pytestmark = pytest.mark.django_db
SECRET = {"visibility": "partners"}
PUBLIC = {"visibility": "public"}


def kept_among_partners(word: str) -> None:
    ContributionFactory(text=f"{word} voice", state="partners_only", consent="quote_partners")
    AspirationFactory(words=f"{word} hope", consent="quote_partners")
    DecisionFactory(title=f"{word} decision", **SECRET)
    StrategyFactory(title=f"{word} strategy", state="active", **SECRET)
    action = ActionFactory(title=f"{word} action", **SECRET)
    UpdateFactory(action=action, what_happened=f"{word} update", state="accepted")
    AdvocacyAskFactory(ask=f"{word} ask", state="drafting")
    ResourceFactory(title=f"{word} guide", **SECRET)
    GovernanceGroupFactory(name=f"{word} group", is_public=False)


def public(word: str) -> None:
    ContributionFactory(text=f"{word} voice", state="published", consent="quote_public")
    AspirationFactory(words=f"{word} hope", consent="quote_public")
    DecisionFactory(title=f"{word} decision", **PUBLIC)
    strategy = StrategyFactory(title=f"{word} strategy", state="active", **PUBLIC)
    ActionFactory(title=f"{word} action", strategy=strategy, **PUBLIC)
    AdvocacyAskFactory(ask=f"{word} ask", state="put")
    ResourceFactory(title=f"{word} guide", **PUBLIC)
    GovernanceGroupFactory(name=f"{word} group", is_public=True)


@pytest.mark.parametrize("who", ["mai", "bea"])
def test_who_plans_reads_all_that_is_kept_among_partners_and_nothing_else(who, client, request):
    kept_among_partners("Heron")
    public("Magpie")
    client.force_login(request.getfixturevalue(who))

    page = client.get(reverse("backbone:for-partners")).text

    kinds = ("voice", "hope", "decision", "strategy", "action", "update", "ask", "guide", "group")
    assert [kind for kind in kinds if f"Heron {kind}" not in page] == []
    assert "Magpie" not in page


def test_nobody_else_finds_the_page(client):
    kept_among_partners("Heron")

    answer = client.get(reverse("backbone:for-partners"))

    assert (answer.status_code, "Heron" in answer.text) == (302, False)
    found = for_partners(AnonymousUser(), timezone.localdate())
    assert [kind for kind, rows in vars(found).items() if rows] == []


@pytest.mark.parametrize(
    ("state", "consent"),
    [("received", "quote_partners"), ("flagged", "quote_partners"), ("counted_only", "count_only")],
)
def test_words_that_nobody_read_or_that_are_only_counted_are_not_on_it(state, consent, mai, bea):
    text = "" if state == "counted_only" else "Heron"
    ContributionFactory(text=text, state=state, consent=consent)
    AspirationFactory(words="Heron", consent="shape_only")
    AspirationFactory(words="Heron", consent="quote_partners", state="recorded")
    DecisionFactory(title="Heron", state="proposed", made_on=None, **SECRET)
    action = ActionFactory(**SECRET)
    UpdateFactory(action=action, what_happened="Heron", state="draft")

    for person in (mai, bea):
        found = for_partners(person, timezone.localdate())
        assert (found.voices, found.hopes, found.decisions) == ([], [], [])
        assert found.actions[0].said == []


def test_it_says_so_where_everything_is_public(client, mai):
    client.force_login(mai)

    page = client.get(reverse("backbone:for-partners")).text

    assert "Nobody’s words are for partners only." in page
    assert "Every decision is public." in page
    assert "All that we do is public." in page


@pytest.mark.parametrize("more", [1, 20])
def test_it_asks_the_same_for_one_and_for_twenty(more, mai, django_assert_num_queries):
    for number in range(more):
        kept_among_partners(f"Heron {number}")

    with django_assert_num_queries(11):  # eight kinds, updates, seats, and for whom she works
        for_partners(mai, timezone.localdate())
