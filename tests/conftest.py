"""The people and the places of all tests. A test itself makes what it is about."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache, caches

from partnership.models import AreaPartnership, Membership, Organisation, Place, User
from tests.everything import everything  # noqa: F401  (a fixture)
from tests.factories import (
    AreaPartnershipFactory,
    MembershipFactory,
    OrganisationFactory,
    PlaceFactory,
    UserFactory,
)

SHIRES = {
    "22830": "Greater Shepparton",
    "24850": "Mitchell",
    "24900": "Moira",
    "25620": "Murrindindi",
    "26430": "Strathbogie",
}


@pytest.fixture(autouse=True)
def quick_passwords(request, settings):
    """Argon2 is slow on purpose; only a test that asks for ``real_passwords`` waits for it."""
    if "real_passwords" not in request.fixturenames:
        settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def empty_cache():
    """What one test has tried at sign-in does not count for the next."""
    cache.clear()
    caches["process"].clear()


@pytest.fixture
def real_passwords():
    """Passwords are kept as on a real site."""


@pytest.fixture
def org_a(db) -> Organisation:
    return OrganisationFactory(name="Northern Rivers Family Care")


@pytest.fixture
def org_b(db) -> Organisation:
    return OrganisationFactory(name="Broken Creek Community Health")


@pytest.fixture
def backbone_team(db) -> Organisation:
    return OrganisationFactory(name="Backbone team", kind=Organisation.Kind.BACKBONE)


def person(name: str, organisation: Organisation, role: str) -> User:
    user = UserFactory(name=name, email=f"{name.split()[0].lower()}@example.org")
    MembershipFactory(user=user, organisation=organisation, role=role)
    return user


@pytest.fixture
def nobody() -> AnonymousUser:
    """Somebody who is not signed in."""
    return AnonymousUser()


@pytest.fixture
def mai(org_a) -> User:
    """A member of one partner."""
    return person("Mai Tran", org_a, Membership.Role.MEMBER)


@pytest.fixture
def lena(org_a) -> User:
    """The lead of the same partner."""
    return person("Lena Fischer", org_a, Membership.Role.LEAD)


@pytest.fixture
def omar(org_b) -> User:
    """A member of another partner."""
    return person("Omar Haidar", org_b, Membership.Role.MEMBER)


@pytest.fixture
def bea(backbone_team) -> User:
    """Backbone staff."""
    return person("Bea Nguyen", backbone_team, Membership.Role.BACKBONE)


@pytest.fixture
def kim(backbone_team) -> User:
    """Backbone staff too: the one who set up the feeds, so that Bea can approve them."""
    return person("Kim Osei", backbone_team, Membership.Role.BACKBONE)


@pytest.fixture
def ada(db) -> User:
    """Looks after accounts and settings, and works for nobody."""
    return UserFactory(name="Ada Byron", email="ada@example.org", is_administrator=True)


@pytest.fixture
def worker(db) -> User:
    """The service that tasks act as."""
    return UserFactory(
        name="The portal’s worker", email="worker@portal.invalid", kind=User.Kind.SERVICE
    )


@pytest.fixture
def places(db) -> dict[str, Place]:
    """Victoria, the Goulburn Area and its five local government areas, by their codes."""
    state = PlaceFactory(kind=Place.Kind.STATE, code="2", name="Victoria", slug="victoria")
    area = PlaceFactory(
        kind=Place.Kind.AREA,
        code="goulburn",
        name="Goulburn Area",
        slug="goulburn-area",
        part_of=state,
    )
    shires = {
        code: PlaceFactory(code=code, name=name, slug=name.lower().replace(" ", "-"), part_of=area)
        for code, name in SHIRES.items()
    }
    return {"2": state, "goulburn": area, **shires}


@pytest.fixture
def area(places) -> Place:
    return places["goulburn"]


@pytest.fixture
def partnership(area) -> AreaPartnership:
    return AreaPartnershipFactory(area=area)
