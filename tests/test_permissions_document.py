"""The matrix of permissions is the one that the code keeps (DOMAIN 10)."""

import pytest
from django.conf import settings
from django.contrib import admin
from django.urls import reverse

from partnership.admin import WorkplaceAdmin
from partnership.permissions_document import permissions_document


def document() -> str:
    return (settings.BASE_DIR / "docs" / "reference" / "permissions.md").read_text("utf-8")


def test_the_document_is_as_the_code_says():
    assert document() == permissions_document(), "run: python3 manage.py permissions"


@pytest.mark.parametrize(
    "line",
    [  # read off DOMAIN 10, not off the code
        "| `/receipt/` | ● |  |  |  |  |",
        "| `/my-updates/` |  |  | ● |  |  |",
        "| `/desk/` |  |  |  | ● |  |",
        "| `agenda.adopt` | is backbone |",
        "| `agenda.sign` | leads |",
        "| `engagement.moderate` | is backbone |",
        "| `strategies.review_update` | is backbone and not owns |",
        "| `engagement.Contribution` | view |  |",
    ],
)
def test_what_the_domain_asks_for_stands_in_it(line):
    assert line in document().splitlines()


@pytest.mark.django_db
@pytest.mark.parametrize("person", ["bea", "ada"])
def test_the_tables_of_libraries_are_open_to_nobody(person, request, client):
    client.force_login(request.getfixturevalue(person))
    tables = [
        m for m, table in admin.site._registry.items() if not isinstance(table, WorkplaceAdmin)
    ]

    answers = {
        model._meta.label: client.get(
            reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        ).status_code
        for model in tables
    }

    assert len(answers) >= 3
    assert set(answers.values()) <= {403, 404}
