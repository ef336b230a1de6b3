"""Predicates that all apps share."""

import rules


@rules.predicate
def is_backbone(user) -> bool:
    return user.is_authenticated and user.is_backbone


@rules.predicate
def is_administrator(user) -> bool:
    return user.is_authenticated and user.is_administrator


@rules.predicate
def is_service(user) -> bool:
    """A task acts as a named service, so that every event has its author."""
    return user.is_authenticated and user.kind == "service"


@rules.predicate
def works_for(user, organisation) -> bool:
    return user.is_authenticated and organisation in user.organisations()


@rules.predicate
def leads(user, organisation) -> bool:
    return user.is_authenticated and any(
        m.role == "lead" and m.organisation_id == organisation.pk for m in user.open_memberships
    )


rules.add_perm("partnership.edit_profile", leads)
rules.add_perm("partnership.move_organisation", is_backbone)
rules.add_perm("partnership.invite", is_backbone | is_administrator)
rules.add_perm("partnership.invite_backbone", is_administrator)
rules.add_perm("partnership.send_mail", is_backbone | is_administrator)
