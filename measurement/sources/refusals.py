"""What stops the reading of any table: too many sentences are counted, not said."""

from measurement.values import Held

SENTENCES = 5  # of one refusal; the others are counted
MOST = 10**9  # no count is larger


def hold_if_any(problems: list[str]) -> None:
    """Raises Held with these sentences, each once; does nothing if there are none."""
    said = list(dict.fromkeys(problems))
    if said[SENTENCES:]:
        said[SENTENCES:] = [f"There are {len(said) - SENTENCES} more like these."]
    if said:
        raise Held("\n".join(said))
