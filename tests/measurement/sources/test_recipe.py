import pytest

from measurement.sources.recipe import RecipeError, TableRecipe, describe, problems
from tests.measurement.sources.workbooks import recipe


def test_the_recipe_of_the_demonstration_is_right():
    assert problems(recipe()) == []


def test_names_of_a_recipe_lose_spaces_that_nobody_sees():
    how = TableRecipe.of(recipe(sheet=" 10.1 ", places={"Moira  (S) ": "24900", "Victoria": "2"}))

    assert (how.sheet, how.places) == ("10.1", {"Moira (S)": "24900", "Victoria": "2"})


def test_keys_that_may_be_left_out_have_values():
    needed = {"kind", "sheet", "header_row", "columns", "period", "factor", "places"}

    how = TableRecipe.of({key: value for key, value in recipe().items() if key in needed})

    assert (how.value_range, how.proportion) == ((0, 100), True)
    assert (how.groups, how.withheld, how.missing) == ({}, frozenset(), frozenset())
    assert not any(how.known_others.values())


SHEET = 'Key "sheet" is wrong; write the name of the sheet as text, such as "10.1".'
ROW = 'Key "header_row" is wrong; write the number of the row with the headings, such as 1.'
COLUMNS = (
    'Key "columns" is wrong; write a heading for each of year, place and value, and where there '
    'are such columns for code, numerator, denominator and region, such as {"year": "Year"}.'
)
FACTOR = (
    'Key "factor" is wrong; write a whole number from 1 to 100000, '
    "such as 100 for fractions that mean percent."
)
RANGE = 'Key "value_range" is wrong; write the least and the greatest value, such as [0, 100].'
PLACES = 'Key "places" is wrong; write name and code of each place, such as {"Moira (S)": "24900"}.'
GROUPS = (
    'Key "groups" is wrong; write for each name the code of its place and the group, '
    'such as {"Victoria- Female": ["2", "sex=female"]}.'
)
OTHERS = (
    'Key "known_others" is wrong; write lists of names under other_areas, not_areas '
    "and other_groups."
)

MISTAKES = [
    ({"kind": "cross"}, 'Key "kind" is wrong; write "table".'),
    ({"sheet": 10.1}, SHEET),
    ({"sheet": " "}, SHEET),
    ({"header_row": 0}, ROW),
    ({"header_row": True}, ROW),
    ({"columns": {"year": "Year", "place": "LGA"}}, COLUMNS),
    ({"columns": {"year": "Year", "place": "LGA", "value": "I", "rank": "R"}}, COLUMNS),
    ({"columns": {"year": "Year", "place": "LGA", "value": 6}}, COLUMNS),
    (
        {"period": "financial_year"},
        'Key "period" is wrong; write one of calendar_year, year_ending_march, year_ending_june, '
        "year_ending_september.",
    ),
    ({"factor": 0}, FACTOR),
    ({"factor": "100"}, FACTOR),
    ({"value_range": [100, 0]}, RANGE),
    ({"value_range": [0]}, RANGE),
    ({"proportion": "yes"}, 'Key "proportion" is wrong; write true or false.'),
    ({"withheld": "NDP"}, 'Key "withheld" is wrong; write a list of marks, such as ["NDP"].'),
    ({"withheld": [""]}, 'Key "withheld" is wrong; write a list of marks, such as ["NDP"].'),
    ({"missing": [0]}, 'Key "missing" is wrong; write a list of marks, such as ["-", ""].'),
    (
        {"other_columns": [1]},
        'Key "other_columns" is wrong; write a list of headings, such as ["Rank"].',
    ),
    (
        {"remarks_column": "g"},
        'Key "remarks_column" is wrong; write the letter of the column, such as "G", '
        "or take the key out.",
    ),
    ({"places": {}}, PLACES),
    ({"places": {"Moira (S)": 24900}}, PLACES),
    ({"groups": {"Victoria- Female": "sex=female"}}, GROUPS),
    ({"groups": {"Victoria- Female": ["2", "female"]}}, GROUPS),
    ({"known_others": ["Alpine (S)"]}, OTHERS),
    ({"known_others": {"else": []}}, OTHERS),
    ({"sheets": "10.1"}, 'Key "sheets" is not known; did you mean "sheet"?'),
    ({"x": "red"}, 'Key "x" is not known; take it out.'),
    (
        {"other_columns": ["LGA"]},
        'Heading "LGA" stands for two columns; each column needs its own.',
    ),
    (
        {"known_others": {"other_areas": ["Moira  (S)"]}},
        'Name "Moira (S)" is listed twice; keep it in one of places, groups and known_others.',
    ),
    (
        {"groups": {"Victoria- Female": ["3", "sex=female"]}},
        'Group "Victoria- Female" belongs to code "3", which no place has.',
    ),
    (
        {"missing": ["NDP"]},
        'Mark "NDP" is listed twice; keep it in withheld or in missing.',
    ),
]


@pytest.mark.parametrize(("change", "sentence"), MISTAKES)
def test_a_mistake_in_a_recipe_is_told_with_its_key_and_how_to_mend_it(change, sentence):
    assert problems(recipe(**change)) == [sentence]


@pytest.mark.parametrize(
    "key", ["kind", "sheet", "header_row", "columns", "period", "factor", "places"]
)
def test_a_key_that_is_missing_is_told(key):
    incomplete = recipe()
    del incomplete[key]

    (sentence,) = problems(incomplete)

    assert sentence.startswith(f'Key "{key}" is missing; write ')


def test_every_mistake_is_told_at_once():
    with pytest.raises(RecipeError) as wrong:
        TableRecipe.of(recipe(sheet="", factor=0))

    assert str(wrong.value).split("\n") == [FACTOR, SHEET]


@pytest.mark.parametrize("data", [None, [], "10.1", 3])
def test_what_is_no_object_is_no_recipe(data):
    (sentence,) = problems(data)

    assert sentence.startswith("A recipe is a JSON object")


def test_describe_tells_staff_what_a_recipe_does():
    told = describe(recipe())

    assert told[:9] == [
        "Reads the sheet “10.1”; its headings are in row 1.",
        "Each row is one place, “LGA”, in one calendar year, “Year”.",
        "The value is “Indicator”, multiplied by 100. Anything outside 0 to 100 stops the run.",
        "The counts behind it are in “Numerator” and “Denominator”.",
        "A numerator above its denominator stops the run.",
        "Kept back by the publisher: cells marked NDP.",
        "Keeps the rows of Greater Shepparton (C), Mitchell (S), Moira (S), Murrindindi (S), "
        "Strathbogie (S) and Victoria.",
        "Keeps the groups Victoria- Aboriginal (aboriginal=aboriginal), "
        "Victoria- Female (sex=female), Victoria- Male (sex=male), "
        "Victoria- Non-Aboriginal (aboriginal=non-aboriginal) and "
        "Victoria- Other Gender (sex=other).",
        told[8],
    ]
    assert told[8].startswith("Counts but does not keep 76 names of other areas: Alpine (S), ")
    assert told[9:] == [
        "Counts but does not keep 3 names that are no areas: Unincoporated Vic, "
        "Unincorporated Vic and Unknown LGA in Victoria.",
        "Counts but does not keep 3 names of other groups: Victoria- Lives with both parents, "
        "Victoria- Lives with one parent and Victoria- Other living arrangements.",
        "Column G has no heading; it holds the publisher's remarks.",
        "Any other name, column or mark stops the run, and staff decide.",
    ]
