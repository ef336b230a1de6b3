"""Where attempts are counted while Redis is away; nothing in it has to survive a crash."""

from django.db import migrations

FORWARD = """
CREATE UNLOGGED TABLE portal_cache (
    cache_key varchar(255) PRIMARY KEY,
    value text NOT NULL,
    expires timestamptz NOT NULL
);
CREATE INDEX portal_cache_expires ON portal_cache (expires);
"""


class Migration(migrations.Migration):
    dependencies = [("partnership", "0007_signs_of_life")]
    operations = [migrations.RunSQL(FORWARD, "DROP TABLE portal_cache")]
