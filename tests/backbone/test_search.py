"""One search, over what the reader may see and nothing else."""

import datetime
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from backbone.search import search
from tests.agenda.factories import AspirationFactory
from tests.backbone.factories import (
    AdvocacyAskFactory,
    GrantFactory,
    MeetingFactory,
    ResourceFactory,
)
from tests.engagement.factories import (
    AnswerFactory,
    ContributionFactory,
    ContributionThemeFactory,
    NewsItemFactory,
    QuestionFactory,
    ThemeFactory,
)
from tests.factories import DecisionFactory, FindingFactory, LearningQuestionFactory
from tests.strategies.factories import ActionFactory, StrategyFactory, UpdateFactory

pytestmark = pytest.mark.django_db
NOBODY = AnonymousUser()


def titles(words: str, user=NOBODY) -> list[str]:
    return [one.title for group in search(words, user) for one in group.found]


def test_it_finds_what_holds_all_words_in_any_order():
    DecisionFactory(title="Pay for one more family worker")
    DecisionFactory(title="Pay for a bus")

    assert titles("worker PAY") == ["Pay for one more family worker"]


@pytest.mark.parametrize("words", ["", " ", "a", "%%", "_ _", "' OR 1=1 --"])
def test_it_finds_nothing_for_nothing(words):
    StrategyFactory(title="Something")

    assert titles(words) == []


def test_drafts_and_what_is_for_partners_are_not_found_by_everybody(mai):
    StrategyFactory(title="Lantern among us", visibility="partners", state="active")
    AspirationFactory(words="Lantern for partners", consent="quote_partners")
    AspirationFactory(words="Lantern for nobody", consent="shape_only")
    DecisionFactory(title="Lantern to decide", state="proposed", made_on=None)
    UpdateFactory(what_happened="Lantern draft", state="draft")

    assert titles("lantern") == []
    assert "Lantern among us" in titles("lantern", mai)
    assert not any("nobody" in title or "decide" in title for title in titles("lantern", mai))


def test_the_page_says_where_and_what_and_says_so_if_there_is_nothing(client):
    action = ActionFactory(title="A trailer of toys")

    found = client.get(reverse("backbone:search"), {"words": "trailer toys"}).text
    nothing = client.get(reverse("backbone:search"), {"words": "<b>zebra</b>"}).text

    assert action.get_absolute_url() in found
    assert "1 thing here says “trailer toys”." in found
    assert "Who does what" in found
    assert "Nothing here says “&lt;b&gt;zebra&lt;/b&gt;”" in nothing
    assert "<b>zebra" not in nothing


@pytest.mark.parametrize("more", [1, 20])
def test_a_search_asks_the_same_for_one_and_for_twenty(more, django_assert_num_queries):
    ActionFactory.create_batch(more, title="A trailer of toys")

    with django_assert_num_queries(18):  # one for each kind of thing
        search("trailer", NOBODY)


# --- by their stems ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words", ["family", "families", "a family worker", "the FAMILIES’ workers"]
)
def test_words_are_found_by_their_stems(words):
    StrategyFactory(title="Workers who visit families", state="active")

    assert titles(words) == ["Workers who visit families"]


def test_a_part_of_a_word_is_found_too_and_the_whole_word_first():
    StrategyFactory(title="A trailer", state="active")
    StrategyFactory(title="A trail along the river", state="active")

    assert titles("trail") == ["A trail along the river", "A trailer"]


def test_words_of_another_language_are_found_as_they_are():
    said = AspirationFactory(words="Con tôi thích đi học", language="vi", consent="quote_public")

    (group,) = search("thích học", NOBODY)

    assert group.found[0].url == f"{reverse('agenda:voices')}#words-{said.pk}"


def test_own_words_in_another_language_come_with_their_english():
    AspirationFactory(
        words="Con tôi thích đi học", language="vi", english="My child likes school.",
        translated_by="Hoa Le", consent="quote_public",
    )  # fmt: skip
    ContributionFactory(text="Xe buýt đến trường", language="vi", english="", state="published")

    (said,) = search("thích học", NOBODY)
    (told,) = search("Xe buýt", NOBODY)

    assert (said.found[0].language, said.found[0].english) == ("vi", "My child likes school.")
    assert (told.found[0].language, told.found[0].english) == ("vi", "")


def test_the_page_says_in_which_language_a_hit_is_and_what_it_says_in_english(client):
    AspirationFactory(
        words="Con tôi thích đi học", language="vi", english="My child likes school.",
        translated_by="Hoa Le", consent="quote_public",
    )  # fmt: skip

    page = client.get(reverse("backbone:search"), {"words": "thích"}).text

    assert '<p class="small quiet" lang="vi" dir="auto">Con tôi thích đi học</p>' in page
    assert '<p class="small" lang="en">My child likes school.</p>' in page


# --- by other names -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("kindergarten", "A bus to kinder"),
        ("kinder", "The kindergarten roof"),
        ("Kindergarten bus", "A bus to kinder"),
        ("family violence", "Family incidents that police attend"),
        ("family incidents", "Where to go in family violence"),
    ],
)
def test_a_thing_is_found_by_its_other_name(words, title):
    StrategyFactory(title=title, state="active")

    assert titles(words) == [title]


def test_another_name_is_not_half_a_word_or_half_a_phrase():
    for title in ("Fewer incidents", "A kind word", "Family matters"):
        StrategyFactory(title=title, summary="Now.", why="Because.", state="active")

    assert titles("kindergarten") == titles("family violence") == []


# --- by their dates -----------------------------------------------------------------------------


def a_moment(day: int, month: int) -> datetime.datetime:
    """Eight in the morning in Melbourne: in UTC it is the day before."""
    return datetime.datetime(2026, month, day, 8, tzinfo=ZoneInfo("Australia/Melbourne"))


def test_what_has_a_date_on_its_page_is_found_by_it(mai):
    DecisionFactory(title="Pay for a bus", made_on="2026-11-19")
    DecisionFactory(title="Pay for a tent", made_on="2026-10-09")
    NewsItemFactory(title="A bus goes", publish_at=a_moment(1, 11))
    MeetingFactory(starts_at=a_moment(1, 11), is_open=True, place="The library")
    MeetingFactory(starts_at=a_moment(1, 12), is_open=True)
    update = UpdateFactory(
        state="accepted", period_start="2026-11-01", period_end="2026-11-30",
        sent_at=a_moment(1, 12), action__title="Drop-in",
    )  # fmt: skip

    for_mai = {one.title: one.words for group in search("november", mai) for one in group.found}

    assert titles("November") == [f"{update.action}, November 2026", "Pay for a bus", "A bus goes"]
    assert titles("19 November 2026") == ["Pay for a bus"]
    (meeting,) = [title for title in for_mai if title.endswith(", 1 November 2026")]
    assert for_mai[meeting] == "The library"


def test_a_number_finds_no_part_of_a_date():
    DecisionFactory(title="Pay for a bus", made_on="2026-11-19")

    assert titles("20") == titles("26 bus") == []


def test_minutes_that_are_not_confirmed_are_found_by_nobody(mai, bea):
    MeetingFactory(state="held", minutes="We talked of the lantern.", is_open=True)

    assert titles("lantern", mai) == titles("lantern", bea) == []


# --- where the text stands -----------------------------------------------------------------


def test_each_result_leads_to_where_its_words_stand(client):
    ask = AdvocacyAskFactory(ask="A lantern bus", state="put")
    grant = GrantFactory(title="Lantern money")
    guide = ResourceFactory(title="How to hang a lantern", visibility="public")
    theme = ThemeFactory(name="Lanterns")
    voice = ContributionFactory(text="More lantern light", state="published")
    ContributionThemeFactory(contribution=voice, theme=theme)
    question = QuestionFactory(title="Where to be?")
    reply = ContributionFactory(text="By the lantern", state="published", question=question)
    update = UpdateFactory(what_happened="Forty lanterns hang.", state="accepted")

    urls = [one.url for group in search("lantern", NOBODY) for one in group.found]

    assert sorted(urls) == sorted(
        [
            f"/what-we-ask-for/#ask-{ask.pk}",
            f"/funding/#grant-{grant.pk}",
            f"/resources/#guide-{guide.pk}",
            theme.get_absolute_url(),
            f"{theme.get_absolute_url()}#voice-{voice.pk}",
            f"{question.get_absolute_url()}#voice-{reply.pk}",
            f"{update.action.get_absolute_url()}#{update.period_end:%Y-%m}",
        ]
    )
    for url in urls:
        page, _hash, anchor = url.partition("#")
        assert client.get(page).status_code == 200
        assert not anchor or f'id="{anchor}"' in client.get(page).text


def test_what_only_partners_may_read_leads_them_where_they_can_read_it(client, mai):
    secret = {"visibility": "partners"}
    StrategyFactory(title="Lantern idea", state="proposed")
    StrategyFactory(title="Lantern that was not chosen", state="not_chosen")
    StrategyFactory(title="Lantern among us", state="active", **secret)
    action = ActionFactory(title="Hang a lantern", **secret)
    UpdateFactory(action=action, what_happened="One lantern hangs.", state="accepted")
    AspirationFactory(words="A lantern in each street", consent="quote_partners")
    ContributionFactory(text="More lanterns", state="partners_only", consent="quote_partners")
    AdvocacyAskFactory(ask="A lantern law", state="drafting")
    ResourceFactory(title="How to hang a lantern", **secret)
    DecisionFactory(title="Lantern rule", **secret)
    question = LearningQuestionFactory(question="Which lantern?", **secret)
    FindingFactory(question=question, statement="A lantern helps.", state="proposed")
    MeetingFactory(state="confirmed", minutes="We talked of the lantern.")
    client.force_login(mai)

    found = [one for group in search("lantern", mai) for one in group.found]

    assert len(found) == 13
    for one in found:
        page, _hash, anchor = one.url.partition("#")
        answer = client.get(page)
        assert answer.status_code == 200
        assert not anchor or f'id="{anchor}"' in answer.text


def test_a_decision_that_waits_leads_the_team_to_its_admin_page(bea):
    decision = DecisionFactory(title="Lantern to decide", state="proposed", made_on=None)

    (group,) = search("lantern", bea)

    assert group.found[0].url == reverse("admin:partnership_decision_change", args=[decision.pk])
    assert search("lantern", NOBODY) == []


# --- what nobody may find -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "consent"),
    [
        ("received", "quote_public"),
        ("in_review", "quote_public"),
        ("flagged", "quote_public"),
        ("declined", "quote_public"),
        ("partners_only", "quote_partners"),
    ],
)
def test_a_voice_that_is_not_for_everybody_is_found_by_nobody_who_may_not_read_it(
    state, consent, mai, bea
):
    more = {"decline_reason": "off_topic"} if state == "declined" else {}
    voice = ContributionFactory(text="canarywords", state=state, consent=consent, **more)
    ContributionThemeFactory(contribution=voice)

    seen = {person: bool(titles("canarywords", person)) for person in (NOBODY, mai, bea)}

    for_partners = state == "partners_only"
    assert list(seen.values()) == [False, for_partners, for_partners]


def test_what_is_withdrawn_or_only_shaped_something_is_found_by_nobody(mai, bea):
    AspirationFactory(words="canarywords", state="published", consent="shape_only")
    NewsItemFactory(title="canarywords", state="draft")
    voice = ContributionFactory(text="canarywords", state="published")
    voice.state, voice.text = "withdrawn", ""
    voice.withdrawn_on = voice.received_on
    voice.save()

    for person in (NOBODY, mai, bea):
        assert titles("canarywords", person) == []


def test_an_answer_is_found_by_what_was_said_and_shows_what_came_of_it():
    AnswerFactory(you_said="More lanterns", result="will_not", we_did="", why_not="No money.")

    (group,) = search("lantern", NOBODY)

    assert (group.found[0].title, group.found[0].words) == ("More lanterns", "No money.")
