from django.db import migrations
from django.utils.text import slugify


def give_addresses(apps, schema_editor):
    """From the name; a few dozen rows. Where two would be the same, the number is added."""
    organisations = apps.get_model("partnership", "Organisation").objects
    taken = set()
    for organisation in organisations.filter(slug=None).order_by("pk"):
        slug = slugify(organisation.name)[:110] or "partner"
        slug = f"{slug}-{organisation.pk}" if slug in taken else slug
        taken.add(slug)
        organisations.filter(pk=organisation.pk).update(slug=slug)


class Migration(migrations.Migration):
    dependencies = [("partnership", "0009_organisation_profiles")]

    operations = [migrations.RunPython(give_addresses, migrations.RunPython.noop)]
