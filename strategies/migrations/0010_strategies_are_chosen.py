"""Strategies are proposed, chosen and stopped; each choice keeps its reasons."""

import django.db.models.deletion
from django.db import migrations, models

# What stood here before there were states was under way, and nobody had written down why.
UNDER_WAY = """
UPDATE strategies_strategy SET state = 'active', mode = 'align',
    mode_reason = 'It was under way before reasons were kept here.';
"""
APPEND_ONLY = """
CREATE TRIGGER choicerecord_is_append_only BEFORE UPDATE OR DELETE ON strategies_choicerecord
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER choicerecord_is_not_emptied BEFORE TRUNCATE ON strategies_choicerecord
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""
NOT_APPEND_ONLY = """
DROP TRIGGER choicerecord_is_append_only ON strategies_choicerecord;
DROP TRIGGER choicerecord_is_not_emptied ON strategies_choicerecord;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("agenda", "0002_agreed_words_stay"),
        ("measurement", "0003_questions_and_findings"),
        ("partnership", "0015_decisions_keep_their_words"),
        ("strategies", "0009_updates_taken_over"),
    ]

    operations = [
        migrations.CreateModel(
            name="ChoiceRecord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "what",
                    models.CharField(
                        choices=[
                            ("choose", "Chosen: the same for everyone"),
                            ("test_first", "Chosen: to test first"),
                            ("not_choose", "Not chosen"),
                            ("stop", "Stopped"),
                        ],
                        max_length=10,
                        verbose_name="what was chosen",
                    ),
                ),
                ("reasons", models.TextField(verbose_name="why")),
                ("against", models.TextField(blank=True, verbose_name="what spoke against it")),
                ("decided_on", models.DateField(verbose_name="on")),
            ],
            options={
                "verbose_name": "choice",
                "verbose_name_plural": "choices",
                "ordering": ["-decided_on", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="StrategyOutcome",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "mechanism",
                    models.CharField(
                        blank=True,
                        help_text="How this leads to that outcome, in one sentence.",
                        max_length=240,
                        verbose_name="how we think it works",
                    ),
                ),
            ],
            options={
                "verbose_name": "outcome it works on",
                "verbose_name_plural": "outcomes it works on",
                "ordering": ["strategy", "outcome"],
            },
        ),
        migrations.CreateModel(
            name="StrategyPartner",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "part",
                    models.CharField(
                        choices=[
                            ("delivers", "Delivers"),
                            ("funds", "Funds"),
                            ("advises", "Advises"),
                        ],
                        max_length=8,
                        verbose_name="its part",
                    ),
                ),
                (
                    "brings",
                    models.CharField(
                        help_text="Such as: 4 family workers",
                        max_length=120,
                        verbose_name="what it brings",
                    ),
                ),
                ("since", models.DateField(verbose_name="since")),
                ("until", models.DateField(blank=True, null=True, verbose_name="last day")),
            ],
            options={
                "verbose_name": "part of a partner",
                "verbose_name_plural": "parts of partners",
                "ordering": ["strategy", "since", "pk"],
            },
        ),
        migrations.AddField(
            model_name="strategy",
            name="core_strategy",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agenda.corestrategy",
                verbose_name="part of the core strategy",
            ),
        ),
        migrations.AddField(
            model_name="strategy",
            name="learnt",
            field=models.TextField(blank=True, verbose_name="what we learnt"),
        ),
        migrations.AddField(
            model_name="strategy",
            name="mode",
            field=models.CharField(
                blank=True,
                choices=[("align", "Same for everyone"), ("test", "Test different ways")],
                max_length=5,
                verbose_name="the same, or a test",
            ),
        ),
        migrations.AddField(
            model_name="strategy",
            name="mode_reason",
            field=models.TextField(blank=True, verbose_name="why so"),
        ),
        migrations.AddField(
            model_name="strategy",
            name="not_sure",
            field=models.CharField(
                blank=True,
                help_text="Goes on: if it reaches …",
                max_length=160,
                verbose_name="we are not sure",
            ),
        ),
        migrations.AddField(
            model_name="strategy",
            name="review_on",
            field=models.DateField(blank=True, null=True, verbose_name="looked at again on"),
        ),
        migrations.AddField(
            model_name="strategy",
            name="so_that",
            field=models.TextField(
                blank=True,
                help_text="The steps that follow, each on its own line.",
                verbose_name="so that",
            ),
        ),
        migrations.AddField(
            model_name="strategy",
            name="state",
            field=models.CharField(
                choices=[
                    ("proposed", "Proposed"),
                    ("chosen", "Chosen, not begun yet"),
                    ("active", "Under way"),
                    ("paused", "Paused"),
                    ("completed", "Completed"),
                    ("stopped", "Stopped"),
                    ("not_chosen", "Not chosen"),
                ],
                default="proposed",
                max_length=10,
                verbose_name="state",
            ),
        ),
        migrations.AddField(
            model_name="strategy",
            name="stop_reason",
            field=models.TextField(blank=True, verbose_name="why it was stopped"),
        ),
        migrations.AddField(
            model_name="strategy",
            name="we_do",
            field=models.CharField(
                blank=True,
                help_text="How we think change happens: step 1.",
                max_length=120,
                verbose_name="we do",
            ),
        ),
        migrations.AddField(
            model_name="strategy",
            name="who_for",
            field=models.CharField(
                blank=True,
                help_text="Which families, and where.",
                max_length=160,
                verbose_name="who it is for",
            ),
        ),
        migrations.AlterField(
            model_name="strategy",
            name="visibility",
            field=models.CharField(
                choices=[("public", "Everybody"), ("partners", "Partners only")],
                default="public",
                help_text="Everybody sees it only once it is chosen.",
                max_length=8,
                verbose_name="who may see it",
            ),
        ),
        migrations.RunSQL(UNDER_WAY, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="strategy",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "proposed",
                            "chosen",
                            "active",
                            "paused",
                            "completed",
                            "stopped",
                            "not_chosen",
                        ],
                    )
                ),
                name="strategy_state_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="strategy",
            constraint=models.CheckConstraint(
                condition=models.Q(("mode__in", ["", "align", "test"])),
                name="strategy_mode_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="strategy",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["proposed", "not_chosen"]),
                    models.Q(
                        models.Q(("mode", ""), _negated=True),
                        models.Q(("mode_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="strategy_chosen_says_how_and_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="strategy",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "stopped"), _negated=True),
                    models.Q(
                        models.Q(("stop_reason", ""), _negated=True),
                        models.Q(("learnt", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="strategy_stopped_says_why_and_what_was_learnt",
            ),
        ),
        migrations.AddConstraint(
            model_name="strategy",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "completed"), _negated=True),
                    models.Q(("learnt", ""), _negated=True),
                    _connector="OR",
                ),
                name="strategy_completed_says_what_was_learnt",
            ),
        ),
        migrations.AddField(
            model_name="choicerecord",
            name="decision",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="partnership.decision",
                verbose_name="decided by",
            ),
        ),
        migrations.AddField(
            model_name="choicerecord",
            name="strategy",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="choices",
                to="strategies.strategy",
                verbose_name="strategy",
            ),
        ),
        migrations.AddField(
            model_name="strategyoutcome",
            name="outcome",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agenda.outcome",
                verbose_name="outcome",
            ),
        ),
        migrations.AddField(
            model_name="strategyoutcome",
            name="strategy",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="outcomes",
                to="strategies.strategy",
                verbose_name="strategy",
            ),
        ),
        migrations.AddField(
            model_name="strategypartner",
            name="organisation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="partnership.organisation",
                verbose_name="organisation",
            ),
        ),
        migrations.AddField(
            model_name="strategypartner",
            name="strategy",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="partners",
                to="strategies.strategy",
                verbose_name="strategy",
            ),
        ),
        migrations.AddConstraint(
            model_name="choicerecord",
            constraint=models.CheckConstraint(
                condition=models.Q(("what__in", ["choose", "test_first", "not_choose", "stop"])),
                name="choice_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="choicerecord",
            constraint=models.CheckConstraint(
                condition=models.Q(("reasons", ""), _negated=True), name="choice_has_its_reasons"
            ),
        ),
        migrations.AddConstraint(
            model_name="strategyoutcome",
            constraint=models.UniqueConstraint(
                fields=("strategy", "outcome"),
                name="outcome_once_a_strategy",
                violation_error_message="This strategy is linked to this outcome already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="strategypartner",
            constraint=models.CheckConstraint(
                condition=models.Q(("part__in", ["delivers", "funds", "advises"])),
                name="strategy_part_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="strategypartner",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"
                ),
                name="strategy_part_ends_after_it_starts",
                violation_error_message="It must end after it starts.",
            ),
        ),
        migrations.AddConstraint(
            model_name="strategypartner",
            constraint=models.UniqueConstraint(
                condition=models.Q(("until__isnull", True)),
                fields=("strategy", "organisation", "part"),
                name="strategy_part_once_at_a_time",
                violation_error_message="It has this part already.",
            ),
        ),
        migrations.RunSQL(APPEND_ONLY, NOT_APPEND_ONLY),
    ]
