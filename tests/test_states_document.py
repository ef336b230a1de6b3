"""The drawing of the states is the one that the code keeps."""

import re

import pytest
from django.conf import settings

from partnership.diagrams import states_document


def document() -> str:
    return (settings.BASE_DIR / "docs" / "reference" / "states.md").read_text("utf-8")


def test_the_document_is_as_the_models_say():
    assert document() == states_document(), "run: python3 manage.py states"


@pytest.mark.parametrize(
    ("model", "arrows"),
    [
        (
            "strategies.Update",
            {
                "[*] --> draft",
                "draft --> submitted",
                "submitted --> draft",
                "submitted --> returned",
                "submitted --> accepted",
                "returned --> submitted",
                "accepted --> [*]",
            },
        ),
        ("measurement.Release", {"[*] --> draft", "draft --> published", "published --> [*]"}),
    ],
)
def test_each_arrow_is_one_that_the_domain_knows(model, arrows):
    (part,) = [p for p in document().split("\n## ") if f"`{model}`" in p]

    assert {line.strip() for line in re.findall(r".* --> .*", part)} == arrows
