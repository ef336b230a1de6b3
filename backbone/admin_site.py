from django.contrib import admin
from django.contrib.auth.views import redirect_to_login
from django.http import Http404
from django.shortcuts import redirect, resolve_url
from django.utils.translation import gettext_lazy as _

# The index in the order of the work. A table that nobody names here stands among the records.
TASKS = [
    (
        "to-read",
        _("To read"),
        {
            "strategies.Update": _(
                "What partners sent. Accept it, or send it back with a question."
            ),
            "engagement.Contribution": _("What people told us. Decide who may read it."),
            "measurement.Release": _("New figures. A second person lets them become public."),
            "agenda.Comment": _("What partners say of the next agenda. Each gets an answer."),
            "measurement.Finding": _(
                "What partners found. Record if they agree, and who does not."
            ),
        },
    ),
    (
        "agenda",
        _("What we want"),
        {
            "agenda.Agenda": _("What partners agreed on, and the version they discuss."),
            "agenda.Aspiration": _("People’s own words, as far as they let us use them."),
            "agenda.Outcome": _("Codes and addresses of outcomes. They never change."),
            "agenda.CoreStrategy": _("Codes of core strategies. They never change."),
        },
    ),
    (
        "voices",
        _("Voices and answers"),
        {
            "engagement.Question": _("What we ask everybody, and what came of it."),
            "engagement.Theme": _("What several people said, in our words."),
            "engagement.Answer": _("“You said, we did”, also when the answer is no."),
            "engagement.NewsItem": _("What is new. Followers get an email with a link."),
            "engagement.Subscriber": _("How many follow by email. Addresses are shown to nobody."),
        },
    ),
    (
        "people",
        _("People"),
        {
            "partnership.HowWeWork": _("Why we work together, in our own words."),
            "partnership.Organisation": _("Who works together."),
            "partnership.User": _("Who can sign in."),
            "partnership.Membership": _("Who works for whom, and until when."),
            "partnership.Invitation": _("The only way to an account."),
            "partnership.Mail": _("What was emailed to whom, and what could not be."),
        },
    ),
    (
        "plans",
        _("Plans"),
        {
            "strategies.Strategy": _("What we do together, and why we think it works."),
            "strategies.LeverageRound": _("What partners think of the same strategies."),
            "strategies.Assessment": _("What each said. It goes no further."),
            "strategies.Action": _("What one organisation promised, and by when."),
            "strategies.UpdateFinding": _("Which updates a finding rests on."),
            "backbone.PlanImport": _(
                "Bring in the spreadsheet you plan with today, or take it back."
            ),
        },
    ),
    (
        "deciding",
        _("Deciding"),
        {
            "backbone.Meeting": _("When a group meets, what it is about, what came of it."),
            "backbone.Task": _("Who said to do what, by when."),
            "partnership.GovernanceGroup": _("Who decides, advises or works on one thing."),
            "partnership.Decision": _("What was decided, and why. Write it down, then record it."),
            "backbone.AdvocacyAsk": _("What we ask of others, and what they say."),
            "backbone.Grant": _("What pays for the work, and when it runs out."),
            "backbone.Resource": _("Guides and forms that help."),
        },
    ),
    (
        "learning",
        _("Learning"),
        {
            "measurement.LearningQuestion": _("What we want to find out, and why."),
            "measurement.EvidenceItem": _("What we looked at, and what it cannot say."),
        },
    ),
    (
        "data",
        _("Data"),
        {
            "measurement.Feed": _("Which table is read, and when. Ask for new data here."),
            "measurement.Run": _("Each attempt to load a table, also the failed ones."),
            "measurement.Recipe": _("How a table is read."),
            "measurement.Target": _("What the partners want to reach, by when, by which decision."),
            "measurement.Indicator": _("What we watch, in words for people."),
            "measurement.Method": _("How it is counted, and which way is better."),
            "measurement.Source": _("Who publishes a table, under which licence."),
            "measurement.Figure": _("Every number that is or was public."),
            "measurement.SeriesSummary": _("Every “better” and “worse”, with its tests."),
        },
    ),
]
RECORDS = {
    "partnership.Event": _("Who did what, and when. Nobody can change it."),
    "partnership.AreaPartnership": _("The name and the contact that stand on each page."),
    "partnership.Place": _("The places on the map."),
    "partnership.Delivery": _("What the portal still has to do because of an event."),
    "partnership.EventSeal": _("The proof, day by day, that no event was changed."),
}


class BackboneAdminSite(admin.AdminSite):
    """The backbone's workplace. There is one sign-in: Django's own leads to ours."""

    site_header = _("Backbone admin")
    site_title = _("Backbone admin")
    index_title = _("Backbone admin")
    enable_nav_sidebar = False

    def has_permission(self, request):
        return request.user.is_authenticated and request.user.is_staff

    def login(self, request, extra_context=None):
        if self.has_permission(request):
            return redirect("admin:index")
        if request.user.is_authenticated:
            raise Http404("not for this person")
        return redirect_to_login(resolve_url("admin:index"))

    def index(self, request, extra_context=None):
        return super().index(request, {"tasks": self._tasks(request), **(extra_context or {})})

    def _tasks(self, request) -> list[dict]:
        """The tables this person may open, under the headings of her work."""
        tables = {
            model["model"]._meta.label: model
            for app in self.get_app_list(request)
            for model in app["models"]
        }
        found = [
            {"key": key, "name": name, "tables": _take(tables, about)} for key, name, about in TASKS
        ]
        rest = {label: RECORDS.get(label, "") for label in [*RECORDS, *tables]}
        found.append({"key": "records", "name": _("Records"), "tables": _take(tables, rest)})
        return [task for task in found if task["tables"]]


def _take(tables: dict, about: dict) -> list[dict]:
    return [
        {**tables.pop(label), "about": words} for label, words in about.items() if label in tables
    ]
