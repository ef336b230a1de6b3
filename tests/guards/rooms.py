"""What keeps people's words, agreed words and what partners say among themselves."""

from tests.guards.guard import guards_of

GUARDS = [
    # --- people's words
    *guards_of(
        "engagement/querysets.py",
        "tests/engagement/",
        (
            "Everybody reads only words that were meant for everybody",
            'public = Q(state="published", consent="quote_public")',
            'public = Q(consent="quote_public")',
            "test_moderation.py::test_nothing_is_public_before_a_person_has_moderated_it",
        ),
        (
            "Partners read only words that were meant for partners",
            'public | Q(state="partners_only", consent__in=["quote_public", "quote_partners"])',
            'public | Q(state__in=["partners_only", "in_review"])',
            "test_moderation.py::test_partners_read_only_what_was_meant_for_them",
        ),
        (
            "What may be is read by who has the duty",
            "return self.all() if safety.looks(user, timezone.localdate()) else self.none()",
            "return self.all()",
            "test_safety.py::test_who_has_the_duty_reads_the_flag_and_nobody_else",
        ),
        (
            "A draft of a question does not exist",
            'return self.all() if _is_backbone(user) else self.exclude(state="draft")',
            "return self.all()",
            "test_have_your_say.py::test_a_draft_of_a_question_does_not_exist",
        ),
        (
            "A draft of an answer is read by the backbone team",
            'return self.all() if _is_backbone(user) else self.filter(state="published")',
            "return self.all()",
            "test_answers.py::test_a_draft_of_an_answer_is_read_by_the_backbone_team",
        ),
        (
            "News waits for its moment",
            'return self.filter(state="published", publish_at__lte=timezone.now())',
            'return self.filter(state="published")',
            "test_answers.py::test_news_is_shown_from_its_moment_on",
        ),
    ),
    *guards_of(
        "engagement/services/moderation.py",
        "tests/engagement/",
        (
            "Nobody puts words into the mouth of who spoke",
            "if all(put_in):",
            "if False:",
            "test_moderation.py::test_nobody_puts_words_into_the_mouth_of_who_spoke",
        ),
        (
            "Nobody publishes beyond the consent",
            "if said not in enough:",
            "if False:",
            "test_moderation.py::test_publishing_beyond_the_consent_is_refused_in_code_and_by_the_database",
        ),
        (
            "Nobody decides on words she did not read",
            "if now.version != seen:",
            "if False:",
            "test_receipt.py::test_a_moderator_cannot_publish_words_she_did_not_read",
        ),
        (
            "A safety flag stops all else",
            "if now.state == State.FLAGGED:",
            "if False:",
            "test_moderation.py::test_a_safety_flag_stops_all_else_until_it_says_what_was_done",
        ),
        (
            "Who has the duty closes the flag",
            "if refused := safety.why_not_to_close(by, timezone.localdate()):",
            'if refused := "":',
            "test_safety.py::test_who_has_the_duty_closes_the_flag_and_nobody_else",
        ),
        (
            "Who wants to be counted only keeps no words with us",
            'by=by, seen=seen, text="", english="")',
            "by=by, seen=seen)",
            "test_moderation.py::test_what_is_only_counted_has_no_words_left",
        ),
    ),
    *guards_of(
        "engagement/services/voices.py",
        "tests/engagement/",
        (
            "The same form is one voice",
            "code = receipts.code_for(form_key)\n    Contribution",
            "code = receipts.code_for(receipts.new_key())\n    Contribution",
            "test_have_your_say.py::test_sending_the_same_form_again_is_one_voice_with_one_receipt",
        ),
        (
            "Words that their author changed are read again",
            "states.move(contribution, State.RECEIVED, by=None, **changes)",
            "Contribution.all_objects.filter(pk=contribution.pk).update(**changes)",
            "test_receipt.py::test_corrected_words_are_read_again_before_anybody_else_reads_them",
        ),
        (
            "A narrower consent holds for what was taken up",
            "taken_up.update(consent=may.get(consent, Aspiration.Consent.SHAPE_ONLY))",
            "taken_up.count()",
            "test_receipt.py::test_a_narrower_consent_holds_at_once",
        ),
        (
            "What is taken back is gone from what came of it",
            "    _forget_what_was_taken(contribution)\n    Withdrawal",
            "    Withdrawal",
            "test_receipt.py::test_what_is_taken_back_is_nowhere",
        ),
        (
            "What is taken back is written into the list outside",
            "transaction.on_commit(write_list, robust=True)",
            "pass",
            "test_receipt.py::test_words_taken_back_are_in_the_list_at_once",
        ),
    ),
    # --- agreed words
    *guards_of(
        "agenda/querysets.py",
        "tests/agenda/",
        (
            "A draft of the agenda is at no address",
            "return self.filter(state__in=PUBLISHED)",
            "return self.all()",
            "test_pages_public.py::test_a_draft_is_at_no_address",
        ),
        (
            "Words are read by those to whom their speaker said yes",
            'to_everybody = Q(state="published", consent="quote_public")',
            'to_everybody = Q(state="published")',
            "test_voices.py::test_words_are_read_by_those_to_whom_their_speaker_said_yes",
        ),
        (
            "No page quotes who let her words only shape",
            'return self.filter(state="published").exclude(consent="shape_only")',
            'return self.filter(state="published")',
            "test_pages_partner.py::test_no_page_quotes_who_said_no_or_was_not_checked_also_not_for_us",
        ),
        (
            "Comments are read by partners and the backbone team",
            "return self.all() if is_inside(user) else self.none()",
            "return self.all()",
            "test_pages_partner.py::test_comments_are_read_by_partners_and_the_backbone_team",
        ),
        (
            "A signature lapses with its words",
            "return self.filter(lapsed_on=None)",
            "return self.all()",
            "test_signed_words.py::test_a_signature_does_not_stand_after_the_version_was_taken_back",
        ),
    ),
    *guards_of(
        "agenda/services/versions.py",
        "tests/agenda/",
        (
            "Nothing is agreed without an answer to each comment",
            "if waiting:",
            "if False:",
            "test_versions.py::test_a_version_that_is_not_ready_is_refused_in_words",
        ),
        (
            "Nobody agrees while people may still comment",
            "if agenda.comments_until and agenda.comments_until >= on:",
            "if False:",
            "test_versions.py::test_nobody_agrees_while_people_may_still_comment",
        ),
        (
            "Few signatures need a reason",
            "if signed * 2 < active and not few.strip():",
            "if False:",
            "test_versions.py::test_a_version_that_is_not_ready_is_refused_in_words",
        ),
        (
            "Who replaces a version has seen it",
            "if in_force != replaces:",
            "if False:",
            "test_versions.py::test_who_has_not_seen_the_version_in_force_does_not_replace_it",
        ),
        (
            "Withdrawn words are not copied",
            "            aspiration__state=Aspiration.State.WITHDRAWN\n",
            "            aspiration__state=None\n",
            "test_versions.py::test_withdrawn_words_are_not_copied",
        ),
    ),
    *guards_of(
        "agenda/services/partners.py",
        "tests/agenda/",
        (
            "Comments end on their last day",
            "if not agenda.takes_comments(timezone.localdate(at)):",
            "if False:",
            "test_partners.py::test_a_comment_that_cannot_be_taken_is_refused_in_words",
        ),
        (
            "A word stands once the version is agreed",
            "if before and agenda.state == Agenda.State.ADOPTED:",
            "if False:",
            "test_partners.py::test_a_word_stands_once_the_version_is_agreed",
        ),
        (
            "A comment is answered once",
            "waiting = Comment.all_objects.filter(pk=comment.pk).unanswered()",
            "waiting = Comment.all_objects.filter(pk=comment.pk)",
            "test_partners.py::test_a_comment_is_answered_once",
        ),
    ),
    *guards_of(
        "agenda/rules.py",
        "tests/agenda/",
        (
            "Only its lead signs for an organisation",
            'rules.add_perm("agenda.sign", leads)',
            'rules.add_perm("agenda.sign", works_for)',
            "test_partners.py::test_only_its_lead_signs_for_an_organisation",
        ),
    ),
    # --- what partners say among themselves
    *guards_of(
        "backbone/querysets.py",
        "tests/backbone/",
        (
            "A meeting is for who has a seat until its minutes are confirmed",
            'return self.filter(open_to_all | Q(state="confirmed") | seats).distinct()',
            "return self.all()",
            "test_rooms.py::test_a_partner_without_a_seat_waits_for_the_minutes",
        ),
        (
            "An ask is public from the day it is put",
            'return self.all() if is_inside(user) else self.exclude(state="drafting")',
            "return self.all()",
            "test_rooms.py::test_an_ask_is_public_from_the_day_it_is_put",
        ),
        (
            "Guides of partners are not public",
            'return self.all() if is_inside(user) else self.filter(visibility="public")',
            "return self.all()",
            "test_rooms.py::test_resources_of_partners_are_not_public",
        ),
    ),
    *guards_of(
        "backbone/services/meetings.py",
        "tests/backbone/",
        (
            "Minutes wait for the decisions they name",
            "if meeting.items.filter(decision__state=Decision.State.PROPOSED).exists():",
            "if False:",
            "test_rooms.py::test_minutes_wait_for_words_and_for_the_decisions_they_name",
        ),
    ),
    *guards_of(
        "backbone/rules.py",
        "tests/backbone/",
        (
            "Nobody finishes the task of another",
            "return works_for(user, task.organisation)",
            "return user.is_partner",
            "test_rooms.py::test_nobody_finishes_the_task_of_another",
        ),
    ),
    *guards_of(
        "measurement/querysets.py",
        "tests/measurement/",
        (
            "What is only proposed is no finding for everybody",
            'return self.filter(~Q(state="proposed"), question__visibility="public")',
            'return self.filter(question__visibility="public")',
            "test_learning.py::test_a_finding_that_is_only_proposed_is_read_by_partners",
        ),
        (
            "A question for partners is no public page",
            'return self.all() if is_inside(user) else self.filter(visibility="public")',
            "return self.all()",
            "test_learning.py::test_a_question_for_partners_is_no_public_page",
        ),
    ),
    *guards_of(
        "strategies/rating_results.py",
        "tests/strategies/",
        (
            "Nothing is shown of fewer than five",
            "return self.raters >= FEWEST",
            "return True",
            "test_rating.py::test_nothing_is_shown_of_fewer_than_five",
        ),
        (
            "A question that few could answer stays empty",
            "found = spread(scores) if len(scores) >= FEWEST else None",
            "found = spread(scores) if scores else None",
            "test_rating.py::test_a_question_that_fewer_than_five_could_answer_stays_empty",
        ),
    ),
    *guards_of(
        "strategies/rating.py",
        "tests/strategies/",
        (
            "The backbone team does not rate",
            "if organisation.kind == Organisation.Kind.BACKBONE:",
            "if False:",
            "test_rating.py::test_the_backbone_team_does_not_rate",
        ),
        (
            "Nobody rates before, after or beside a round",
            "if round is None or not round.takes_ratings:",
            "if round is None:",
            "test_rating.py::test_nobody_rates_before_after_or_beside_a_round",
        ),
    ),
    *guards_of(
        "strategies/choosing.py",
        "tests/strategies/",
        (
            "A choice without its reasons is not made",
            "if not words.strip():",
            "if False:",
            "test_choosing.py::test_a_choice_without_its_reasons_is_not_made",
        ),
    ),
    *guards_of(
        "partnership/admin_moves.py",
        "tests/agenda/",
        (
            "A refused button changes nothing",
            "with transaction.atomic():  # who is refused has saved nothing either",
            "if True:",
            "test_admin.py::test_a_refused_button_changes_nothing_and_keeps_what_was_typed",
        ),
    ),
]
