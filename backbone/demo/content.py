"""
Who and what the demonstration is about, as plain data; ``plans`` says what its partners do. The
figures and their source are real; the partnership, its organisations and people are made up, and
each organisation says so in its name.
"""

PARTNERSHIP = {
    "name": "Goulburn Children and Families Partnership (demonstration)",
    "short_name": "Goulburn",
    "second_line": "Children and Families Partnership",
    "acknowledgement": (
        "We work on the lands of the Yorta Yorta, Taungurung and Wurundjeri peoples. We pay our "
        "respects to their Elders, past and present. Aboriginal families have raised strong "
        "children here for thousands of generations."
    ),
    "contact_email": "hello@goulburn-partnership.example",
    "contact_phone": "03 5550 0123",  # one of the numbers that are kept for made-up people
}

HOW_WE_WORK = {
    "why": (
        "A child does not live in a program. She lives in a home, a street, a kinder and a "
        "clinic. When something goes wrong, it is rarely one thing, and no one of us can put it "
        "right alone.\n\n"
        "For years each of us did good work, and too little changed for children. So in 2024 we "
        "began to work in another way. It is called collective impact: many organisations and "
        "families agree on what they want, do what fits together, and look at the same numbers "
        "to see if it helps. It has five parts, and it needs all five. You can see each of them "
        "on this site, also where it is not good yet."
    ),
    "agenda": (
        "We agree on what we want for every child, in words that families helped to write. Each "
        "partner signs it, or says why not. When we learn better, we write it anew, and the old "
        "words stay here to read."
    ),
    "learning": (
        "We all look at the same numbers, good or bad, and nobody may leave one out. Numbers do "
        "not say why, so we also ask. When we were wrong, we say what we think now."
    ),
    "strategies": (
        "We cannot do everything. Together we choose the few things where our effort helps most. "
        "Then each partner says what it will do and by when, and tells regularly how it "
        "goes. What does not help, we stop."
    ),
    "engagement": (
        "Families know things that we do not. We ask them, we write down what they say as they "
        "say it, and we answer: what we did, and what we cannot do. You do not need to give your "
        "name."
    ),
    "backbone": (
        "A team of three looks after the work that belongs to all of us: meetings, numbers, "
        "money, and the chairs. It does not decide. The groups of partners do, and they write "
        "down why."
    ),
}

ORGANISATIONS = {
    "red_gum": {
        "name": "Red Gum Family Services (made up)",
        "kind": "community_service",
        "joined_on": "2024-05-01",
        "public_profile": (
            "We sit with families when things are hard: at home, at kinder, at the kitchen "
            "table. 34 of us work in Shepparton, Mooroopna and Seymour."
        ),
    },
    "stony_creek": {
        "name": "Stony Creek Community Health (made up)",
        "kind": "health",
        "joined_on": "2024-04-01",
        "public_profile": (
            "Nurses, a speech therapist and a lot of parking. We check hearing, speech and "
            "teeth, and we come to kinders."
        ),
    },
    "lantern": {
        "name": "Little Lantern Kinders (made up)",
        "kind": "early_years",
        "joined_on": "2024-05-01",
        "public_profile": (
            "Five kinders between Kilmore and Murchison, 212 children. Our teachers see "
            "parents every day."
        ),
    },
    "wattle": {
        "name": "Wattle Plains Council (made up)",
        "kind": "council",
        "joined_on": "2024-04-01",
        "public_profile": (
            "We run the halls, the libraries, and the nurses for mothers and small children. We "
            "also cut the grass around all of these."
        ),
    },
    "school": {
        "name": "Ferry Road Primary School (made up)",
        "kind": "school",
        "joined_on": "2024-04-01",
        "public_profile": (
            "A primary school on the river with 180 children, who speak 14 languages at home."
        ),
    },
    "parents": {
        "name": "Kitchen Table Parents (made up)",
        "kind": "community_group",
        "joined_on": "2024-05-01",
        "public_profile": (
            "Parents who meet at kitchen tables and say what would really help. Everybody can come."
        ),
    },
    "backbone": {
        "name": "Goulburn backbone team (made up)",
        "kind": "backbone",
        "joined_on": "2024-06-01",
        "public_profile": (
            "A team of three that helps the partners work together. We collect the figures, "
            "read the updates and put the chairs out."
        ),
    },
}

PEOPLE = [
    {
        "key": "mel",
        "name": "Mel Tran",
        "email": "mel@red-gum.example",
        "organisation": "red_gum",
        "role": "member",
        "what": "a partner: writes and sends updates",
        "announced": True,
    },
    {
        "key": "sam",
        "name": "Sam Okafor",
        "email": "sam@red-gum.example",
        "organisation": "red_gum",
        "role": "member",
        "what": "her colleague: works on the same updates",
        "announced": True,
    },
    {
        "key": "grace",
        "name": "Grace Pellegrini",
        "email": "grace@red-gum.example",
        "organisation": "red_gum",
        "role": "lead",
        "what": "leads the same organisation",
    },
    {
        "key": "noor",
        "name": "Noor Haddad",
        "email": "noor@stony-creek.example",
        "organisation": "stony_creek",
        "role": "member",
        "what": "another partner",
    },
    {
        "key": "lucia",
        "name": "Lucia Romano",
        "email": "lucia@little-lantern.example",
        "organisation": "lantern",
        "role": "lead",
        "what": "leads another organisation: signs the agenda and rates for it",
        "announced": True,
    },
    {
        "key": "jess",
        "name": "Jess Whitlock",
        "email": "jess@wattle-plains.example",
        "organisation": "wattle",
        "role": "member",
        "what": "another partner",
    },
    {
        "key": "tom",
        "name": "Tom Birrell",
        "email": "tom@ferry-road.example",
        "organisation": "school",
        "role": "member",
        "what": "another partner: has sent an update that waits to be read",
        "announced": True,
    },
    {
        "key": "dana",
        "name": "Dana Kovac",
        "email": "dana@kitchen-table.example",
        "organisation": "parents",
        "role": "member",
        "what": "another partner",
    },
    {
        "key": "amir",
        "name": "Amir Rahimi",
        "email": "amir@stony-creek.example",
        "organisation": "stony_creek",
        "role": "lead",
        "what": "leads another partner",
    },
    {
        "key": "helen",
        "name": "Helen Brandt",
        "email": "helen@wattle-plains.example",
        "organisation": "wattle",
        "role": "lead",
        "what": "leads another partner",
    },
    {
        "key": "yusuf",
        "name": "Yusuf Demir",
        "email": "yusuf@ferry-road.example",
        "organisation": "school",
        "role": "lead",
        "what": "leads another partner",
    },
    {
        "key": "rosa",
        "name": "Rosa Castellano",
        "email": "rosa@kitchen-table.example",
        "organisation": "parents",
        "role": "lead",
        "what": "leads another partner",
    },
    {
        "key": "priya",
        "name": "Priya Nair",
        "email": "priya@backbone.example",
        "organisation": "backbone",
        "role": "backbone",
        "what": "backbone team: reads updates and accepts them, in the admin",
        "announced": True,
    },
    {
        "key": "ben",
        "name": "Ben Carrigan",
        "email": "ben@backbone.example",
        "organisation": "backbone",
        "role": "backbone",
        "what": "backbone team: looks after the data",
        "announced": True,
    },
    {
        "key": "robin",
        "name": "Robin Ellis",
        "email": "robin@portal.example",
        "is_administrator": True,
        "what": "administrator: accounts and invitations, nothing else",
        "announced": True,
    },
]

# Two people: one sets a feed up, the other lets it publish by itself.
SETS_UP_FEEDS = "ben"
APPROVES_FEEDS = "priya"

INDICATOR = {
    "slug": "feelings-and-behaviour-at-school-start",
    "name": "Children who find feelings and behaviour hard when they start school",
    "short_name": "Feelings and behaviour at school start",
    "who": "children who started school",
    "what": "had a high level of difficulty",
    "counted": "children",
    "finding_up": "More children find feelings and behaviour hard when they start school",
    "finding_down": "Fewer children find feelings and behaviour hard when they start school",
    "finding_same": "About as many children as before find feelings and behaviour hard",
    "order": 1,
}

METHOD = {
    "definition": (
        "Parents fill in a health form when a child starts school. A child is counted when the "
        "answers show a high risk of emotional or behavioural difficulty."
    ),
    "quality": (
        "Fair. Parents answer for their child, and not all forms come back. The department "
        "weights the answers, so that they stand for all children who started school. Small "
        "places jump around by chance, so look at the likely range."
    ),
    "weighted_counts": True,
    "unit": "percent",
    "polarity": "lower_is_better",
    "aggregation": "ratio_of_sums",
    "interval_months": 12,
    "usual_lag_days": 365,
}

SOURCE = {
    "publisher": "State of Victoria (Department of Education)",
    "title": "Victorian Child and Adolescent Monitoring System",
    "part": "Indicator 10.1, from the School Entrant Health Questionnaire",
    "licence": "CC BY 4.0",
    "licence_note": (
        "This is the licence on the publisher’s site. The file itself names none, and we have not "
        "seen the page that it was published on."
    ),
}
