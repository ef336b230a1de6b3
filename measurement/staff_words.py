"""What staff read in the admin in place of the codes that the tables hold."""

from django.utils.translation import gettext as _


def group(dims: str) -> str:
    """A group of children; one that we have no word for is told by its key."""
    return {
        "": _("Everybody"),
        "sex=male": _("Boys"),
        "sex=female": _("Girls"),
        "sex=other": _("Neither boys nor girls, as the source says"),
    }.get(dims, dims)


def rule(decided_by: str) -> str:
    """The tests that a word on a series rests on."""
    return {
        "m7": _("Mann-Kendall test (M7)"),
        "m8": _("Cochran-Armitage test (M8)"),
        "m7_m8": _("Both tests (M7 and M8)"),
        "": _("No test could be used"),
    }.get(decided_by, decided_by)


def direction(code: str) -> str:
    return {"up": _("Up"), "down": _("Down"), "flat": _("No clear change")}.get(code, code)


def against_state(code: str) -> str:
    return {
        "higher": _("Higher than the rest of the state"),
        "lower": _("Lower than the rest of the state"),
        "unclear": _("No clear difference from the rest of the state"),
        "": _("Not compared"),
    }.get(code, code)


def reason(code: str) -> str:
    """What a reader should know of a run of figures, or why a test could not be used."""
    return {
        "gap_before": _("The run begins after a year without a figure"),
        "gap_after": _("Later years have no figure"),
        "longest_run": _("Older figures were left out: ten is the longest run"),
        "few_periods": _("Too few years"),
        "many_periods": _("Too many years for this test"),
        "no_counts": _("Counts are not published"),
        "small_counts": _("Counts are too small"),
        "tests_disagree": _("The two tests lean opposite ways"),
        "uneven": _("The change is no straight line"),
        "autocorrelated": _("Each year leans on the one before, so confidence is low"),
    }.get(code, code)
