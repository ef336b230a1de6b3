"""Bringing in today's plan: dry run, exactly what was shown, and back again."""

import datetime
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from backbone import services
from backbone.models import PlanImport
from backbone.services.differences import Change
from backbone.services.plans import differences_of
from partnership.errors import NotAllowed, TooLate
from partnership.models import Event, Organisation
from strategies.models import Action, Strategy
from tests.factories import IndicatorFactory, OrganisationFactory
from tests.strategies.factories import ActionFactory, StrategyFactory, UpdateFactory

pytestmark = pytest.mark.usefixtures("partnership")
MESSY = (Path(__file__).parents[1] / "data" / "action_plan_made_up.xlsx").read_bytes()
ADD = "/admin/backbone/planimport/add/"


@pytest.fixture(autouse=True)
def now(monkeypatch):
    moment = datetime.datetime(2026, 11, 24, 20, tzinfo=datetime.UTC)
    monkeypatch.setattr(timezone, "now", lambda: moment)


@pytest.fixture
def there(db):
    """What is there before: five partners, two strategies, one action of the plan."""
    names = ["Red Gum Family Services (made up)", "Little Lantern Kinders (made up)",
             "Stony Creek Community Health (made up)", "Wattle Plains Council (made up)",
             "Kitchen Table Parents (made up)"]  # fmt: skip
    red_gum, *_others = [OrganisationFactory(name=name) for name in names]
    where = StrategyFactory(title="Bring help to where children already are")
    StrategyFactory(title="A good start to school")
    return ActionFactory(
        strategy=where,
        organisation=red_gum,
        title="Family workers in four kinders",
        where="Kilmore",
        rhythm="month",
        starts_on="2026-06-01",
        due_on="2027-06-30",
    )


@pytest.fixture
def plan(there, bea) -> PlanImport:
    return services.read_plan(MESSY, "Plan 2026.xlsx", by=bea)


def apply(plan, by):
    seen = differences_of(plan).fingerprint
    return services.apply_plan(plan, by=by, sha256=plan.sha256, seen=seen)


def everything() -> list:
    """All rows that an import may touch, field by field."""
    return [
        sorted(map(str, model._default_manager.values_list()))
        for model in (Organisation, Strategy, Action)
    ]


# --- the dry run ---------------------------------------------------------------------------


def test_reading_changes_nothing_in_the_plans(there, bea):
    before = everything()

    services.read_plan(MESSY, "Plan.xlsx", by=bea)

    assert everything() == before


def test_the_differences_say_what_is_new_what_changes_and_what_was_guessed(plan, there):
    found = differences_of(plan)

    assert found.organisations == ["River Bend Men’s Shed (made up)"]
    assert found.strategies == ["Warm homes"]
    assert [change.row.title for change in found.new] == [
        "Toy library on wheels", "Speech help at playgroup", "Walk to school together",
        "Uniform swap", "Yarning at the river for dads", "Curtains for rentals",
    ]  # fmt: skip
    (changed,) = found.changed
    assert changed.action == there.pk
    assert changed.fields == {
        "where": ["Kilmore", "Kilmore, Seymour, Shepparton, Mooroopna"],
        "due_on": ["2027-06-30", "2028-06-30"],
    }
    assert found.sentences == [
        "Action plan 2026-27, row 8: “Stony Creek Comunity Health” was read as "
        "“Stony Creek Community Health (made up)”.",
        "Action plan 2026-27, row 10 names several organisations. “Wattle Plains Council” "
        "leads; add the others by hand.",
    ]


def test_nothing_is_kept_of_the_bytes(plan):
    kept = str(PlanImport.all_objects.values().get())

    assert "0412" not in kept
    assert "ask Mel" not in kept


# --- bringing it in -------------------------------------------------------------------------


def test_it_brings_in_what_was_shown_for_partners_only(plan, bea, there, nobody):
    apply(plan, bea)

    library = Action.all_objects.get(title="Toy library on wheels")
    assert library.organisation.name == "Little Lantern Kinders (made up)"
    assert library.strategy == there.strategy
    assert (library.starts_on, library.due_on) == (
        datetime.date(2026, 7, 1),
        datetime.date(2027, 6, 30),
    )
    assert set(Action.objects.visible_to(nobody)) == {there}
    there.refresh_from_db()
    assert there.due_on == datetime.date(2028, 6, 30)


def test_each_thing_it_makes_is_on_record(plan, bea):
    apply(plan, bea)

    kinds = list(Event.objects.filter(by=bea).values_list("kind", flat=True))
    assert kinds.count("strategies.action.added") == 6
    assert kinds.count("strategies.action.changed") == 1
    assert kinds.count("backbone.planimport.applied") == 1


def test_the_same_plan_again_has_nothing_to_add(plan, bea):
    apply(plan, bea)

    again = differences_of(services.read_plan(MESSY, "Plan.xlsx", by=bea))

    assert again.is_empty
    assert again.same == 7


def test_pressed_twice_it_comes_in_once(plan, bea):
    seen = differences_of(plan).fingerprint
    services.apply_plan(plan, by=bea, sha256=plan.sha256, seen=seen)

    with pytest.raises(TooLate):
        services.apply_plan(plan, by=bea, sha256=plan.sha256, seen=seen)

    assert Action.all_objects.count() == 7


def test_another_file_than_the_shown_one_is_refused(plan, bea):
    seen = differences_of(plan).fingerprint

    with pytest.raises(TooLate):
        services.apply_plan(plan, by=bea, sha256="0" * 64, seen=seen)

    assert Action.all_objects.count() == 1


def test_what_moved_since_it_was_shown_is_not_overwritten(plan, bea, there):
    seen = differences_of(plan).fingerprint
    Action.all_objects.filter(pk=there.pk).update(due_on="2027-09-30")

    with pytest.raises(TooLate, match="Something changed since this was shown"):
        services.apply_plan(plan, by=bea, sha256=plan.sha256, seen=seen)

    there.refresh_from_db()
    assert there.due_on == datetime.date(2027, 9, 30)


def test_it_comes_in_whole_or_not_at_all(plan, bea, there):
    Action.all_objects.filter(pk=there.pk).update(starts_on="2026-05-01")
    plan.rows[0]["due_on"] = "2026-04-30"  # before the day on which it starts here
    plan.rows[0]["starts_on"] = ""
    plan.save()
    before = everything()

    with pytest.raises(TooLate, match="would end before it starts"):
        apply(plan, bea)

    assert everything() == before


# --- and back -----------------------------------------------------------------------------------


def test_taken_back_everything_is_as_it_was(plan, bea):
    before = everything()
    applied = apply(plan, bea)

    stays = services.undo_plan(applied, by=bea)

    assert stays == []
    assert everything() == before


def test_what_somebody_touched_since_stays_and_is_named(plan, bea, there):
    applied = apply(plan, bea)
    library = Action.all_objects.get(title="Toy library on wheels")
    UpdateFactory(action=library)
    Action.all_objects.filter(title="Uniform swap").update(purpose="Nobody pays for a shirt.")
    Strategy.all_objects.get(title="Warm homes").indicators.add(IndicatorFactory())
    Action.all_objects.filter(pk=there.pk).update(due_on="2029-06-30")

    stays = services.undo_plan(applied, by=bea)

    assert stays == [
        "“Family workers in four kinders” was changed since, and stays.",
        "“Toy library on wheels” is in use or was changed, and stays.",
        "“Uniform swap” is in use or was changed, and stays.",
        "“Warm homes” is in use or was changed, and stays.",
    ]
    titles = set(Action.all_objects.values_list("title", flat=True))
    assert titles == {"Family workers in four kinders", "Toy library on wheels", "Uniform swap"}


def test_it_is_taken_back_once(plan, bea):
    applied = apply(plan, bea)
    services.undo_plan(applied, by=bea)

    with pytest.raises(TooLate):
        services.undo_plan(applied, by=bea)


# --- in the admin --------------------------------------------------------------------------------


def test_an_officer_uploads_looks_brings_in_and_takes_back(client, bea, there):
    client.force_login(bea)

    shown = client.post(ADD, {"file": SimpleUploadedFile("Plan.xlsx", MESSY)}, follow=True)
    assert "6 actions are new, 1 would change, 0 are the same." in " ".join(shown.text.split())
    assert "River Bend Men’s Shed (made up)" in shown.text
    assert "F13 says “ongoing”" in shown.text
    assert not any(word in shown.text for word in ("<style", " style=", "onclick"))

    plan = PlanImport.all_objects.get()
    confirm = {"sha256": plan.sha256, "seen": shown.context["found"].fingerprint}
    done = client.post(reverse("admin:plan_apply", args=[plan.pk]), confirm, follow=True)
    assert "6 new actions" in done.text
    assert Action.all_objects.count() == 7

    back = client.post(reverse("admin:plan_undo", args=[plan.pk]), follow=True)
    assert "The plan is taken back." in back.text
    assert Action.all_objects.count() == 1


def test_a_file_that_is_refused_says_why_beside_the_field(client, bea):
    client.force_login(bea)

    answer = client.post(ADD, {"file": SimpleUploadedFile("plan.xlsx", b"<html>")})

    assert answer.status_code == 422
    assert "web page" in answer.text
    assert not PlanImport.all_objects.exists()


def test_a_file_that_was_cut_while_it_came_says_so(client, bea):
    client.force_login(bea)

    answer = client.post(ADD, {"file": SimpleUploadedFile("plan.xlsx", bytes(11 * 1024**2))})

    assert answer.status_code == 422
    assert "The file is larger than 2 MB." in answer.text
    assert "Choose a file" not in answer.text


def test_a_confirmation_that_comes_too_late_shows_the_differences_anew(client, bea, plan):
    client.force_login(bea)

    answer = client.post(
        reverse("admin:plan_apply", args=[plan.pk]), {"sha256": plan.sha256, "seen": "old"}
    )

    assert answer.status_code == 409
    assert "Something changed since this was shown." in answer.text
    assert "Toy library on wheels" in answer.text


@pytest.mark.parametrize("person", ["mai", "lena", "ada"])
def test_nobody_else_brings_in_a_plan(person, request, client, plan):
    user = request.getfixturevalue(person)
    client.force_login(user)

    answers = [
        client.get(ADD),
        client.post(ADD, {"file": SimpleUploadedFile("Plan.xlsx", MESSY)}),
        client.get(reverse("admin:backbone_planimport_change", args=[plan.pk])),
        client.post(reverse("admin:plan_apply", args=[plan.pk])),
        client.post(reverse("admin:plan_undo", args=[plan.pk])),
    ]

    assert {answer.status_code for answer in answers} <= {403, 404}
    with pytest.raises(NotAllowed):
        services.read_plan(MESSY, "Plan.xlsx", by=user)
    assert not PlanImport.objects.visible_to(user).exists()
    assert Action.all_objects.count() == 1


def test_a_difference_is_said_in_the_words_of_people():
    fields = {"starts_on": ["2026-05-01", "2026-06-01"], "rhythm": ["month", "quarter"]}
    change = Change(row=None, organisation="Red Gum", strategy="Together", fields=fields)

    shown = [(was, becomes) for _name, was, becomes in change.shown_fields]

    assert shown == [("1 May 2026", "1 June 2026"), ("Every month", "Every three months")]
