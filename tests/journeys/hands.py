"""Two ways to use a page, with the same verbs: by pointing, and with the keys alone."""

import re

from tests.journeys.test_keyboard import FOCUSED, Keyboard


class Fingers:
    def __init__(self, person):
        self.person = person

    def fill(self, label: str, text: str):
        self.person.page.get_by_label(re.compile(label)).fill(text)

    def choose(self, label: str):
        self.person.page.get_by_label(label, exact=True).check()

    def press(self, name: str, *, stays: bool = False):
        self.person.press(name)

    def follow(self, name: str, *, stays: bool = False):
        self.person.follow(re.compile(name))


class Keys(Fingers):
    """Nothing but Tab, Enter, Space and letters. ``stays``: no other page comes."""

    def __init__(self, person):
        super().__init__(person)
        self.by = Keyboard(person)

    def fill(self, label: str, text: str):
        self.by.type_into(label, text)

    def choose(self, label: str):
        focused = self.person.page.evaluate(FOCUSED)
        if focused is None or focused["name"] != label:
            self.by.tab_to(f"{label}$")
        self.by.keys.press("Space")

    def press(self, name: str, *, stays: bool = False):
        (self.by.press_enter_on if stays else self.by.follow)(f"{re.escape(name)}$")

    def follow(self, name: str, *, stays: bool = False):
        (self.by.press_enter_on if stays else self.by.follow)(name)
