"""What the admin tables of measurement share."""

from django.contrib import messages
from django.utils.html import format_html, format_html_join

from measurement.sources.kinds import describe
from measurement.sources.recipe import RecipeError
from partnership.errors import DomainError


def for_each(modeladmin, request, rows, act, done: str) -> None:
    """Do one act to each selected row, and say of each what came of it."""
    for row in rows:
        try:
            act(row, by=request.user)
        except DomainError as error:
            modeladmin.message_user(request, f"{row}: {error}", messages.WARNING)
        else:
            modeladmin.message_user(request, f"{row}: {done}")


def listed(sentences):
    return format_html(
        "<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((s,) for s in sentences))
    )


def described(body: dict):
    try:
        return listed(describe(body))
    except RecipeError as error:
        return listed(str(error).splitlines())
