"""
Whoever changes a part of a version waits for whoever agrees on it, and is refused then.

Before, a change that began before the version was agreed could still be saved after its seal was
made. The function now holds the version's row until its transaction ends.
"""

from django.db import migrations

FORWARD = """
CREATE OR REPLACE FUNCTION agenda_is_sealed(which bigint) RETURNS boolean
LANGUAGE sql VOLATILE AS $$
    SELECT state IN ('adopted', 'superseded') FROM agenda_agenda WHERE id = which FOR SHARE
$$;
"""
BACK = """
CREATE OR REPLACE FUNCTION agenda_is_sealed(which bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT state IN ('adopted', 'superseded') FROM agenda_agenda WHERE id = which
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("agenda", "0002_agreed_words_stay")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
