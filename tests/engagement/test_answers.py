"""“You said, we did”, news and following (SECURITY R3, R58, R60, R63; journey D10)."""

import datetime
import re
import time
from types import SimpleNamespace

import pytest
from django.core import mail as outside
from django.core import signing
from django.core.cache import caches
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from engagement import services
from engagement.links import confirm_path, unsubscribe_path, who_confirms, who_stops
from engagement.models import Answer, Contribution, NewsItem, Redaction, Subscriber
from engagement.templatetags.engagement import newest_words_about, voices_about
from partnership import mail
from partnership.models import Mail
from tests.agenda.factories import OutcomeTextFactory
from tests.engagement.factories import (
    A_DAY,
    AnswerFactory,
    ContributionFactory,
    ContributionThemeFactory,
    NewsItemFactory,
    QuestionFactory,
    RedactionFactory,
    SubscriberFactory,
    ThemeFactory,
)
from tests.factories import DecisionFactory

pytestmark = pytest.mark.django_db
PAGE = "/you-said-we-did/"


def said_in(theme, **fields) -> Contribution:
    voice = ContributionFactory(**{"state": "published", **fields})
    ContributionThemeFactory(contribution=voice, theme=theme)
    return voice


@pytest.mark.parametrize(
    "fields",
    [
        {"we_did": "", "why_not": ""},
        {"result": "will_not", "we_did": "Something"},
        {"result": "cannot", "why_not": "It is not ours."},
    ],
)
def test_an_answer_without_what_it_must_say_is_refused_by_the_database(fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        AnswerFactory(**fields)


def test_no_is_an_answer_too_and_says_who_can(client, partnership):
    theme = ThemeFactory()
    said_in(theme)
    AnswerFactory(
        result="cannot", we_did="", why_not="Buses are the state’s.", who_can="Write to them."
    ).themes.add(theme)

    page = client.get(PAGE).text

    assert "We can’t do this" in page
    assert "Write to them." in page


def test_from_a_decision_to_the_voices_behind_it_and_back(client, partnership, bea):
    decision = DecisionFactory(title="A bus on Tuesdays")
    theme = ThemeFactory(name="Getting there")
    said_in(theme, text="There is no bus.")
    answer = AnswerFactory(state="draft", decision=decision)
    answer.themes.add(theme)
    before = client.get(PAGE).text
    services.publish_answer(answer, by=bea)

    assert answer.you_said not in before
    page = client.get(PAGE).text
    assert "A bus on Tuesdays" in page
    assert theme.get_absolute_url() in page
    assert "There is no bus." in client.get(theme.get_absolute_url()).text


def test_a_draft_of_an_answer_is_read_by_the_backbone_team(nobody, mai, bea):
    draft = AnswerFactory(state="draft")

    read = [list(Answer.objects.visible_to(user)) for user in (nobody, mai, bea)]

    assert read == [[], [], [draft]]


def test_an_answer_to_nothing_is_refused(bea):
    with pytest.raises(services.Incomplete):
        services.publish_answer(AnswerFactory(state="draft"), by=bea)


def test_counts_of_what_was_heard_answered_and_changed(client, partnership):
    changed, refused, waiting = ThemeFactory(), ThemeFactory(), ThemeFactory(name="Waiting")
    AnswerFactory(result="done").themes.add(changed)
    AnswerFactory(result="will_not", we_did="", why_not="No.").themes.add(refused)
    said_in(changed)
    said_in(changed, state="withdrawn", text="")
    said_in(refused)
    said_in(waiting)
    ContributionFactory(state="received")  # since March: longer than promised
    ContributionFactory(state="received", is_held=True)

    page = " ".join(client.get(PAGE).text.split())

    assert "We heard 5 voices. 3 got an answer, 2 led to a change." in page
    assert "1 voice waits to be read for longer than we promised." in page
    assert "Answer is late" in page[page.index("What we have not answered yet"):]  # fmt: skip


def test_a_group_of_few_is_named_without_a_number(client, places, partnership):
    for _voice in range(5):
        said_in(ThemeFactory(), place=places["24900"], age="26_64")
    said_in(ThemeFactory(), place=places["24850"], age="13_17")

    page = client.get(PAGE).text
    few = page[page.index("Whom we have not heard enough") : page.index("Whom we heard")]
    many = page[page.index("Whom we heard") :]

    assert "Mitchell" in few
    assert "13 to 17" in few
    assert "Moira: 5" in many
    assert "Mitchell" not in many
    assert re.search(r"\b1\b", re.sub(r"<[^>]+>", "", few)) is None


@pytest.mark.parametrize("address", [PAGE, "/news/", "/have-your-say/", "/you-said-we-did/sheet/"])
def test_a_list_asks_as_much_for_twenty_as_for_one(address, client, partnership):
    def one_more():
        theme = ThemeFactory()
        answer = AnswerFactory(quoted=said_in(theme), decision=DecisionFactory())
        answer.themes.add(theme)
        NewsItemFactory()
        QuestionFactory()

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        return len(asked)

    one_more()
    one = queries()
    for _time in range(19):
        one_more()

    assert queries() == one


def test_news_is_shown_from_its_moment_on(client, partnership, bea):
    tomorrow = timezone.now() + datetime.timedelta(days=1)
    later = NewsItemFactory(state="draft", title="Later", publish_at=tomorrow)
    now = NewsItemFactory(state="draft", title="Now", publish_at=None)
    services.publish_news(later, by=bea)
    services.publish_news(now, by=bea)

    page = client.get("/news/").text

    assert "Now" in page
    assert "Later" not in page
    assert client.get(later.get_absolute_url()).status_code == 404


def test_a_question_is_asked_considered_and_closed_with_its_outcome(client, partnership, bea):
    question = QuestionFactory(state="draft")
    services.open_question(question, by=bea)
    services.consider_question(question, by=bea)
    with pytest.raises(services.Incomplete):
        services.close_question(question, by=bea, result="")
    services.close_question(question, by=bea, result="A bus on Tuesdays.")

    assert "A bus on Tuesdays." in client.get(question.get_absolute_url()).text
    assert "Answered</span>" in client.get("/have-your-say/").text


# --- following -----------------------------------------------------------------------------


def ask(email: str):
    caches["memory"].clear()
    return Client().post("/follow/", {"email": email}, follow=True)


def test_the_answer_is_the_same_for_every_address_and_each_gets_one_mail(partnership):
    SubscriberFactory(email="follows@example.org", confirmed_on=A_DAY)
    SubscriberFactory(email="asked@example.org")

    pages = [ask(f"{who}@example.org") for who in ("follows", "asked", "new")]
    ask("NEW@example.org")

    assert len({(page.status_code, page.content) for page in pages}) == 1
    assert sorted(Mail.objects.values_list("address", flat=True)) == [
        "asked@example.org", "follows@example.org", "new@example.org",
    ]  # fmt: skip


def test_nobody_follows_before_she_confirmed_and_looking_confirms_nothing(partnership):
    ask("new@example.org")
    text, _html = mail.complete(Mail.objects.get())
    link = re.search(r"http://[^/]+(/follow/confirm/\S+)", text)[1]

    assert Client().get(link).status_code == 200
    assert Subscriber.objects.get().confirmed_on is None
    assert "You follow us now" in Client().post(link).text
    assert Subscriber.objects.get().confirmed_on == timezone.localdate()


def test_followers_get_one_neutral_mail_with_a_way_out_by_one_click(partnership, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    SubscriberFactory(email="follows@example.org", confirmed_on=A_DAY)
    SubscriberFactory(email="asked@example.org")
    NewsItemFactory(title="The refuge has moved")

    services.tell_followers(timezone.now())
    services.tell_followers(timezone.now())
    mail.post()

    (sent,) = outside.outbox
    assert sent.to == ["follows@example.org"]
    assert "refuge" not in (sent.subject + sent.body).lower()
    assert sent.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    way_out = re.search(
        r"<http://[^/]+(/follow/stop/[^>]+)>", sent.extra_headers["List-Unsubscribe"]
    )
    mailer = Client(enforce_csrf_checks=True)
    assert mailer.get(way_out[1]).status_code == 200
    assert Subscriber.objects.filter(email="follows@example.org").exists()
    assert mailer.post(way_out[1]).status_code == 403
    assert mailer.post(way_out[1], {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert "follows@example.org" not in str(list(Mail.objects.values()))
    assert not Subscriber.objects.filter(email="follows@example.org").exists()
    assert mailer.post(way_out[1], {"List-Unsubscribe": "One-Click"}).status_code == 200


def test_a_link_that_is_not_ours_is_not_there(partnership):
    path = unsubscribe_path(1)

    assert Client().get(path.replace("stop/", "stop/x")).status_code == 404
    assert Client().get(path.replace("stop", "confirm")).status_code == 404


@pytest.mark.parametrize(("days", "works"), [(6, True), (8, False)])
def test_a_link_to_confirm_works_for_a_week_and_one_to_stop_for_ever(monkeypatch, days, works):
    to_confirm, to_stop = confirm_path(1).split("/")[-2], unsubscribe_path(1).split("/")[-2]
    then = time.time() + datetime.timedelta(days=days).total_seconds()
    monkeypatch.setattr(signing, "time", SimpleNamespace(time=lambda: then))

    assert who_confirms(to_confirm) == (1 if works else None)
    assert who_stops(to_stop) == 1
    assert who_confirms(to_stop) is who_stops(to_confirm) is None


# --- what is forgotten when its time is over ---------------------------------------------------


def test_what_is_old_is_forgotten_once_a_day():
    today = A_DAY + datetime.timedelta(days=800)
    RedactionFactory(contribution=ContributionFactory(state="received", received_on=today))
    ContributionFactory(state="published", text="old words")
    fresh = ContributionFactory(state="published", text="new words", decided_on=today)
    SubscriberFactory(email="asked@example.org")
    SubscriberFactory(email="follows@example.org", confirmed_on=A_DAY)

    counts = services.forget_what_is_old(today)

    assert counts == {"originals": 1, "words": 1, "pending": 1}
    assert services.forget_what_is_old(today) is None
    assert Redaction.objects.get().original == ""
    assert [v.text for v in Contribution.all_objects.exclude(text="") if v.decided_on] == [
        fresh.text
    ]
    assert Subscriber.objects.get().email == "follows@example.org"


def test_a_published_answer_and_news_are_not_typed_over_in_the_admin(client, bea):
    client.force_login(bea)
    answer, item = AnswerFactory(), NewsItemFactory()

    for row, name in ((answer, "answer"), (item, "newsitem")):
        address = f"/admin/engagement/{name}/{row.pk}/"
        page = client.get(f"{address}change/")
        assert page.status_code == 200
        assert 'name="title"' not in page.text
        assert 'name="you_said"' not in page.text
        assert client.post(f"{address}move/take-back/").status_code == 302

    assert (Answer.all_objects.get().state, NewsItem.all_objects.get().state) == ("draft", "draft")


def test_a_question_is_opened_and_closed_with_buttons_and_an_outcome(client, bea):
    client.force_login(bea)
    question = QuestionFactory(state="draft", result="")
    address = f"/admin/engagement/question/{question.pk}/move"

    opened = client.post(f"{address}/open/", follow=True)
    client.post(f"{address}/consider/")
    empty = client.post(f"{address}/close/", {"close-result": ""})
    client.post(f"{address}/close/", {"close-result": "The bus stops at the school now."})

    assert "Everybody can answer it now." in opened.text
    assert empty.status_code == 422
    question.refresh_from_db()
    assert (question.state, question.result) == ("closed", "The bus stops at the school now.")


def test_the_poster_shows_the_address_as_text_and_as_a_code(client, partnership, settings):
    settings.SITE_URL = "https://goulburn.example.org"

    page = client.get("/have-your-say/poster/").text

    assert "goulburn.example.org/have-your-say" in page
    assert re.search(r'<path d="M4 4h7v1h-7z', page)  # the upper edge of the first finder


def test_every_voice_that_may_be_read_stands_on_the_pages_it_belongs_to(client, partnership):
    question, theme, text = QuestionFactory(), ThemeFactory(), OutcomeTextFactory()
    for number in range(60):
        said_in(theme, text=f"Voice {number:02}", question=question, outcome=text.outcome)

    about = voices_about(text.outcome)

    for page in (theme.get_absolute_url(), question.get_absolute_url()):
        assert len(set(re.findall(r"Voice \d\d", client.get(page).text))) == 60, page
    assert len({voice.pk for voice in [*about["voices"], *about["older"]]}) == 60
    assert len(about["voices"]) == 4


def test_every_news_item_stands_on_the_page_of_news(client, partnership):
    for number in range(60):
        NewsItemFactory(title=f"News {number:02}")

    assert len(set(re.findall(r"News \d\d", client.get("/news/").text))) == 60


def test_below_the_form_stand_the_newest_three_answers_also_a_no(client):
    for day in (1, 2, 3):
        AnswerFactory(you_said=f"Answer {day}", published_on=datetime.date(2026, 9, day))
    no = {"result": "cannot", "we_did": "", "why_not": "It is not ours.", "who_can": "The council"}
    AnswerFactory(you_said="A pool", published_on=datetime.date(2026, 9, 9), **no)
    AnswerFactory(you_said="Not yet public", state="draft")

    page = client.get("/have-your-say/").text

    below = page[page.index("You said, we did") :]
    assert re.findall(r"<h3>(.*?)</h3>", below) == ["A pool", "Answer 3", "Answer 2"]
    assert "It is not ours." in below
    assert str(Answer.Result.CANNOT.label) in below


def test_without_an_answer_the_page_of_the_form_says_so(client):
    assert "There is no answer yet." in client.get("/have-your-say/").text


def test_the_page_of_an_outcome_names_what_came_up_most_and_what_nobody_answered():
    outcome = OutcomeTextFactory().outcome
    waiting, bus = ThemeFactory(name="Waiting"), ThemeFactory(name="The bus")
    ThemeFactory(name="Silence")
    for theme in (waiting, waiting, bus):
        said_in(theme, outcome=outcome, consent="count_only", state="counted_only", text="")
    said_in(waiting)  # about something else: heard all the same
    AnswerFactory().themes.add(bus)

    found = voices_about(outcome)["themes"]

    assert [(one.name, one.heard, one.is_answered) for one in found] == [
        ("Waiting", 3, False),
        ("The bus", 1, True),
    ]


def test_beside_numbers_stand_the_newest_words_about_what_they_tell_of(
    django_assert_num_queries,
):
    text = OutcomeTextFactory()
    about = {"outcome": text.outcome, "state": "published"}
    for day in (1, 2, 3):
        ContributionFactory(text=f"Day {day}", received_on=datetime.date(2026, 9, day), **about)
    ContributionFactory(
        text="Not for all", consent="quote_partners", **about | {"state": "partners_only"}
    )
    ContributionFactory(text="Something else", state="published")

    with django_assert_num_queries(1):
        found = newest_words_about([text])

    assert [voice.text for voice in found] == ["Day 3", "Day 2"]
