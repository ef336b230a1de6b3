"""The admin and its seals, what the public may see, and people who come and go."""

from tests.guards.guard import guards_of

GUARDS = [
    # --- the admin
    *guards_of(
        "partnership/admin/workplace.py",
        "tests/",
        (
            "Nothing is deleted in the admin",
            "def has_delete_permission(self, request, obj=None):\n        return False",
            "def has_delete_permission(self, request, obj=None):\n        return True",
            "strategies/test_admin.py::test_nothing_is_added_or_deleted_by_hand",
        ),
        (
            "Nothing is added where adding is not the work",
            'return self._is_open_to(request) and "add" in self.may',
            "return self._is_open_to(request)",
            "strategies/test_admin.py::test_nothing_is_added_or_deleted_by_hand",
        ),
        (
            "What was public is not typed over",
            'return self._is_open_to(request) and "change" in self.may',
            "return self._is_open_to(request)",
            "measurement/test_admin.py::test_what_was_used_or_public_is_not_typed_over",
        ),
        (
            "A table is for those whom it names",
            "def has_view_permission(self, request, obj=None):\n        return "
            "self._is_open_to(request)",
            "def has_view_permission(self, request, obj=None):\n        return True",
            "measurement/test_admin.py::test_nobody_else_sees_them",
        ),
        (
            "No filter spells out a secret",
            'if secret & set(lookup.split("__")):',
            "if False:",
            "partnership/test_admin.py::test_no_filter_spells_out_a_password",
        ),
        (
            "The admin saves what its form changed",
            "obj.save(update_fields=columns & set(form.changed_data))",
            "obj.save()",
            "strategies/test_races_of_pages.py::test_what_a_lead_saves_while_the_admin_saves_the_"
            "name_stays",
        ),
    ),
    *guards_of(
        "partnership/admin/organisations.py",
        "tests/",
        (
            "An organisation’s words are its own",
            'readonly_fields = ["public_profile", "website", "contact_email"]',
            "readonly_fields = []",
            "partnership/test_organisations.py::test_the_backbone_reads_their_words_in_the_admin_and_changes_none",
        ),
    ),
    *guards_of(
        "partnership/admin/people.py",
        "tests/",
        (
            "Backbone staff make no administrator",
            'guarded = [] if request.user.is_administrator else ["is_administrator", "email"]',
            "guarded = []",
            "partnership/test_admin.py::test_backbone_staff_cannot_make_an_administrator",
        ),
        (
            "Backbone staff shut no administrator out",
            "if obj and obj.is_administrator and not request.user.is_administrator:",
            "if False:",
            "partnership/test_admin.py::test_backbone_staff_cannot_shut_an_administrator_out",
        ),
        (
            "Nobody gives herself a role",
            "obj is None or obj.user != request.user",
            "True",
            "partnership/test_people.py::test_the_admin_keeps_the_last_lead_and_lets_nobody_raise_"
            "herself",
        ),
        (
            "Who takes a second step away shows that it is she",
            "if not sessions.confirmed_lately(request):",
            "if False:",
            "partnership/test_second_step.py::test_an_administrator_takes_it_away_after_showing_"
            "that_it_is_she",
        ),
    ),
    # --- seals
    *guards_of(
        "partnership/seals.py",
        "tests/partnership/test_seals.py::test_",
        (
            "A forged event breaks its seal",
            "if (rows, before) != (one.rows, one.digest):",
            "if False:",
            "a_forged_row_is_found",
        ),
        (
            "A seal that was taken away is missed",
            "elif one.day != day + ONE_DAY:",
            "elif False:",
            "a_seal_that_was_taken_away_is_found",
        ),
        (
            "Seals that were made anew are found out",
            "if not met:",
            "if False:",
            "seals_that_were_made_anew_are_found_by_the_hash_from_the_log",
        ),
    ),
    # --- what the public may see
    *guards_of(
        "measurement/disclosure/published.py",
        "tests/measurement/test_disclosure_area.py::test_",
        (
            "A cell that its publisher marked loses all its numbers",
            "if row.missing or row.value is None:",
            "if row.value is None:",
            "a_marked_row_loses_every_number_also_the_ones_beside_the_mark",
        ),
        (
            "An Area with a hidden part is hidden",
            'if "privacy" in reasons:',
            "if False:",
            "an_area_with_a_part_that_is_not_shown_is_not_shown",
        ),
        (
            "A part without its counts counts as hidden",
            "if part.withheld or part.numerator is None or part.denominator is None:",
            "if part.withheld:",
            "an_area_with_a_part_that_is_not_shown_is_not_shown",
        ),
        (
            "A withheld figure carries no number",
            "if self.withheld and any(number is not None for number in numbers):",
            "if False:",
            "a_figure_is_a_value_or_a_reason_never_both_or_neither",
        ),
    ),
    *guards_of(
        "measurement/services/figures.py",
        "tests/measurement/",
        (
            "A group needs an agreement",
            "return place.kind == Place.Kind.STATE and keys <= PUBLIC_GROUPS",
            "return place.kind == Place.Kind.STATE",
            "test_figures.py::test_a_group_without_an_agreement_is_in_no_release",
        ),
        (
            "Groups are shown for the state only",
            "return place.kind == Place.Kind.STATE and keys <= PUBLIC_GROUPS",
            "return keys <= PUBLIC_GROUPS",
            "test_figures.py::test_a_group_without_an_agreement_is_in_no_release",
        ),
    ),
    *guards_of(
        "measurement/models/releases.py",
        "tests/measurement/",
        (
            "A page and a file show what is released",
            "return self.filter(release__is_current=True)",
            "return self.all()",
            "test_releases.py::test_a_draft_is_on_no_page_and_in_no_file",
        ),
    ),
    *guards_of(
        "measurement/services/releases.py",
        "tests/measurement/test_releases.py::test_",
        (
            "A refresh that did not end well is never public",
            "if release.run.state != Run.State.LOADED:",
            "if False:",
            "a_run_that_did_not_end_well_never_publishes",
        ),
        (
            "An approval covers what was approved",
            "and approval.fingerprint == release.run.fingerprint == feed.fingerprint()",
            "",
            "a_change_while_the_table_is_read_ends_the_approval_too",
        ),
        (
            "An approval that was ended covers nothing",
            "and approval.ended_at is None",
            "",
            "an_approval_that_was_ended_covers_nothing",
        ),
        (
            "An approval is given by a second person",
            "and approval.given_by_id != feed.configured_by_id",
            "",
            "an_approval_by_who_has_set_it_up_covers_nothing",
        ),
    ),
    *guards_of(
        "measurement/exports.py",
        "tests/measurement/test_exports.py::test_",
        (
            "No text in a file is a formula",
            'return f"\'{text}" if text.startswith(FORMULA) else text',
            "return text",
            "no_text_is_taken_for_a_formula",
        ),
    ),
    # --- people come and go
    *guards_of(
        "partnership/services.py",
        "tests/partnership/",
        (
            "Who leaves is signed out",
            "        sessions.drop(user)",
            "        pass",
            "test_people.py::test_leaving_takes_effect_with_the_next_click",
        ),
        (
            "Who leaves leaves no open invitation",
            "    for invitation in theirs:",
            "    for invitation in []:",
            "test_people.py::test_leaving_takes_effect_with_the_next_click",
        ),
        (
            "An organisation keeps a lead",
            "if not leads.exclude(pk=membership.pk).exists():",
            "if False:",
            "test_people.py::test_the_last_lead_stays_and_is_told_why",
        ),
        (
            "An invitation ends after seven days",
            ".filter(expires_at__gt=now)",
            "",
            "test_invitations.py::test_an_invitation_that_ended_while_its_page_was_open_makes_no_"
            "account",
        ),
        (
            "An invitation works once",
            "pk=invitation.pk, accepted_at__isnull=True, revoked_at__isnull=True",
            "pk=invitation.pk, revoked_at__isnull=True",
            "test_invitations.py::test_an_invitation_that_was_used_lets_nobody_back_in_who_has_left",
        ),
        (
            "The link of an invitation is not the account",
            "if user is not None and (by != user or not user.is_active):",
            "if False:",
            "test_invitations.py::test_somebody_else_who_is_signed_in_cannot_take_it "
            "test_invitations.py::test_a_person_who_may_no_longer_sign_in_cannot_join",
        ),
    ),
    *guards_of(
        "partnership/views.py",
        "tests/partnership/test_invitations.py::test_",
        (
            "A closed invitation shows no form",
            "if not invitation.is_open(timezone.now()):",
            "if False:",
            "an_invitation_ends_after_seven_days an_invitation_works_once",
        ),
        (
            "Who has an account signs in before she joins",
            'if request.method == "POST" and not request.user.is_authenticated:',
            "if False:",
            "holding_the_link_of_an_invitation_is_not_holding_the_account",
        ),
    ),
    *guards_of(
        "partnership/accounts/sessions.py",
        "tests/partnership/",
        (
            "A new password ends the other sessions",
            'record("partnership.user.password_changed", user, by=user)\n'
            "        end_others(request, user)",
            'record("partnership.user.password_changed", user, by=user)',
            "test_sessions.py::test_after_a_new_password_her_list_shows_only_the_session_in_use",
        ),
    ),
    *guards_of(
        "partnership/kept_words.py",
        "tests/strategies/",
        (
            "Kept words are for one place",
            'return kept["words"] if kept["path"] == _place(request) else {}',
            'return kept["words"]',
            "test_signed_out_while_writing.py::test_they_are_in_the_form_of_no_other_update",
        ),
    ),
]
