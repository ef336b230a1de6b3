"""What keeps who spoke unknown, and what she was promised (SECURITY R55 to R60)."""

from tests.guards.guard import guards_of

GUARDS = [
    *guards_of(
        "engagement/limits.py",
        "tests/engagement/",
        (
            "Receipts are not guessed",
            "return _counted(action, _pseudonym(request)) >= settings.ANONYMOUS_RATES[action]",
            "return False",
            "test_receipt.py::test_wrong_codes_are_limited_and_a_right_one_is_not_told_from_them_then",
        ),
        (
            "A flood is held",
            'return _add(action, EVERYBODY) > settings.ANONYMOUS_RATES[f"{action}_by_everybody"]',
            "return False",
            "test_have_your_say.py::test_a_flood_is_held_and_an_honest_voice_is_still_taken",
        ),
        (
            "Who was counted is nowhere",
            "return hmac.new(key.encode(), address.encode(), hashlib.sha256).hexdigest()[:32]",
            "return address",
            "test_nothing_leads_to_her.py::test_no_trace_of_who_spoke_and_when",
        ),
    ),
    *guards_of(
        "engagement/receipts.py",
        "tests/engagement/",
        (
            "A receipt is kept as a hash",
            'return _mac("engagement.receipt_hash", code, key or settings.SECRET_KEY).hex()',
            "return code",
            "test_have_your_say.py::test_the_receipt_is_kept_as_a_hash_only",
        ),
        (
            "The key of a form is no receipt",
            '_mac("engagement.receipt", form_key, settings.SECRET_KEY)',
            '_mac("engagement.receipt", form_key, "")',
            "test_have_your_say.py::test_nobody_works_out_a_receipt_from_the_key_of_a_form",
        ),
        (
            "A receipt outlives the server's key",
            "for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]",
            "for key in (settings.SECRET_KEY,)]",
            "test_have_your_say.py::test_a_receipt_survives_a_change_of_the_server_key",
        ),
    ),
    *guards_of(
        "partnership/logs.py",
        "tests/engagement/",
        (
            "No line of the log says that somebody spoke",
            "if is_silent and response.status_code < 500:",
            "if False:",
            "test_nothing_leads_to_her.py::test_no_line_of_the_log_says_that_somebody_was_here",
        ),
    ),
    *guards_of(
        "partnership/logs.py",
        "tests/partnership/",
        (
            "No line of the log repeats what somebody sent",
            'found["says"] = record.msg ',
            'found["says"] = record.getMessage() ',
            "test_logs.py::test_the_pattern_of_a_message_is_kept_without_what_would_fill_it",
        ),
        (
            "No line of the log repeats a refused row",
            'return {"error": kinds, "at": [',
            'return {"error": [*kinds, str(error)], "at": [',
            "test_logs.py::test_what_the_database_repeats_of_a_refused_row_is_not_logged",
        ),
    ),
    *guards_of(
        "engagement/safety.py",
        "tests/engagement/",
        (
            "Who has left has no duty",
            "if holder is None or not backbone_people(day).filter(pk=holder.pk).exists():",
            "if holder is None:",
            "test_safety.py::test_who_has_left_has_no_duty_any_more",
        ),
    ),
    *guards_of(
        "engagement/links.py",
        "tests/engagement/",
        (
            "A link to confirm ends after a week",
            "return _read(token, CONFIRM, PENDING_FOR * _DAY)",
            "return _read(token, CONFIRM, None)",
            "test_answers.py::test_a_link_to_confirm_works_for_a_week_and_one_to_stop_for_ever",
        ),
        (
            "A link does one thing",
            "return signing.loads(token, salt=salt, max_age=max_age)",
            "return signing.loads(token, salt=CONFIRM, max_age=max_age)",
            "test_answers.py::test_a_link_to_confirm_works_for_a_week_and_one_to_stop_for_ever",
        ),
    ),
    *guards_of(
        "engagement/services/followers.py",
        "tests/engagement/",
        (
            "Stopping forgets the address in sent mails",
            'mails.update(address="", links=[])',
            "pass",
            "test_answers.py::test_followers_get_one_neutral_mail_with_a_way_out_by_one_click",
        ),
    ),
    *guards_of(
        "engagement/services/retention.py",
        "tests/engagement/",
        (
            "Words are forgotten when their time is over",
            "decided_on__lt=before(promises.WORDS_FOR)",
            "decided_on__lt=before(99999)",
            "test_answers.py::test_what_is_old_is_forgotten_once_a_day",
        ),
        (
            "Words that are not old stay",
            "Contribution.all_objects.filter(decided_on__lt=before(promises.WORDS_FOR))",
            "Contribution.all_objects.filter()",
            "test_answers.py::test_what_is_old_is_forgotten_once_a_day",
        ),
    ),
    *guards_of(
        "partnership/decisions.py",
        "tests/backbone/",
        (
            "Only a later decision that was made undoes one",
            "if not is_made or reversed_by.number <= decision.number:",
            "if False:",
            "test_governance.py::test_only_a_later_made_decision_undoes_one",
        ),
    ),
]
