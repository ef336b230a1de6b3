from django.http import HttpResponse
from django.urls import path

from partnership.urls import handler404, urlpatterns  # noqa: F401


def forgotten(request):
    return HttpResponse("open by mistake")


urlpatterns = [path("forgotten/", forgotten, name="forgotten"), *urlpatterns]
