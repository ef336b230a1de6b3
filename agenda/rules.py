"""Who may do what with the agenda. Services, buttons and the page of permissions ask these."""

import rules

from partnership.rules import is_backbone, leads, works_for

rules.add_perm("agenda.write_version", is_backbone)
rules.add_perm("agenda.adopt", is_backbone)
rules.add_perm("agenda.answer_comment", is_backbone)
rules.add_perm("agenda.look_after_voices", is_backbone)
rules.add_perm("agenda.comment", works_for)
rules.add_perm("agenda.sign", leads)
