"""The people and the places of all tests. A test itself makes what it is about."""

import datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache, caches

from partnership.models import AreaPartnership, Membership, Organisation, Place, User
from tests import people
from tests.everything import demonstration, everything  # noqa: F401  (fixtures)
from tests.factories import AreaPartnershipFactory, PlaceFactory

SHIRES = {
    "22830": "Greater Shepparton",
    "24850": "Mitchell",
    "24900": "Moira",
    "25620": "Murrindindi",
    "26430": "Strathbogie",
}


def standing_before(item) -> str | datetime.date | None:
    """What of the demonstration a test finds in the database."""
    if "everything" in getattr(item, "fixturenames", ()):
        return "everything"
    return item.callspec.params.get("seeded_on") if hasattr(item, "callspec") else None


def pytest_collection_modifyitems(items):
    """Those that ask for the demonstration come first, so that it is built once."""
    items.sort(key=lambda item: str(standing_before(item) or "nothing"))


@pytest.hookimpl(tryfirst=True)
def pytest_fixture_setup(fixturedef, request):
    """Before pytest-django begins the transaction of a test."""
    if fixturedef.argname == "_django_db_helper":
        shared = request.getfixturevalue("demonstration")
        with request.getfixturevalue("django_db_blocker").unblock():
            shared.build(standing_before(request.node))


@pytest.fixture(autouse=True)
def quick_passwords(request, settings):
    """Argon2 is slow on purpose; only a test that asks for ``real_passwords`` waits for it."""
    if "real_passwords" not in request.fixturenames:
        settings.PASSWORD_HASHERS = people.QUICK_HASHERS


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
    return people.org_a()


@pytest.fixture
def org_b(db) -> Organisation:
    return people.org_b()


@pytest.fixture
def backbone_team(db) -> Organisation:
    return people.backbone_team()


@pytest.fixture
def nobody() -> AnonymousUser:
    """Somebody who is not signed in."""
    return AnonymousUser()


@pytest.fixture
def mai(db) -> User:
    """A member of one partner."""
    return people.mai()


@pytest.fixture
def lena(db) -> User:
    """The lead of the same partner."""
    return people.lena()


@pytest.fixture
def omar(db) -> User:
    """A member of another partner."""
    return people.omar()


@pytest.fixture
def bea(db) -> User:
    """Backbone staff."""
    return people.bea()


@pytest.fixture
def kim(backbone_team) -> User:
    """Backbone staff too: the one who set up the feeds, so that Bea can approve them."""
    return people.person("Kim Osei", backbone_team, Membership.Role.BACKBONE)


@pytest.fixture
def ada(db) -> User:
    """Looks after accounts and settings, and works for nobody."""
    return people.ada()


@pytest.fixture
def worker(db) -> User:
    """The service that tasks act as."""
    return people.worker()


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
