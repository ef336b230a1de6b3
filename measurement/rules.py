"""Who may do what with feeds, refreshes and releases."""

import rules

from partnership.rules import is_backbone, is_service


@rules.predicate
def did_not_set_up(user, feed) -> bool:
    return feed is not None and feed.configured_by_id != user.pk


@rules.predicate
def did_not_set_up_its_feed(user, release) -> bool:
    return release is not None and release.feed.configured_by_id != user.pk


@rules.predicate
def did_not_bring_its_table(user, release) -> bool:
    return release is not None and release.run.brought_by_id != user.pk


@rules.predicate
def is_partner(user) -> bool:
    return user.is_authenticated and user.is_partner


rules.add_perm("measurement.propose_finding", is_partner | is_backbone)
rules.add_perm("measurement.record_agreement", is_backbone)
rules.add_perm("measurement.settle_question", is_backbone)
rules.add_perm("measurement.propose_target", is_backbone)
rules.add_perm("measurement.agree_target", is_backbone)
rules.add_perm("measurement.configure_feed", is_backbone)
rules.add_perm("measurement.refresh_feed", is_backbone | is_service)
rules.add_perm("measurement.pause_feed", is_backbone)
rules.add_perm("measurement.approve_feed", is_backbone & did_not_set_up)
rules.add_perm("measurement.end_approval", is_backbone)
rules.add_perm("measurement.bring_table", is_backbone)
rules.add_perm(
    "measurement.publish_release", is_backbone & did_not_set_up_its_feed & did_not_bring_its_table
)
rules.add_perm("measurement.publish_under_approval", is_service)
