"""The demonstration's target: made up and says so, from the real figure, by a decision."""

from decimal import Decimal

import pytest
from django.core.management import call_command
from django.urls import reverse

from backbone.demo import content
from measurement.models import Target

pytestmark = pytest.mark.django_db
MEASURE = content.INDICATOR["slug"]
# VCAMS indicator 10.1, Goulburn Area, 2019: the newest figure of the workbook
NEWEST = Decimal("10.2")


def test_it_starts_from_the_newest_real_figure_and_stands_on_its_page(everything, client):
    call_command("demo_target")

    target = Target.objects.get()
    page = client.get(reverse("measurement:indicator", args=[MEASURE])).text
    decision = client.get(target.decision.get_absolute_url()).text
    assert (target.state, round(target.start_value, 1), target.start_on.year) == (
        "agreed", NEWEST, 2019,
    )  # fmt: skip
    assert "Made up for this demonstration" in page
    assert f"The partners want it to be 8.0% by {target.due.year}" in page
    assert reverse("measurement:indicator", args=[MEASURE]) in decision


def test_it_is_agreed_on_once(everything):
    call_command("demo_target")
    call_command("demo_target")

    assert Target.objects.count() == 1


def test_a_portal_without_the_demonstration_gets_none():
    call_command("demo_target")

    assert not Target.objects.exists()
