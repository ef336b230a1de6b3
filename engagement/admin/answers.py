"""What we ask, answer and tell; and how many follow."""

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from engagement import services
from engagement.models import Answer, Contribution, NewsItem, Question, Subscriber
from partnership.admin import WorkplaceAdmin
from partnership.admin_forms import PlainForm
from partnership.admin_moves import Move, MovesAdmin
from partnership.models import Decision


def _is(state: str):
    return lambda row: row.state == state


class DraftsAdmin(MovesAdmin):
    """What may be written while it is a draft, and stands once it is out."""

    may = frozenset({"add", "change"})
    never = ("state",)  # fields that only a service sets

    def get_readonly_fields(self, request, obj=None):
        if obj is None or obj.state == "draft":
            return self.never
        return [field.name for field in self.opts.get_fields() if field.name in self._shown()]

    def _shown(self) -> set[str]:
        fields = [*self.opts.concrete_fields, *self.opts.many_to_many]
        return {f.name for f in fields if f.editable and not f.primary_key}

    def get_prepopulated_fields(self, request, obj=None):
        is_draft = obj is None or obj.state == "draft"
        return super().get_prepopulated_fields(request, obj) if is_draft else {}

    def render_change_form(self, request, context, *args, **kwargs):
        obj = kwargs.get("obj") or context.get("original")
        if obj and obj.state != "draft":
            context |= {"show_save": False, "show_save_and_continue": False}
            context |= {"show_save_and_add_another": False, "show_close": False}
        return super().render_change_form(request, context, *args, **kwargs)


class CloseForm(PlainForm):
    """The service says what is missing."""

    result = forms.CharField(
        label=_("What came of it"), required=False, max_length=4000, widget=forms.Textarea
    )
    decision = forms.ModelChoiceField(
        Decision.all_objects.exclude(state="proposed"),
        label=_("By which decision"),
        required=False,
        empty_label=_("None"),
    )


@admin.register(Question)
class QuestionAdmin(DraftsAdmin):
    list_display = ["title", "state", "opens_on", "closes_on", "answer_by"]
    list_filter = ["state"]
    search_fields = ["title"]
    prepopulated_fields = {"slug": ["title"]}
    never = ("state", "result", "decision")
    moves = (
        Move("open", _("Open it: from then on its words stand"), services.open_question,
             _is("draft"), said=_("Everybody can answer it now.")),
        Move("consider", _("Take no more answers"), services.consider_question, _is("open"),
             said=_("It takes no more answers now.")),
        Move("close", _("Close it with this outcome"), services.close_question,
             _is("considering"), CloseForm, said=_("Everybody can read what came of it.")),
    )  # fmt: skip


@admin.register(Answer)
class AnswerAdmin(DraftsAdmin):
    list_display = ["you_said", "result", "state", "published_on"]
    list_filter = ["state", "result", "themes"]
    search_fields = ["you_said", "we_did", "why_not"]
    filter_horizontal = ["themes", "outcomes", "strategies"]
    never = ("state", "published_on")
    moves = (
        Move("publish", _("Publish it"), services.publish_answer, _is("draft"),
             said=_("Everybody can read it now.")),
        Move("take-back", _("Take it back, to mend it"), services.take_back_answer,
             _is("published"), said=_("It is a draft again.")),
    )  # fmt: skip

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "quoted":
            kwargs["queryset"] = Contribution.objects.visible_to(request.user).filter(
                state="published", consent="quote_public"
            )
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


@admin.register(NewsItem)
class NewsItemAdmin(DraftsAdmin):
    list_display = ["title", "state", "publish_at"]
    list_filter = ["state"]
    search_fields = ["title", "body"]
    prepopulated_fields = {"slug": ["title"]}
    filter_horizontal = ["quotes"]
    moves = (
        Move("publish", _("Publish it"), services.publish_news, _is("draft"),
             said=_("It is shown from its moment on, and followers get an email then.")),
        Move("take-back", _("Take it back, to mend it"), services.take_back_news,
             _is("published"), said=_("It is a draft again.")),
    )  # fmt: skip

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name == "quotes":
            kwargs["queryset"] = Contribution.objects.visible_to(request.user).filter(
                state="published", consent="quote_public"
            )
        return super().formfield_for_manytomany(db_field, request, **kwargs)


@admin.register(Subscriber)
class SubscriberAdmin(WorkplaceAdmin):
    """How many follow, and since when. Addresses are shown to nobody."""

    list_display = ["asked_on", "confirmed_on"]
    list_display_links = None
    list_filter = ["confirmed_on"]

    def has_view_permission(self, request, obj=None):
        return obj is None and super().has_view_permission(request)
