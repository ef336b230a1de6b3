"""The thread, one click a step, from what we want to what people were answered, and back."""

import pytest

pytestmark = pytest.mark.journey


def test_from_an_outcome_to_the_answer_and_back(visitor, javascript):
    reader = visitor(javascript=javascript)

    def step(name: str, address: str):
        """Along the thread at the end of the page, by one click."""
        part = reader.page.get_by_role("region", name="What belongs to this")
        part.get_by_role("link", name=name).first.click()
        reader.arrive()
        assert reader.address.startswith(address), reader.address

    reader.go("/")
    reader.follow("Young people belong and keep learning")
    step("Getting there", "/you-said-we-did/")
    reader.follow("You said, we did")
    reader.follow("Ask for a bus that reaches Murchison before nine")
    assert "Run a bus on Saturdays" in reader.main()
    step("Run a bus on Saturdays", "/you-said-we-did/")
    reader.follow("Young people belong and keep learning")
    assert "What people said" in reader.main()


def test_where_the_thread_breaks_it_says_so(visitor):
    reader = visitor(javascript=False)

    reader.go("/outcomes/strong-in-culture/")
    assert "We do not measure this yet." in reader.main()
    assert "No one has picked this up yet." in reader.main()

    reader.go("/not-yet/")
    reader.follow("Aboriginal children are strong in culture, family and Country")
    assert reader.address == "/outcomes/strong-in-culture/"


def test_a_search_leads_to_what_it_found(visitor, javascript):
    reader = visitor(javascript=javascript)
    reader.go("/search/")
    reader.page.get_by_label("What are you looking for?").fill("family workers kinders")
    reader.press("Search")

    reader.follow("Family workers in four kinders")

    assert reader.address.startswith("/doing/")
    assert reader.cookies() == []
