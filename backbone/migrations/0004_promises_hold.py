"""The first date of a task stays (I24); a grant is not given away twice (I26)."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION task_keeps_its_first_date() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.first_due_on IS DISTINCT FROM OLD.first_due_on THEN
        RAISE EXCEPTION 'the first date of a task stays' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER task_keeps_its_first_date BEFORE UPDATE ON backbone_task
    FOR EACH ROW EXECUTE FUNCTION task_keeps_its_first_date();

CREATE FUNCTION grant_is_given_once() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE which bigint;
BEGIN
    IF TG_TABLE_NAME = 'backbone_grant' THEN which := NEW.id; ELSE which := NEW.grant_id; END IF;
    IF (SELECT sum(amount) FROM backbone_grantallocation WHERE grant_id = which)
        > (SELECT total FROM backbone_grant WHERE id = which) THEN
        RAISE EXCEPTION 'the parts are more than the grant'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'grant_is_given_once';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER grant_is_given_once AFTER INSERT OR UPDATE ON backbone_grantallocation
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION grant_is_given_once();
CREATE CONSTRAINT TRIGGER grant_is_given_once AFTER UPDATE ON backbone_grant
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION grant_is_given_once();
"""
BACK = """
DROP TRIGGER grant_is_given_once ON backbone_grant;
DROP TRIGGER grant_is_given_once ON backbone_grantallocation;
DROP FUNCTION grant_is_given_once();
DROP TRIGGER task_keeps_its_first_date ON backbone_task;
DROP FUNCTION task_keeps_its_first_date();
"""


class Migration(migrations.Migration):
    dependencies = [("backbone", "0003_meetings_money_and_asks")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
