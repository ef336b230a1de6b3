from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("partnership", "0020_one_word_for_email"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="howwework",
            options={"verbose_name": "page", "verbose_name_plural": "how we work together"},
        ),
    ]
