"""The tables of what may follow what, drawn: docs/reference/states.md is made from the models."""

from django.apps import apps
from django.db.models import Model
from django.utils.translation import override

HEAD = """# What may become what

Made by `python3 manage.py states` from the tables `TRANSITIONS` beside the models; a test compares.
Only `partnership/states.py` moves anything from one state to another.
"""


def states_document() -> str:
    """Every model that has states, in the order of the apps: a diagram and a table of each."""
    with override("en-au"):
        parts = [_of_model(model) for model in apps.get_models() if hasattr(model, "TRANSITIONS")]
    return "\n".join([HEAD, *parts])


def _of_model(model: type[Model]) -> str:
    ends = [state for state, following in model.TRANSITIONS.items() if not following]
    arrows = [
        f"    {state} --> {after}"
        for state, following in model.TRANSITIONS.items()
        for after in following
    ]
    rows = [
        f"| {state} | {state.label} | {', '.join(following) or 'nothing: it stays so'} |"
        for state, following in model.TRANSITIONS.items()
    ]
    return "\n".join(
        [
            f"## {model._meta.verbose_name.capitalize()}",
            "",
            f"`{model._meta.label}`",
            "",
            "```mermaid",
            "stateDiagram-v2",
            f"    [*] --> {model._meta.get_field('state').default}",
            *arrows,
            *[f"    {state} --> [*]" for state in ends],
            "```",
            "",
            "| State | On the pages | May become |",
            "|---|---|---|",
            *rows,
            "",
        ]
    )
