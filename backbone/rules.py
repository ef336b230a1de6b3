"""Who may do what at the desk and in the backbone's rooms."""

import rules

from partnership.rules import is_backbone, works_for


@rules.predicate
def does_it(user, task) -> bool:
    return works_for(user, task.organisation)


rules.add_perm("backbone.nudge", is_backbone)
rules.add_perm("backbone.import_plan", is_backbone)
rules.add_perm("backbone.keep_meetings", is_backbone)
rules.add_perm("backbone.keep_asks", is_backbone)
rules.add_perm("backbone.finish_task", is_backbone | does_it)
