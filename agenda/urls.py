from django.urls import path

from agenda import views

app_name = "agenda"
urlpatterns = [
    path("agenda/", views.current, name="current"),
    path("agenda/v<int:number>/", views.version, name="version"),
    path("agenda/v<int:number>/changes/", views.changes, name="changes"),
    path("agenda/v<int:number>/outcomes/<slug:code>/", views.outcome_in, name="outcome-in"),
    path("outcomes/<slug:slug>/", views.outcome, name="outcome"),
]
