from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("partnership", "0010_give_organisations_an_address")]

    operations = [
        migrations.AlterField(
            "organisation",
            "slug",
            models.SlugField(
                "address",
                max_length=120,
                unique=True,
                blank=True,
                help_text="Made from the name if left empty. "
                "An older address leads to the new one.",
            ),
        ),
    ]
