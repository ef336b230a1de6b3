from django.apps import AppConfig


class StrategiesConfig(AppConfig):
    name = "strategies"
    verbose_name = "Strategies and updates"

    def ready(self):
        from strategies import events, handing_over, reminders, rules  # noqa: F401  (they register)
