from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    dependencies = [("partnership", "0008_table_for_the_cache")]

    operations = [
        migrations.AddField(
            "organisation", "slug", models.SlugField("address", max_length=120, null=True)
        ),
        migrations.AddField(
            "organisation", "joined_on", models.DateField("joined on", blank=True, null=True)
        ),
        migrations.AddField(
            "organisation",
            "left_on",
            models.DateField(
                "left on",
                blank=True,
                null=True,
                help_text="What it did here stays readable.",
            ),
        ),
        migrations.AddField(
            "organisation",
            "public_profile",
            models.TextField("about us", blank=True, default="", max_length=1500),
            preserve_default=False,
        ),
        migrations.AddField(
            "organisation",
            "website",
            models.URLField("website", blank=True, default=""),
            preserve_default=False,
        ),
        migrations.AddField(
            "organisation",
            "contact_email",
            models.EmailField("contact", blank=True, default="", max_length=254),
            preserve_default=False,
        ),
        migrations.AddField(
            "organisation", "version", models.PositiveIntegerField(default=0, editable=False)
        ),
        migrations.AddConstraint(
            "organisation",
            models.CheckConstraint(
                condition=Q(left_on__isnull=True)
                | Q(joined_on__isnull=True)
                | Q(left_on__gte=F("joined_on")),
                name="organisation_leaves_after_it_joined",
                violation_error_message="It cannot leave before it joined.",
            ),
        ),
        migrations.CreateModel(
            "FormerAddress",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(max_length=120, unique=True)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=models.deletion.PROTECT,
                        related_name="former_addresses",
                        to="partnership.organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "former address",
                "verbose_name_plural": "former addresses",
            },
        ),
    ]
