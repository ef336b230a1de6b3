"""What the figures of a release allow to be said: decided once, here, and stored with them."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import asdict

from measurement.calculate import Z_95, Z_998, Difference, difference_from_rest
from measurement.models import Figure, Method, Release, SeriesSummary
from measurement.status import Period, trend
from partnership.models import Place

METHODS_VERSION = "1"  # goes up when a rule changes: the same figures may then say something else

# The figures of the Area and of the state, oldest first -> the interactive chart as JSON.
Explore = Callable[[list[Figure], list[Figure]], dict]
Series = dict[tuple[Place, str], list[Figure]]  # (place, group) -> its figures, oldest first


def summaries_of(
    release: Release, figures: Sequence[Figure], explore: Explore | None = None
) -> list[SeriesSummary]:
    """
    One summary for each place and group, not saved. Everything comes from saved figures.

    Args:
        explore: builds the interactive chart; it goes with the Area's series.
    """
    series: Series = defaultdict(list)
    for figure in sorted(figures, key=lambda figure: figure.period_end):
        series[figure.place, figure.dims].append(figure)
    states = [own for (place, dims), own in series.items() if _is_state(place) and not dims]
    state = states[0] if states else []
    return [
        _summary(release, place, dims, own, state, explore) for (place, dims), own in series.items()
    ]


def _is_state(place: Place) -> bool:
    return place.kind == Place.Kind.STATE


def _summary(
    release: Release,
    place: Place,
    dims: str,
    figures: list[Figure],
    state: list[Figure],
    explore: Explore | None,
) -> SeriesSummary:
    method = release.method
    found = trend(
        [Period.of(figure) for figure in figures],
        method.polarity,
        _step(method),
        are_shares=method.tests_shares,
    )
    tests = {
        "m7": asdict(found.m7),
        "m8": asdict(found.m8),
        "uneven": found.uneven,
        "reasons": list(found.reasons),
    }
    is_compared = not dims and not _is_state(place) and method.tests_shares
    difference = _from_rest(place, figures, state) if is_compared else None
    if difference:
        tests["against_state"] = asdict(difference)
    drawn = None
    if explore and place.kind == Place.Kind.AREA and any(f.is_shown for f in figures):
        drawn = explore(figures, state)
    return SeriesSummary(
        release=release,
        indicator=method.indicator,
        place=place,
        dims=dims,
        trend_word=found.trend_word,
        direction=found.direction,
        start=None if found.start is None else figures[found.start],
        latest=None if found.latest is None else figures[found.latest],
        decided_by=found.rule,
        tests=tests,
        against_state=difference.word if difference else "",
        explore=drawn,
        methods_version=METHODS_VERSION,
    )


def _step(method: Method) -> int:
    """Years from one period to the next."""
    return max(1, round(method.interval_months / 12))


def _from_rest(place: Place, figures: list[Figure], state: list[Figure]) -> Difference | None:
    """
    The place against the rest of the state, in the latest period in which both are shown.

    At 99.8 % for places that stand side by side, so that chance alone seldom makes one of them
    stand out; at 95 % for the Area, which stands alone (methods M0 and M5).
    """
    whole = {figure.period_end: figure for figure in state if figure.is_shown}
    common = [f for f in figures if f.is_shown and f.period_end in whole]
    if not common:
        return None
    own, all_of_it = common[-1], whole[common[-1].period_end]
    return difference_from_rest(
        own.numerator,
        own.denominator,
        all_of_it.numerator,
        all_of_it.denominator,
        Z_95 if place.kind == Place.Kind.AREA else Z_998,
    )
