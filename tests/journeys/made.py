"""Partners of a journey's own, made in the running portal: no other journey meets them."""

PASSWORD = "magpie-lantern-creek"  # of everybody who is made here

# Each action is a copy of one of the demonstration that reports every month: whatever day it is,
# an update for it is asked for, and earlier ones were accepted.
MAKE = """
from django.utils import timezone
from partnership.models import Membership, Organisation, User
from strategies.models import Action, Update
from strategies.periods import period_to_report

today = timezone.localdate()
organisation = Organisation.objects.create(name={name!r}, kind="other")
for email, person, role in {people!r}:
    user = User.objects.create(email=email, name=person, password={password!r})
    Membership.objects.create(user=user, organisation=organisation, role=role, starts_on=today)
original = Action.all_objects.get(slug="family-workers-in-kinders")
now = period_to_report(today, original.rhythm, since=original.starts_on)
said_before = list(
    Update.all_objects.filter(action=original, state="accepted", period_end__lt=now.end)
)
for slug, title in {actions!r}:
    action = Action.all_objects.get(pk=original.pk)
    action.pk, action.slug, action.title = None, slug, title
    action.organisation = organisation
    action.save(force_insert=True)
    for update in said_before:
        update.pk, update.action = None, action
        update.save(force_insert=True)
"""


def make_partner(portal, name: str, *, actions: dict[str, str], people=(), then: str = "") -> None:
    """
    Make an organisation. ``actions``: titles by slug; ``people``: email, name and role of each.

    ``then`` is more to do, in the same words: it knows organisation, now and today.
    """
    script = MAKE.format(
        name=name, people=list(people), actions=list(actions.items()), password=PASSWORD
    )
    portal.manage("prepare", "shell", "-c", script + then)
