from django.urls import path

from backbone import room_views, thread_views, views

app_name = "backbone"
urlpatterns = [
    path("desk/", views.desk, name="desk"),
    path("desk/nudge/<int:pk>/", views.nudge, name="nudge"),
    path("meetings/", room_views.meetings, name="meetings"),
    path("meetings/<int:pk>/", room_views.meeting, name="meeting"),
    path("for-partners/", room_views.for_partners, name="for-partners"),
    path("tasks/<int:pk>/done/", room_views.finish_task, name="finish-task"),
    path("tasks/<int:pk>/to-do/", room_views.reopen_task, name="reopen-task"),
    path("not-yet/", thread_views.not_yet, name="not-yet"),
    path("search/", thread_views.search, name="search"),
    path("our-search/", thread_views.our_search, name="our-search"),
    path("resources/", room_views.resources, name="resources"),
    path("funding/", room_views.funding, name="funding"),
    path("what-we-ask-for/", room_views.asks, name="asks"),
]
