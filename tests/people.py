"""The people of all tests. Where the demonstration stands they are there already."""

from partnership.models import Membership, Organisation, User
from tests.factories import MembershipFactory, OrganisationFactory, UserFactory

QUICK_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def organisation(name: str, **more) -> Organisation:
    known = Organisation.objects.filter(name=name).first()
    return known or OrganisationFactory(name=name, **more)


def user(name: str, email: str, **more) -> User:
    known = User.objects.filter(email=email).first()
    return known or UserFactory(name=name, email=email, **more)


def person(name: str, organisation: Organisation, role: str) -> User:
    found = user(name, f"{name.split()[0].lower()}@example.org")
    if not found.memberships.exists():
        MembershipFactory(user=found, organisation=organisation, role=role)
    return found


def org_a() -> Organisation:
    return organisation("Northern Rivers Family Care")


def org_b() -> Organisation:
    return organisation("Broken Creek Community Health")


def backbone_team() -> Organisation:
    return organisation("Backbone team", kind=Organisation.Kind.BACKBONE)


def mai() -> User:
    return person("Mai Tran", org_a(), Membership.Role.MEMBER)


def lena() -> User:
    return person("Lena Fischer", org_a(), Membership.Role.LEAD)


def omar() -> User:
    return person("Omar Haidar", org_b(), Membership.Role.MEMBER)


def bea() -> User:
    return person("Bea Nguyen", backbone_team(), Membership.Role.BACKBONE)


def ada() -> User:
    return user("Ada Byron", "ada@example.org", is_administrator=True)


def worker() -> User:
    return user("The portal’s worker", "worker@portal.invalid", kind=User.Kind.SERVICE)
