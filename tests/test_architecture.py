"""What import-linter cannot see (STRUCTURE 3 and 8, SECURITY R14, R19)."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps

from partnership import grants
from partnership.managers import ScopedManager, Unscoped

ROOT = Path(__file__).resolve().parent.parent
APPS = ["partnership", "agenda", "measurement", "strategies", "engagement", "backbone"]
MAY_READ_EVERY_ROW = {
    "services", "states", "versions", "careful", "admin", "tasks", "migrations", "management",
    "models", "querysets", "demo",
}  # fmt: skip

# Public by nature, or guarded by a role of the admin; every other model is scoped.
OPEN_MODELS = {
    "partnership.AreaPartnership", "partnership.Delivery", "partnership.Event",
    "partnership.EventSeal", "partnership.FormerAddress", "partnership.Heartbeat",
    "partnership.HowWeWork", "partnership.Invitation",
    "partnership.Mail", "partnership.Membership", "partnership.Notification",
    "partnership.NotificationPreference", "partnership.Organisation",
    "partnership.PasswordRequest", "partnership.Place",
    "partnership.Seat", "partnership.Slot", "partnership.User",
    "agenda.Outcome", "agenda.OutcomeText", "agenda.CoreStrategy", "agenda.CoreStrategyText",
    "agenda.Principle", "agenda.AspirationLink", "agenda.Endorsement",
    "measurement.EvidenceItem", "measurement.IndicatorOutcome",
    "measurement.Indicator", "measurement.Method", "measurement.Source", "measurement.Feed",
    "measurement.Recipe", "measurement.StandingApproval", "measurement.Run",
    "measurement.Snapshot", "measurement.Observation", "measurement.Release",
    "measurement.Figure", "measurement.SeriesSummary", "measurement.Target",
    "measurement.BroughtTable",
    "engagement.Theme", "engagement.ContributionTheme", "engagement.AspirationContribution",
    "engagement.Redaction", "engagement.Withdrawal",
    "engagement.Subscriber",
    "backbone.AgendaItem", "backbone.Grant", "backbone.GrantAllocation", "backbone.AskStep",
    "strategies.StrategyOutcome", "strategies.StrategyPartner", "strategies.ChoiceRecord",
    "strategies.UpdateFinding",
}  # fmt: skip


def our_models():
    return [m for m in apps.get_models() if m._meta.app_label in APPS]


def our_code():
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*.py")):
            yield path, ast.parse(path.read_text("utf-8"))


def rooms(path: Path) -> set[str]:
    """The names that say in which room a file stands: its folders and its own name."""
    return {part.removesuffix(".py") for part in path.relative_to(ROOT).parts}


def test_every_model_is_declared_scoped_or_open():
    scoped = {m._meta.label for m in our_models() if isinstance(m.objects, ScopedManager)}
    declared = scoped | OPEN_MODELS

    assert {m._meta.label for m in our_models()} == declared
    assert not scoped & OPEN_MODELS
    assert {"strategies.Action", "strategies.Update"} <= scoped


@pytest.mark.parametrize("label", ["strategies.Action", "strategies.Update"])
def test_reading_a_scoped_model_without_saying_for_whom_fails(label):
    model = apps.get_model(label)

    with pytest.raises(Unscoped):
        model.objects.all()
    with pytest.raises(Unscoped):
        model.objects.get(pk=1)


def test_every_row_is_read_only_where_rows_are_kept():
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path, tree in our_code()
        if not rooms(path) & MAY_READ_EVERY_ROW
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and node.attr in ("all_objects", "_base_manager", "_default_manager")
    ]

    assert found == [], "ask visible_to(user) or editable_by(user)"


def test_no_shortcut_reads_a_scoped_model_through_its_default_manager():
    scoped = {m.__name__ for m in our_models() if isinstance(m.objects, ScopedManager)}

    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path, tree in our_code()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", "") in ("get_object_or_404", "get_list_or_404")
        and isinstance(node.args[0], ast.Name)
        and node.args[0].id in scoped
    ]

    assert found == [], "pass a queryset of visible_to(user)"


def test_views_do_not_write():
    verbs = {"save", "create", "update", "delete", "bulk_create", "get_or_create"}

    found = [
        f"{path.relative_to(ROOT)}:{node.lineno} .{node.func.attr}()"
        for path, tree in our_code()
        if rooms(path) & {"views", "templatetags"}
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in verbs
        and not (isinstance(node.func.value, ast.Name) and node.func.value.id == "services")
    ]

    assert found == [], "a service writes"


def test_no_words_of_a_request_reach_the_database_as_names():
    """SECURITY R19: no filter(**request...), order_by(request...), extra, raw."""
    found = []
    for path, tree in our_code():
        for node in ast.walk(tree):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
                continue
            text = ast.unparse(node)
            if node.func.attr in ("extra", "raw", "RawSQL"):
                found.append(f"{path.relative_to(ROOT)}:{node.lineno}")
            if node.func.attr in ("filter", "exclude", "annotate", "order_by", "values"):
                if "request." in text and ("**" in text or node.func.attr == "order_by"):
                    found.append(f"{path.relative_to(ROOT)}:{node.lineno}")

    assert found == []


def test_every_task_works_only_through_services():
    """Nothing opens a connection to the internet yet (SECURITY R37)."""
    network = {"requests", "httpx", "urllib.request", "urllib3", "aiohttp"}

    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path, tree in our_code()
        if "stack" not in rooms(path)
        for node in ast.walk(tree)
        for name in _imported(node)
        if name in network
    ]

    assert found == []


def _imported(node) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        return [node.module or ""]
    return []


def test_the_web_process_loads_no_reader_of_tables():
    """A fresh interpreter loads every address; pandas and its kin must not be in memory."""
    program = """
import sys
import django
django.setup()
from partnership.access import addresses
import partnership.wsgi
assert len(list(addresses())) > 20
heavy = {"pandas", "numpy", "scipy", "python_calamine", "plotly"}
print(",".join(sorted(heavy & set(sys.modules))))
"""
    result = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, cwd=ROOT, check=True
    )

    assert result.stdout.strip() == ""


def test_every_model_has_a_line_in_the_list_of_grants():
    assert grants.unlisted_models() == [], "partnership/grants.py: say what each role may do"


def test_every_app_shows_its_parts_only_from_its_own_tags():
    names = [p.stem for app in APPS for p in (ROOT / app / "templatetags").glob("[!_]*.py")]

    assert all(name in [*APPS, "plain"] for name in names)
