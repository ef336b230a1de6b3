"""What needs the backbone team today, collected from all apps. Reads only; no table of its own."""

import datetime
from collections import defaultdict
from dataclasses import dataclass
from itertools import islice

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from backbone.models import Meeting, Nudge, Task
from engagement.models import Contribution
from measurement.loads import Load, loads
from partnership.accounts.second_step import with_second_step
from partnership.models import Mail, Membership, User
from partnership.watching import Check, background_work
from strategies.models import Update
from strategies.overdue import Overdue, overdue
from strategies.words import period_words

MOST_LINES = 10  # of a list at the desk; the rest is one click away


@dataclass(frozen=True)
class Late:
    """One overdue action, with whom to ask and who asked before."""

    what: Overdue
    people: list[Membership]
    nudges: list[Nudge]  # newest first

    @property
    def asked(self) -> str:
        """“Not asked yet.” or “Asked twice, last on 12 October by phone.”"""
        if not self.nudges:
            return _("Not asked yet.")
        last = self.nudges[0]
        told = {
            "times": len(self.nudges),
            "day": date_format(timezone.localtime(last.at), "j F"),
            "how": last.get_how_display(),
        }
        return (
            ngettext(
                "Asked on %(day)s: %(how)s.",
                "Asked %(times)s times, last on %(day)s: %(how)s.",
                len(self.nudges),
            )
            % told
        )


@dataclass(frozen=True)
class Desk:
    loads: list[Load]
    to_read: list[Update]  # the oldest first, at most MOST_LINES
    to_read_count: int
    late: list[Late]  # the longest first
    late_count: int
    failed_mails: int
    background: Check  # clock and worker
    without_second_step: int  # people who act for others
    late_tasks: list[Task]  # the longest first, at most MOST_LINES
    late_tasks_count: int
    next_meeting: Meeting | None
    voices_to_read: int
    flood: int  # others that came in a flood: they wait too
    oldest_voice: datetime.date | None  # when the one came that waits the longest
    at_risk: int  # voices that speak of danger
    late_voices: int  # others that nobody decided on by the promised day

    @property
    def broken(self) -> int:
        return sum(load.needs_a_person for load in self.loads)

    @property
    def late_measures(self) -> str:
        """Said apart: a source that is late is not somebody who waits for an answer."""
        late = sum(load.is_late for load in self.loads)
        if not late:
            return ""
        said = ngettext(
            "The numbers of %(n)s measure are late.",
            "The numbers of %(n)s measures are late.",
            late,
        )
        return said % {"n": late}

    @property
    def sentence(self) -> str:
        """What a person needs to know before she scrolls."""
        loads, read, late = self.broken, self.to_read_count, self.late_count
        mails, tasks = self.failed_mails, self.late_tasks_count
        danger, voices = self.at_risk, self.late_voices
        said = [
            danger
            and ngettext("%(n)s voice speaks of danger", "%(n)s voices speak of danger", danger)
            % {"n": danger},
            voices
            and ngettext(
                "%(n)s voice waits longer than we promised",
                "%(n)s voices wait longer than we promised",
                voices,
            )
            % {"n": voices},
            loads
            and ngettext("%(n)s data load needs a person", "%(n)s data loads need a person", loads)
            % {"n": loads},
            read
            and ngettext("%(n)s update waits to be read", "%(n)s updates wait to be read", read)
            % {"n": read},
            mails and ngettext("%(n)s email failed", "%(n)s emails failed", mails) % {"n": mails},
            late and ngettext("%(n)s update is late", "%(n)s updates are late", late) % {"n": late},
            tasks and ngettext("%(n)s task is late", "%(n)s tasks are late", tasks) % {"n": tasks},
        ]
        said = [part for part in said if part]
        if not said:
            return _("Nothing waits for you.")
        what_waits = {"what_waits": get_text_list(said, _("and"))}
        if not self.background.ok:
            return _("%(what_waits)s.") % what_waits
        return _("%(what_waits)s. Everything else is running.") % what_waits


def desk(user: User, now: datetime.datetime, *, everything: bool = False) -> Desk:
    """All of the page, in a constant number of queries. ``everything``: the whole list of late."""
    today = timezone.localdate(now)
    waiting = Update.objects.visible_to(user).filter(state=Update.State.SUBMITTED)
    late = overdue(user, today)
    late_tasks = Task.objects.visible_to(user).to_do().filter(due_on__lt=today)
    meetings = Meeting.objects.visible_to(user).select_related("group")
    return Desk(
        loads=loads(now),
        to_read=list(
            waiting.select_related("action__organisation", "sent_by").order_by("sent_at")[
                :MOST_LINES
            ]
        ),
        to_read_count=waiting.count(),
        late=_with_people(late if everything else late[:MOST_LINES], user, today),
        late_count=len(late),
        failed_mails=Mail.objects.exclude(failed="").count(),
        background=background_work(now),
        without_second_step=_act_for_others(today).filter(second_step=False).count(),
        late_tasks=list(late_tasks.select_related("organisation")[:MOST_LINES]),
        late_tasks_count=late_tasks.count(),
        next_meeting=meetings.to_come(now).first(),
        **_waiting_voices(user, today),
    )


def _waiting_voices(user: User, today: datetime.date) -> dict:
    is_at_risk = Q(state=Contribution.State.FLAGGED)  # also in a flood
    to_read = Q(state__in=Contribution.TO_READ, is_held=False) | is_at_risk
    return Contribution.objects.visible_to(user).aggregate(
        voices_to_read=Count("pk", filter=to_read),
        flood=Count("pk", filter=Q(state__in=Contribution.TO_READ) & ~to_read),
        oldest_voice=Min("received_on", filter=to_read),
        at_risk=Count("pk", filter=is_at_risk),
        late_voices=Count("pk", filter=to_read & Q(read_by__lt=today) & ~is_at_risk),
    )


def _act_for_others(today: datetime.date) -> QuerySet[User]:
    """People whose account opens more than their own words: each needs a second step."""
    open_ones = Membership.objects.filter(
        Q(ended_on__isnull=True) | Q(ended_on__gt=today),
        user=OuterRef("pk"),
        role__in=[Membership.Role.LEAD, Membership.Role.BACKBONE],
    )
    people = User.objects.filter(kind=User.Kind.PERSON, is_active=True)
    return with_second_step(people).filter(Q(is_administrator=True) | Exists(open_ones))


def late_action(user: User, action_id: int, now: datetime.datetime) -> Late | None:
    """One overdue action; None if its word came in, or was never asked for."""
    today = timezone.localdate(now)
    found = (late for late in overdue(user, today) if late.action.pk == action_id)
    return next(iter(_with_people(list(islice(found, 1)), user, today)), None)


def _with_people(late: list[Overdue], user: User, today: datetime.date) -> list[Late]:
    people, nudges = defaultdict(list), defaultdict(list)
    working = Membership.objects.filter(
        Q(ended_on__isnull=True) | Q(ended_on__gt=today),
        organisation__in={one.action.organisation_id for one in late},
        starts_on__lte=today,
        user__is_active=True,
    )
    for membership in working.select_related("user").order_by("role", "pk"):  # leads first
        people[membership.organisation_id].append(membership)
    asked = Nudge.objects.visible_to(user).filter(action__in=[one.action for one in late])
    for nudge in asked.select_related("by"):
        nudges[nudge.action_id, nudge.period_end].append(nudge)
    return [
        Late(
            what=one,
            people=people[one.action.organisation_id],
            nudges=nudges[one.action.pk, one.period.end],
        )
        for one in late
    ]


def suggested_words(late: Late) -> str:
    """A friendly mail, for a person to change before she sends it."""
    action, question = late.what.action, late.what.question
    told = {
        "title": action.title,
        "period": period_words(late.what.period),
        "question": question.return_note if question else "",
    }
    if question:
        return (
            _(
                "Thank you for your update on “%(title)s”. We asked: “%(question)s” One sentence "
                "is plenty. Is something in the way? Ring me, and we write it together."
            )
            % told
        )
    return (
        _(
            "We have no word yet on “%(title)s” for %(period)s. Two sentences are plenty, also if "
            "nothing has changed or if you are stuck. Is something in the way? Ring me, and we "
            "write it together."
        )
        % told
    )
