"""All kinds of recipes: what is wrong with one, and what it says in plain sentences."""

from measurement.sources import counted, recipe
from measurement.sources.recipe import RecipeError

KINDS = ("table", "sdmx_csv", "age_columns", "several")


def problems(data: object) -> list[str]:
    """What is wrong with a recipe and how to mend it, a sentence each; empty if nothing is."""
    kind = data.get("kind", "table") if isinstance(data, dict) else "table"
    if not isinstance(data, dict) or kind == "table":
        return recipe.problems(data)
    if kind == "sdmx_csv":
        return counted.problems_of_sdmx(data)
    if kind == "age_columns":
        return counted.problems_of_ages(data)
    if kind == "several":
        return counted.misshapen(data, counted.SEVERAL) or [
            f"{path}: {mistake}"
            for path, own in data["files"].items()
            for mistake in (
                ['A file cannot be "several" once more.']
                if own.get("kind") == "several"
                else problems(own)
            )
        ]
    return [f'Key "kind" is wrong; write one of {", ".join(KINDS)}.']


def describe(data: dict) -> list[str]:
    """
    The recipe as plain sentences for staff.

    Raises:
        RecipeError: it cannot be used.
    """
    if mistakes := problems(data):
        raise RecipeError("\n".join(mistakes))
    if data["kind"] == "sdmx_csv":
        return counted.SdmxRecipe.of(data).describe()
    if data["kind"] == "age_columns":
        return counted.AgesRecipe.of(data).describe()
    if data["kind"] == "several":
        return [
            f"{path}: {sentence}"
            for path, own in data["files"].items()
            for sentence in describe(own)
        ]
    return recipe.describe(data)
