from django.urls import path

from measurement import views

app_name = "measurement"
urlpatterns = [
    path("measures/<slug:slug>/", views.indicator, name="indicator"),
    path("measures/<slug:slug>/data.csv", views.indicator_csv, name="indicator-csv"),
    path("measures/<slug:slug>/chart.json", views.indicator_chart, name="indicator-chart"),
    path("how-we-decide/", views.how_we_decide, name="how-we-decide"),
]
