"""The verbs of a plan from a spreadsheet: read it, bring it in, take it back."""

import datetime
import hashlib
from dataclasses import asdict

from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from backbone.models import PlanImport
from backbone.services.differences import DATES, Change, Differences, differences
from backbone.sheets.parent import sheets_of
from backbone.sheets.plan import PlanRow, plain, understand
from partnership.errors import TooLate
from partnership.events import record
from partnership.models import Organisation, User
from partnership.permissions import authorise
from partnership.states import move
from strategies.models import Action, Strategy, Visibility

State = PlanImport.State


def read_plan(content: bytes, name: str, *, by: User) -> PlanImport:
    """
    Read a spreadsheet and keep what was understood; nothing of it is in the plans yet.

    Raises:
        NotAllowed: ``by`` is not of the backbone team.
        Unreadable: it is no spreadsheet, no plan, or a list of clients. Nothing was kept.
    """
    authorise(by, "backbone.import_plan")
    sheets, notes = sheets_of(content, name)
    understood = understand(sheets, timezone.localdate())
    with transaction.atomic():
        plan = PlanImport.all_objects.create(
            file_name=name[-160:],
            sha256=hashlib.sha256(content).hexdigest(),
            rows=[asdict(row) for row in understood.rows],
            sentences=[*notes, *understood.sentences],
            uploaded_by=by,
        )
        record("backbone.planimport.read", plan, by=by, rows=len(plan.rows))
    return plan


def differences_of(plan: PlanImport) -> Differences:
    return differences([PlanRow(**row) for row in plan.rows])


@transaction.atomic
def apply_plan(plan: PlanImport, *, by: User, sha256: str, seen: str) -> PlanImport:
    """
    Bring a plan in: exactly the file and exactly the differences that were shown.

    What is new is for partners only, until somebody lets everybody see it.

    Args:
        sha256: of the file that was shown.
        seen: the fingerprint of the differences that were shown.

    Raises:
        NotAllowed: ``by`` is not of the backbone team.
        TooLate: it was brought in before, or something changed since it was shown.
    """
    authorise(by, "backbone.import_plan")
    plan = PlanImport.all_objects.select_for_update(of=("self",)).get(pk=plan.pk)
    found = differences_of(plan)
    if sha256 != plan.sha256 or seen != found.fingerprint:
        raise TooLate(_("Something changed since this was shown. Look at the differences again."))
    made = _Making(by, found).all()
    return move(plan, State.APPLIED, by=by, made=made)


@transaction.atomic
def undo_plan(plan: PlanImport, *, by: User) -> list[str]:
    """
    Take back what a plan brought, as far as nobody has touched it since.

    Returns:
        A sentence for each thing that stays.

    Raises:
        NotAllowed: ``by`` is not of the backbone team.
        TooLate: it was not brought in, or was taken back before.
    """
    authorise(by, "backbone.import_plan")
    plan = PlanImport.all_objects.select_for_update(of=("self",)).get(pk=plan.pk)
    move(plan, State.UNDONE, by=by)
    stays: list[str] = []
    for one in plan.made["changed"]:
        _put_back(one, by, stays)
    for model, key in ((Action, "actions"), (Strategy, "strategies"), (Organisation, "partners")):
        for one in plan.made[key]:
            _take_away(model, one, by, stays)
    return stays


class _Making:
    """Makes what the differences name, in the order in which one needs the other."""

    def __init__(self, by: User, found: Differences):
        self.by, self.found = by, found
        self.made: dict[str, list[dict]] = {
            "partners": [], "strategies": [], "actions": [], "changed": [],
        }  # fmt: skip

    def all(self) -> dict:
        for name in self.found.organisations:
            self._keep("partners", Organisation.objects.create(name=name, kind="other"))
        self.organisations = {plain(o.name): o for o in Organisation.objects.all()}
        for title in self.found.strategies:
            self._keep("strategies", self._strategy(title))
        self.strategies = {plain(s.title): s for s in Strategy.all_objects.all()}
        for change in self.found.new:
            self._keep("actions", self._action(change))
        for change in self.found.changed:
            self._change(change)
        return self.made

    def _keep(self, key: str, row) -> None:
        self.made[key].append({"pk": row.pk, "fields": _fields(row)})
        record(f"{row._meta.label_lower}.added", row, by=self.by, why="import")

    def _strategy(self, title: str) -> Strategy:
        first = next(change for change in self.found.new if change.strategy == title)
        return Strategy.all_objects.create(
            title=title,
            slug=_free_slug(title, Strategy.all_objects.all()),
            lead_organisation=self.organisations[plain(first.organisation)],
            visibility=Visibility.PARTNERS,
        )

    def _action(self, change: Change) -> Action:
        row = change.row
        strategy = self.strategies[plain(change.strategy)]
        return Action.all_objects.create(
            strategy=strategy,
            organisation=self.organisations[plain(change.organisation)],
            slug=_free_slug(row.title, strategy.actions(manager="all_objects").all()),
            title=row.title,
            purpose=row.purpose,
            where=row.where,
            rhythm=row.rhythm,
            starts_on=datetime.date.fromisoformat(row.starts_on),
            due_on=datetime.date.fromisoformat(row.due_on),
            visibility=Visibility.PARTNERS,
        )

    def _change(self, change: Change) -> None:
        action = Action.all_objects.select_for_update(of=("self",)).get(pk=change.action)
        for name, (_was, becomes) in change.fields.items():
            setattr(action, name, _value(name, becomes))
        if action.starts_on >= action.due_on:
            raise TooLate(_("“%(title)s” would end before it starts.") % {"title": action.title})
        action.save(update_fields=list(change.fields))
        self.made["changed"].append({"pk": action.pk, "fields": change.fields})
        names = list(change.fields)
        record("strategies.action.changed", action, by=self.by, fields=names, why="import")


def _put_back(one: dict, by: User, stays: list[str]) -> None:
    action = Action.all_objects.select_for_update(of=("self",)).get(pk=one["pk"])
    now = _fields(action)
    if any(now[name] != becomes for name, (_was, becomes) in one["fields"].items()):
        stays.append(_("“%(title)s” was changed since, and stays.") % {"title": action})
        return
    for name, (was, _becomes) in one["fields"].items():
        setattr(action, name, _value(name, was))
    action.save(update_fields=list(one["fields"]))
    names = list(one["fields"])
    record("strategies.action.changed", action, by=by, fields=names, why="import_undone")


def _take_away(model, one: dict, by: User, stays: list[str]) -> None:
    row = model._default_manager.select_for_update(of=("self",)).filter(pk=one["pk"]).first()
    if row is None:
        return
    touched = _fields(row) != one["fields"] or (
        isinstance(row, Strategy) and row.indicators.exists()
    )
    if not touched:
        try:
            with transaction.atomic():
                record(f"{row._meta.label_lower}.removed", row, by=by, why="import_undone")
                row.delete()
        except ProtectedError:
            touched = True
    if touched:
        stays.append(_("“%(title)s” is in use or was changed, and stays.") % {"title": row})


def _fields(row) -> dict[str, str]:
    """Every field of a row as text, to see later whether somebody touched it."""
    found = {}
    for f in row._meta.concrete_fields:
        value = getattr(row, f.attname)
        found[f.attname] = value.isoformat() if isinstance(value, datetime.date) else str(value)
    return found


def _value(name: str, text: str):
    return datetime.date.fromisoformat(text) if name in DATES else text


def _free_slug(title: str, others) -> str:
    wanted, taken = slugify(title)[:70] or "plan", set(others.values_list("slug", flat=True))
    number = 1
    slug = wanted
    while slug in taken:
        number += 1
        slug = f"{wanted}-{number}"
    return slug
