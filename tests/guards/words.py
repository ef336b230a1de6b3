"""States and words, links, rights of the database, limits and headers."""

from tests.guards.guard import guards_of

GUARDS = [
    # --- states, versions and the record
    *guards_of(
        "partnership/states.py",
        "tests/",
        (
            "A state moves from the one that was seen",
            "filter(pk=subject.pk, state=old)",
            "filter(pk=subject.pk)",
            "partnership/test_states.py::test_of_two_who_saw_the_same_state_one_moves_it",
        ),
        (
            "A state follows another as the table says",
            "if to in subject.TRANSITIONS[old] and as_seen.update(state=to, **fields):",
            "if as_seen.update(state=to, **fields):",
            "strategies/test_services.py::test_a_state_follows_another_only_as_the_table_says",
        ),
    ),
    *guards_of(
        "partnership/versions.py",
        "tests/",
        (
            "A text is saved over the version that was seen",
            "still = rows.filter(version=seen, **(where or {}))",
            "still = rows.filter(**(where or {}))",
            "strategies/test_services.py::test_keep_draft_of_an_older_version_shows_both_and_"
            "changes_nothing",
        ),
        (
            "A text is saved in the states in which it may be",
            "still = rows.filter(version=seen, **(where or {}))",
            "still = rows.filter(version=seen)",
            "strategies/test_services.py::test_keep_draft_after_it_was_sent_is_too_late",
        ),
    ),
    *guards_of(
        "partnership/events.py",
        "tests/",
        (
            "An event stands or falls with its change",
            "if not connection.in_atomic_block:",
            "if False:",
            "test_database_roles.py::test_an_event_outside_a_transaction_is_refused",
        ),
    ),
    *guards_of(
        "strategies/services.py",
        "tests/strategies/",
        (
            "What is sent is the text that was seen",
            "if not (is_as_seen and update.is_open):",
            "if not update.is_open:",
            "test_services.py::test_submit_update_of_an_older_version_changes_nothing",
        ),
        (  # the table of states refuses it too, but loses the words of whoever is too late
            "What was sent is not sent over",
            "if not (is_as_seen and update.is_open):",
            "if not is_as_seen:",
            "test_services.py::test_submit_update_after_it_was_sent_shows_both_and_changes_nothing",
        ),
        (
            "What is answered is the text that was read",
            "if current.version != update.version:",
            "if False:",
            "test_services.py::test_a_text_that_changed_after_it_was_read_cannot_be_answered",
        ),
        (
            "Who wrote a call down does not accept it",
            "if current.sent_by_id == by.pk:",
            "if False:",
            "test_told_by_phone.py::test_another_officer_accepts_it_never_the_same",
        ),
        (
            "What the organisation has begun is not written over",
            "    if update.version:\n",
            "    if False:\n",
            "test_told_by_phone.py::test_what_the_organisation_has_begun_itself_is_left_alone",
        ),
    ),
    *guards_of(
        "strategies/models/work.py",
        "tests/strategies/",
        (
            "What was opened is not undone",
            "return is_fresh and self.opened_at is None",
            "return is_fresh",
            "test_undo_and_unchanged.py::test_undo_after_the_backbone_team_opened_it_is_too_late",
        ),
        (
            "After ten minutes nothing is undone",
            "is_fresh = self.state == self.State.SUBMITTED and now < self.sent_at + self.UNDO_FOR",
            "is_fresh = self.state == self.State.SUBMITTED",
            "test_undo_and_unchanged.py::test_undo_after_ten_minutes_is_too_late",
        ),
    ),
    # --- links
    *guards_of(
        "strategies/links.py",
        "tests/strategies/test_links.py::test_",
        (
            "A link carries our signature",
            "if action is None or not constant_time_compare(signature, _signature(user, action, "
            "end)):",
            "if action is None:",
            "it_opens_no_other_update_and_for_nobody_else",
        ),
        (
            "A link dies with the account",
            "User.objects.filter(pk=int(user_pk), is_active=True)",
            "User.objects.filter(pk=int(user_pk))",
            "it_dies_when_the_account_is_closed",
        ),
        (
            "A link opens only her own organisation’s action",
            'actions = Action.objects.editable_by(user).select_related("organisation", "strategy")',
            'actions = Action.objects.visible_to(user).select_related("organisation", "strategy")',
            "it_dies_when_the_action_goes_to_somebody_else",
        ),
        (
            "A link dies with the address",
            "bound_to = [user.pk, user.email, membership.pk, membership.role, action.pk, "
            "period_end]",
            "bound_to = [user.pk, membership.pk, membership.role, action.pk, period_end]",
            "it_dies_when_the_address_changes",
        ),
        (
            "A link dies with the membership",
            "bound_to = [user.pk, user.email, membership.pk, membership.role, action.pk, "
            "period_end]",
            "bound_to = [user.pk, user.email, membership.role, action.pk, period_end]",
            "it_does_not_come_back_with_a_new_membership",
        ),
        (
            "A link dies with the role",
            "bound_to = [user.pk, user.email, membership.pk, membership.role, action.pk, "
            "period_end]",
            "bound_to = [user.pk, user.email, membership.pk, action.pk, period_end]",
            "it_dies_when_the_role_changes",
        ),
        (
            "A link dies fourteen days after the update was due",
            "and day <= period.due_on + LASTS_AFTER_DUE",
            "",
            "it_dies_fourteen_days_after_the_update_was_due",
        ),
        (
            "A link dies when the organisation wants none",
            "return action.organisation.mails_links and",
            "return",
            "it_dies_when_the_organisation_wants_no_links",
        ),
    ),
    *guards_of(
        "strategies/link_views.py",
        "tests/strategies/test_links.py::test_",
        (
            "A link dies when the update is sent",
            'if opened is None or (opened.is_sent and request.method != "POST"):',
            "if opened is None:",
            "it_dies_when_the_update_is_sent_whoever_sent_it",
        ),
    ),
    # --- what each database role may do
    *guards_of(
        "partnership/grants.py",
        "tests/",
        (
            "The web process cannot read observations",
            '"measurement.Observation": (NOTHING, ADD)',
            '"measurement.Observation": (READ, ADD)',
            "test_database_roles.py::test_the_web_process_cannot_read_what_was_fetched",
        ),
        (
            "The web process cannot read what was fetched",
            '"measurement.Snapshot": (NOTHING, ADD)',
            '"measurement.Snapshot": (READ, ADD)',
            "test_database_roles.py::test_the_web_process_cannot_read_what_was_fetched",
        ),
        (
            "No process changes an event",
            '"partnership.Event": (ADD, ADD)',
            '"partnership.Event": (ALL, ALL)',
            "test_database_roles.py::test_neither_process_changes_what_was_recorded",
        ),
        (
            "No process changes a figure",
            '"measurement.Figure": (READ, ADD)',
            '"measurement.Figure": (ALL, ALL)',
            "measurement/test_releases.py::test_neither_process_changes_a_figure",
        ),
    ),
    # --- limits
    *guards_of(
        "partnership/rates.py",
        "tests/partnership/test_limits.py::test_",
        (
            "Five tries at an account",
            '"10/m/ip,5/5m/key"',
            '"1000/m/ip,1000/5m/key"',
            "the_sixth_try_at_an_account_waits_whatever_the_case_of_its_address",
        ),
        (
            "Ten tries at invitations",
            '"open_invitation": "10/m/ip"',
            '"open_invitation": "1000/m/ip"',
            "an_invitation_is_not_tried_again_and_again",
        ),
    ),
    *guards_of(
        "partnership/limits.py",
        "tests/partnership/test_limits.py::test_",
        (
            "Who tried too often waits",
            "if not usage:",
            "if False:",
            "a_person_is_invited_at_most_five_times_an_hour",
        ),
    ),
    # --- headers
    *guards_of(
        "partnership/headers.py",
        "tests/test_headers.py::test_",
        (
            "Every answer carries the headers",
            "response.headers[name] = value",
            "pass",
            "every_answer_carries_the_policy",
        ),
        (
            "Nothing inline runs",
            "\"script-src 'self'\"",
            "\"script-src 'self' 'unsafe-inline'\"",
            "every_answer_carries_the_policy",
        ),
        (
            "No other site frames a page",
            "\"frame-ancestors 'none'\"",
            '"frame-ancestors *"',
            "every_answer_carries_the_policy",
        ),
        (
            "A form sends only to us",
            "\"form-action 'self'\"",
            '"form-action *"',
            "every_answer_carries_the_policy",
        ),
    ),
]
