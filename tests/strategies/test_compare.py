from hypothesis import given
from hypothesis import strategies as st

from strategies.compare import differences


def marked(parts) -> list[str]:
    return [part.text.strip() for part in parts if part.differs]


def test_differences_marks_the_sentences_that_stand_in_one_text_only():
    mine = "All 9 partners have signed. Nurses started on 1 September. 31 children have a plan."
    theirs = "8 partners have signed. Nurses started on 1 September."

    my_parts, their_parts = differences(mine, theirs)

    assert marked(my_parts) == ["All 9 partners have signed.", "31 children have a plan."]
    assert marked(their_parts) == ["8 partners have signed."]


def test_the_same_text_has_no_differences():
    mine, theirs = differences("We began. It rained!", "We began. It rained!")

    assert marked(mine) == marked(theirs) == []


def test_a_line_without_a_full_stop_is_a_sentence():
    mine, _theirs = differences("Soup\nBread\nTea", "Soup\nTea")

    assert marked(mine) == ["Bread"]


@given(mine=st.text(max_size=200), theirs=st.text(max_size=200))
def test_no_letter_is_lost(mine, theirs):
    my_parts, their_parts = differences(mine, theirs)

    assert "".join(part.text for part in my_parts) == mine
    assert "".join(part.text for part in their_parts) == theirs
