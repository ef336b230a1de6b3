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
    """Her role there, not her role somewhere else."""
    return user.is_authenticated and user.leads(organisation)


@rules.predicate
def is_oneself(user, person) -> bool:
    return user.is_authenticated and user == person


@rules.predicate
def is_ones_own(user, membership) -> bool:
    return user.is_authenticated and membership.user_id == user.pk


@rules.predicate
def leads_there(user, membership) -> bool:
    return user.is_authenticated and user.leads(membership.organisation)


rules.add_perm("partnership.set_away", is_ones_own | leads_there)
rules.add_perm("partnership.reset_second_step", is_administrator)
rules.add_perm("partnership.end_sessions", is_oneself | is_backbone | is_administrator)
rules.add_perm("partnership.look_after_people", leads | is_backbone | is_administrator)
rules.add_perm("partnership.edit_profile", leads)
rules.add_perm("partnership.move_organisation", is_backbone)
rules.add_perm("partnership.invite_backbone", is_administrator)
rules.add_perm("partnership.record_decision", is_backbone)
rules.add_perm("partnership.send_mail", is_backbone | is_administrator)
