"""Where the backbone team drafts a version, looks after people's words and answers comments."""

from . import comments, versions, words  # noqa: F401  (each registers its tables)
