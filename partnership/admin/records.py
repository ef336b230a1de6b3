"""What happened, what was mailed and what is still to be done: read only."""

from django.contrib import admin, messages
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from partnership import history, mail
from partnership.errors import DomainError
from partnership.models import Delivery, Event, EventSeal, Mail

from .workplace import WorkplaceAdmin


@admin.register(Event)
class EventAdmin(WorkplaceAdmin):
    """Read only, here and in the database."""

    open_to = frozenset({"backbone", "administrator"})
    list_display = ["at", "by", "what", "thing"]
    list_filter = ["kind"]
    list_select_related = ["by"]
    date_hierarchy = "at"

    @admin.display(description=gettext_lazy("what happened"), ordering="kind")
    def what(self, event):
        return history.event_words(event)

    @admin.display(description=gettext_lazy("to what"), ordering="subject_type")
    def thing(self, event):
        return history.thing_words(event)


@admin.register(Delivery)
class DeliveryAdmin(WorkplaceAdmin):
    """What the worker still has to do, and what it gave up on. Read only."""

    open_to = frozenset({"backbone", "administrator"})
    list_display = ["event", "handler", "attempts", "done_at"]
    list_filter = [("done_at", admin.EmptyFieldListFilter), "attempts"]
    list_select_related = ["event"]
    readonly_fields = ["event", "handler"]


class _SentFilter(admin.SimpleListFilter):
    title = gettext_lazy("what became of it")
    parameter_name = "became"

    def lookups(self, request, model_admin):
        return [("failed", _("Not sent")), ("waits", _("Waits")), ("sent", _("Sent"))]

    def queryset(self, request, mails):
        kept = {
            "failed": mails.exclude(failed=""),
            "waits": mails.filter(sent_at__isnull=True, failed=""),
            "sent": mails.filter(sent_at__isnull=False),
        }
        return kept.get(self.value(), mails)


@admin.register(Mail)
class MailAdmin(WorkplaceAdmin):
    """What was mailed to whom, and what could not be. A failed one can be tried again."""

    open_to = frozenset({"backbone", "administrator"})
    list_display = ["queued_at", "address", "subject", "sent_at", "attempts", "failed"]
    list_filter = [_SentFilter]
    search_fields = ["address"]
    fields = ["to", "address", "subject", "queued_at", "sent_at", "attempts", "failed"]
    actions = ["send_again"]

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"title": _("Emails")})

    @admin.action(description=gettext_lazy("Send the selected emails again"))
    def send_again(self, request, mails):
        for one in mails:
            try:
                mail.send_again(one, by=request.user)
            except DomainError as error:
                self.message_user(request, f"{one.address}: {error}", messages.WARNING)
            else:
                self.message_user(request, _("%(email)s: on its way.") % {"email": one.address})

    def get_urls(self):
        test = self.admin_site.admin_view(self.test_view)
        return [path("test/", test, name="partnership_mail_test"), *super().get_urls()]

    @method_decorator(require_POST)
    def test_view(self, request):
        mail.send_test(by=request.user)
        self.message_user(
            request, _("A test email to %(email)s is on its way.") % {"email": request.user.email}
        )
        return HttpResponseRedirect(reverse("admin:partnership_mail_changelist"))


@admin.register(EventSeal)
class EventSealAdmin(WorkplaceAdmin):
    """The nights on which the record of events was sealed. Read only, also in the database."""

    open_to = frozenset({"backbone", "administrator"})
    list_display = ["day", "rows", "digest", "sealed_at"]
