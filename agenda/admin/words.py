"""People's words: written down, checked, withdrawn."""

from django.contrib import admin, messages
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agenda import services
from agenda.models import Aspiration
from partnership.admin_moves import Move, MovesAdmin
from partnership.errors import DomainError


@admin.register(Aspiration)
class AspirationAdmin(MovesAdmin):
    """Words are written down, checked by a person, and withdrawn when their speaker says so."""

    may = frozenset({"add", "change"})
    list_display = ["beginning", "who", "consent", "state", "heard_on"]
    list_filter = ["state", "consent", "heard_at"]
    list_select_related = ["place"]
    date_hierarchy = "heard_on"
    exclude = ["state"]
    actions = ["publish"]
    moves = (
        Move("publish", gettext_lazy("Checked: use these words"), services.publish,
             lambda said: said.state == Aspiration.State.RECORDED,
             help=gettext_lazy("Read them once more. Can anybody tell which child or family it is? "
                               "Then do not use them.")),
        Move("withdraw", gettext_lazy("Withdraw for good"), services.withdraw,
             lambda said: said.state != Aspiration.State.WITHDRAWN,
             help=gettext_lazy("If the person who said it takes it back: the words go from every "
                               "page at once, and nobody can bring them back.")),
    )  # fmt: skip

    def get_queryset(self, request):
        return Aspiration.objects.visible_to(request.user)

    @admin.display(description=gettext_lazy("words"))
    def beginning(self, aspiration):
        words = aspiration.english or aspiration.words
        return words[:90] or _("Withdrawn at the speaker’s request")

    def has_change_permission(self, request, obj=None):
        """Once checked, words stand as they were said, or go."""
        may = super().has_change_permission(request, obj)
        return may and (obj is None or obj.state == Aspiration.State.RECORDED)

    @admin.action(description=gettext_lazy("Checked: use the selected words"))
    def publish(self, request, aspirations):
        for aspiration in aspirations:
            try:
                done = services.publish(aspiration, by=request.user)
            except DomainError as refusal:
                self.message_user(request, f"{aspiration.pk}: {refusal}", messages.WARNING)
            else:
                said = _("%(number)s: %(state)s.")
                about = {"number": done.pk, "state": done.get_state_display()}
                self.message_user(request, said % about, messages.SUCCESS)
