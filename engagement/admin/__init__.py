"""
Where the team reads what people told us, sorts it, and answers.

Words are never typed over in a field: each act is a button, and a service behind it refuses what
goes beyond the consent.
"""

from . import answers, voices  # noqa: F401  (each registers its tables)
