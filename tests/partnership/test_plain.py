import datetime

import pytest

from partnership.templatetags.plain import moment, unbroken

UTC = datetime.UTC


@pytest.mark.parametrize(
    ("when", "said"),
    [
        # Melbourne is 11 hours ahead of UTC in summer, 10 in winter.
        (datetime.datetime(2026, 11, 24, 18, 58, tzinfo=UTC), "25 November 2026, 5:58 am"),
        (datetime.datetime(2026, 7, 1, 2, 0, tzinfo=UTC), "1 July 2026, 12:00 pm"),
        (datetime.datetime(2026, 6, 30, 14, 5, tzinfo=UTC), "1 July 2026, 12:05 am"),
        (datetime.datetime(2026, 7, 1, 13, 59, tzinfo=UTC), "1 July 2026, 11:59 pm"),
    ],
)
def test_a_moment_is_said_in_melbournes_time(when, said):
    assert moment(when) == said


def test_a_short_word_with_a_hyphen_is_kept_whole_and_nothing_else_is_changed():
    kept = '<span class="nowrap">drop-in</span>'

    assert unbroken("A drop-in <b>for</b> all") == f"A {kept} &lt;b&gt;for&lt;/b&gt; all"
    assert unbroken("drop-in") == kept
    assert unbroken("Tuesday - 2020") == "Tuesday - 2020"
    assert unbroken("not-forgetting-everybody") == "not-forgetting-everybody"
