from django.db import migrations


class Migration(migrations.Migration):
    """The table of django.core.cache's DatabaseCache; it has no model (partnership/cache.py)."""

    dependencies = [("partnership", "0006_seals")]

    operations = [
        migrations.RunSQL(
            """
            CREATE UNLOGGED TABLE partnership_cache (
                cache_key varchar(255) PRIMARY KEY,
                value text NOT NULL,
                expires timestamptz NOT NULL
            );
            CREATE INDEX partnership_cache_expires ON partnership_cache (expires);
            """,
            "DROP TABLE partnership_cache",
        ),
    ]
