"""The third door: what nobody wrote a rule for, and who is not there any more."""

import datetime

import pytest
from django.utils import timezone

from partnership.errors import NotAllowed
from partnership.models import Membership, User
from partnership.permissions import authorise

DAY = datetime.timedelta(days=1)


def test_a_closed_account_does_nothing(lena, org_a):
    authorise(lena, "partnership.edit_profile", org_a)
    lena.is_active = False

    with pytest.raises(NotAllowed):
        authorise(lena, "partnership.edit_profile", org_a)


def test_what_nobody_wrote_a_rule_for_is_refused(ada):
    with pytest.raises(NotAllowed):
        authorise(ada, "partnership.do_what_she_likes")


def test_nobody_does_nothing():
    with pytest.raises(NotAllowed):
        authorise(None, "partnership.edit_profile")


@pytest.mark.parametrize(
    ("starts", "ends", "opens"),
    [(0, None, True), (1, None, False), (-9, 1, True), (-9, 0, False)],
)
def test_a_membership_opens_from_its_first_day_to_its_last(starts, ends, opens, mai, org_a):
    today = timezone.localdate()
    Membership.objects.filter(user=mai).update(
        starts_on=today + starts * DAY, ended_on=None if ends is None else today + ends * DAY
    )

    she = User.objects.get(pk=mai.pk)

    assert (she.organisations() == [org_a]) is opens
    assert she.is_partner is opens
