from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from engagement.models.voices import Contribution, Theme
from engagement.querysets import AnswerQuerySet, NewsQuerySet
from partnership.managers import ScopedManager


class Answer(models.Model):
    """What people said, and what was done about it; or why not, and who can."""

    class Result(models.TextChoices):
        DONE = "done", _("We did it")
        DOING = "doing", _("We are doing it")
        LOOKING = "looking", _("We are looking at it")
        WILL_NOT = "will_not", _("We will not do this")
        CANNOT = "cannot", _("We can’t do this")

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        PUBLISHED = "published", _("Published")

    TRANSITIONS = {State.DRAFT: (State.PUBLISHED,), State.PUBLISHED: (State.DRAFT,)}
    CHANGED = (Result.DONE, Result.DOING)  # it led to a change

    themes = models.ManyToManyField(Theme, verbose_name=_("themes"), related_name="answers")
    you_said = models.CharField(_("you said"), max_length=240)
    quoted = models.ForeignKey(
        Contribution,
        verbose_name=_("in the words of"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    result = models.CharField(_("result"), max_length=8, choices=Result)
    we_did = models.TextField(_("we did"), blank=True)
    why_not = models.TextField(_("why not"), blank=True)
    who_can = models.TextField(_("who can, and how to ask them"), blank=True)
    organisation = models.ForeignKey(
        "partnership.Organisation",
        verbose_name=_("answered by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    decision = models.ForeignKey(
        "partnership.Decision",
        verbose_name=_("decision"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    outcomes = models.ManyToManyField(
        "agenda.Outcome", verbose_name=_("outcomes"), related_name="+", blank=True
    )
    strategies = models.ManyToManyField(
        "strategies.Strategy", verbose_name=_("strategies"), related_name="+", blank=True
    )
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.DRAFT)
    published_on = models.DateField(_("published on"), null=True, blank=True)

    all_objects = AnswerQuerySet.as_manager()  # first: what Django itself uses
    objects = ScopedManager(AnswerQuerySet)

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering = ["-published_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(result__in=["done", "doing", "looking", "will_not", "cannot"]),
                name="answer_result_is_known",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "published"]), name="answer_state_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(we_did="") | ~Q(why_not=""),
                name="answer_says_what_was_done_or_why_not",
                violation_error_message=_("Say what you did, or why not."),
            ),
            models.CheckConstraint(
                condition=~Q(result__in=["will_not", "cannot"]) | ~Q(why_not=""),
                name="answer_no_says_why",
                violation_error_message=_("Say why not."),
            ),
            models.CheckConstraint(
                condition=~Q(result="cannot") | ~Q(who_can=""),
                name="answer_cannot_says_who_can",
                violation_error_message=_("Say who can, and how to ask them."),
            ),
            models.CheckConstraint(
                condition=Q(state="published", published_on__isnull=False)
                | Q(state="draft", published_on__isnull=True),
                name="answer_published_has_its_day",
            ),
        ]

    def __str__(self):
        return self.you_said

    def get_absolute_url(self):
        return f"{reverse('engagement:you-said')}#answer-{self.pk}"


class NewsItem(models.Model):
    """Something new, in a few plain paragraphs. It is shown from a moment on."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        PUBLISHED = "published", _("Published")

    TRANSITIONS = {State.DRAFT: (State.PUBLISHED,), State.PUBLISHED: (State.DRAFT,)}

    slug = models.SlugField(_("address"), max_length=80, unique=True)
    title = models.CharField(_("title"), max_length=120)
    body = models.TextField(
        _("text"), help_text=_("Plain words. An empty line begins a new paragraph.")
    )
    publish_at = models.DateTimeField(
        _("shown from"),
        null=True,
        blank=True,
        help_text=_("Empty: from the moment you publish it."),
    )
    quotes = models.ManyToManyField(
        Contribution, verbose_name=_("voices quoted"), related_name="+", blank=True
    )
    outcome = models.ForeignKey(
        "agenda.Outcome",
        verbose_name=_("outcome"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    strategy = models.ForeignKey(
        "strategies.Strategy",
        verbose_name=_("strategy"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.DRAFT)
    mailed_at = models.DateTimeField(_("emailed"), null=True, blank=True, editable=False)

    all_objects = NewsQuerySet.as_manager()  # first: what Django itself uses
    objects = ScopedManager(NewsQuerySet)

    class Meta:
        verbose_name = _("news item")
        verbose_name_plural = _("news")
        ordering = ["-publish_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["draft", "published"]), name="news_state_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(state="published") | Q(publish_at__isnull=False),
                name="news_published_has_its_moment",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("engagement:news-item", args=[self.slug])


class Subscriber(models.Model):
    """An address that asked to be told of news. Who stops following is forgotten: no row stays."""

    email = models.EmailField(_("email"))
    asked_on = models.DateField(_("asked on"))
    confirmed_on = models.DateField(_("confirmed on"), null=True, blank=True)

    class Meta:
        verbose_name = _("follower")
        verbose_name_plural = _("followers")
        constraints = [
            models.UniqueConstraint(Lower("email"), name="subscriber_once_an_address"),
            models.CheckConstraint(
                condition=Q(email=Lower("email")), name="subscriber_address_is_lower_case"
            ),
        ]

    def __str__(self):
        return str(self.pk)  # never the address
