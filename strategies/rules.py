"""Who may do what. The service, the button and the page of permissions ask these."""

import rules

from partnership.rules import is_backbone, leads, works_for


@rules.predicate
def owns(user, action) -> bool:
    return works_for(user, action.organisation)


@rules.predicate
def sent_it(user, update) -> bool:
    return update.sent_by_id == user.pk and works_for(user, update.action.organisation)


rules.add_perm("strategies.keep_draft", owns)
rules.add_perm("strategies.submit_update", owns)
rules.add_perm("strategies.undo_submit", sent_it)
rules.add_perm("strategies.enter_by_phone", is_backbone & ~owns)
rules.add_perm("strategies.review_update", is_backbone & ~owns)
rules.add_perm("strategies.propose", works_for)  # for an organisation
rules.add_perm("strategies.choose", is_backbone)
rules.add_perm("strategies.rate", leads)  # for an organisation; the backbone team never rates
rules.add_perm("strategies.run_round", is_backbone)
rules.add_perm("strategies.link_finding", is_backbone)
