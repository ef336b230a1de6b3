from django.contrib import admin
from django.contrib.auth.views import redirect_to_login
from django.http import Http404
from django.shortcuts import redirect, resolve_url
from django.utils.translation import gettext_lazy as _


class BackboneAdminSite(admin.AdminSite):
    """The backbone's workplace. There is one sign-in: Django's own leads to ours."""

    site_header = _("Backbone admin")
    site_title = _("Backbone admin")
    index_title = _("What needs a hand")
    enable_nav_sidebar = False

    def has_permission(self, request):
        return request.user.is_authenticated and request.user.is_staff

    def login(self, request, extra_context=None):
        if self.has_permission(request):
            return redirect("admin:index")
        if request.user.is_authenticated:
            raise Http404("not for this person")
        return redirect_to_login(resolve_url("admin:index"))
