"""
Every page asks the database as often for twenty rows more as for those of the demonstration.

One test for all pages and all tables of the admin. What a single list may ask at most stands with
the app.
"""

import importlib
from collections.abc import Iterator

import pytest
from django.contrib import admin
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agenda.models import Agenda
from partnership.access import may_come
from tests.agenda import factories as agenda
from tests.factories import Factory
from tests.test_access import pages

MORE = 20
FACTORIES = [f"tests.{app}factories" for app in
             ("", "agenda.", "strategies.", "engagement.", "backbone.")]  # fmt: skip
# There is one of these: the partnership, its versions, one seal and one slot a day, one clock.
ONE_OF_A_KIND = {
    "AreaPartnershipFactory", "AgendaFactory", "EventSealFactory", "SlotFactory",
    "HeartbeatFactory", "HowWeWorkFactory",
}  # fmt: skip
PARTS_OF_A_VERSION = [
    agenda.OutcomeTextFactory, agenda.CoreStrategyTextFactory, agenda.PrincipleFactory,
    agenda.AspirationLinkFactory, agenda.CommentFactory, agenda.EndorsementFactory,
]  # fmt: skip


def factories() -> Iterator[type[Factory]]:
    for module in map(importlib.import_module, FACTORIES):
        for name, one in vars(module).items():
            is_ours = isinstance(one, type) and one.__module__ == module.__name__
            if is_ours and issubclass(one, Factory) and one is not Factory:
                if name not in ONE_OF_A_KIND and one not in PARTS_OF_A_VERSION:
                    yield one


def twenty_more_of_everything() -> None:
    agenda.OutcomeFactory.reset_sequence(1000, force=True)
    agenda.CoreStrategyFactory.reset_sequence(1000, force=True)
    version = Agenda.all_objects.get(state="consultation")
    for factory in PARTS_OF_A_VERSION:
        factory.reset_sequence(1000, force=True)
        factory.create_batch(MORE, agenda=version)
    for factory in factories():
        factory.create_batch(MORE)


def questions(user, addresses: list[str]) -> dict[str, list[str]]:
    """What each page that opens to her asks the database, by its address."""
    client, found = Client(), {}
    if user.is_authenticated:
        client.force_login(user)
    for address in addresses:
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(address)
        if answer.status_code == 200:
            found[address] = [query["sql"] for query in asked]
    return found


def tables_of_the_admin() -> list[str]:
    return [
        reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        for model in admin.site._registry
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("person", ["nobody", "mai", "bea"])
def test_twenty_rows_more_cost_no_question_more(person, request, everything):
    user = request.getfixturevalue(person)
    open_ones = [u for u, mark, _name in pages(everything.arguments) if may_come(user, mark)]
    addresses = open_ones + (tables_of_the_admin() if person == "bea" else [])

    few = questions(user, addresses)
    twenty_more_of_everything()
    many = questions(user, list(few))

    assert len(few) > 10
    more = {
        address: (len(asked), len(many[address]), repeated(many[address]))
        for address, asked in few.items()
        if len(many[address]) > len(asked)
    }
    assert more == {}


def repeated(asked: list[str]) -> str:
    """The question that is asked most often, as far as it says which."""
    starts = [sql.partition("WHERE")[0] for sql in asked]
    return max(starts, key=starts.count)
