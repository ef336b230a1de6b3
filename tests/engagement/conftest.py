"""A person who speaks without an account, and a few things she does."""

import re

import pytest
from django.db import connection
from django.test import Client

from engagement import services
from engagement.models import Contribution

SAY = "/have-your-say/"
WORDS = "A bus that goes to the kinder. It is 4 km and I do not drive."


class Anybody:
    """Somebody with a browser and no account, who follows the forms as they are."""

    def __init__(self, **headers):
        self.client = Client(headers=headers)

    def write(self, address=SAY, **said):
        """The first step: gives the page on which she checks her words."""
        form = self.client.get(address)
        return self.client.post(
            address, {"step": "check", **hidden(form), "consent": "quote_public", **said}
        )

    def send(self, address=SAY, **said) -> str:
        """All steps: gives the receipt."""
        check = self.write(address, **{"text": WORDS, **said})
        assert check.status_code == 200, check.text
        sent = self.client.post(address, {**hidden(check), "step": "send"})
        assert sent.status_code == 200, sent.text
        return code_on(sent)

    def look(self, code: str, **more):
        return self.client.post("/receipt/", {"code": code, **more})


def hidden(response) -> dict[str, str]:
    """What the form of a page carries without showing it."""
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', response.text)
    return {name: value for name, value in found if name not in ("csrfmiddlewaretoken", "step")}


def code_on(response) -> str:
    return re.search(r'class="code" id="code">([^<]+)<', response.text)[1]


@pytest.fixture(autouse=True)
def own_list(settings, tmp_path):
    settings.WITHDRAWAL_LIST = tmp_path / "withdrawals.txt"


@pytest.fixture(autouse=True)
def slow_writers(request, settings):
    """People need minutes; tests do not wait. Who asks for ``real_seconds`` is timed."""
    if "real_seconds" not in request.fixturenames:
        settings.SECONDS_TO_WRITE = -1


@pytest.fixture
def real_seconds():
    """How quickly somebody writes counts."""


@pytest.fixture
def anybody(partnership) -> Anybody:
    return Anybody()


@pytest.fixture
def dump(db):
    """Everything that stands in the database, as one text: ``dump()``."""

    def every_row() -> str:
        with connection.cursor() as cursor:
            found = []
            for table in connection.introspection.table_names(cursor):
                cursor.execute(f'SELECT t::text FROM "{table}" t')
                found += [row for (row,) in cursor.fetchall()]
        return "\n".join(found)

    return every_row


@pytest.fixture
def voice(anybody) -> Contribution:
    """A voice whose receipt is in ``voice.code``."""
    code = anybody.send()
    contribution = services.by_receipt(code)
    contribution.code = code
    return contribution
