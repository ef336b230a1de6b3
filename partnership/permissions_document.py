"""Who may do what, written down from the marks, rules and tables: docs/reference/permissions.md."""

from collections.abc import Iterable
from importlib import import_module

from django.apps import apps
from django.contrib import admin
from django.utils.module_loading import module_has_submodule
from django.utils.translation import override
from rules.permissions import permissions
from rules.predicates import Predicate

from partnership.access import (
    ADMINISTRATORS,
    BACKBONE,
    BY_LINK,
    PARTNERS,
    PUBLIC,
    addresses,
)
from partnership.managers import ScopedManager

HEAD = """# Who may do what

Made by `python3 manage.py permissions` from the marks on the views, the rules of the services, the
questions that rows are asked, and the tables of the admin; a test compares. Where nothing is said,
nobody may.
"""
WHO = {
    PUBLIC: "Everybody",
    BY_LINK: "Who holds the link",
    PARTNERS: "Partners",
    BACKBONE: "Backbone team",
    ADMINISTRATORS: "Administrators",
}
YES = "●"


def permissions_document() -> str:
    with override("en-au"):
        parts = [*_pages(), *_rows(), *_acts(), *_tables()]
    return "\n".join([HEAD, *parts])


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> list[str]:
    head = list(head)
    lines = [head, ["---"] * len(head), *rows]
    return [*(f"| {' | '.join(line)} |" for line in lines), ""]


def _pages() -> list[str]:
    rows = []
    for address in addresses():
        if address.mark and "admin" not in address.name.split(":"):
            marks = (YES if who in address.mark.who else "" for who in WHO)
            rows.append([f"`/{address.route}`", *marks])
    intro = "Who comes to an address at all; what she sees and does there is below.\n"
    return ["## Pages", "", intro, *_table(["Address", *WHO.values()], sorted(rows))]


def _rows() -> list[str]:
    """The first sentence of ``visible_to`` of each thing that is asked for somebody."""
    rows = []
    for model in apps.get_models():
        if isinstance(getattr(model, "objects", None), ScopedManager):
            rows.append([f"`{model._meta.label}`", model.objects.promise])
    intro = "Rows that a person may not know of do not exist for her: the answer is 404.\n"
    return ["## What is seen of each thing", "", intro, *_table(["Thing", "Who sees it"], rows)]


def _acts() -> list[str]:
    """Each permission with its rule, and each part of a rule that says more than its name."""
    acts = [[f"`{name}`", _in_words(rule)] for name, rule in sorted(permissions.items())]
    parts = [
        [one.name.replace("_", " "), " ".join(one.fn.__doc__.split())]
        for one in sorted(_parts(), key=lambda one: one.name)
        if one.fn.__doc__
    ]
    intro = "A refusal on a row that she sees is 403, in words.\n"
    return [
        "## Acts", "", intro, *_table(["Act", "Allowed to whom"], acts),
        *_table(["Where it says", "it means"], parts),
    ]  # fmt: skip


def _in_words(rule: Predicate) -> str:
    """“(is_backbone & ~owns)” as “is backbone and not owns”."""
    text = str(rule.name)
    if not ("&" in text and "|" in text):  # then brackets say nothing
        text = text.replace("(", "").replace(")", "")
    for sign, word in (("&", "and"), ("|", "or"), ("~", "not ")):
        text = text.replace(sign, word)
    return text.replace("_", " ")


def _parts() -> list[Predicate]:
    found = {}
    for config in apps.get_app_configs():
        if module_has_submodule(config.module, "rules"):
            module = import_module(f"{config.name}.rules")
            found |= {one.name: one for one in vars(module).values() if isinstance(one, Predicate)}
    return list(found.values())


def _tables() -> list[str]:
    """The tables of the admin: who looks, and who adds or changes a row by its form."""
    rows = []
    for model, table in sorted(admin.site._registry.items(), key=lambda pair: pair[0]._meta.label):
        opens = getattr(table, "open_to", frozenset())
        may = ", ".join(["view", *sorted(getattr(table, "may", ()))])
        cells = [may if who in opens else "" for who in ("backbone", "administrator")]
        rows.append([f"`{model._meta.label}`", *cells])
    intro = (
        "Nothing is deleted there. What moves by a button is an act above. A table that is open to "
        "nobody belongs to a library.\n"
    )
    head = ["Table", WHO[BACKBONE], WHO[ADMINISTRATORS]]
    return ["## Tables of the admin", "", intro, *_table(head, rows)]
