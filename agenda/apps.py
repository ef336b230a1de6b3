from django.apps import AppConfig


class AgendaConfig(AppConfig):
    name = "agenda"
    verbose_name = "Common agenda"

    def ready(self):
        from agenda import reminders, rules  # noqa: F401  (they register)
