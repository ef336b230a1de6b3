from django.urls import path

from agenda import partner_views, views

app_name = "agenda"
urlpatterns = [
    path("agenda/", views.current, name="current"),
    path("agenda/v<int:number>/", views.version, name="version"),
    path("agenda/v<int:number>/changes/", views.changes, name="changes"),
    path("agenda/v<int:number>/outcomes/<slug:code>/", views.outcome_in, name="outcome-in"),
    path("agenda/v<int:number>/our-word/", partner_views.our_word, name="our-word"),
    path("agenda/v<int:number>/our-word/comment/", partner_views.comment, name="comment"),
    path("agenda/v<int:number>/our-word/sign/", partner_views.sign, name="sign"),
    path("outcomes/<slug:slug>/", views.outcome, name="outcome"),
    path("what-people-told-us/", views.voices, name="voices"),
]
