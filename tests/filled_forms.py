"""A form as a browser sends it."""

import re
from html.parser import HTMLParser


class Fields(HTMLParser):
    """What a browser would send of a page's fields, as the page came."""

    def __init__(self, html: str):
        super().__init__()
        self.given: dict[str, list[str]] = {}
        self.name, self.is_text = "", False
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        about = dict(attributes)
        name, kind = about.get("name") or "", about.get("type")
        is_sent = kind != "submit" and (kind not in ("checkbox", "radio") or "checked" in about)
        if tag == "input" and name and is_sent:
            usual = "on" if kind == "checkbox" else ""
            self.given.setdefault(name, []).append(about.get("value") or usual)
        elif tag in ("select", "textarea"):
            self.name, self.is_text = name, tag == "textarea"
            if tag == "textarea":
                self.given[name] = [""]
        elif tag == "option" and "selected" in about:
            self.given.setdefault(self.name, []).append(about.get("value") or "")

    def handle_endtag(self, tag):
        if tag in ("select", "textarea"):
            self.name = ""

    def handle_data(self, data):
        if self.is_text and self.given.get(self.name) == [""]:
            self.given[self.name] = [data.removeprefix("\n").removesuffix("\n")]


def form_of(page) -> dict[str, list[str]]:
    """The form of a thing's page in the admin."""
    return Fields(re.split(r'id="\w+_form"', page.text)[1].split("</form>")[0]).given
