"""
What the made-up partners of the demonstration want together, and the words of made-up people it
came from; as plain data. Dates are days before the day the demonstration is built.
"""

from partnership.models import Decision

OUTCOMES = {
    "O1": "ready-to-learn",
    "O2": "safe-and-well",
    "O3": "belong-and-learn",
    "O4": "help-early",
    "O5": "strong-in-culture",
}

DECISION_1 = {
    "title": "Agree on the first version of what we want",
    "reasons": (
        "Six partners had written six plans for the same children. One page that all of us keep "
        "is better than six good ones."
    ),
    "options_considered": "To wait for a plan of the state. It had no date.",
    "agreed_how": Decision.AgreedHow.CONSENSUS,
}
DECISION_2 = {
    "title": "Agree on version 2 of what we want",
    "reasons": (
        "Parents at 11 kitchen tables said two things that version 1 did not: that waiting is the "
        "hardest part, and that belonging at school comes before marks. Version 2 says both."
    ),
    "options_considered": (
        "Seven outcomes instead of five. Parents could not remember seven, and neither could we."
    ),
    "dissent": (
        "Stony Creek Community Health (made up) would have left out the four weeks: they cannot be "
        "kept with the nurses it has. It signed, and says so beside its name."
    ),
    "agreed_how": Decision.AgreedHow.VOTE,
    "votes_for": 7,
    "votes_against": 1,
}

# By outcome: what is wanted, for whom and by when, why it matters.
ONE = {
    "O1": (
        "Children start school ready to learn",
        "By 2030, more children are on track when they start school.",
        "Who starts well, stays curious. Who starts behind, often stays behind.",
    ),
    "O2": (
        "Children are safe",
        "By 2030, every child has a safe home.",
        "A child who is afraid cannot learn or play.",
    ),
    "O3": (
        "Young people keep learning",
        "By 2030, more young people finish Year 12 or something as good.",
        "School opens doors, and nobody should be outside at fifteen.",
    ),
    "O4": (
        "Families get help when they need it",
        "By 2030, families find help.",
        "Help that comes late costs more and does less.",
    ),
}
TWO = {
    "O1": (
        "Children start school ready to learn",
        "By 2030, every child in Goulburn has the best chance to be on track when school starts.",
        (
            "Who starts well, stays curious. Parents told us that ready means more than letters: "
            "a child who can say what hurts, ask for help and join in a game is ready."
        ),
    ),
    "O2": (
        "Children feel safe and well",
        "By 2030, every child has a safe home and somebody to talk to on a bad day.",
        (
            "A child who is afraid cannot learn or play. Feelings count as much as ears and teeth, "
            "and they are checked far less often."
        ),
    ),
    "O3": (
        "Young people belong and keep learning",
        "By 2030, every student has an adult at school who knows her name and her story.",
        (
            "Students told us that they stay where somebody would miss them. Belonging comes "
            "first; marks follow it more often than the other way round."
        ),
    ),
    "O4": (
        "Families get help early, close to home",
        "By 2030, no family waits longer than four weeks or drives longer than half an hour.",
        (
            "Waiting is the hardest part, parents said in 9 of 11 talks. Help that comes late "
            "costs more and does less."
        ),
    ),
    "O5": (
        "Aboriginal children are strong in culture, family and Country",
        (
            "Aboriginal organisations lead this. They say what is wanted, by when, and what is "
            "counted."
        ),
        (
            "Children who know whose Country they are on, and who their people are, stand on "
            "firm ground."
        ),
    ),
}
WITHOUT_VOICES = {
    "O5": (
        "Yarning circles are under way. What Elders and families say there is theirs until they "
        "give it to us."
    )
}
THREE = {
    **TWO,
    "O1": (
        "Children start school ready to learn",
        (
            "By 2032, every child in Goulburn has the best chance to be on track when school "
            "starts, in every town."
        ),
        (
            "Who starts well, stays curious. Parents told us that ready means more than letters: "
            "a child who can say what hurts, ask for help and join in a game is ready. And a "
            "school must be ready for the child, too."
        ),
    ),
    "O4": (
        "Families get help early, close to home",
        (
            "By 2030, no family waits longer than four weeks or drives longer than half an hour, "
            "and each has one person who stays with it."
        ),
        TWO["O4"][2],
    ),
}

# By code: title, why this, which outcomes it serves.
WAYS_ONE = {
    "S1": ("Share what we know", "Families told their story to five services.", ["O4"]),
    "S2": ("Start before school", "The years before school count most.", ["O1", "O2"]),
}
WAYS_TWO = {
    "S1": (
        "A family tells its story once",
        "Asking once costs us work and saves a family pain. Nothing is shared without a yes.",
        ["O2", "O4"],
    ),
    "S2": (
        "Help comes to where children already are",
        "Families talk to people they see every week: at kinder, at school, at the pool.",
        ["O1", "O2", "O4"],
    ),
    "S3": (
        "Somebody notices who is missing",
        "A phone call on the first empty day does more than a letter after the tenth.",
        ["O3"],
    ),
}
PRINCIPLES_ONE = ["Ask before you plan.", "Share what works, and what does not."]
PRINCIPLES_TWO = [
    "Ask before you plan.",
    "Nothing about us without us: people it is for sit at the table and are paid for it.",
    "Share what works, and what does not.",
    "Aboriginal organisations lead what is about Aboriginal children.",
]
PRINCIPLES_THREE = [*PRINCIPLES_TWO, "When we stop something, we say so and say why."]

TALK, MEETING, SCHOOL = "talk", "meeting", "school"
# Words of made-up people. `became`: by version, the outcome and what the words did there.
VOICES = [
    {
        "key": "first_day",
        "words": "Every kid walks in on the first day feeling like school is for them.",
        "who": "Mum of three",
        "place": "22830",
        "heard": (TALK, 620),
        "became": {"O1": "shaped"},
        "from": 2,
    },
    {
        "key": "what_hurts",
        "words": "Letters can come later. I want her to be able to say what hurts.",
        "who": "Dad of a four-year-old",
        "place": "24850",
        "heard": (TALK, 612),
        "became": {"O1": "shaped"},
        "from": 2,
    },
    {
        "key": "teacher_knows",
        "words": (
            "Tôi muốn cô giáo biết con tôi nói được hai thứ tiếng, chứ không phải là chậm nói."
        ),
        "language": "vi",
        "english": (
            "I want the teacher to know that my child speaks two languages, and is not slow."
        ),
        "translated_by": "Ms Hoa Lê (made up)",
        "who": "Mẹ của một bé bốn tuổi (Mum of a four-year-old)",
        "place": "22830",
        "heard": (TALK, 598),
        "became": {"O1": "echoed"},
        "from": 2,
    },
    {
        "key": "school_ready",
        "words": (
            "You keep asking if my boy is ready for school. Ask if school is ready for my boy."
        ),
        "who": "Foster carer",
        "place": "25620",
        "heard": (TALK, 96),
        "became": {"O1": "shaped"},
        "from": 3,
    },
    {
        "key": "story_five_times",
        "words": (
            "If you have to tell your story five times, by the fourth time you leave bits out."
        ),
        "who": "Grandmother raising two boys",
        "place": "24900",
        "heard": (TALK, 605),
        "became": {"O4": "shaped"},
        "from": 2,
    },
    {
        "key": "one_person",
        "words": "أريد شخصاً واحداً يعرفنا ويبقى معنا، لا عشرة أرقام هاتف.",
        "language": "ar",
        "english": "I want one person who knows us and stays with us, not ten phone numbers.",
        "translated_by": "Mr Samir Khoury (made up)",
        "who": "أم لأربعة أطفال (Mum of four)",
        "place": "22830",
        "heard": (TALK, 88),
        "became": {"O4": "shaped"},
        "from": 3,
    },
    {
        "key": "bad_day",
        "words": (
            "When it is bad at home I need one grown-up who has time and does not write it down."
        ),
        "who": "Student, Year 6",
        "place": None,
        "heard": (SCHOOL, 590),
        "became": {"O2": "shaped"},
        "from": 2,
    },
    {
        "key": "feelings",
        "words": "They check her ears and her teeth. Nobody checks if she is happy.",
        "who": "Mum and nurse",
        "place": "26430",
        "heard": (TALK, 601),
        "became": {"O2": "shaped"},
        "from": 2,
    },
    {
        "key": "missed",
        "words": "I stay where somebody would notice if I was gone.",
        "who": "Student, Year 9",
        "place": "24900",
        "heard": (SCHOOL, 588),
        "became": {"O3": "shaped"},
        "from": 2,
    },
    {
        "key": "quiet_one",
        "words": "He left in Year 10 and not one person rang us.",
        "who": "Father",
        "place": "24850",
        "heard": (MEETING, 575),
        "became": {"O3": "echoed"},
        "from": 2,
        "consent": "shape_only",
    },
    {
        "key": "safe_street",
        "words": "We do not open the door after dark, and the kids know why.",
        "who": "Mum, who asked us not to name the town",
        "place": None,
        "heard": (TALK, 570),
        "became": {"O2": "echoed"},
        "from": 2,
        "consent": "quote_partners",
    },
    {
        "key": "taken_back",
        "words": "What stood here was withdrawn by the person who said it.",
        "who": "",
        "place": "22830",
        "heard": (TALK, 603),
        "became": {"O4": "echoed"},
        "from": 2,
        "withdrawn": True,
    },
    {
        "key": "bus",
        "words": "Just run a bus on Saturdays. That is it. That is the whole plan.",
        "who": "Teenager with a skateboard",
        "place": "25620",
        "heard": (SCHOOL, 580),
        "became": {"O3": "not_taken_up"},
        "reason": (
            "Buses are the state’s. We asked for one on Saturdays in our letter to it, and wait "
            "for the answer."
        ),
        "from": 2,
    },
]

# Who said what of version 2 when it was signed: state, and words for a reservation.
SIGNED_TWO = {
    "wattle": ("endorsed", ""),
    "parents": ("endorsed", ""),
    "red_gum": ("endorsed", ""),
    "lantern": ("endorsed", ""),
    "stony_creek": (
        "with_reservation",
        (
            "We sign, and we say aloud: four weeks cannot be kept with the nurses we have. "
            "Money must follow the words."
        ),
    ),
}
SIGNED_ONE = ("wattle", "red_gum", "lantern", "school", "stony_creek")
SIGNED_THREE = {"parents": ("endorsed", "")}
SIGNS_FOR = {
    "wattle": "jess", "parents": "dana", "red_gum": "grace", "lantern": "lucia",
    "stony_creek": "noor", "school": "tom",
}  # fmt: skip

COMMENTS = [
    {
        "by": ("lantern", "lucia"),
        "outcome": "O1",
        "stance": "support",
        "text": "“A school must be ready for the child” is what our families say every week.",
        "days_ago": 9,
        "answer": ("changed", "Thank you. We moved it from the last line to why it matters."),
    },
    {
        "by": ("school", "tom"),
        "outcome": "O1",
        "stance": "concern",
        "text": (
            "2032 instead of 2030 reads as if we had given up. Say why, or leave the year alone."
        ),
        "days_ago": 7,
        "answer": (
            "not_changed",
            (
                "The next count of all children who start school is in 2030, and its results come "
                "a year later. With 2030 we could never say whether we made it."
            ),
        ),
    },
    {
        "by": ("red_gum", "grace"),
        "outcome": "O4",
        "stance": "question",
        "text": "One person who stays: who pays her when the grant ends?",
        "days_ago": 3,
    },
    {
        "by": ("stony_creek", "noor"),
        "outcome": None,
        "stance": "suggestion",
        "text": "Put the principles first. New people should read how we work before what we want.",
        "days_ago": 2,
    },
]
