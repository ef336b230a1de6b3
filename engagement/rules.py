"""Who may do what with voices and answers. The service, the button and the page ask these."""

import rules

from partnership.rules import is_backbone


@rules.predicate
def is_inside(user) -> bool:
    return user.is_authenticated and (user.is_partner or user.is_backbone)


rules.add_perm("engagement.moderate", is_backbone)
rules.add_perm("engagement.ask_question", is_backbone)
rules.add_perm("engagement.answer", is_backbone)
rules.add_perm("engagement.publish_news", is_backbone)
rules.add_perm("engagement.write_down", is_inside)
