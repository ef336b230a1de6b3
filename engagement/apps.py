from django.apps import AppConfig


class EngagementConfig(AppConfig):
    name = "engagement"
    verbose_name = "Voices and answers"

    def ready(self):
        from engagement import events, links, rules  # noqa: F401  (they register)
