"""The numbers of the decisions of the demonstration, in the order of their days."""

import datetime

from backbone.demo import agenda, rooms, strategies


def numbers(today: datetime.date) -> dict[str, int]:
    """The number of each decision, by its title. 1 is the oldest."""
    days = agenda.decided(today) | strategies.decided(today) | rooms.decided(today)
    return {title: number for number, title in enumerate(sorted(days, key=days.get), start=1)}
