"""The history begins with what was sent before there was one, and nobody changes it (R71)."""

from django.db import migrations

FORWARD = """
INSERT INTO strategies_updateversion
    (update_id, by_id, at, why, delivery, what_happened, help_needed, nothing_changed)
SELECT id, sent_by_id, sent_at, 'sent', delivery, what_happened, help_needed, nothing_changed
FROM strategies_update WHERE sent_at IS NOT NULL;
CREATE TRIGGER updateversion_is_append_only BEFORE UPDATE OR DELETE ON strategies_updateversion
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER updateversion_is_not_emptied BEFORE TRUNCATE ON strategies_updateversion
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""
BACK = """
DROP TRIGGER updateversion_is_append_only ON strategies_updateversion;
DROP TRIGGER updateversion_is_not_emptied ON strategies_updateversion;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("partnership", "0002_events_are_append_only"),
        ("strategies", "0005_history_of_updates"),
    ]
    operations = [migrations.RunSQL(FORWARD, BACK)]
