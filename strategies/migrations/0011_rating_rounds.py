"""Partners rate strategies in rounds; after a round nobody rates in it."""

import django.db.models.deletion
import django.db.models.manager
from django.db import migrations, models

ONLY_WHILE_OPEN = """
CREATE FUNCTION rating_only_while_open() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    of_round bigint := CASE TG_OP WHEN 'INSERT' THEN NEW.round_id ELSE OLD.round_id END;
BEGIN
    -- Held, so that nobody closes the round in this moment.
    PERFORM 1 FROM strategies_leverageround WHERE id = of_round AND state = 'open' FOR SHARE;
    IF NOT FOUND OR (TG_OP = 'UPDATE' AND NEW.round_id <> OLD.round_id) THEN
        RAISE EXCEPTION 'rating_only_while_open' USING ERRCODE = 'check_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER rating_only_while_open BEFORE INSERT OR UPDATE OR DELETE ON strategies_assessment
    FOR EACH ROW EXECUTE FUNCTION rating_only_while_open();
"""
BACK = """
DROP TRIGGER rating_only_while_open ON strategies_assessment;
DROP FUNCTION rating_only_while_open();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("partnership", "0015_decisions_keep_their_words"),
        ("strategies", "0010_strategies_are_chosen"),
    ]

    operations = [
        migrations.CreateModel(
            name="LeverageRound",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("opens_on", models.DateField(verbose_name="from")),
                ("closes_on", models.DateField(verbose_name="last day")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Being prepared"),
                            ("open", "Open"),
                            ("closed", "Closed"),
                            ("discussed", "Talked about"),
                        ],
                        default="draft",
                        max_length=9,
                        verbose_name="state",
                    ),
                ),
                (
                    "talk",
                    models.TextField(
                        blank=True,
                        help_text="When you talked about where you do not agree. Everybody reads it.",
                        verbose_name="what was said about it",
                    ),
                ),
                (
                    "strategies",
                    models.ManyToManyField(
                        related_name="rounds",
                        to="strategies.strategy",
                        verbose_name="strategies to rate",
                    ),
                ),
            ],
            options={
                "verbose_name": "rating round",
                "verbose_name_plural": "rating rounds",
                "ordering": ["-closes_on", "-pk"],
            },
            managers=[
                ("all_objects", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Assessment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "impact",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="impact"),
                ),
                (
                    "influence",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="influence"
                    ),
                ),
                (
                    "networks",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="networks"
                    ),
                ),
                (
                    "knowledge",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="knowledge"
                    ),
                ),
                (
                    "resources",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="resources"
                    ),
                ),
                (
                    "feasibility",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="feasibility"
                    ),
                ),
                ("reason", models.TextField(blank=True, verbose_name="why")),
                ("version", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partnership.organisation",
                        verbose_name="organisation",
                    ),
                ),
                (
                    "strategy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="strategies.strategy",
                        verbose_name="strategy",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assessments",
                        to="strategies.leverageround",
                        verbose_name="round",
                    ),
                ),
            ],
            options={
                "verbose_name": "rating",
                "verbose_name_plural": "ratings",
                "ordering": ["round", "strategy", "organisation"],
            },
            managers=[
                ("all_objects", django.db.models.manager.Manager()),
            ],
        ),
        migrations.AddConstraint(
            model_name="leverageround",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["draft", "open", "closed", "discussed"])),
                name="round_state_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="leverageround",
            constraint=models.CheckConstraint(
                condition=models.Q(("opens_on__lte", models.F("closes_on"))),
                name="round_ends_after_it_begins",
                violation_error_message="Its last day cannot be before its first.",
            ),
        ),
        migrations.AddConstraint(
            model_name="leverageround",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "discussed"), _negated=True),
                    models.Q(("talk", ""), _negated=True),
                    _connector="OR",
                ),
                name="round_discussed_says_what_was_said",
            ),
        ),
        migrations.AddConstraint(
            model_name="assessment",
            constraint=models.UniqueConstraint(
                fields=("round", "strategy", "organisation"), name="rating_once_an_organisation"
            ),
        ),
        migrations.AddConstraint(
            model_name="assessment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("impact__isnull", True),
                    models.Q(("impact__gte", 1), ("impact__lte", 5)),
                    _connector="OR",
                ),
                name="rating_impact_is_1_to_5",
            ),
        ),
        migrations.AddConstraint(
            model_name="assessment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("influence__isnull", True),
                    models.Q(("influence__gte", 1), ("influence__lte", 5)),
                    _connector="OR",
                ),
                name="rating_influence_is_1_to_5",
            ),
        ),
        migrations.AddConstraint(
            model_name="assessment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("networks__isnull", True),
                    models.Q(("networks__gte", 1), ("networks__lte", 5)),
                    _connector="OR",
                ),
                name="rating_networks_is_1_to_5",
            ),
        ),
        migrations.AddConstraint(
            model_name="assessment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("knowledge__isnull", True),
                    models.Q(("knowledge__gte", 1), ("knowledge__lte", 5)),
                    _connector="OR",
                ),
                name="rating_knowledge_is_1_to_5",
            ),
        ),
        migrations.AddConstraint(
            model_name="assessment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("resources__isnull", True),
                    models.Q(("resources__gte", 1), ("resources__lte", 5)),
                    _connector="OR",
                ),
                name="rating_resources_is_1_to_5",
            ),
        ),
        migrations.AddConstraint(
            model_name="assessment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("feasibility__isnull", True),
                    models.Q(("feasibility__gte", 1), ("feasibility__lte", 5)),
                    _connector="OR",
                ),
                name="rating_feasibility_is_1_to_5",
            ),
        ),
        migrations.RunSQL(ONLY_WHILE_OPEN, BACK),
    ]
