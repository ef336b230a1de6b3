from django.apps import AppConfig
from django.contrib.admin.apps import SimpleAdminConfig


class BackboneConfig(AppConfig):
    name = "backbone"
    verbose_name = "Backbone support"
    default = True

    def ready(self):
        from backbone import rules  # noqa: F401  (registers its permissions)


class BackboneAdmin(SimpleAdminConfig):
    """Django's admin, with our site: its own sign-in leads to ours."""

    default_site = "backbone.admin_site.BackboneAdminSite"
    default = False

    def ready(self):
        super().ready()
        self.module.autodiscover()
