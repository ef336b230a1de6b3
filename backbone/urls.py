from django.urls import path

from backbone import views

app_name = "backbone"
urlpatterns = [
    path("desk/", views.desk, name="desk"),
    path("desk/nudge/<int:pk>/", views.nudge, name="nudge"),
]
