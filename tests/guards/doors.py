"""Who may come, and what she may read and do."""

from tests.guards.guard import guards_of

GUARDS = [
    # --- the first door
    *guards_of(
        "partnership/access.py",
        "tests/",
        (
            "An address without a mark does not exist",
            'raise Http404("no mark on this view")',
            "return None",
            "test_access.py::test_a_view_without_a_mark_does_not_exist",
        ),
        (
            "Who is not signed in is sent to sign-in",
            "return _to_sign_in(request, mark)",
            "return None",
            "test_access.py::test_nobody_is_sent_to_sign_in_and_comes_back",
        ),
        (
            "A wrong person finds nothing",
            'raise Http404("not for this person")',
            "pass",
            "test_access.py::test_a_wrong_person_gets_the_same_answer_as_for_an_address_that_does_"
            "not_exist test_access.py::test_the_admin_does_not_exist_for_partners",
        ),
        (
            "A session that lasted too long is over",
            "if request.user.is_authenticated and sessions.is_over(request):",
            "if False:",
            "partnership/test_sessions.py::test_eight_hours_without_use_end_a_session "
            "partnership/test_sessions.py::test_use_does_not_make_a_session_last_for_ever",
        ),
        (
            "Who acts for others needs a second step",
            "if not mark.before_second_step and second_step.is_missing(request.user):",
            "if False:",
            "partnership/test_second_step.py::test_without_a_second_step_only_the_pages_to_set_it_"
            "up_open",
        ),
        (
            "After a pause the admin asks who is there",
            "if mark.who == ADMIN_MARK and sessions.must_confirm(request):",
            "if False:",
            "partnership/test_sessions.py::test_after_half_an_hour_the_admin_asks_who_is_there_and_"
            "loses_no_word",
        ),
        (
            "What is not for everybody is kept by no cache",
            "patch_cache_control(response, private=True, no_store=True)",
            "pass",
            "test_headers.py::test_only_a_public_page_may_be_kept",
        ),
        (
            "An error is kept by no cache",
            "if mark and mark.cached and response.status_code == 200:",
            "if mark and mark.cached:",
            "test_headers.py::test_only_a_public_page_may_be_kept",
        ),
    ),
    # --- the second and the third: rows and acts
    *guards_of(
        "partnership/permissions.py",
        "tests/",
        (
            "A closed account does nothing",
            "if by is None or not by.is_active:",
            "if by is None:",
            "partnership/test_permissions.py::test_a_closed_account_does_nothing",
        ),
        (
            "A rule decides about each act",
            "if not rules.perm_exists(permission) or not rules.has_perm(permission, by, subject):",
            "if False:",
            "strategies/test_services.py::test_keep_draft_by_anyone_else_is_refused_and_changes_"
            "nothing partnership/test_permissions.py::test_what_nobody_wrote_a_rule_for_is_refused",
        ),
    ),
    *guards_of(
        "partnership/rules.py",
        "tests/",
        (
            "She works for this organisation",
            "return user.is_authenticated and organisation in user.organisations()",
            "return user.is_authenticated",
            "strategies/test_services.py::test_submit_update_by_anyone_else_is_refused_and_"
            "changes_nothing",
        ),
        (
            "She leads this organisation, not another",
            "return user.is_authenticated and user.leads(organisation)",
            "return user.is_authenticated and user.is_lead",
            "partnership/test_people.py::test_a_lead_of_one_organisation_is_nobody_in_another",
        ),
        (
            "Only an administrator takes a second step away",
            'rules.add_perm("partnership.reset_second_step", is_administrator)',
            'rules.add_perm("partnership.reset_second_step", rules.always_allow)',
            "partnership/test_second_step.py::test_nobody_else_takes_it_away",
        ),
        (
            "A colleague does not end her sessions",
            'rules.add_perm("partnership.end_sessions", is_oneself | is_backbone | '
            "is_administrator)",
            'rules.add_perm("partnership.end_sessions", rules.always_allow)',
            "partnership/test_sessions.py::test_a_colleague_may_not",
        ),
        (
            "Only an administrator makes backbone staff",
            'rules.add_perm("partnership.invite_backbone", is_administrator)',
            'rules.add_perm("partnership.invite_backbone", is_backbone | is_administrator)',
            "partnership/test_invitations.py::test_only_an_administrator_makes_somebody_backbone_staff",
        ),
    ),
    *guards_of(
        "strategies/rules.py",
        "tests/strategies/",
        (
            "Who undoes is who sent it",
            "return update.sent_by_id == user.pk and works_for(user, update.action.organisation)",
            "return works_for(user, update.action.organisation)",
            "test_undo_and_unchanged.py::test_undo_is_the_senders_alone",
        ),
        (
            "An officer writes no call down of her own organisation",
            'rules.add_perm("strategies.enter_by_phone", is_backbone & ~owns)',
            'rules.add_perm("strategies.enter_by_phone", is_backbone)',
            "test_told_by_phone.py::test_an_officer_writes_nothing_down_for_an_organisation_she_"
            "works_for",
        ),
        (
            "Nobody answers the update of her own organisation",
            'rules.add_perm("strategies.review_update", is_backbone & ~owns)',
            'rules.add_perm("strategies.review_update", is_backbone)',
            "test_services.py::test_nobody_reads_the_update_of_an_organisation_she_works_for",
        ),
    ),
    *guards_of(
        "measurement/rules.py",
        "tests/measurement/",
        (
            "A second person publishes",
            "is_backbone & did_not_set_up_its_feed",
            "is_backbone",
            "test_admin.py::test_publish_is_refused_in_words_to_who_has_set_it_up",
        ),
        (
            "A second person approves",
            "is_backbone & did_not_set_up)",
            "is_backbone)",
            "test_releases.py::test_whoever_changes_a_feed_cannot_approve_it",
        ),
    ),
    *guards_of(
        "strategies/querysets.py",
        "tests/strategies/",
        (
            "A strategy for partners is not public",
            "return self.all() if is_inside(user) else self.filter(_public_strategy())",
            "return self.all()",
            "test_querysets.py::test_a_strategy_for_partners_is_not_public",
        ),
        (
            "An action of a strategy for partners is not public",
            'return self.filter(_public_strategy("strategy__"), visibility="public")',
            'return self.filter(visibility="public")',
            "test_querysets.py::test_an_action_is_public_only_if_its_strategy_is_too",
        ),
        (
            "An action is its own organisation’s to write about",
            "return self.filter(organisation__in=user.organisations())\n\n    def to_report_on",
            "return self.all()\n\n    def to_report_on",
            "test_querysets.py::test_only_the_own_organisation_may_write_about_an_action "
            "test_views_partner.py::test_the_update_of_another_organisation_does_not_exist",
        ),
        (
            "An update of an action for partners is not public",
            "return self.filter(accepted & public)",
            "return self.filter(accepted)",
            "test_querysets.py::test_an_accepted_update_of_an_action_for_partners_stays_among_them",
        ),
        (
            "The backbone team reads no drafts of others",
            'return self.filter(~Q(state="draft") | own)',
            "return self.all()",
            "test_admin.py::test_the_draft_of_a_partner_does_not_exist_here",
        ),
        (
            "A partner reads of others what was accepted",
            "return self.filter(accepted | own)",
            "return self.all()",
            "test_querysets.py::test_an_update_of_a_public_action_is_public_once_it_is_accepted",
        ),
        (
            "What was sent cannot be changed",
            "action__organisation__in=user.organisations(), state__in=self.model.OPEN)",
            "action__organisation__in=user.organisations())",
            "test_querysets.py::test_only_the_own_organisation_may_change_an_update_and_only_while_"
            "it_is_open",
        ),
        (
            "The history is the organisation’s own",
            'return self.filter(own | Q(why="sent")) if user.is_backbone else self.filter(own)',
            "return self.all()",
            "test_history.py::test_the_organisation_reads_all_of_it_and_the_backbone_what_was_sent",
        ),
    ),
    *guards_of(
        "partnership/managers.py",
        "tests/",
        (
            "Rows are asked for somebody",
            'raise Unscoped(f"{self.model.__name__}.objects needs visible_to(user) or '
            'editable_by(user)")',
            "return self._queryset(self.model, using=self._db)",
            "test_architecture.py::test_reading_a_scoped_model_without_saying_for_whom_fails",
        ),
    ),
    *guards_of(
        "partnership/models/people.py",
        "tests/",
        (
            "A membership that ended opens nothing",
            "self.memberships.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=today))",
            "self.memberships",
            "strategies/test_querysets.py::test_ended_memberships_open_nothing",
        ),
        (
            "A membership that has not begun opens nothing",
            ".filter(starts_on__lte=today)",
            "",
            "partnership/test_permissions.py::test_a_membership_opens_from_its_first_day_to_its_"
            "last",
        ),
        (
            "She acts for the organisation that she chose",
            "return [one for one in all_of_them if one.pk == self.acts_for] or all_of_them",
            "return all_of_them",
            "partnership/test_people.py::test_a_person_of_two_organisations_chooses_for_which_she_"
            "acts",
        ),
    ),
]
