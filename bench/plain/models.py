from django.conf import settings
from django.db import models


class Action(models.Model):
    title = models.CharField(max_length=120)
    members = models.ManyToManyField(settings.AUTH_USER_MODEL)

    def __str__(self):
        return self.title


class Update(models.Model):
    action = models.OneToOneField(Action, on_delete=models.CASCADE)
    delivery = models.CharField(
        max_length=10,
        choices=[("on_track", "On track"), ("needs_help", "Needs help"), ("stuck", "Stuck")],
    )
    what_happened = models.TextField(max_length=3000)
    version = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(auto_now=True)

    def __str__(self):
        return str(self.action)


class History(models.Model):
    update = models.ForeignKey(Update, on_delete=models.CASCADE)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    at = models.DateTimeField(auto_now_add=True)
    data = models.JSONField()

    def __str__(self):
        return f"{self.update} {self.at}"
