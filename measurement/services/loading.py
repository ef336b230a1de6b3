"""From what was read to what is believed: stores what is new, and changes nothing."""

from django.utils.translation import gettext as _

from measurement.models import Run
from measurement.models.raw import Observation
from measurement.services.exact import COUNT, VALUE, kept
from measurement.values import Held, Reading, Row, SourceError
from partnership.models import Place

SENTENCES = 5  # of one refusal; the others are counted

Key = tuple  # (place, first day, last day, group)
Belief = tuple  # (value, numerator, denominator, why it is missing)


def load(run: Run, reading: Reading) -> int:
    """
    Store the cells that are new. Gives how many there are.

    Raises:
        SourceError: the recipe names a place that the portal does not have.
        Held: a cell we know has another content now, or is gone. Nothing was stored.
    """
    places = _places(reading)
    known = {
        (o.place_id, o.period_start, o.period_end, o.dims): o
        for o in Observation.objects.filter(method=run.feed.method).select_related("place", "run")
    }
    read = {
        (places[row.code].pk, row.period_start, row.period_end, row.dims): row
        for row in reading.rows
    }
    _hold_if_any(
        [
            *(_changed(known[key], row) for key, row in read.items() if key in known),
            *(
                _gone(observation)
                for key, observation in known.items()
                if key not in read and observation.run.feed_id == run.feed_id
            ),
        ]
    )
    new = [_observation(run, key, row) for key, row in read.items() if key not in known]
    Observation.objects.bulk_create(new)
    return len(new)


def _places(reading: Reading) -> dict[str, Place]:
    codes = {row.code for row in reading.rows}
    wanted = Place.objects.filter(kind__in=[Place.Kind.LGA, Place.Kind.STATE], code__in=codes)
    places = {place.code: place for place in wanted}
    if missing := sorted(codes - places.keys()):
        raise SourceError(
            _("The recipe names places that the portal does not have, with these codes: %(codes)s.")
            % {"codes": ", ".join(missing)}
        )
    return places


def _belief(row: Row) -> Belief:
    """What a row says, as exact as the database keeps it."""
    return (
        kept(row.value, VALUE),
        kept(row.numerator, COUNT),
        kept(row.denominator, COUNT),
        row.missing,
    )


def _observation(run: Run, key: Key, row: Row) -> Observation:
    place_id, period_start, period_end, dims = key
    value, numerator, denominator, missing_reason = _belief(row)
    return Observation(
        method=run.feed.method,
        place_id=place_id,
        period_start=period_start,
        period_end=period_end,
        dims=dims,
        value=value,
        numerator=numerator,
        denominator=denominator,
        missing_reason=missing_reason,
        sheet=row.sheet,
        cell=row.cell,
        note=row.note,
        run=run,
    )


def _changed(old: Observation, row: Row) -> str:
    """A sentence if the row is not what we believe; empty if it is."""
    believed = (old.value, old.numerator, old.denominator, old.missing_reason)
    if _belief(row) == believed:
        return ""
    # No numbers: one of them may have been kept back, and this sentence is not a private place.
    return _(
        "Sheet %(sheet)s, cell %(cell)s: %(place)s, %(year)s was %(old)s and is now %(new)s. "
        "Corrections of earlier numbers cannot be taken in yet."
    ) % {
        "sheet": row.sheet,
        "cell": row.cell,
        "place": row.place,
        "year": row.period_end.year,
        "old": _in_words(old.missing_reason),
        "new": _in_words(row.missing) if row.missing != old.missing_reason else _("another one"),
    }


def _gone(old: Observation) -> str:
    return _("Sheet %(sheet)s, cell %(cell)s: %(place)s, %(year)s stood there and is gone.") % {
        "sheet": old.sheet,
        "cell": old.cell,
        "place": f"{old.place.name} ({old.dims})" if old.dims else old.place.name,
        "year": old.period_end.year,
    }


def _in_words(missing: str) -> str:
    return {
        "": _("a number"),
        "source_suppressed": _("kept back by the publisher"),
        "missing": _("missing"),
    }[missing]


def _hold_if_any(sentences: list[str]) -> None:
    said = list(filter(None, sentences))
    if said[SENTENCES:]:
        more = len(said) - SENTENCES
        said[SENTENCES:] = [_("There are %(more)s more like these.") % {"more": more}]
    if said:
        raise Held("\n".join(said))
