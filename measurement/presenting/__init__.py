"""All that a page shows of one measure, collected from its current release. Reads only."""

from measurement.presenting.page import MeasurePage, measure_page

__all__ = ["MeasurePage", "measure_page"]
