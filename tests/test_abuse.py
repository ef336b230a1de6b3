"""
What somebody tries who means harm, or does not know better: refused in words, or harmless.

Here is what belongs to no single app. The rest stands with its app: a version with a comment that
nobody answered (tests/agenda/test_versions.py), a receipt that is guessed and words that nobody
may show (tests/engagement/test_receipt.py, test_moderation.py), tables and files (tests/partnership
/test_intake.py, tests/measurement/test_exports.py).
"""

import csv
import io

import pytest
from django.apps import apps
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, models, transaction
from django.test import Client
from django.urls import reverse

from agenda.models import Agenda, OutcomeText
from engagement import services
from engagement.models import Contribution
from partnership.access import may_come
from tests.agenda.factories import (
    AgendaFactory,
    AspirationLinkFactory,
    CoreStrategyTextFactory,
    OutcomeTextFactory,
    PrincipleFactory,
)
from tests.agenda.test_agreed_words import PARTS, adopt
from tests.engagement.conftest import SAY, Anybody, hidden, slow_writers  # noqa: F401
from tests.engagement.factories import ContributionFactory
from tests.test_access import pages
from tests.test_architecture import APPS
from tests.test_database_roles import attempt

pytestmark = pytest.mark.django_db
ROLES = ["portal_web", "portal_worker", "portal_owner"]

# --- agreed words ------------------------------------------------------------------------------


@pytest.fixture
def agreed() -> Agenda:
    agenda = AgendaFactory()
    OutcomeTextFactory(agenda=agenda)
    CoreStrategyTextFactory(agenda=agenda).outcomes.add(OutcomeTextFactory().outcome)
    PrincipleFactory(agenda=agenda)
    AspirationLinkFactory(agenda=agenda)
    return adopt(agenda)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("table", PARTS)
def test_no_role_of_the_database_changes_agreed_words(role, table, agreed):
    draft = OutcomeTextFactory()
    change = attempt(role, f"UPDATE {table} SET {PARTS[table]}")
    removal = attempt(role, f"DELETE FROM {table}")

    for said in (change, removal):
        assert "keeps its words" in said or "permission denied" in said
    assert OutcomeText.objects.get(pk=draft.pk).statement == draft.statement


@pytest.mark.parametrize("role", ["portal_web", "portal_worker"])
@pytest.mark.parametrize("table", PARTS)
@pytest.mark.parametrize(
    "way", ["TRUNCATE {} CASCADE", "ALTER TABLE {} DISABLE TRIGGER ALL", "DROP TABLE {} CASCADE"]
)
def test_neither_process_takes_the_guard_away(role, table, way):
    said = attempt(role, way.format(table))

    assert "permission denied" in said or "must be owner" in said


@pytest.mark.parametrize("role", ROLES)
def test_no_role_puts_a_second_version_in_force(role, agreed):
    other = AgendaFactory()

    said = attempt(
        role,
        "UPDATE agenda_agenda SET state = 'adopted', adopted_on = now(), content_hash = 'x', "
        f"decision_id = {agreed.decision_id} WHERE id = {other.pk}",
    )

    assert "agenda_one_in_force" in said or "permission denied" in said


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_no_page_takes_a_change_of_agreed_words(method, agreed, bea, partnership, client):
    client.force_login(bea)
    outcome = agreed.outcomes.get().outcome

    answers = [
        getattr(client, method)(address, {"vision": "Mine", "statement": "Mine"}).status_code
        for address in ("/agenda/", f"/agenda/v{agreed.number}/", outcome.get_absolute_url())
    ]

    assert set(answers) == {405}


# --- voices ------------------------------------------------------------------------------------


@pytest.mark.parametrize("act", ["publish", "share", "count", "decline", "take_up"])
def test_no_button_decides_on_words_that_nobody_opened(act, bea, client):
    voice = ContributionFactory(state="received")
    client.force_login(bea)

    answer = client.post(
        f"/admin/engagement/contribution/{voice.pk}/act/",
        {"act": act, "version": 0, "no_child": "on", "reason": "off_topic"},
    )

    assert answer.status_code in (403, 409)
    assert Contribution.all_objects.get().state == "received"
    assert Contribution.all_objects.get().text == voice.text


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("consent", ["quote_partners", "count_only"])
def test_no_role_shows_words_beyond_their_consent(role, consent):
    ContributionFactory(state="in_review", consent=consent)

    said = attempt(role, "UPDATE engagement_contribution SET state = 'published'")

    assert "shown_only_with_consent" in said or "permission denied" in said


def test_two_hundred_posts_in_an_hour_and_the_portal_still_listens(partnership, settings):
    """From forty connections, each as often as it may; beyond that words are held, not lost."""
    check = Anybody().write(text="Buy pills")
    for number in range(200):
        one = Client(REMOTE_ADDR=f"203.0.113.{number // 5}")
        fields = {**hidden(check), "step": "send", "form_key": f"{number:032x}"}
        assert one.post(SAY, fields).status_code == 200
    once_more = {**hidden(check), "step": "send", "form_key": "f" * 32}

    refused = one.post(SAY, once_more)
    honest = Anybody().send(text="An honest voice")

    assert refused.status_code == 429
    assert "Buy pills" in refused.text, "no word is lost"
    assert services.by_receipt(honest).text == "An honest voice"
    assert services.by_receipt(honest).is_held
    assert Client().get(SAY).status_code == 200
    assert Contribution.all_objects.count() == 201


# --- texts -------------------------------------------------------------------------------------

SCRIPT = "<script>alert(1)</script>"
FORMULA = '=HYPERLINK("http://evil.example","x")'
KEYS = {"dims"}  # what the code looks up, and no person writes


def write_everywhere(text: str) -> int:
    """Put a text into every free text of every row, whatever keeps it. Gives how many columns."""
    written = 0
    for model in apps.get_models():
        if model._meta.app_label not in APPS:
            continue
        for field in model._meta.concrete_fields:
            if not isinstance(field, models.CharField | models.TextField) or field.choices:
                continue
            if isinstance(field, models.SlugField | models.URLField) or field.name in KEYS:
                continue
            if len(text) + 6 > (field.max_length or 999):
                continue
            table, column, key = model._meta.db_table, field.column, model._meta.pk.column
            try:
                with transaction.atomic(), connection.cursor() as cursor:
                    cursor.execute("SET LOCAL session_replication_role = replica")  # no triggers
                    cursor.execute(
                        f'UPDATE "{table}" SET "{column}" = %s || left("{key}"::text, 6) '
                        f'WHERE "{column}" <> %s',
                        [text, ""],
                    )
                    written += cursor.rowcount > 0
            except DatabaseError:  # a constraint keeps it out
                continue
    return written


def open_addresses(user, everything) -> list[str]:
    found = [url for url, mark, _name in pages(everything.arguments) if may_come(user, mark)]
    if user.is_authenticated and user.is_backbone:
        for model in admin.site._registry:
            name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
            row = model._base_manager.first()
            found.append(reverse(f"{name}_changelist"))
            found += [reverse(f"{name}_change", args=[row.pk])] if row else []
    return found


@pytest.mark.parametrize("person", ["nobody", "mai", "bea"])
def test_a_script_is_only_words_wherever_it_stands(person, request, everything):
    user, client = request.getfixturevalue(person), Client()
    if user.is_authenticated:
        client.force_login(user)
    assert write_everywhere(SCRIPT) > 60

    looked_at, shown, runs = 0, 0, []
    for address in open_addresses(user, everything):
        answer = client.get(address)
        if answer.status_code == 200 and "html" in answer.headers["Content-Type"]:
            looked_at += 1
            shown += "&lt;script&gt;" in answer.text
            runs += [address] if "<script>alert" in answer.text else []

    assert runs == []
    assert shown > 10
    assert looked_at > 15


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "//evil.example"])
def test_no_address_that_runs_is_taken(address):
    """Every address is a URLField, and its forms ask the field; the policy forbids the rest."""
    fields = [
        field
        for model in apps.get_models()
        if model._meta.app_label in APPS
        for field in model._meta.concrete_fields
        if isinstance(field, models.URLField)
    ]

    assert len(fields) >= 3
    for field in fields:
        with pytest.raises(ValidationError):
            field.clean(address, None)


def test_a_formula_is_only_words_in_what_a_spreadsheet_opens(everything, client):
    assert write_everywhere(FORMULA) > 40
    address = reverse(
        "measurement:indicator-csv", kwargs=everything.arguments["measurement:indicator-csv"]
    )

    file = client.get(address).content.decode("utf-8-sig")

    cells = {cell for row in csv.reader(io.StringIO(file)) for cell in row}
    assert any("HYPERLINK" in cell for cell in cells)
    assert [cell for cell in cells if cell.startswith(("=", "@", "+"))] == []
