"""Once a version is adopted, the database itself refuses to change what it says (I3)."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION agenda_is_sealed(which bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT state IN ('adopted', 'superseded') FROM agenda_agenda WHERE id = which
$$;

-- The version itself: its state may move on, nothing else.
CREATE FUNCTION agenda_keeps_its_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state NOT IN ('adopted', 'superseded') THEN
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        RETURN NEW;
    END IF;
    IF TG_OP = 'UPDATE' AND NEW.state IN ('adopted', 'superseded')
        AND ROW(NEW.number, NEW.vision, NEW.about_whom, NEW.change_summary, NEW.comments_from,
            NEW.comments_until, NEW.adopted_on, NEW.decision_id, NEW.adopted_by_few,
            NEW.content_hash)
        IS NOT DISTINCT FROM ROW(OLD.number, OLD.vision, OLD.about_whom, OLD.change_summary,
            OLD.comments_from, OLD.comments_until, OLD.adopted_on, OLD.decision_id,
            OLD.adopted_by_few, OLD.content_hash)
    THEN RETURN NEW; END IF;
    RAISE EXCEPTION 'an agreed agenda keeps its words' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER agenda_keeps_its_words BEFORE UPDATE OR DELETE ON agenda_agenda
    FOR EACH ROW EXECUTE FUNCTION agenda_keeps_its_words();

-- What belongs to a version: nothing is added, changed or taken away.
CREATE FUNCTION agenda_part_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (TG_OP <> 'INSERT' AND agenda_is_sealed(OLD.agenda_id))
        OR (TG_OP <> 'DELETE' AND agenda_is_sealed(NEW.agenda_id)) THEN
        RAISE EXCEPTION 'an agreed agenda keeps its words' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER agenda_part_stays BEFORE INSERT OR UPDATE OR DELETE ON agenda_outcometext
    FOR EACH ROW EXECUTE FUNCTION agenda_part_stays();
CREATE TRIGGER agenda_part_stays BEFORE INSERT OR UPDATE OR DELETE ON agenda_corestrategytext
    FOR EACH ROW EXECUTE FUNCTION agenda_part_stays();
CREATE TRIGGER agenda_part_stays BEFORE INSERT OR UPDATE OR DELETE ON agenda_principle
    FOR EACH ROW EXECUTE FUNCTION agenda_part_stays();
CREATE TRIGGER agenda_part_stays BEFORE INSERT OR UPDATE OR DELETE ON agenda_aspirationlink
    FOR EACH ROW EXECUTE FUNCTION agenda_part_stays();

CREATE FUNCTION agenda_served_outcomes_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM agenda_corestrategytext t
               WHERE t.id IN (CASE WHEN TG_OP <> 'INSERT' THEN OLD.corestrategytext_id END,
                              CASE WHEN TG_OP <> 'DELETE' THEN NEW.corestrategytext_id END)
                 AND agenda_is_sealed(t.agenda_id)) THEN
        RAISE EXCEPTION 'an agreed agenda keeps its words' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER agenda_served_outcomes_stay
    BEFORE INSERT OR UPDATE OR DELETE ON agenda_corestrategytext_outcomes
    FOR EACH ROW EXECUTE FUNCTION agenda_served_outcomes_stay();
"""
BACK = """
DROP TRIGGER agenda_served_outcomes_stay ON agenda_corestrategytext_outcomes;
DROP TRIGGER agenda_part_stays ON agenda_aspirationlink;
DROP TRIGGER agenda_part_stays ON agenda_principle;
DROP TRIGGER agenda_part_stays ON agenda_corestrategytext;
DROP TRIGGER agenda_part_stays ON agenda_outcometext;
DROP TRIGGER agenda_keeps_its_words ON agenda_agenda;
DROP FUNCTION agenda_served_outcomes_stay();
DROP FUNCTION agenda_part_stays();
DROP FUNCTION agenda_keeps_its_words();
DROP FUNCTION agenda_is_sealed(bigint);
"""


class Migration(migrations.Migration):
    dependencies = [("agenda", "0001_agenda_and_the_words_behind_it")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
