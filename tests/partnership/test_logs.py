"""The log says what happened, and nothing of what a person wrote or is called (SECURITY R80)."""

import io
import json
import logging
import re

import pytest
from django.apps import apps
from django.contrib import admin
from django.db import IntegrityError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from partnership.logs import JsonLines, Readable
from tests.test_access import pages

CANARY = "canary"
PEOPLE = ["nobody", "mai", "bea", "ada"]


@pytest.fixture
def log():
    """Every line that would be written on a real site, with the levels of the settings."""
    stream = io.StringIO()
    ours = logging.StreamHandler(stream)
    ours.setFormatter(JsonLines())
    logging.getLogger().addHandler(ours)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    logging.getLogger().removeHandler(ours)


def field_names(html: str) -> set[str]:
    return set(re.findall(r'<(?:input|textarea|select)\b[^>]*\bname="([^"]+)"', html))


def filled(html: str) -> dict[str, str]:
    """Every field of every form of a page, with a canary in each."""
    return {name: f"{CANARY} {CANARY}@{CANARY}.example" for name in field_names(html)}


@pytest.mark.django_db
@pytest.mark.parametrize("person", PEOPLE)
def test_nothing_that_a_person_sends_is_logged(person, request, everything, log):
    user = request.getfixturevalue(person)
    client = Client(
        raise_request_exception=False,
        headers={"user-agent": CANARY, "referer": f"http://testserver/{CANARY}"},
        REMOTE_ADDR="203.0.113.77",
    )
    client.cookies["theme"] = CANARY
    if user.is_authenticated:
        client.force_login(user)
    sent = 0

    for url, _mark, name in pages(everything.arguments):
        if name == "account_logout":
            continue
        page = client.get(url, {"next": CANARY, "q": CANARY})
        words = filled(page.text if "html" in page.get("Content-Type", "") else "")
        for headers in ({}, {"HX-Request": "true"}):
            client.post(f"{url}?q={CANARY}", words | {"login": CANARY}, headers=headers)
            sent += 1
    for model in admin.site._registry if user.is_authenticated else []:
        label = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        for url in admin_pages(label, model):
            page = client.get(url, {"q": CANARY})
            client.post(url, filled(page.text))
            sent += 1
    client.get(f"/{CANARY}/")
    client.get("/test/error/", {"q": CANARY})

    lines = log()
    secrets = [CANARY, "203.0.113.77", everything.arguments["accept-invitation"]["token"]]
    secrets += [getattr(user, "email", CANARY), getattr(user, "name", CANARY)]
    assert sent > 20
    assert len([line for line in lines if line["event"] == "request.done"]) > sent
    assert [line for line in lines if any(s in json.dumps(line) for s in secrets)] == []


def admin_pages(label: str, model) -> list[str]:
    row = model._base_manager.order_by("pk").first()
    return [
        reverse(f"{label}_changelist"),
        reverse(f"{label}_add"),
        *([reverse(f"{label}_change", args=[row.pk])] if row else []),
    ]


@pytest.mark.django_db
def test_a_line_says_which_request_whose_and_how_long(client, mai, log):
    client.force_login(mai)

    client.get(reverse("strategies:my-updates"))

    (line,) = log()
    assert set(line) == {
        "time", "level", "event", "request", "method", "route", "status", "ms", "user",
    }  # fmt: skip
    assert (line["event"], line["level"], line["method"]) == ("request.done", "info", "GET")
    assert (line["route"], line["status"], line["user"]) == ("strategies:my-updates", 200, mai.pk)
    assert re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{8}", line["request"])
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00", line["time"])


@pytest.mark.django_db
def test_the_log_does_not_ask_who_reads_a_public_page(client, mai, log):
    client.force_login(mai)

    with CaptureQueriesContext(connection) as queries:
        client.get("/how-we-decide/")
        client.get("/static/css/portal.css").close()

    assert [line["user"] for line in log()] == [None]
    assert "session" not in str(queries.captured_queries)


@pytest.mark.django_db
def test_the_code_on_the_page_for_an_error_is_in_the_log(log):
    response = Client(raise_request_exception=False).get("/test/error/")

    code = re.search(r"say <b>(\w{8})</b>", response.text)[1]
    failed = [line for line in log() if line["event"] == "django.request"]
    assert [line["request"] for line in failed] == [code]
    assert failed[0]["error"] == ["RuntimeError"]
    assert re.match(r"partnership/views.py:\d+ fail_on_purpose$", failed[0]["at"][-1])
    assert "on purpose" not in json.dumps(failed)


@pytest.mark.django_db
def test_what_the_database_repeats_of_a_refused_row_is_not_logged(mai, log):
    table = apps.get_model("partnership.User")._meta.db_table
    again = f"INSERT INTO {table} SELECT * FROM {table} WHERE id = {mai.pk}"

    try:
        with connection.cursor() as cursor:
            cursor.execute(again)
    except IntegrityError as error:
        refused = error
    logging.getLogger("django.request").error("Broke at %s", mai.email, exc_info=refused)

    (line,) = log()
    assert line["says"] == "Broke at %s"
    assert f"({mai.pk})" in str(refused)
    assert line["error"][0] == "IntegrityError"
    assert mai.email not in json.dumps(line)
    assert "Key" not in json.dumps(line)


def test_our_own_events_keep_their_fields():
    logger = logging.getLogger("measurement.services.runs")
    record = logger.makeRecord(
        logger.name, logging.WARNING, "f", 1, "refresh.lease_lost", (), None, extra={"run": 7}
    )

    line = json.loads(JsonLines().format(record))

    assert (line["event"], line["level"], line["run"]) == ("refresh.lease_lost", "warning", 7)


def test_a_message_of_other_code_that_is_no_pattern_is_left_out():
    record = logging.makeLogRecord({"name": "django.security", "msg": f"Invalid host {CANARY}"})

    assert CANARY not in JsonLines().format(record)


def test_the_pattern_of_a_message_is_kept_without_what_would_fill_it():
    record = logging.makeLogRecord({"name": "django", "msg": "Not there: %s", "args": (CANARY,)})

    assert json.loads(JsonLines().format(record))["says"] == "Not there: %s"


def test_the_demonstration_reads_one_short_line():
    record = logging.makeLogRecord(
        {
            "name": "partnership.logs", "msg": "request.done", "levelno": 20, "levelname": "INFO",
            "method": "GET", "route": "home", "status": 200, "ms": 12, "user": None,
        }
    )  # fmt: skip

    line = Readable().format(record)

    assert re.fullmatch(r"\d\d:\d\d:\d\d request.done method=GET route=home status=200 ms=12", line)
