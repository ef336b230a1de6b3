import datetime

from django.urls import path, register_converter

from strategies import idea_views, link_views, rating_views, strategy_views, views
from strategies.evidence import views as evidence_views


class DateConverter:
    """A day in an address, such as 2026-09-30; one that no calendar has leads nowhere."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> datetime.date:
        return datetime.date.fromisoformat(value)

    def to_url(self, value: datetime.date | str) -> str:
        return str(value)


register_converter(DateConverter, "date")

app_name = "strategies"
urlpatterns = [
    path("doing/", views.doing, name="doing"),
    path("doing/<slug:strategy>/<slug:slug>/", views.action, name="action"),
    path("strategies/<slug:slug>/", strategy_views.strategy, name="strategy"),
    path("ideas/", idea_views.ideas, name="ideas"),
    path("ideas/new/", idea_views.propose, name="propose"),
    path("ratings/<int:pk>/", rating_views.round, name="rating"),
    path("ratings/<int:pk>/<slug:slug>/", rating_views.rate, name="rate"),
    path("two-minutes/<str:token>/", link_views.two_minutes, name="two-minutes"),
    path("my-updates/", views.my_updates, name="my-updates"),
    path("my-updates/<int:pk>/<date:period_end>/", views.update, name="update"),
    path("my-updates/<int:pk>/<date:period_end>/edit/", views.edit_update, name="edit-update"),
    path("my-updates/<int:pk>/<date:period_end>/keep/", views.keep_update, name="keep-update"),
    path("my-updates/<int:pk>/<date:period_end>/send/", views.send_update, name="send-update"),
    path(
        "my-updates/<int:pk>/<date:period_end>/nothing-changed/",
        views.nothing_changed,
        name="nothing-changed",
    ),
    path("my-updates/<int:pk>/<date:period_end>/undo/", views.undo_update, name="undo-update"),
    path(
        "my-updates/<int:pk>/<date:period_end>/history/",
        views.update_history,
        name="update-history",
    ),
    path(
        "my-updates/<int:pk>/<date:period_end>/history/<int:version>/restore/",
        views.restore_update,
        name="restore-update",
    ),
    path(
        "my-updates/<int:pk>/<date:period_end>/files/",
        evidence_views.update_files,
        name="update-files",
    ),
    path(
        "my-updates/<int:pk>/<date:period_end>/keep-and-add/",
        evidence_views.keep_and_add,
        name="keep-and-add",
    ),
    path(
        "my-updates/<int:pk>/<date:period_end>/files/add-<str:what>/",
        evidence_views.add_evidence,
        name="add-evidence",
    ),
    path(
        "my-updates/<int:pk>/<date:period_end>/files/<uuid:evidence>/take-out/",
        evidence_views.remove_evidence,
        name="remove-evidence",
    ),
    path("my-updates/files/<uuid:pk>/", evidence_views.evidence, name="evidence"),
    path("files/<uuid:pk>/", evidence_views.public_evidence, name="public-evidence"),
]
