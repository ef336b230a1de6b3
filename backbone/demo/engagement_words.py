"""
What made-up people told the made-up partnership, and what it answered; as plain data. Nobody said
these words. Days count back from today.
"""

OUTCOMES = {
    "ready-to-learn": "O1",
    "safe-and-well": "O2",
    "belong-and-learn": "O3",
    "help-early": "O4",
}

QUESTIONS = {
    "mornings": {
        "slug": "what-would-make-mornings-easier",
        "title": "What would make the morning easier, from bed to kinder?",
        "about": (
            "One child in ten finds school hard at the start. Parents told us that it begins at "
            "home, before eight. We want to know what would help."
        ),
        "can_change": "When and where our family workers are, and what partners lend each other.",
        "cannot_change": "When school begins, and what kinder costs: the state decides that.",
        "who_reads": "The backbone team, and two parents of Kitchen Table Parents (made up).",
        "outcome": "ready-to-learn",
        "days": (-20, 25, 60),
        "state": "open",
    },
    "after_kinder": {
        "slug": "who-minds-children-after-kinder",
        "title": "Who minds your children after kinder?",
        "about": (
            "Kinder ends at two. Many parents work until five, and we do not know how they do it."
        ),
        "can_change": "Where partners open a room in the afternoon, and who is there.",
        "cannot_change": "The hours of kinder: the state sets them.",
        "who_reads": "The backbone team, and two parents of Kitchen Table Parents (made up).",
        "outcome": "help-early",
        "days": (-70, -8, 40),
        "state": "considering",
    },
    "drop_in": {
        "slug": "when-should-the-drop-in-be-open",
        "title": "When should the drop-in in Seymour be open?",
        "about": (
            "It was open on Saturdays, for families and for teenagers, and hardly anybody came. "
            "Here we asked teenagers when they would come. We asked the parents at the door."
        ),
        "can_change": "The day, the hours, and what there is to eat.",
        "cannot_change": "The building: we may use it until the end of next year.",
        "who_reads": "The backbone team, and the two people who run the drop-in.",
        "outcome": "belong-and-learn",
        "days": (-200, -150, -100),
        "state": "closed",
        "decision": "Stop the Saturday drop-in",
        "result": (
            "Nine of eleven who answered said: not on Saturday, that is for sport. The drop-in is "
            "now on Tuesday evenings, with dinner. Two wanted it in Nagambie too; that we cannot "
            "do, because nobody there has a room."
        ),
    },
}

THEMES = {
    "story": ("tell-it-once", "Telling my story once", "To be asked the same hard things again."),
    "bus": ("getting-there", "Getting there", "Buses that do not come, places one cannot walk to."),
    "person": (
        "one-person",
        "One person who stays",
        "Somebody who knows us, not a number.",
    ),
    "evening": ("where-to-be", "Somewhere to be", "Places for young people, at hours that suit."),
    "waiting": ("waiting", "Waiting for help", "Months between asking and somebody coming."),
}

SHEPPARTON, MITCHELL, MOIRA, MURRINDINDI, STRATHBOGIE = "22830", "24850", "24900", "25620", "26430"
EVERYBODY, PARTNERS, COUNTED = "quote_public", "quote_partners", "count_only"

# words, (place, age), consent, days ago, themes, and what else is so
VOICES = [
    (
        "I could tell it in my sleep by now, and I still cry at the same place.",
        (MOIRA, "65_over"), EVERYBODY, 210, ["story"], {"outcome": "help-early", "on": "paper"},
    ),
    (
        "Why do three people ask me the same form in one week? I could have been at work.",
        (SHEPPARTON, "26_64"), EVERYBODY, 190, ["story"], {"outcome": "help-early"},
    ),
    (
        "Tôi đã kể chuyện của gia đình tôi bốn lần, lần nào cũng phải chờ người phiên dịch.",
        (SHEPPARTON, "26_64"), EVERYBODY, 160, ["story", "waiting"],
        {
            "language": "vi", "outcome": "help-early",
            "english": "I have told my family’s story four times, and waited for an interpreter "
            "each time.",
        },
    ),
    (
        "One form for all of you. How hard can it be?",
        (STRATHBOGIE, "26_64"), EVERYBODY, 120, ["story"], {"strategy": "tell-your-story-once"},
    ),
    ("I stopped asking. It was easier.", (None, ""), PARTNERS, 115, ["story"], {}),
    (
        "أريد شخصاً واحداً يعرفنا ويبقى معنا، لا عشرة أرقام هاتف.",
        (SHEPPARTON, "26_64"), EVERYBODY, 88, ["person"],
        {
            "language": "ar", "outcome": "help-early", "on": "in_person",
            "english": "I want one person who knows us and stays with us, not ten phone numbers.",
        },
    ),
    (
        "The worker at kinder knew my girl’s name. That was the whole difference.",
        (SHEPPARTON, "26_64"), EVERYBODY, 84, ["person"],
        {"outcome": "safe-and-well", "strategy": "help-where-children-are"},
    ),
    (
        "كل مرة يأتي شخص جديد، ونبدأ من الصفر.",
        (SHEPPARTON, "26_64"), EVERYBODY, 70, ["person", "story"],
        {
            "language": "ar", "outcome": "help-early",
            "english": "Each time a new person comes, and we begin from nothing.",
        },
    ),
    (
        "She came on Tuesdays, whatever the weather. Then the money ended and so did she.",
        (MITCHELL, "26_64"), EVERYBODY, 64, ["person"], {"outcome": "help-early"},
    ),
    (
        "On bad days I go and help in the library. She never asks, and she always has time.",
        (None, ""), EVERYBODY, 62, ["person"], {"outcome": "safe-and-well", "on": "paper"},
    ),
    (
        "Saturday is sport. Nobody will come on a Saturday.",
        (MITCHELL, "13_17"), EVERYBODY, 195, ["evening"], {"question": "drop_in"},
    ),
    (
        "Tuesday, because that is when nothing is on and mum works late.",
        (MITCHELL, "13_17"), EVERYBODY, 193, ["evening"], {"question": "drop_in"},
    ),
    (
        "Food. If there is food I do not care which day it is.",
        (MITCHELL, "13_17"), EVERYBODY, 190, ["evening"], {"question": "drop_in"},
    ),
    (
        "Not Friday, then the big ones drink behind it.",
        (MITCHELL, "13_17"), PARTNERS, 188, ["evening"], {"question": "drop_in"},
    ),
    (
        "Build a pool in our town.",
        (STRATHBOGIE, "13_17"), EVERYBODY, 130, ["evening"], {"outcome": "belong-and-learn"},
    ),
    (
        "Somewhere that is warm and open after the last bus. We just want to sit.",
        (MOIRA, "13_17"), EVERYBODY, 126, ["evening"],
        {"outcome": "belong-and-learn", "on": "paper"},
    ),
    (
        "There is a hall. It has been locked since I was born.",
        (STRATHBOGIE, "18_25"), EVERYBODY, 110, ["evening"], {"outcome": "belong-and-learn"},
    ),
    (
        "On Saturdays no bus stops here. I am stuck, and so is everybody I know.",
        (MURRINDINDI, "13_17"), EVERYBODY, 100, ["bus"],
        {"outcome": "belong-and-learn", "on": "paper"},
    ),
    (
        "A bus that goes to the kinder. It is 4 km and I do not drive.",
        (MOIRA, "26_64"), EVERYBODY, 18, ["bus"], {"question": "mornings"},
    ),
    (
        "Two kids, one pram, and the bus leaves at 7:10 or at 9:40. Kinder begins at 8:30.",
        (MOIRA, "26_64"), EVERYBODY, 16, ["bus"], {"question": "mornings"},
    ),
    (
        "Xe buýt đến sớm năm phút là con tôi lỡ cả buổi sáng.",
        (SHEPPARTON, "26_64"), EVERYBODY, 14, ["bus"],
        {
            "question": "mornings", "language": "vi",
            "english": "If the bus is five minutes early, my child misses the whole morning.",
        },
    ),
    (
        "Somebody at the gate who says good morning and means it.",
        (SHEPPARTON, "26_64"), EVERYBODY, 12, ["person"], {"question": "mornings"},
    ),
    (
        "We waited seven months for the speech check. He starts school in nine weeks.",
        (SHEPPARTON, "26_64"), EVERYBODY, 95, ["waiting"], {"outcome": "ready-to-learn"},
    ),
    (
        "They said four weeks. It was winter when they rang. [Name removed] did not talk then.",
        (MITCHELL, "26_64"), EVERYBODY, 90, ["waiting"],
        {"outcome": "ready-to-learn", "taken_out": True},
    ),
    (
        "Nobody can say how long. I could bear a long wait if I knew how long.",
        (MURRINDINDI, "26_64"), EVERYBODY, 58, ["waiting"], {"outcome": "ready-to-learn"},
    ),
    ("", (SHEPPARTON, "18_25"), COUNTED, 55, ["waiting"], {"state": "counted_only"}),
    ("", (SHEPPARTON, ""), EVERYBODY, 50, ["person"], {"state": "withdrawn"}),
    (
        "Breakfast at kinder. Mine eat when they see others eat.",
        (SHEPPARTON, "26_64"), EVERYBODY, 9, [], {"question": "mornings", "state": "received"},
    ),
    (
        "If the drop-off was ten minutes longer I would not have to shout at anybody.",
        (MITCHELL, "26_64"), PARTNERS, 3, [], {"question": "mornings", "state": "received"},
    ),
    (
        "My neighbour takes my boy when I have the early shift. Pay her, not another program.",
        (SHEPPARTON, "26_64"), EVERYBODY, 1, [], {"question": "mornings", "state": "received"},
    ),
    (
        "The boy next door is outside at night again, in the cold. I do not know whom to ring.",
        (MITCHELL, "26_64"), PARTNERS, 2, [], {"state": "flagged"},
    ),
]  # fmt: skip

ANSWERS = [
    {
        "themes": ["evening"],
        "you_said": "Saturdays do not work. Make it a weekday, with food.",
        "quoted": "Saturday is sport. Nobody will come on a Saturday.",
        "result": "done",
        "we_did": (
            "We stopped Saturdays. The drop-in in Seymour is on Tuesday evenings now, with dinner."
        ),
        "outcomes": ["belong-and-learn"],
        "strategies": ["saturday-drop-in"],
        "decision": "Stop the Saturday drop-in",
        "days": 80,
    },
    {
        "themes": ["story"],
        "you_said": "Why do I have to tell my story again and again?",
        "quoted": "One form for all of you. How hard can it be?",
        "result": "doing",
        "we_did": (
            "Four partners now use one form, and pass it on if you say yes. The others follow "
            "when their own computers can read it; we ask them every three months."
        ),
        "strategies": ["tell-your-story-once"],
        "outcomes": ["help-early"],
        "decision": "Ask the department to let one form count for all services",
        "days": 60,
    },
    {
        "themes": ["evening"],
        "you_said": "Build a pool in our town.",
        "quoted": "Build a pool in our town.",
        "result": "cannot",
        "why_not": "A pool belongs to the council, and we have no money to build.",
        "who_can": (
            "Wattle Plains Council (made up) decides on pools. We passed it on; everybody may "
            "speak at its meeting on the second Tuesday of a month."
        ),
        "outcomes": ["belong-and-learn"],
        "days": 80,
    },
    {
        "themes": ["person"],
        "you_said": "We want one person who knows us and stays.",
        "quoted": "The worker at kinder knew my girl’s name. That was the whole difference.",
        "result": "doing",
        "we_did": (
            "Family workers stay at the same kinder for two years: the money is there until then. "
            "A year before it ends, we say if it goes on."
        ),
        "strategies": ["help-where-children-are"],
        "outcomes": ["help-early", "safe-and-well"],
        "decision": "Pay for family workers in four kinders for two years",
        "days": 40,
    },
    {
        "themes": ["bus"],
        "you_said": "Run a bus on Saturdays.",
        "quoted": "On Saturdays no bus stops here. I am stuck, and so is everybody I know.",
        "result": "cannot",
        "why_not": "Buses are run by the state; we may not run one.",
        "who_can": (
            "The state’s transport department. We wrote to it with your words; as long as it has "
            "not answered, two partners take children along where they drive anyway."
        ),
        "decision": "Ask for a bus that reaches Murchison before nine",
        "outcomes": ["belong-and-learn"],
        "days": 30,
    },
]

NEWS = [
    {
        "slug": "the-drop-in-is-on-tuesdays",
        "title": "The drop-in is on Tuesdays now",
        "body": (
            "Eleven young people told us when they would come. Nine said: not on Saturday.\n\n"
            "So it is Tuesday, from half past five, with dinner. Bring whom you like."
        ),
        "quotes": ["Food. If there is food I do not care which day it is."],
        "outcome": "belong-and-learn",
        "days": 92,
    },
    {
        "slug": "four-partners-use-one-form",
        "title": "Four partners use one form",
        "body": (
            "You tell it once, and say who may read it. The form has two pages instead of nine.\n\n"
            "It does not work everywhere yet. Ask for “the one form”; if it is not there, tell us."
        ),
        "quotes": [],
        "strategy": "tell-your-story-once",
        "days": 58,
    },
    {
        "slug": "how-are-your-mornings",
        "title": "How are your mornings?",
        "body": (
            "We ask everybody what would make the morning easier, from bed to kinder. It takes "
            "three minutes, and nobody needs your name.\n\n"
            "A person reads every answer within five days."
        ),
        "quotes": [],
        "outcome": "ready-to-learn",
        "days": 20,
    },
]
