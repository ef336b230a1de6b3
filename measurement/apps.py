from django.apps import AppConfig


class MeasurementConfig(AppConfig):
    name = "measurement"
    verbose_name = "Measures and data"

    def ready(self):
        from measurement import reminders, rules  # noqa: F401  (they register)
