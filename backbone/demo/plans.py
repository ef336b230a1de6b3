"""
What the made-up partners of the demonstration plan and say of it, as plain data. The keys of
organisations and people are those of ``content``; dates are counted from the day it is built.
"""

STRATEGIES = [
    {
        "key": "where_children_are",
        "slug": "help-where-children-are",
        "title": "Bring help to where children already are",
        "summary": "Families meet somebody who can help at the kinder gate, not on a waiting list.",
        "why": (
            "Parents told us they will talk to a person they see every week. A clinic two towns "
            "away feels like an exam. We do not know yet whether it also helps children who are "
            "not at kinder."
        ),
        "lead": "lantern",
        "works_on_the_measure": True,
    },
    {
        "key": "good_start",
        "slug": "a-good-start-to-school",
        "title": "A good start to school",
        "summary": "No child walks into a strange room full of strangers on the first day.",
        "why": (
            "Children who know the room and the teacher settle sooner, and so do their parents. "
            "The evidence is good for visits. For letters sent home it is thin, so we do not "
            "send letters."
        ),
        "lead": "school",
        "works_on_the_measure": True,
    },
    {
        "key": "story_once",
        "slug": "tell-your-story-once",
        "title": "A family tells its story once",
        "summary": "One form, one plan, one person to ring, whichever door a family comes in by.",
        "why": (
            "Some parents told their hardest day to five services in a month. Asking once costs "
            "us work and saves them pain. Privacy comes first: nothing is shared without a yes."
        ),
        "lead": "red_gum",
        "works_on_the_measure": False,
    },
    {
        "key": "families_at_home",
        "slug": "reach-families-at-home",
        "title": "Reach the families that kinder does not see",
        "summary": "Parents at home with small children hear from somebody who knows the services.",
        "why": (
            "Some children come to school from no kinder at all. Some parents open the door and "
            "do not pick up the phone; for others it is the reverse. We honestly do not know "
            "which way is better, so two partners try one each."
        ),
        "lead": "stony_creek",
        "works_on_the_measure": True,
    },
    {
        "key": "saturday",
        "slug": "saturday-drop-in",
        "title": "A Saturday drop-in for families",
        "summary": "A hall with toys and a nurse on the one day when parents are free. We thought.",
        "why": "Workers said that parents have no time in the week. We had not asked the parents.",
        "lead": "wattle",
        "works_on_the_measure": False,
    },
]

# Each action with its updates, oldest first. `back` counts reporting periods: 0 is the one that is
# reported on now. `state` is what has become of the update; "not started" has none for now.
ACTIONS = [
    {
        "strategy": "story_once",
        "organisation": "red_gum",
        "slug": "one-plan-for-each-child",
        "title": "One plan for each child",
        "purpose": "Everybody who works with a child reads from the same plan, with the parents.",
        "where": "Mooroopna and Shepparton",
        "rhythm": "month",
        "months_since_start": 8,
        "months_to_go": 5,
        "updates": [
            {
                "back": 2,
                "by": "mel",
                "state": "accepted",
                "delivery": "needs_help",
                "what_happened": (
                    "2 of 6 partners have signed the privacy agreement. The others wait for "
                    "their lawyers. Parents keep asking why this takes so long, and they are right."
                ),
            },
            {
                "back": 1,
                "by": "sam",
                "state": "accepted",
                "with_a_picture": True,
                "delivery": "on_track",
                "what_happened": (
                    "4 of 6 partners signed. Two kinders tried the plan on paper with 5 families. "
                    "Parents crossed out half of our questions; the form is now one page."
                ),
            },
            {
                "back": 0,
                "by": "mel",
                "state": "draft",
                "delivery": "on_track",
                "what_happened": (
                    "All 6 partners have signed. Nurses and kinders in Mooroopna use the shared "
                    "plan, and 31 children have one. Still to ask: does the"
                ),
            },
        ],
    },
    {
        "strategy": "where_children_are",
        "organisation": "red_gum",
        "slug": "family-workers-in-kinders",
        "title": "Family workers in four kinders",
        "purpose": "A parent can talk to a family worker at pick-up time, with no appointment.",
        "where": "Shepparton, Mooroopna, Cobram and Kilmore",
        "rhythm": "month",
        "months_since_start": 6,
        "months_to_go": 17,
        "updates": [
            {
                "back": 2,
                "by": "grace",
                "state": "accepted",
                "delivery": "on_track",
                "what_happened": (
                    "Workers are in 3 of 4 kinders, two afternoons a week. They sit on the small "
                    "chairs and help with shoes. 22 parents have stayed for a chat."
                ),
            },
            {
                "back": 1,
                "by": "sam",
                "state": "accepted",
                "delivery": "needs_help",
                "what_happened": (
                    "The Kilmore kinder has no free room, so the worker talks to parents in the "
                    "car park. In winter that does not work. We need a room within 5 minutes’ walk."
                ),
            },
        ],
    },
    {
        "strategy": "where_children_are",
        "organisation": "red_gum",
        "slug": "tuesday-drop-in-seymour",
        "title": "Tuesday drop-in, Seymour",
        "purpose": "Soup, toys on the floor and two people who know the services, every Tuesday.",
        "where": "Seymour",
        "rhythm": "month",
        "months_since_start": 4,
        "months_to_go": 7,
        "updates": [
            {
                "back": 2,
                "by": "sam",
                "state": "accepted",
                "delivery": "on_track",
                "what_happened": (
                    "We moved from Saturdays to Tuesday nights because parents asked. 9 families "
                    "came on an average night; on Saturdays it was 2."
                ),
            },
            {
                "back": 1,
                "by": "mel",
                "state": "accepted",
                "delivery": "on_track",
                "what_happened": (
                    "14 families on an average night. The soup is made by two grandmothers from "
                    "the street. Most questions are about sleep, money and school forms."
                ),
            },
            {
                "back": 0,
                "by": "mel",
                "state": "returned",
                "delivery": "on_track",
                "what_happened": (
                    "Busy month. 31 families came at least once, and 6 of them now have a family "
                    "worker. The heater broke and the fire brigade lent us theirs."
                ),
                "note": (
                    "Lovely to read. Can you say how many families came back a second time? One "
                    "number is plenty."
                ),
            },
        ],
    },
    {
        "strategy": "story_once",
        "organisation": "red_gum",
        "slug": "one-referral-form",
        "title": "One form for every door",
        "purpose": "A family fills in one form, and every partner takes it.",
        "where": "The whole Goulburn Area",
        "rhythm": "quarter",
        "months_since_start": 13,
        "months_to_go": 2,
        "updates": [
            {
                "back": 1,
                "by": "grace",
                "state": "accepted",
                "delivery": "stuck",
                "what_happened": (
                    "Two partners cannot take the form because their computers want their own. "
                    "We typed 60 forms twice. That is not a plan for the years to come."
                ),
            },
            {
                "back": 0,
                "by": "mel",
                "state": "accepted",
                "delivery": "on_track",
                "what_happened": (
                    "Four of six partners take one form now, on paper or on the phone. A mother "
                    "who had told her story 5 times last year told it once. We rang her in 3 days."
                ),
            },
        ],
    },
    {
        "strategy": "good_start",
        "organisation": "red_gum",
        "slug": "home-visits-before-kinder",
        "title": "Home visits before kinder",
        "purpose": "Families new to town meet us at their own table before the year starts.",
        "where": "Nagambie, Euroa and Violet Town",
        "rhythm": "month",
        "months_since_start": 7,
        "months_to_go": 4,
        "updates": [
            {
                "back": 1,
                "by": "sam",
                "state": "accepted",
                "delivery": "on_track",
                "what_happened": (
                    "18 visits. The most useful thing we bring is the bus timetable. 11 children "
                    "are now enrolled who were on no list."
                ),
            },
            {
                "back": 0,
                "by": "mel",
                "state": "submitted",
                "delivery": "needs_help",
                "what_happened": (
                    "16 visits, 9 new enrolments. Four families asked for an interpreter and we "
                    "had one for two of them. We need Dari and Swahili on Thursdays."
                ),
                "help_needed": "Who knows an interpreter for Dari or Swahili near Nagambie?",
            },
        ],
    },
    {
        "strategy": "where_children_are",
        "organisation": "stony_creek",
        "slug": "checks-at-kinder",
        "title": "Hearing and sight checks at kinder",
        "purpose": "Each four-year-old is checked at kinder, so nobody misses a clinic day.",
        "where": "12 kinders in Moira and Murrindindi",
        "rhythm": "half_year",
        "months_since_start": 19,
        "months_to_go": 1,
        "updates": [
            {
                "back": 1,
                "by": "noor",
                "state": "accepted",
                "delivery": "on_track",
                "what_happened": (
                    "7 of 12 kinders done. Children wear the headphones like pilots. 1 in 8 needed "
                    "a second look; most of them had never been to the clinic."
                ),
            },
            {
                "back": 0,
                "by": "noor",
                "state": "accepted",
                "delivery": "finished",
                "what_happened": (
                    "All 12 kinders done, 288 children. Checks at kinder are now part of the "
                    "normal year, and need no project any more."
                ),
            },
        ],
    },
    {
        "strategy": "good_start",
        "organisation": "school",
        "slug": "four-visits-to-the-classroom",
        "title": "Four visits before the first day",
        "purpose": "New preps come four times with a parent: to play, to eat, to find the toilets.",
        "where": "6 primary schools around Shepparton",
        "rhythm": "month",
        "months_since_start": 5,
        "months_to_go": 6,
        "updates": [
            {
                "back": 1,
                "by": "tom",
                "state": "accepted",
                "delivery": "stuck",
                "what_happened": (
                    "Two schools have no teacher to spare on visit days, so visits there stopped. "
                    "We asked for relief days and have no answer yet."
                ),
            },
            {
                "back": 0,
                "by": "tom",
                "state": "submitted",
                "delivery": "needs_help",
                "what_happened": (
                    "Retired teachers now step in at one of the two schools, and visits are back. "
                    "The other school still has nobody. 74 of 96 new preps have come twice."
                ),
            },
        ],
    },
    {
        "strategy": "saturday",
        "organisation": "wattle",
        "slug": "saturday-play-morning",
        "title": "Saturday play morning",
        "purpose": "An open hall with toys and a maternal nurse, once a week.",
        "where": "Seymour",
        "rhythm": "quarter",
        "months_since_start": 16,
        "months_to_go": 1,
        "updates": [
            {
                "back": 2,
                "by": "jess",
                "state": "accepted",
                "delivery": "needs_help",
                "what_happened": (
                    "Few families come. We put up posters and asked at kinders; Saturdays are for "
                    "sport and shifts."
                ),
            },
            {
                "back": 1,
                "by": "jess",
                "state": "accepted",
                "delivery": "stopped",
                "what_happened": (
                    "We stopped. Only 6 families came in 10 weeks. Parents said week nights work "
                    "better, so the toys and the nurse moved to the Tuesday drop-in."
                ),
            },
        ],
    },
    {
        "strategy": "good_start",
        "organisation": "stony_creek",
        "slug": "ask-a-nurse-at-enrolment",
        "title": "Ask a nurse at enrolment",
        "purpose": "Parents can ask about hearing, speech and sleep on the day they enrol.",
        "where": "Shepparton",
        "rhythm": "month",
        "months_since_start": 9,
        "months_to_go": 6,
        # Silent since: there is something to ask about at the desk, on any day.
        "updates": [
            {
                "back": 4,
                "by": "noor",
                "state": "accepted",
                "delivery": "on_track",
                "what_happened": (
                    "A nurse sat beside the enrolment desk for two mornings. 17 parents asked "
                    "something, most about speech."
                ),
            },
        ],
    },
    {
        "strategy": "families_at_home",
        "organisation": "stony_creek",
        "slug": "a-call-in-the-first-month",
        "title": "A call in the first month",
        "purpose": "A nurse rings each family that is new on our list, and asks what would help.",
        "where": "Moira",
        "rhythm": "quarter",
        "months_since_start": 8,
        "months_to_go": 7,
        "updates": [
            {
                "back": 1,
                "by": "noor",
                "state": "accepted",
                "delivery": "on_track",
                "what_happened": (
                    "We rang 58 families and reached 41. Calls after dinner work best. Most "
                    "parents asked for a playgroup before they asked for kinder."
                ),
            },
            {
                "back": 0,
                "by": "noor",
                "state": "accepted",
                "delivery": "on_track",
                "what_happened": (
                    "44 more families rung, 30 reached. One mother said that a call felt like "
                    "being checked, so the nurse now begins with her own name and why she rings."
                ),
            },
        ],
    },
    {
        "strategy": "families_at_home",
        "organisation": "wattle",
        "slug": "a-nurse-at-the-door",
        "title": "A nurse at the door",
        "purpose": "The nurse comes by with a picture book, and stays only if she is asked in.",
        "where": "Strathbogie",
        "rhythm": "quarter",
        "months_since_start": 8,
        "months_to_go": 7,
        "updates": [
            {
                "back": 1,
                "by": "jess",
                "state": "accepted",
                "delivery": "on_track",
                "what_happened": "61 doors, 52 opened. Nobody sends a picture book away.",
            },
            {
                "back": 0,
                "by": "jess",
                "state": "accepted",
                "delivery": "needs_help",
                "what_happened": (
                    "33 doors before the car broke down. Families who moved here last year "
                    "opened most often. We need a car until the end of term."
                ),
            },
        ],
    },
]
