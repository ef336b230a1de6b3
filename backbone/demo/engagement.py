"""The voices of the demonstration: sent, read, given a theme, answered."""

import datetime

from django.utils import timezone

from agenda.models import Aspiration, Outcome
from backbone.demo.engagement_words import (
    ANSWERS,
    NEWS,
    OUTCOMES,
    QUESTIONS,
    THEMES,
    VOICES,
)
from engagement import promises, receipts
from engagement.models import (
    Answer,
    AspirationContribution,
    Contribution,
    ContributionTheme,
    NewsItem,
    Question,
    Redaction,
    SafetyFlag,
    Theme,
)
from partnership.models import Decision, Organisation, Place, User
from strategies.models import Strategy


def seed_engagement(today: datetime.date, *, people: dict[str, User]) -> None:
    """Build all of it, as of ``today``. What the other apps have seeded is looked up."""
    outcomes = {
        slug: Outcome.objects.get_or_create(slug=slug, defaults={"code": code})[0]
        for slug, code in OUTCOMES.items()
    }
    strategies = {strategy.slug: strategy for strategy in Strategy.all_objects.all()}
    questions = {key: _question(about, today, outcomes) for key, about in QUESTIONS.items()}
    themes = {
        key: Theme.objects.create(slug=slug, name=name, description=said)
        for key, (slug, name, said) in THEMES.items()
    }
    reader, worker = people["ben"], people["mel"]
    places = {place.code: place for place in Place.objects.filter(kind=Place.Kind.LGA)}
    voices = {}
    for number, (text, (place, age), consent, days, in_themes, more) in enumerate(VOICES):
        about = {
            "place": places.get(place),
            "age": age,
            "question": questions.get(more.get("question")),
            "outcome": outcomes.get(more.get("outcome")),
            "strategy": strategies.get(more.get("strategy")),
            "language": more.get("language", "en"),
            "english": more.get("english", ""),
        }
        voice = _voice(number, text, consent, today - datetime.timedelta(days), about, more, worker)
        voices[text] = voice
        ContributionTheme.objects.bulk_create(
            ContributionTheme(contribution=voice, theme=themes[key], by=reader) for key in in_themes
        )
        if voice.state == Contribution.State.FLAGGED:
            SafetyFlag.all_objects.create(
                contribution=voice, kind=SafetyFlag.Kind.CHILD_AT_RISK, raised_by=reader,
                raised_on=today - datetime.timedelta(days=1),
            )  # fmt: skip
        if more.get("taken_out"):
            Redaction.objects.create(
                contribution=voice, original="", by=reader, on=voice.received_on,
                reason=Contribution.Reason.IDENTIFIES_CHILD,
            )  # fmt: skip
        if aspiration := Aspiration.all_objects.filter(words=text, words__gt="").first():
            AspirationContribution.objects.create(aspiration=aspiration, contribution=voice)
    for answer in ANSWERS:
        _answer(answer, today, themes, voices, outcomes, strategies)
    for item in NEWS:
        _news(item, today, voices, outcomes, strategies)


def _question(about: dict, today: datetime.date, outcomes: dict[str, Outcome]) -> Question:
    opens, closes, answered = (today + datetime.timedelta(days) for days in about["days"])
    words = ("slug", "title", "about", "can_change", "cannot_change", "who_reads", "state")
    return Question.all_objects.create(
        **{name: about[name] for name in words},
        opens_on=opens,
        closes_on=closes,
        answer_by=answered,
        outcome=outcomes[about["outcome"]],
        result=about.get("result", ""),
        decision=_decision(about.get("decision", "")),
    )


def _voice(number, text, consent, day, about, more, worker) -> Contribution:
    told = {"quote_public": "published", "quote_partners": "partners_only"}
    state = more.get("state") or told[consent]
    channel = more.get("on", "web")
    return Contribution.all_objects.create(
        receipt_hash=receipts.hash_of(receipts.code_for(f"demonstration {number}")),
        channel=channel,
        entered_by=None if channel == "web" else worker,
        text=text,
        consent=consent,
        consent_wording="1",
        consent_language="en-au",
        consent_on=day,
        received_on=day,
        read_by=promises.read_by(day),
        state=state,
        is_edited=bool(more.get("taken_out")),
        decided_on=None if state in ("received", "flagged") else day + datetime.timedelta(days=3),
        withdrawn_on=day + datetime.timedelta(days=9) if state == "withdrawn" else None,
        **about,
    )


def _answer(about, today, themes, voices, outcomes, strategies) -> None:
    on = today - datetime.timedelta(about["days"])
    linked = [strategies[slug] for slug in about.get("strategies", []) if slug in strategies]
    answer = Answer.all_objects.create(
        you_said=about["you_said"],
        quoted=voices[about["quoted"]],
        result=about["result"],
        we_did=about.get("we_did", ""),
        why_not=about.get("why_not", ""),
        who_can=about.get("who_can", ""),
        organisation=Organisation.objects.filter(kind=Organisation.Kind.BACKBONE).first(),
        decision=_decision(about.get("decision", "")),
        state=Answer.State.PUBLISHED,
        published_on=on,
    )
    answer.themes.set(themes[key] for key in about["themes"])
    answer.outcomes.set(outcomes[slug] for slug in about.get("outcomes", []))
    answer.strategies.set(linked)


def _decision(title: str) -> Decision | None:
    """A public decision of the demonstration, where it is made already."""
    decided = Decision.all_objects.filter(title=title, visibility="public")
    return decided.exclude(state="proposed").first()


def _news(about, today, voices, outcomes, strategies) -> None:
    at = timezone.make_aware(
        datetime.datetime.combine(today - datetime.timedelta(about["days"]), datetime.time(9))
    )
    item = NewsItem.all_objects.create(
        slug=about["slug"],
        title=about["title"],
        body=about["body"],
        outcome=outcomes.get(about.get("outcome")),
        strategy=strategies.get(about.get("strategy")),
        state=NewsItem.State.PUBLISHED,
        publish_at=at,
        mailed_at=at,
    )
    item.quotes.set(voices[text] for text in about["quotes"])
