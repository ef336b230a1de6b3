"""What partners say of a version, and what they are answered."""

from django import forms
from django.contrib import admin
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agenda import services
from agenda.models import Comment
from partnership.admin_forms import PlainForm
from partnership.admin_moves import Move, MovesAdmin


class AnsweredFilter(admin.SimpleListFilter):
    title = gettext_lazy("answered")
    parameter_name = "answered"

    def lookups(self, request, model_admin):
        return [("no", _("Waits for an answer")), ("yes", _("Answered"))]

    def queryset(self, request, comments):
        if self.value() == "no":
            return comments.unanswered()
        return comments.exclude(result="") if self.value() == "yes" else comments


class AnswerForm(PlainForm):
    """The service says what is missing."""

    result = forms.ChoiceField(
        label=gettext_lazy("What came of it"), choices=Comment.Result.choices, required=False
    )
    answer = forms.CharField(
        label=gettext_lazy("In words"), required=False, widget=forms.Textarea(attrs={"rows": 4})
    )


@admin.register(Comment)
class CommentAdmin(MovesAdmin):
    """What partners say of a version. The words are theirs; here they get an answer."""

    list_display = ["beginning", "organisation", "agenda", "outcome", "stance", "result"]
    list_filter = [AnsweredFilter, "agenda", "stance"]
    list_select_related = ["organisation", "agenda", "outcome"]
    moves = (
        Move("answer", gettext_lazy("Answer it"), services.answer_comment,
             lambda comment: not comment.result, AnswerForm,
             said=gettext_lazy("Answered. They read it beside their comment.")),
    )  # fmt: skip

    def get_queryset(self, request):
        return Comment.objects.visible_to(request.user)

    @admin.display(description=gettext_lazy("comment"))
    def beginning(self, comment):
        return comment.text[:90]

    def after_move(self, comment):
        """The next one that waits."""
        return reverse("admin:agenda_comment_changelist") + "?answered=no"
