"""The agenda of the demonstration: its versions are written, signed, talked about and agreed."""

import datetime

from django.utils import timezone

from agenda import services
from agenda.models import (
    Agenda,
    Aspiration,
    AspirationLink,
    CoreStrategy,
    CoreStrategyText,
    Outcome,
    OutcomeText,
    Principle,
)
from backbone.demo import content, rooms
from backbone.demo.agenda_words import (
    COMMENTS,
    DECISION_1,
    DECISION_2,
    ONE,
    OUTCOMES,
    PRINCIPLES_ONE,
    PRINCIPLES_THREE,
    PRINCIPLES_TWO,
    SIGNED_ONE,
    SIGNED_THREE,
    SIGNED_TWO,
    SIGNS_FOR,
    THREE,
    TWO,
    VOICES,
    WAYS_ONE,
    WAYS_TWO,
    WITHOUT_VOICES,
)
from partnership import decisions
from partnership.events import record
from partnership.models import Decision, Organisation, Place, User


def decided(today: datetime.date) -> dict[str, datetime.date]:
    """When the first two versions were agreed on, by the title of the decision."""
    return {DECISION_1["title"]: _day(today, 860), DECISION_2["title"]: _day(today, 479)}


def seed_agenda(today: datetime.date, *, people: dict[str, User], numbers: dict[str, int]) -> None:
    """
    Three versions as their partners wrote, signed and discussed them. ``people`` by key;
    ``numbers`` of the decisions by title.
    """
    organisations = {
        key: Organisation.objects.get(name=fields["name"])
        for key, fields in content.ORGANISATIONS.items()
    }
    outcomes = {
        code: Outcome.objects.get_or_create(slug=slug, defaults={"code": code})[0]
        for code, slug in OUTCOMES.items()
    }
    group = rooms.group_of("table", today, people, organisations)
    voices = _voices(today, people["priya"])
    one, two, three = (_day(today, days) for days in (900, 520, 21))

    first = _version(1, "", ONE, WAYS_ONE, PRINCIPLES_ONE, outcomes, voices)
    first.outcomes.update(without_voices="In the first year we asked partners, not families.")
    _open(first, people, one, one + datetime.timedelta(days=30))
    for key in SIGNED_ONE:
        _sign(first, key, ("endorsed", ""), organisations, people, one)
    days = decided(today)
    _adopt(first, people, group, DECISION_1, None, days, numbers)

    second = _version(
        2,
        "Feelings, belonging and waiting stand in it now, because families said so. An outcome "
        "led by Aboriginal organisations is new.",
        TWO,
        WAYS_TWO,
        PRINCIPLES_TWO,
        outcomes,
        voices,
    )
    _open(second, people, two, two + datetime.timedelta(days=30))
    for key, word in SIGNED_TWO.items():
        _sign(second, key, word, organisations, people, two + datetime.timedelta(days=12))
    _adopt(second, people, group, DECISION_2, first, days, numbers)
    taken_back = voices["taken_back"]
    services.withdraw(Aspiration.all_objects.get(pk=taken_back.pk), by=people["priya"])

    third = _version(
        3,
        "A school must be ready for the child, too. Each family has one person who stays. The "
        "year for the first outcome moves to 2032, when it can be counted.",
        THREE,
        WAYS_TWO,
        PRINCIPLES_THREE,
        outcomes,
        {key: voice for key, voice in voices.items() if key != "taken_back"},
    )
    _open(third, people, three, today + datetime.timedelta(days=24))
    for key, word in SIGNED_THREE.items():
        _sign(third, key, word, organisations, people, _day(today, 4))
    for said in COMMENTS:
        _comment(third, said, today, outcomes, organisations, people)


def _day(today: datetime.date, days: int) -> datetime.date:
    return today - datetime.timedelta(days=days)


def _voices(today: datetime.date, by: User) -> dict[str, Aspiration]:
    """Every voice as it was heard, checked by the backbone team."""
    places = {place.code: place for place in Place.objects.all()}
    made = {}
    for said in VOICES:
        where, days = said["heard"]
        voice = Aspiration.all_objects.create(
            words=said["words"],
            language=said.get("language", "en"),
            english=said.get("english", ""),
            translated_by=said.get("translated_by", ""),
            who=said["who"],
            place=places.get(said["place"]),
            heard_at=where,
            heard_on=_day(today, days),
            consent=said.get("consent", "quote_public"),
        )
        record("agenda.aspiration.added", voice, by=by)
        made[said["key"]] = services.publish(voice, by=by)
    return made


def _version(number, news, outcome_texts, ways, principles, outcomes, voices) -> Agenda:
    agenda = Agenda.all_objects.create(
        number=number,
        vision="Every child here grows up safe, well and curious, and nobody’s family is alone.",
        about_whom="Children and young people to 25 and their families, in five shires.",
        change_summary=news,
    )
    for order, (code, (statement, by_when, why)) in enumerate(outcome_texts.items(), start=1):
        OutcomeText.objects.create(
            agenda=agenda,
            outcome=outcomes[code],
            statement=statement,
            by_when=by_when,
            why_it_matters=why,
            without_voices=WITHOUT_VOICES.get(code, ""),
            order=order,
        )
    for order, (code, (title, rationale, serves)) in enumerate(ways.items(), start=1):
        strategy, _is_new = CoreStrategy.objects.get_or_create(code=code)
        text = CoreStrategyText.objects.create(
            agenda=agenda, core_strategy=strategy, title=title, rationale=rationale, order=order
        )
        text.outcomes.set([outcomes[one] for one in serves])
    for order, words in enumerate(principles, start=1):
        Principle.objects.create(agenda=agenda, text=words, order=order)
    for said in VOICES:
        if said["from"] > number or said["key"] not in voices:
            continue
        for code, how in said["became"].items():
            AspirationLink.objects.create(
                aspiration=voices[said["key"]],
                agenda=agenda,
                outcome=outcomes[code],
                how=how,
                reason=said.get("reason", ""),
            )
    return agenda


def _open(agenda, people, on, until) -> None:
    services.open_for_comments(agenda, by=people["priya"], on=on, until=until)


def _sign(agenda, key, word, organisations, people, on) -> None:
    """By its lead; where the demonstration has none, its member led it in that year."""
    state, reservation = word
    agenda.endorsements.create(
        organisation=organisations[key],
        state=state,
        reservation=reservation,
        by=people[SIGNS_FOR[key]],
        on=on,
    )


def _adopt(agenda, people, group, about, replaces, days, numbers) -> None:
    on = days[about["title"]]
    decision = Decision.all_objects.create(number=numbers[about["title"]], group=group, **about)
    decisions.make(decision, by=people["priya"], on=on)
    services.adopt(agenda, by=people["priya"], decision=decision, replaces=replaces, on=on)


def _comment(agenda, said, today, outcomes, organisations, people) -> None:
    organisation, person = said["by"]
    at = datetime.datetime.combine(_day(today, said["days_ago"]), datetime.time(14, 20))
    comment = services.comment(
        agenda,
        by=people[person],
        organisation=organisations[organisation],
        outcome=outcomes[said["outcome"]] if said["outcome"] else None,
        stance=said["stance"],
        text=said["text"],
        at=timezone.make_aware(at),
    )
    if "answer" in said:
        result, answer = said["answer"]
        services.answer_comment(comment, by=people["priya"], result=result, answer=answer)
