"""Who may do what at the desk."""

import rules

from partnership.rules import is_backbone

rules.add_perm("backbone.nudge", is_backbone)
rules.add_perm("backbone.import_plan", is_backbone)
