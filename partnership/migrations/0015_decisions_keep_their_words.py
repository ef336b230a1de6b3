"""Once a decision is made, the database itself refuses to change its words."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION decision_keeps_its_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state = 'proposed' AND TG_OP = 'UPDATE' THEN RETURN NEW; END IF;
    IF OLD.state = 'proposed' THEN RETURN OLD; END IF;
    IF TG_OP = 'UPDATE' AND ROW(NEW.number, NEW.group_id, NEW.title, NEW.text, NEW.reasons,
            NEW.options_considered, NEW.dissent, NEW.agreed_how, NEW.votes_for,
            NEW.votes_against, NEW.made_on, NEW.visibility)
        IS NOT DISTINCT FROM ROW(OLD.number, OLD.group_id, OLD.title, OLD.text, OLD.reasons,
            OLD.options_considered, OLD.dissent, OLD.agreed_how, OLD.votes_for,
            OLD.votes_against, OLD.made_on, OLD.visibility)
    THEN RETURN NEW; END IF;
    RAISE EXCEPTION 'a decision keeps its words' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER decision_keeps_its_words BEFORE UPDATE OR DELETE ON partnership_decision
    FOR EACH ROW EXECUTE FUNCTION decision_keeps_its_words();
"""
BACK = """
DROP TRIGGER decision_keeps_its_words ON partnership_decision;
DROP FUNCTION decision_keeps_its_words();
"""


class Migration(migrations.Migration):
    dependencies = [("partnership", "0014_groups_and_decisions")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
