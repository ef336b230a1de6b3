"""What happened on an action is part of what a finding rests on."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("measurement", "0003_questions_and_findings"),
        ("strategies", "0011_rating_rounds"),
    ]

    operations = [
        migrations.CreateModel(
            name="UpdateFinding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "finding",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="measurement.finding",
                        verbose_name="finding",
                    ),
                ),
                (
                    "update",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="findings",
                        to="strategies.update",
                        verbose_name="update",
                    ),
                ),
            ],
            options={
                "verbose_name": "what we learnt from an update",
                "verbose_name_plural": "what we learnt from updates",
                "ordering": ["-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("update", "finding"),
                        name="finding_once_an_update",
                        violation_error_message="They are linked already.",
                    )
                ],
            },
        ),
    ]
