"""The database itself refuses to change or remove what was published (DOMAIN I13)."""

from django.db import migrations

TABLES = ["measurement_figure", "measurement_seriessummary"]
FORWARD = "".join(
    f"""
CREATE TRIGGER {table}_is_append_only BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER {table}_is_not_emptied BEFORE TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""
    for table in TABLES
)
BACK = "".join(
    f"""
DROP TRIGGER {table}_is_append_only ON {table};
DROP TRIGGER {table}_is_not_emptied ON {table};
"""
    for table in TABLES
)


class Migration(migrations.Migration):
    dependencies = [
        ("measurement", "0001_measures_feeds_and_figures"),
        ("partnership", "0002_events_are_append_only"),
    ]
    operations = [migrations.RunSQL(FORWARD, BACK)]
