from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agenda.querysets import AspirationQuerySet
from partnership.managers import ScopedManager


class Aspiration(models.Model):
    """
    What a person hopes for, in her own words, as far as she lets us use them.

    No history is kept of it: what is withdrawn is gone (SECURITY R57).
    """

    class Consent(models.TextChoices):
        QUOTE_PUBLIC = "quote_public", _("Everybody may read the words")
        QUOTE_PARTNERS = "quote_partners", _("Partners may read the words")
        SHAPE_ONLY = "shape_only", _("It may shape what we do; nobody reads the words")

    class State(models.TextChoices):
        RECORDED = "recorded", _("Written down")
        PUBLISHED = "published", _("Checked and in use")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    class HeardAt(models.TextChoices):
        TALK = "talk", _("A kitchen-table talk")
        MEETING = "meeting", _("A meeting")
        SCHOOL = "school", _("A visit to a school")
        CONTRIBUTION = "contribution", _("Have your say")

    TRANSITIONS = {
        State.RECORDED: (State.PUBLISHED, State.WITHDRAWN),
        State.PUBLISHED: (State.WITHDRAWN,),
        State.WITHDRAWN: (),
    }

    words = models.TextField(
        _("words"), max_length=600, blank=True, help_text=_("As they were said, never improved.")
    )
    language = models.CharField(_("language"), max_length=8, default="en")
    english = models.TextField(_("in English"), max_length=600, blank=True)
    translated_by = models.CharField(_("put into English by"), max_length=120, blank=True)
    who = models.CharField(
        _("who"), max_length=80, blank=True, help_text=_("As she chose it, such as: Mum of three")
    )
    place = models.ForeignKey(
        "partnership.Place",
        verbose_name=_("place"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    heard_at = models.CharField(_("heard at"), max_length=12, choices=HeardAt)
    heard_on = models.DateField(_("heard on"))
    consent = models.CharField(_("she said yes to"), max_length=14, choices=Consent)
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.RECORDED)

    all_objects = AspirationQuerySet.as_manager()  # first: what Django itself uses
    objects = ScopedManager(AspirationQuerySet)

    class Meta:
        verbose_name = _("aspiration")
        verbose_name_plural = _("aspirations")
        ordering = ["-heard_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(consent__in=["quote_public", "quote_partners", "shape_only"]),
                name="aspiration_consent_is_known",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["recorded", "published", "withdrawn"]),
                name="aspiration_state_is_known",
            ),
            models.CheckConstraint(
                condition=Q(heard_at__in=["talk", "meeting", "school", "contribution"]),
                name="aspiration_heard_at_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(state="withdrawn") | Q(words="", english="", who=""),
                name="aspiration_withdrawn_has_no_words",
            ),
            models.CheckConstraint(
                condition=Q(state="withdrawn") | ~Q(words=""),
                name="aspiration_has_words",
                violation_error_message=_("Write down what was said."),
            ),
            models.CheckConstraint(
                condition=Q(english="") | ~Q(translated_by=""),
                name="aspiration_says_who_translated_it",
                violation_error_message=_("Say who put it into English."),
            ),
        ]

    def __str__(self):
        return self.get_heard_at_display()  # never the words: a title of a page may be seen


class AspirationLink(models.Model):
    """What became of somebody's words in one version of the agenda."""

    class How(models.TextChoices):
        SHAPED = "shaped", _("Shaped it")
        ECHOED = "echoed", _("Says the same")
        NOT_TAKEN_UP = "not_taken_up", _("Was not taken up")

    aspiration = models.ForeignKey(
        Aspiration, verbose_name=_("aspiration"), on_delete=models.PROTECT, related_name="links"
    )
    agenda = models.ForeignKey(
        "agenda.Agenda",
        verbose_name=_("version"),
        on_delete=models.PROTECT,
        related_name="aspiration_links",
    )
    outcome = models.ForeignKey(
        "agenda.Outcome", verbose_name=_("outcome"), on_delete=models.PROTECT, related_name="links"
    )
    how = models.CharField(_("what it did"), max_length=12, choices=How, default=How.SHAPED)
    reason = models.CharField(_("why not"), max_length=240, blank=True)

    class Meta:
        verbose_name = _("what words became")
        verbose_name_plural = _("what words became")
        ordering = ["agenda", "outcome", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["aspiration", "agenda", "outcome"],
                name="aspiration_once_an_outcome_and_version",
                violation_error_message=_("These words are linked to it already."),
            ),
            models.CheckConstraint(
                condition=Q(how__in=["shaped", "echoed", "not_taken_up"]),
                name="aspiration_link_how_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(how="not_taken_up") | ~Q(reason=""),
                name="aspiration_not_taken_up_says_why",
                violation_error_message=_("Say why it was not taken up."),
            ),
        ]

    def __str__(self):
        return self.get_how_display()
