"""
Groups, decisions, meetings, money and asks of the demonstration, as plain data. The people, groups,
grants and asks are made up and say so; the resources are real and published by those who are named.
"""

GROUPS = {
    "table": {
        "name": "The partnership table (made up)",
        "kind": "governing",
        "purpose": (
            "Decides for the partnership, four times a year. Twelve seats: one for each of six "
            "partners, one for the chair, two for parents, and three for young people, which are "
            "still empty. Parents and young people are paid for their time."
        ),
        "organisations": ["red_gum", "lantern", "wattle", "school", "stony_creek", "parents"],
        "people": ["rosa", "dana"],  # parents, who have not said that their names may stand there
        "chair": "grace",
    },
    "parents": {
        "name": "Parents at the table (made up)",
        "kind": "community",
        "purpose": (
            "Parents and carers who read every plan before it is decided, and say what it would "
            "be like to live with it."
        ),
        "organisations": ["parents"],
        "chair": "dana",
    },
}

# `days` counts from today. A decision is of the meeting with the same key.
DECISIONS = [
    {
        "key": "kinder_workers",
        "meeting": "autumn",
        "title": "Pay for family workers in four kinders for two years",
        "reasons": (
            "31 parents told us they talk to somebody they see every week. A trial in one kinder "
            "reached families who had never rung a service. We do not know yet whether children "
            "do better."
        ),
        "options_considered": (
            "A clinic day in Shepparton (further to go for most), and one worker for all kinders "
            "(too thin)."
        ),
        "dissent": (
            "The council would have started with families who are not at kinder. We look at that "
            "again in a year."
        ),
        "agreed_how": "consensus",
        "done": True,
    },
    {
        "key": "stop_letters",
        "meeting": "autumn",
        "title": "Stop sending letters about starting school",
        "reasons": (
            "We sent 400 letters, and 9 families came. Teachers saw no difference. Parents said "
            "that they put the letter on the fridge and forgot it."
        ),
        "options_considered": "Letters in more languages; a phone call instead.",
        "dissent": (
            "Ferry Road Primary School and Wattle Plains Council (both made up) would have tried "
            "letters in more languages first."
        ),
        "because_of": "Children who know the room and the teacher settle sooner",
        "agreed_how": "vote",
        "votes_for": 6,
        "votes_against": 2,
        "done": True,
    },
    {
        "key": "one_form",
        "meeting": "winter",
        "title": "Ask the department to let one form count for all services",
        "reasons": (
            "Families tell their hardest day up to five times. We can share a form among "
            "ourselves, but four funding rules each ask for their own."
        ),
        "options_considered": "Fill in the five forms for families (we do; it takes 6 hours each).",
        "dissent": "",
        "agreed_how": "consensus",
        "done": False,
    },
    {
        "key": "evenings",
        "meeting": "winter",
        "title": "Hold every second meeting in the evening, with dinner and child care",
        "reasons": "Six parents wanted to come and could not, because they work in the day.",
        "options_considered": "Online only (three parents have no good connection).",
        "dissent": "Two services said that evenings are hard for their staff. They take turns now.",
        "agreed_how": "consensus",
        "done": True,
    },
    {
        "key": "number_for_school",
        "meeting": "spring",
        "title": "Agree on a number for starting school",
        "reasons": (
            "“Fewer children who find it hard” is a wish until we say how many fewer, and by when. "
            "A number lets everybody see if we were right to hope."
        ),
        "options_considered": (
            "No number (easier to keep); or back to where it was in 2010 (nobody could say how)."
        ),
        "dissent": (
            "Two services fear that a number makes people look away from the child in front of "
            "them. We look at it again every year."
        ),
        "agreed_how": "vote",
        "votes_for": 7,
        "votes_against": 2,
        "done": False,
    },
    {
        "key": "bus",
        "meeting": "spring",
        "title": "Ask for a bus that reaches Murchison before nine",
        "reasons": (
            "Parents without a car cannot bring children to kinder there on time. Young people "
            "asked for a bus on Saturdays; that stands in the same letter."
        ),
        "options_considered": "A community car, which would need a driver each morning.",
        "dissent": "",
        "agreed_how": "consensus",
        "done": False,
    },
    {
        "key": "lease",
        "meeting": "spring",
        "title": "Look for a room in Numurkah, and say nothing yet",
        "reasons": (
            "The owner has a tenant who does not know yet that she sells. She asked us to wait "
            "until she has told him. This becomes public when the lease is signed."
        ),
        "options_considered": "The old bank (stairs at the door), or a room at the school.",
        "dissent": "One service would have asked the school first.",
        "agreed_how": "consensus",
        "done": False,
        "visibility": "partners",
    },
]

MEETINGS = [
    {
        "key": "autumn",
        "group": "table",
        "days": -220,
        "hour": 10,
        "place": "Council rooms, Seymour",
    },
    {"key": "winter", "group": "table", "days": -130, "hour": 10, "place": "Ferry Road Primary"},
    {"key": "spring", "group": "table", "days": -40, "hour": 17, "place": "Shepparton Library"},
    {
        "key": "next",
        "group": "table",
        "days": 23,
        "hour": 17,
        "place": "Shepparton Library",
        "is_open": True,
        "welcome": "Dinner, child care and travel money for everyone who comes.",
    },
]
MINUTES = {
    "autumn": (
        "Eight of nine people at the table were there. We read what 31 parents said about the "
        "family workers, and the numbers of the school letters. Two decisions. Next time somebody "
        "brings cups."
    ),
    "winter": (
        "All nine people of the table, and six guests. We talked for an hour about forms. One "
        "parent had brought all five and read out the first question of each: it is the same "
        "question. Two decisions."
    ),
    "spring": (
        "The first evening meeting: nineteen people, seven children next door. Three decisions, "
        "one of them for partners only. We heard how the Saturday drop-in ended, and what we "
        "learnt from it."
    ),
}
ITEMS = {
    "autumn": [
        ("What parents said about family workers", "discuss", 30, None),
        ("Family workers: two years?", "decide", 20, "kinder_workers"),
        ("Letters about starting school", "decide", 15, "stop_letters"),
    ],
    "winter": [
        ("Five forms, one family", "discuss", 60, None),
        ("Ask the department for one form", "decide", 15, "one_form"),
        ("When we meet", "decide", 10, "evenings"),
    ],
    "spring": [
        ("How the Saturday drop-in ended", "inform", 20, None),
        ("A number for starting school", "decide", 30, "number_for_school"),
        ("The bus to Murchison", "decide", 20, "bus"),
        ("A room in Numurkah", "decide", 10, "lease"),
    ],
    "next": [
        ("New numbers about starting school: what do they tell us?", "discuss", 40, None),
        ("Which two things we stop", "decide", 40, None),
    ],
}

TASKS = [
    ("Bring the five forms and mark what is asked twice", "winter", "red_gum", -100, -100, True),
    ("Ask two schools to try the shared plan", "winter", "school", -12, -60, False),
    ("Find out what a bus before nine costs", "spring", "wattle", 14, 14, False),
    ("Write down what we learnt from the drop-in", "spring", "lantern", 20, 20, False),
]

GRANTS = [
    {
        "title": "Family workers in four kinders",
        "funder": "River Bend Foundation (made up)",
        "total": 240_000,
        "from": -185,
        "to": 545,
        "then_what": "A year before it ends, we say if it goes on.",
        "parts": {"help-where-children-are": 200_000},
    },
    {
        "title": "A small backbone team",
        "funder": "A state department (made up)",
        "total": 310_000,
        "from": -200,
        "to": 530,
        "then_what": "",
        "parts": {"tell-your-story-once": 45_000},
    },
    {
        "title": "School letters",
        "funder": "Wattle Plains Council (made up)",
        "total": 12_000,
        "from": -700,
        "to": -230,
        "then_what": "We stopped.",
        "parts": {},
    },
]

ASKS = [
    {
        "ask": "Let one form count for all services a family meets",
        "why": (
            "A mother told her hardest day to five services in a month. Four funding rules each "
            "ask for their own form."
        ),
        "to_whom": "The department that pays for family services",
        "decision": "one_form",
        "steps": [(-110, "We wrote to the department, with the five forms of one family.", "")],
        "answer": (
            "partly",
            -35,
            "From July two of the forms may be one. The others follow rules.",
        ),
    },
    {
        "ask": "A bus that reaches Murchison before nine",
        "why": "Eight children miss the first hour of kinder because their parents have no car.",
        "to_whom": "The state’s transport department",
        "decision": "bus",
        "steps": [
            (-30, "Three parents and the council asked for it, and for one on Saturdays.", "")
        ],
        "answer": None,
    },
]

RESOURCES = [
    {
        "title": "Collective Impact",
        "kind": "research",
        "helps_with": "Why many organisations change more together, and what it takes.",
        "by": "John Kania and Mark Kramer, Stanford Social Innovation Review, 2011",
        "link": "https://ssir.org/articles/entry/collective_impact",
    },
    {
        "title": "Child Safe Standards",
        "kind": "guide",
        "helps_with": "What every organisation in Victoria must do so that children are safe.",
        "by": "Commission for Children and Young People, Victoria",
        "link": "https://ccyp.vic.gov.au/child-safe-standards/",
    },
    {
        "title": "Spectrum of Public Participation",
        "kind": "guide",
        "helps_with": "Saying honestly how much people can decide: inform, consult, involve, …",
        "by": "International Association for Public Participation Australasia",
        "link": "https://iap2.org.au/resources/spectrum/",
    },
]
