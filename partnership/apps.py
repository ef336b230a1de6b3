from django.apps import AppConfig
from django.db.models.signals import post_migrate


class PartnershipConfig(AppConfig):
    name = "partnership"
    verbose_name = "Partners and people"

    def ready(self):
        from partnership import checks, grants, handlers, rules  # noqa: F401  (they register)
        from partnership.accounts import forgotten, sessions  # noqa: F401  (they listen)

        post_migrate.connect(grants.apply_after_migrate, dispatch_uid="grants")
