from hypothesis import given
from hypothesis import strategies as st

from agenda.compare import Piece, pieces


def test_words_that_came_and_went():
    assert pieces("Every child is safe at home.", "Every child is safe and well.") == [
        Piece("Every child is safe", "same"),
        Piece(" ", "same"),
        Piece("at home.", "removed"),
        Piece("and well.", "added"),
    ]


def test_the_same_text_is_one_piece():
    assert pieces("By 2030, every child.", "By 2030, every child.") == [
        Piece("By 2030, every child.", "same")
    ]


def test_a_new_text_is_added_as_a_whole():
    assert pieces("", "Ask before you plan.") == [Piece("Ask before you plan.", "added")]


@given(old=st.text(max_size=120), new=st.text(max_size=120))
def test_no_letter_is_lost(old, new):
    found = pieces(old, new)

    assert "".join(piece.text for piece in found if piece.kind != "added") == old
    assert "".join(piece.text for piece in found if piece.kind != "removed") == new
