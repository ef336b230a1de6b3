"""
From observations to figures: the one place where a private count becomes a public number, or not.
"""

from collections.abc import Sequence

from measurement.disclosure import Publishable, area_figure, publishable
from measurement.models import Figure, Release
from measurement.models.raw import Observation
from measurement.services.exact import COUNT, VALUE, kept
from measurement.values import Row
from partnership.models import Place

# Groups that may be shown. A breakdown by Aboriginal status needs an agreement with the people it
# is about; there is none yet, and its complement would tell the same (DOMAIN, section 8).
PUBLIC_GROUPS = {"sex"}


def figures_of(release: Release) -> list[Figure]:
    """All figures of a release, not saved: places, the state and its groups, and the Area."""
    observations = (
        Observation.objects.filter(method=release.method)
        .select_related("place")
        .order_by("place", "dims", "period_start")
    )
    places = [_of_source(release, o) for o in observations if _is_public(o.place, o.dims)]
    return [*places, *_of_areas(release, places)]


def _is_public(place: Place, dims: str) -> bool:
    if not dims:
        return place.kind in (Place.Kind.STATE, Place.Kind.LGA)
    keys = {part.partition("=")[0] for part in dims.split(";")}
    return place.kind == Place.Kind.STATE and keys <= PUBLIC_GROUPS


def _of_source(release: Release, observation: Observation) -> Figure:
    row = Row(
        place=observation.place.name,
        code=observation.place.code,
        period_start=observation.period_start,
        period_end=observation.period_end,
        dims=observation.dims,
        value=observation.value,
        numerator=observation.numerator,
        denominator=observation.denominator,
        missing=observation.missing_reason,
        sheet=observation.sheet,
        cell=observation.cell,
    )
    return _figure(
        release,
        publishable(row, release.method.factor, has_range=not release.method.is_background),
        place=observation.place,
        period=(observation.period_start, observation.period_end),
        dims=observation.dims,
        sheet=observation.sheet,
        cell=observation.cell,
        note=observation.note,
    )


def _of_areas(release: Release, figures: Sequence[Figure]) -> list[Figure]:
    """Each Area as the sums of its parts, as the public sees these."""
    of_places = [f for f in figures if f.place.kind == Place.Kind.LGA and not f.dims]
    by_cell = {(f.place_id, f.period_start, f.period_end): f for f in of_places}
    periods = sorted({(f.period_start, f.period_end) for f in of_places})
    found = []
    for area in Place.objects.filter(kind=Place.Kind.AREA, parts__kind=Place.Kind.LGA).distinct():
        parts = list(area.parts.filter(kind=Place.Kind.LGA))
        for period in periods:
            whole = area_figure(
                [by_cell.get((part.pk, *period)) for part in parts],
                release.method.factor,
                has_range=not release.method.is_background,
            )
            found.append(_figure(release, whole, place=area, period=period))
    return found


def _figure(release: Release, what: Publishable, *, place: Place, period: tuple, **more) -> Figure:
    period_start, period_end = period
    return Figure(
        release=release,
        indicator=release.method.indicator,
        place=place,
        period_start=period_start,
        period_end=period_end,
        value=kept(what.value, VALUE),
        numerator=kept(what.numerator, COUNT),
        denominator=kept(what.denominator, COUNT),
        low=kept(what.low, VALUE),
        high=kept(what.high, VALUE),
        low_998=kept(what.low_998, VALUE),
        high_998=kept(what.high_998, VALUE),
        withheld=what.withheld,
        **more,
    )
