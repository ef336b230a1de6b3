"""Who may do what with updates. The service, the button and the page of permissions ask these."""

import rules

from partnership.rules import is_backbone, works_for


@rules.predicate
def owns(user, action) -> bool:
    return works_for(user, action.organisation)


rules.add_perm("strategies.keep_draft", owns)
rules.add_perm("strategies.submit_update", owns)
rules.add_perm("strategies.review_update", is_backbone & ~owns)
