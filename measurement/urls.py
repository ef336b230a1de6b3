from django.urls import path

from measurement import learning_views, views

app_name = "measurement"
urlpatterns = [
    path("measures/", views.measures, name="measures"),
    path("measures/<slug:slug>/", views.indicator, name="indicator"),
    path("measures/<slug:slug>/data.csv", views.indicator_csv, name="indicator-csv"),
    path("measures/<slug:slug>/chart.json", views.indicator_chart, name="indicator-chart"),
    path("learning/", learning_views.learning, name="learning"),
    path("learning/<slug:slug>/", learning_views.question, name="question"),
    path("learning/<slug:slug>/propose/", learning_views.propose, name="propose-finding"),
    path("how-we-decide/", views.how_we_decide, name="how-we-decide"),
]
