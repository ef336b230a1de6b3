"""What may be published. What the publisher withheld stays withheld, also in what we derive."""

from measurement.disclosure.published import Publishable, area_figure, publishable

__all__ = ["Publishable", "area_figure", "publishable"]
