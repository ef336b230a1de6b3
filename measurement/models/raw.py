"""
What was fetched. PRIVATE: only the services of measurement read it (import contract 3), and the
database role of the web process cannot (SECURITY R44).
"""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone


class Observation(models.Model):
    """The current belief about one cell: a method, a place, a period, a group."""

    method = models.ForeignKey("measurement.Method", on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey("partnership.Place", on_delete=models.PROTECT, related_name="+")
    period_start = models.DateField()
    period_end = models.DateField()  # inclusive
    dims = models.CharField(max_length=120, blank=True)  # the group as a key; empty: everybody
    # As published and unrounded, in the method's unit. The counts may be weighted decimals.
    value = models.DecimalField(max_digits=30, decimal_places=18, null=True)
    numerator = models.DecimalField(max_digits=30, decimal_places=15, null=True)
    denominator = models.DecimalField(max_digits=30, decimal_places=15, null=True)
    missing_reason = models.CharField(max_length=20, blank=True)
    sheet = models.CharField(max_length=80)
    cell = models.CharField(max_length=40)
    note = models.CharField(max_length=40, blank=True)
    run = models.ForeignKey("measurement.Run", on_delete=models.PROTECT, related_name="+")
    known_from = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["method", "place", "period_start", "period_end", "dims"],
                name="observation_one_belief_a_cell",
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=False, missing_reason="")
                | Q(value__isnull=True, missing_reason__in=["source_suppressed", "missing"]),
                name="observation_has_a_value_or_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(numerator__isnull=True)
                | Q(denominator__isnull=True)
                | Q(numerator__gte=0, numerator__lte=F("denominator"), denominator__gt=0),
                name="observation_counts_make_a_share",
            ),
            models.CheckConstraint(
                condition=Q(period_start__lte=F("period_end")),
                name="observation_period_starts_before_it_ends",
            ),
        ]

    def __str__(self):
        return f"{self.place} {self.period_end:%Y}"
