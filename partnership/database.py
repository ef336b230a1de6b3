"""
What the database does for whom, before anything is asked of it.

It stands by itself because the settings need it before all else.
"""


def limited(database: dict, seconds: dict[str, float]) -> dict:
    """
    ``database`` of the settings, which cancels what its user asks for longer than ``seconds`` of
    that name say; a user who is not named there may ask for ever.
    """
    limit = seconds.get(database.get("USER", ""))
    if not limit:
        return database
    options = dict(database.get("OPTIONS", {}))
    own = options.get("options", "")
    options["options"] = f"-c statement_timeout={round(limit * 1000)} {own}".strip()
    return database | {"OPTIONS": options}
