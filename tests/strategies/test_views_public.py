import re
from datetime import date

import pytest
from django.template import Context, Template
from django.urls import reverse

from strategies.models import Update, Visibility
from strategies.words import status
from tests.factories import IndicatorFactory
from tests.strategies.factories import (
    ActionFactory,
    StoppedStrategyFactory,
    StrategyFactory,
    StrategyPartnerFactory,
    UpdateFactory,
)

pytestmark = pytest.mark.usefixtures("partnership")
State = Update.State


def shown(template: str, **context) -> str:
    return Template("{% load strategies %}" + template).render(Context(context))


@pytest.fixture
def doing_url():
    return reverse("strategies:doing")


def test_what_we_are_doing_names_action_partner_and_last_word(client, action, doing_url):
    UpdateFactory(action=action, state=State.ACCEPTED, delivery="needs_help")

    page = client.get(doing_url)

    assert page.status_code == 200
    assert f'<a href="{action.get_absolute_url()}">Tuesday drop-in</a>' in page.text
    assert "Northern Rivers Family Care" in page.text
    assert "Needs help" in page.text
    assert "2 October 2026" in page.text


def test_what_we_are_doing_counts_how_the_actions_go(client, action, doing_url):
    UpdateFactory(action=action, state=State.ACCEPTED, delivery="stuck")
    others = [ActionFactory(strategy=action.strategy) for _n in range(3)]
    for other in others[:2]:
        UpdateFactory(action=other, state=State.ACCEPTED, delivery="on_track")

    page = client.get(doing_url)

    counts = re.findall(r"</svg>\s*([\w ]+)</span>\s*</dt><dd>(\d action\w?)<", page.text)
    assert counts == [("On track", "2 actions"), ("Stuck", "1 action")]


def test_what_we_are_doing_says_what_each_word_about_an_action_means(client, action, doing_url):
    UpdateFactory(action=action, state=State.ACCEPTED)

    page = client.get(doing_url).text

    meant = page.split("What these words mean")[1].split("</details>")[0]
    drawn = {
        status(update)["word"]: status(update)["kind"]
        for update in [None, *(Update(delivery=delivery) for delivery in Update.Delivery)]
    }
    said = re.findall(
        r'class="status s-(\w+)">.*?</svg>\s*([\w ]+)</span>\s*</dt><dd>\w', meant, re.S
    )
    assert {word: kind for kind, word in said} == drawn


def test_an_action_nobody_spoke_about_says_no_word_yet(client, action, doing_url):
    UpdateFactory(action=action, state=State.SUBMITTED)

    assert "No word yet" in client.get(doing_url).text


def test_a_strategy_without_actions_says_so(client, doing_url):
    StrategyFactory(title="A good start")

    page = client.get(doing_url)

    assert "A good start" in page.text
    assert "Nobody works on this yet." in page.text


def test_without_strategies_the_page_says_so(client, doing_url):
    assert "have not put their plans on this page yet" in client.get(doing_url).text


def test_what_is_for_partners_is_in_no_public_page_whoever_asks(client, mai, org_a, doing_url):
    own = ActionFactory(organisation=org_a, title="Quiet work", visibility=Visibility.PARTNERS)
    hidden = ActionFactory(strategy__title="Hidden", strategy__visibility=Visibility.PARTNERS)
    client.force_login(mai)

    pages = [client.get(doing_url), client.get(own.get_absolute_url())]

    assert [page.status_code for page in pages] == [200, 404]
    assert "Quiet work" not in pages[0].text
    assert "Hidden" not in pages[0].text
    assert client.get(hidden.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("state", [State.DRAFT, State.SUBMITTED, State.RETURNED])
def test_an_action_page_shows_only_what_was_accepted(state, client, action):
    UpdateFactory(action=action, state=state, what_happened="Not read yet.")
    UpdateFactory(
        action=action,
        state=State.ACCEPTED,
        period_start=date(2026, 4, 1),
        period_end=date(2026, 6, 30),
        what_happened="Read and shown.",
    )

    page = client.get(action.get_absolute_url())

    assert "Read and shown." in page.text
    assert "April to June 2026" in page.text
    assert "Not read yet." not in page.text


def test_an_action_page_shows_the_newest_first_and_names_no_person(client, mai, action):
    for month, words in ((3, "First."), (6, "Second.")):
        UpdateFactory(
            action=action,
            saved_by=mai,
            state=State.ACCEPTED,
            period_start=date(2026, month - 2, 1),
            period_end=date(2026, month, 30),
            what_happened=words,
        )

    text = client.get(action.get_absolute_url()).text

    assert text.index("Second.") < text.index("First.")
    assert "Northern Rivers Family Care" in text
    assert "Mai Tran" not in text
    assert "Priya" not in text


def test_an_action_page_leads_to_its_strategy_and_measures(client, action):
    measure = IndicatorFactory(name="Feelings at school start")
    action.strategy.indicators.add(measure)

    text = client.get(action.get_absolute_url()).text

    assert f'href="/strategies/{action.strategy.slug}/"' in text
    assert f'<a href="{measure.get_absolute_url()}">Feelings at school start</a>' in text


def test_public_pages_have_no_form_no_script_and_no_cookie(client, mai, action, doing_url):
    UpdateFactory(action=action, state=State.ACCEPTED)
    client.force_login(mai)

    for url in (doing_url, action.get_absolute_url()):
        page = client.get(url)
        assert not any(
            word in page.text for word in ("<form", "<script", "hx-", "csrf", "Mai Tran")
        )
        assert not page.cookies
        assert set(page["Cache-Control"].split(", ")) == {"public", "max-age=60"}


@pytest.mark.parametrize("page", ["doing", "action"])
def test_public_pages_take_the_same_queries_for_one_row_and_for_twenty(
    page, client, action, doing_url, django_assert_max_num_queries
):
    url = doing_url if page == "doing" else action.get_absolute_url()
    fill(action, 1)
    with django_assert_max_num_queries(20) as one:
        client.get(url)

    fill(action, 20)
    with django_assert_max_num_queries(len(one)):
        text = client.get(url).text

    assert text.count("On track") >= 20


def fill(action, number):
    measure = IndicatorFactory()
    for i in range(number):
        day = date(2000 + number + i, 1, 1)
        UpdateFactory(
            action=action, state=State.ACCEPTED, period_start=day, period_end=day.replace(day=31)
        )
        other = ActionFactory()
        other.strategy.indicators.add(measure)
        UpdateFactory(action=other, state=State.ACCEPTED)


# --- parts on other pages -----------------------------------------------------------------------


def test_actions_for_indicator_lists_what_partners_do_about_it(action):
    measure = IndicatorFactory()
    action.strategy.indicators.add(measure)
    ActionFactory(title="About something else")
    UpdateFactory(action=action, state=State.ACCEPTED)

    html = shown("{% actions_for_indicator measure %}", measure=measure)

    assert "Tuesday drop-in" in html
    assert "June 2027" in html
    assert "On track" in html
    assert "2 October 2026" in html
    assert "About something else" not in html


def test_a_measure_says_once_that_nobody_works_on_it(db):
    tags = "{% strategies_for measure %}{% actions_for_indicator measure %}"

    html = shown(tags, measure=IndicatorFactory())

    assert re.findall(r"<p>(.*)</p>", html) == ["No strategy works on this measure yet."]


def test_actions_for_indicator_takes_two_queries(action, django_assert_num_queries):
    measure = IndicatorFactory()
    for _ in range(20):
        other = ActionFactory()
        other.strategy.indicators.add(measure)
        UpdateFactory(action=other, state=State.ACCEPTED)

    with django_assert_num_queries(2):
        html = shown("{% actions_for_indicator measure %}", measure=measure)

    assert html.count("On track") == 20


# --- promises, on the page of what we are learning -----------------------------------------


def over() -> list[tuple[str, str]]:
    """Each promise that is over, with what is said about it, as the page shows them."""
    cells = re.findall(r'<th scope="row">.*?</tr>', shown("{% promises_that_ended %}"), re.S)
    return [
        (re.search(r">([^<]+)</a>", cell)[1], " ".join(re.findall(r"</svg>\s*([\w: ]+)<", cell)))
        for cell in cells
    ]


def test_a_promise_is_over_when_its_last_word_says_so_or_its_day_has_passed():
    def promise(title, due_on, delivery, **strategy):
        action = ActionFactory(title=title, due_on=due_on, **strategy)
        UpdateFactory(action=action, state=State.ACCEPTED, delivery=delivery)

    later, before = date(2999, 1, 1), date(2026, 2, 1)
    promise("Running", later, "on_track")
    promise("Kept", later, "finished")
    promise("Past", before, "stuck")
    promise("Given up", date(2026, 3, 1), "needs_help", strategy=StoppedStrategyFactory())
    promise("Hidden", before, "finished", visibility=Visibility.PARTNERS)

    assert over() == [
        ("Kept", "Finished"),
        ("Given up", "Not finished: its strategy has ended"),
        ("Past", "Stuck Its day has passed"),
    ]
    assert "Partners made 4 promises in public." in shown("{% promises_that_ended %}")


def test_promises_ask_three_questions_however_many(django_assert_num_queries):
    for _n in range(3):
        UpdateFactory(state=State.ACCEPTED, delivery="finished")

    with django_assert_num_queries(3):
        shown("{% promises_that_ended %}")


# --- who can help, on the page of a measure ------------------------------------------------


def test_who_can_help_names_the_part_of_each_partner_in_what_runs(django_assert_num_queries):
    indicator = IndicatorFactory()
    strategy = StrategyFactory(title="At the gate", lead_organisation__name="Leader")
    stopped = StoppedStrategyFactory(lead_organisation__name="Gone")
    for one in (strategy, stopped, StrategyFactory(visibility=Visibility.PARTNERS)):
        one.indicators.add(indicator)
    StrategyPartnerFactory(strategy=strategy, organisation__name="Payer", part="funds")
    StrategyPartnerFactory(
        strategy=strategy, organisation__name="Left", part="funds", until=date(2026, 3, 1)
    )
    ActionFactory(strategy=strategy, organisation__name="Doer")

    with django_assert_num_queries(4):
        said = shown("{% who_can_help indicator %}", indicator=indicator)

    rows = re.findall(
        r'<th scope="row">.*?>([^<]+)</a></th><td data-label="([^"]+)">(.*?)</td>', said
    )
    assert rows == [
        ("Leader", "At the gate", "Leads"),
        ("Payer", "At the gate", "Funds"),
        ("Doer", "At the gate", "Delivers"),
    ]


def test_where_nobody_works_on_a_measure_it_says_so():
    said = shown("{% who_can_help indicator %}", indicator=IndicatorFactory())

    assert "No partner works on this measure yet." in said
