"""What the daily mail says of updates: those that are due, and those that were accepted."""

import datetime
from dataclasses import replace

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnership import digest, mail
from partnership.models import Membership, User
from partnership.people import away
from strategies import links, words
from strategies.models import Action, Update
from strategies.periods import Period, period_to_report

STEPS = (-14, -3, 0, 7, 21)  # days after the due date
TOLD_FOR = datetime.timedelta(days=14)  # so long after an answer it is still news


@digest.section("update_due", gettext_lazy("Updates of your organisation that are due"))
def due(user: User, day: datetime.date) -> list[digest.Line]:
    """
    A line for each update that is asked for and not sent, from the latest step reached.

    While a person is away her cover is told, and reads for whom.

    That somebody has begun a draft is nobody's business but theirs: the line is the same.
    """
    lines = []
    left_to_others = {a.organisation_id for a in away.absences_of(user, day)}
    covered = {a.organisation_id: a for a in away.covered_by(user, day)}
    for action, period in due_periods(user, day):
        if action.organisation_id in left_to_others:
            continue
        step = step_reached(period.due_on, day)
        if step is not None:
            key = f"update_due:{action.pk}:{period.end}:{step}"
            part = _due_part(user, action, period, day)
            lines.append(digest.Line(key, _for(covered.get(action.organisation_id), part)))
    return lines


def _for(absence: Membership | None, part: mail.Part) -> mail.Part:
    """The same part; for a cover with the reason why she is told."""
    return replace(part, words=f"{part.words} {away.words(absence)}") if absence else part


def step_reached(due_on: datetime.date, day: datetime.date) -> int | None:
    """The latest step that is not in the future; None while the first one is."""
    return max((step for step in STEPS if step <= (day - due_on).days), default=None)


def due_periods(user: User, day: datetime.date) -> list[tuple[Action, Period]]:
    """The actions of a person's organisations that wait for an update, next due first."""
    actions = Action.objects.editable_by(user).to_report_on()
    actions = list(actions.select_related("organisation"))
    updates = Update.objects.visible_to(user).filter(action__in=actions)
    sent: dict[int, list[Update]] = {}
    for update in updates.exclude(state=Update.State.DRAFT).newest_first():
        sent.setdefault(update.action_id, []).append(update)
    found = [(a, _period_due(a, sent.get(a.pk, []), day)) for a in actions]
    return sorted(
        ((action, period) for action, period in found if period),
        key=lambda pair: (pair[1].due_on, pair[0].title),
    )


def _period_due(action: Action, sent: list[Update], day: datetime.date) -> Period | None:
    """``sent``: what was ever sent of it, newest first."""
    period = period_to_report(day, action.rhythm, since=action.starts_on)
    if period is None or period.start > action.due_on:
        return None
    if sent and (sent[0].period_end >= period.end or sent[0].delivery in Update.ENDED):
        return None
    return period


def _due_part(user: User, action: Action, period: Period, day: datetime.date) -> mail.Part:
    about = {
        "period": words.period_words(period),
        "day": date_format(period.due_on, "l j F"),
    }
    if day > period.due_on:
        said = _("The update for %(period)s was due on %(day)s. It is still welcome.") % about
    elif day == period.due_on:
        said = _("The update for %(period)s is due today, %(day)s.") % about
    else:
        said = _("The update for %(period)s is due on %(day)s.") % about
    if links.may_be_mailed(action, period, day):
        said += " " + _(
            "The link is yours alone: it opens this one form without signing in, until it is sent."
        )
        label = _("Send it in two minutes")
        link = mail.SecretLink("strategies.update", (user.pk, action.pk, str(period.end)))
    else:
        label = _("Sign in and send it")
        link = reverse("strategies:update", args=[action.pk, period.end])
    return mail.Part(said, heading=action.title, label=label, link=link)


@digest.section("update_accepted", gettext_lazy("Updates you sent that were accepted"))
def accepted(user: User, day: datetime.date) -> list[digest.Line]:
    """A line for each update the person, or one she covers for, sent that was accepted lately."""
    since = timezone.make_aware(datetime.datetime.combine(day - TOLD_FOR, datetime.time()))
    left_to_others = [a.organisation_id for a in away.absences_of(user, day)]
    theirs = Q(sent_by=user) & ~Q(action__organisation__in=left_to_others)
    covered = {(a.user_id, a.organisation_id): a for a in away.covered_by(user, day)}
    for absent, organisation in covered:
        theirs |= Q(sent_by=absent, action__organisation=organisation)
    updates = Update.objects.visible_to(user).filter(
        theirs,
        state=Update.State.ACCEPTED,
        reviewed_at__gte=since,
        action__organisation__in=user.organisations(),
    )
    lines = []
    for update in updates.select_related("action__strategy").order_by("reviewed_at", "pk"):
        absence = covered.get((update.sent_by_id, update.action.organisation_id))
        part = _for(absence, _accepted_part(update, is_own=absence is None))
        lines.append(digest.Line(f"update_accepted:{update.pk}", part))
    return lines


def _accepted_part(update: Update, *, is_own: bool) -> mail.Part:
    action = update.action
    about = {"period": words.period_words(update.period)}
    if not is_own:
        return mail.Part(
            _("The update for %(period)s was accepted.") % about,
            heading=action.title,
            label=_("See the update"),
            link=update.get_absolute_url(),
        )
    if action.is_public:
        return mail.Part(
            _("Your update for %(period)s was accepted. Everybody can read it now.") % about,
            heading=action.title,
            label=_("See the public page"),
            link=action.get_absolute_url(),
        )
    return mail.Part(
        _("Your update for %(period)s was accepted. Partners can read it now.") % about,
        heading=action.title,
        label=_("See your update"),
        link=update.get_absolute_url(),
    )
