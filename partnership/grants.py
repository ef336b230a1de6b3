"""
What each database role may do with each table: one list, applied after every migration.

The owner owns everything and runs the migrations. The web process and the worker own nothing.
The web process cannot read what was fetched (observations, snapshots): a page cannot leak what
it cannot reach (SECURITY R44). Nobody but the owner changes an event or a figure (R66, I13).
"""

from django.apps import apps
from django.db import connections

WEB, WORKER = "portal_web", "portal_worker"

READ = "SELECT"
GIVE = "INSERT"  # put in, and never read again
ADD = "SELECT, INSERT"
EDIT = "SELECT, INSERT, UPDATE"
ALL = "SELECT, INSERT, UPDATE, DELETE"
NOTHING = ""

# label of the model: (web, worker)
GRANTS = {
    "partnership.AreaPartnership": (EDIT, READ),
    "partnership.HowWeWork": (EDIT, READ),
    "partnership.Event": (ADD, ADD),
    "partnership.EventSeal": (READ, ADD),
    "partnership.Delivery": (ADD, EDIT),
    "partnership.Heartbeat": (READ, EDIT),
    "partnership.FormerAddress": (ALL, NOTHING),
    "partnership.Invitation": (EDIT, READ),
    "partnership.Mail": (EDIT, EDIT),
    "partnership.Membership": (EDIT, READ),
    "partnership.Notification": (READ, ADD),
    "partnership.NotificationPreference": (EDIT, READ),
    "partnership.Organisation": (ALL, READ),  # an import that is undone takes back what it made
    "partnership.PasswordRequest": (
        ADD,
        "SELECT, UPDATE, DELETE",
    ),  # the worker's lock is an UPDATE
    "partnership.Place": (EDIT, READ),
    "partnership.Slot": (READ, ADD),
    "partnership.User": (EDIT, READ),
    "partnership.GovernanceGroup": (EDIT, READ),
    "partnership.Seat": (EDIT, READ),
    "partnership.Decision": (EDIT, READ),
    "agenda.Agenda": (EDIT, READ),
    "agenda.Outcome": (EDIT, READ),
    "agenda.OutcomeText": (ALL, READ),
    "agenda.CoreStrategy": (EDIT, READ),
    "agenda.CoreStrategyText": (ALL, READ),
    "agenda.CoreStrategyText_outcomes": (ALL, READ),
    "agenda.Principle": (ALL, READ),
    "agenda.Aspiration": (EDIT, READ),
    "agenda.AspirationLink": (ALL, READ),
    "agenda.Comment": (EDIT, READ),
    "agenda.Endorsement": (EDIT, READ),
    "measurement.Indicator": (EDIT, READ),
    "measurement.IndicatorOutcome": (ALL, READ),
    "measurement.LearningQuestion": (EDIT, READ),
    "measurement.LearningQuestion_outcomes": (ALL, READ),
    "measurement.EvidenceItem": (EDIT, READ),
    "measurement.Finding": (EDIT, READ),
    "measurement.Finding_evidence": (ALL, READ),
    "measurement.Finding_decisions": (ALL, READ),
    "measurement.Method": (EDIT, READ),
    "measurement.Source": (EDIT, READ),
    "measurement.Target": (EDIT, READ),
    "measurement.Feed": (EDIT, READ),
    "measurement.Recipe": (ADD, READ),
    "measurement.StandingApproval": (EDIT, READ),
    "measurement.Run": (EDIT, EDIT),
    "measurement.Snapshot": (NOTHING, ADD),
    "measurement.BroughtTable": (GIVE, READ),
    "measurement.Observation": (NOTHING, ADD),
    "measurement.Release": ("SELECT, UPDATE", EDIT),
    "measurement.Figure": (READ, ADD),
    "measurement.SeriesSummary": (READ, ADD),
    "strategies.Strategy": (ALL, READ),  # the same
    "strategies.Strategy_indicators": (ALL, READ),
    "strategies.StrategyOutcome": (ALL, READ),
    "strategies.StrategyPartner": (ALL, READ),
    "strategies.ChoiceRecord": (ADD, READ),
    "strategies.LeverageRound": (EDIT, READ),
    "strategies.LeverageRound_strategies": (ALL, READ),
    "strategies.Assessment": (EDIT, READ),
    "strategies.Action": (ALL, READ),  # the same
    "strategies.Update": (EDIT, READ),
    "strategies.UpdateFinding": (ALL, READ),
    "strategies.UpdateVersion": (ADD, READ),
    "engagement.Question": (EDIT, READ),
    "engagement.Theme": (EDIT, READ),
    "engagement.Contribution": (EDIT, EDIT),  # the worker forgets words when their time is over
    "engagement.ContributionTheme": (ALL, READ),
    "engagement.AspirationContribution": (ALL, READ),
    "engagement.Redaction": (EDIT, EDIT),
    "engagement.SafetyFlag": (EDIT, READ),
    "engagement.Withdrawal": (EDIT, EDIT),
    "engagement.Answer": (EDIT, READ),
    "engagement.Answer_themes": (ALL, READ),
    "engagement.Answer_outcomes": (ALL, READ),
    "engagement.Answer_strategies": (ALL, READ),
    "engagement.NewsItem": (EDIT, EDIT),
    "engagement.NewsItem_quotes": (ALL, READ),
    "engagement.Subscriber": (ALL, ALL),  # who stops following is forgotten
    "strategies.Evidence": (EDIT, NOTHING),
    "backbone.Nudge": (ADD, NOTHING),
    "backbone.PlanImport": (EDIT, NOTHING),
    "backbone.Meeting": (EDIT, READ),
    "backbone.AgendaItem": (EDIT, READ),
    "backbone.Task": (EDIT, READ),
    "backbone.Grant": (EDIT, READ),
    "backbone.GrantAllocation": (EDIT, READ),
    "backbone.AdvocacyAsk": (EDIT, READ),
    "backbone.AskStep": (EDIT, READ),
    "backbone.Resource": (EDIT, READ),
    "sessions.Session": (ALL, NOTHING),
    "contenttypes.ContentType": (READ, READ),
    "auth.Permission": (READ, NOTHING),
    "auth.Group": (READ, NOTHING),
    "auth.Group_permissions": (READ, NOTHING),
    "admin.LogEntry": (ADD, NOTHING),
    "account.EmailAddress": (ALL, NOTHING),
    "account.EmailConfirmation": (ALL, NOTHING),
    "mfa.Authenticator": (ALL, NOTHING),
    "usersessions.UserSession": (ALL, NOTHING),
}
TABLES_WITHOUT_A_MODEL = {
    "django_migrations": (READ, READ),
    "portal_cache": (ALL, NOTHING),  # the web process counts here while Redis is away
}


def apply(connection) -> None:
    """Take everything away, then give what the list says. Roles that do not exist are left out."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolname FROM pg_roles WHERE rolname IN (%s, %s)", [WEB, WORKER])
        roles = {name for (name,) in cursor.fetchall()}
        for role, place in ((WEB, 0), (WORKER, 1)):
            if role not in roles:
                continue
            cursor.execute(f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {role}")
            cursor.execute(f"GRANT USAGE ON SCHEMA public TO {role}")
            cursor.execute(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {role}")
            existing = set(connection.introspection.table_names(cursor))
            for table, rights in _tables().items():
                if rights[place] and table in existing:
                    cursor.execute(f'GRANT {rights[place]} ON "{table}" TO {role}')


def _tables() -> dict[str, tuple[str, str]]:
    models = {m._meta.label: m for m in apps.get_models(include_auto_created=True)}
    listed = {models[label]._meta.db_table: rights for label, rights in GRANTS.items()}
    return listed | TABLES_WITHOUT_A_MODEL


def unlisted_models() -> list[str]:
    """Models that nobody gave a line in the list; a test keeps this empty."""
    labels = {m._meta.label for m in apps.get_models(include_auto_created=True)}
    return sorted(labels - set(GRANTS))


def apply_after_migrate(sender, using, **kwargs) -> None:
    # Once, after the last app that has tables: the signal comes for each of them.
    with_models = [app for app in apps.get_app_configs() if app.models_module]
    if sender == with_models[-1]:
        apply(connections[using])
