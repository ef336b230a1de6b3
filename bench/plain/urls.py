from bench.plain.views import urlpatterns

__all__ = ["urlpatterns"]
