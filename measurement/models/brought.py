from django.db import models


class BroughtTable(models.Model):
    """
    The bytes of a table that a person brought, until the worker reads them for that refresh.

    The web process may put one in and can never read one again (SECURITY R44): its key is that of
    the refresh, so that nothing has to come back from the database.
    """

    run = models.OneToOneField(
        "measurement.Run", on_delete=models.PROTECT, primary_key=True, related_name="+"
    )
    content = models.BinaryField()

    def __str__(self):
        return f"for refresh {self.pk}"
