"""What was wrong with a file, why that matters, and how to mend it. No technical words."""

from django.utils.translation import gettext as _

from partnership.intake.kinds import Kind, kind_of


def what_may_come(kinds: tuple[Kind, ...]) -> str:
    """.jpg, .png"""
    return ", ".join(f".{kind.ending}" for kind in kinds)


def too_large(name: str) -> str:
    kind = kind_of(name)
    if kind is None:
        return _("The file is too large, and of a kind that cannot be added here.")
    if kind.media_type.startswith("image/"):
        return _(
            "The photo is larger than %(most)s MB. Make it smaller on your phone or computer, or"
            " send a screenshot of it."
        ) % {"most": kind.most_mb}
    return _(
        "The file is larger than %(most)s MB. Leave out large pictures, or add only the pages that"
        " show what happened."
    ) % {"most": kind.most_mb}


def problem(code: str, kind: Kind, about: dict) -> str:
    """The sentences for what a reader found (``Problem``), or for a reader that found no end."""
    said = {
        "other_kind": _(
            "The name says .%(ending)s, but what is inside is something else. Open it in the"
            " program it was made with, save it as .%(ending)s, and add it again."
        ),
        "damaged": _(
            "The file is damaged or not whole, so nobody could open it. Look whether it opens on"
            " your computer, save it anew, and add it again."
        ),
        "too_many_pixels": _(
            "The picture has %(megapixels)s million points; up to %(most)s million can be opened."
            " Make it smaller, or send a screenshot of it."
        ),
        "old_or_password": _(
            "The file has a password or is of an old kind, so it cannot be checked. Save it as"
            " .%(ending)s without a password, and add it again."
        ),
        "bomb": _(
            "Unpacked, the file is far larger than it says. Files like that can stop a computer,"
            " so it was not opened. Make a new file with only what others need."
        ),
        "strange_names": _(
            "Inside the file are parts that would be written elsewhere on a computer. It was not"
            " opened. Make a new file: copy the words into a new document and save that."
        ),
        "entities": _(
            "The file holds instructions that no office program writes (a DOCTYPE), so it was not"
            " opened. Copy the words into a new document and save that."
        ),
        "macro": _(
            "The file holds a small program (a macro). It could harm who opens it. Save it as"
            " .%(ending)s without macros, and add it again."
        ),
        "program": _(
            "The file holds a small program (a control). It could harm who opens it. Take it out,"
            " and add the file again."
        ),
        "embedded": _(
            "Another file is packed inside this one and cannot be checked. Take it out, or add it"
            " by itself."
        ),
        "picture_inside": _(
            "A picture in the file may tell where and when it was taken, and that could not be"
            " taken out. Put it in as a .jpg or .png, or as a screenshot, and add the file again."
        ),
        "outside": _(
            "The file fetches something from another place when it is opened. Remove links to other"
            " files and pictures from the web, and add it again."
        ),
        "active": _(
            "The pdf does something by itself when it is opened, or has another file inside. Print"
            " it to a new pdf, and add that."
        ),
        "two_kinds": _(
            "The file is two kinds of file in one, which no ordinary program makes. Print it to a"
            " new pdf, and add that."
        ),
        "letters": _(
            "The letters in the file cannot be read. Save it as CSV UTF-8, and add it again."
        ),
        "too_wide": _(
            "The table is larger than %(rows)s rows or %(columns)s columns. Add only the part that"
            " shows what happened."
        ),
        "people": _(
            "This looks like a list of people: %(columns)s. Nothing of it was kept. Add numbers"
            " instead of names, such as how many families came each month. If it is no list of"
            " people, ring the backbone team."
        ),
    }
    unreadable = _(
        "The file could not be read in the time there is. Save it anew, smaller if you can, and"
        " add it again."
    )
    return said.get(code, unreadable) % {"ending": kind.ending, **about}


def not_among(kinds: tuple[Kind, ...]) -> str:
    return _(
        "A file of this kind cannot be added here. These can: %(endings)s. Save it as one of them,"
        " and add it again."
    ) % {"endings": what_may_come(kinds)}
