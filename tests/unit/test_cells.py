"""Addresses of numbers that are no estimate, and counts of what a figure draws."""

from __future__ import annotations

import pytest

from parentdata.numbers import UnknownNumber, fill, find_typed_numbers
from parentdata.numbers.cells import find_cell, name_rows, slug, split_address

ROWS = [
    {"divided_by": "Nation", "place": "Wales", "n": "22"},
    {"divided_by": "Nation", "place": "North  West!", "n": "8"},
]


def test_rows_are_named_by_their_key_in_words_without_spaces():
    assert name_rows(ROWS, ["divided_by", "place"]) == [
        "divided_by=nation+place=wales",
        "divided_by=nation+place=north_west",
    ]


def test_names_that_would_be_the_same_are_written_in_full():
    rows = [{"place": "A b"}, {"place": "a-b"}, {"place": "a B"}]
    assert name_rows(rows, ["place"]) == ["place=A%20b", "place=a-b", "place=a%20B"]


def test_a_cell_is_found_again_by_its_address():
    row, column = find_cell(ROWS, "table.foi-requests.places.n|divided_by=nation+place=wales")
    assert row[column] == "22"
    with pytest.raises(KeyError):
        find_cell(ROWS, "table.foi-requests.places.n|divided_by=nation+place=london")


def test_an_address_is_split_into_study_table_column_and_row():
    assert split_address("table.s.by-group.gender:_woman|id=a.b|c=d") == {
        "study": "s", "table": "by-group", "column": "gender:_woman", "row": "id=a.b|c=d",
    }  # fmt: skip
    assert split_address("pilot.trust.nhs.positive.share") is None


def test_numbers_and_missing_values_are_written_as_the_file_has_them():
    assert [slug(value) for value in (1.0, 0.25, None, float("nan"), True)] == [
        "1", "0.25", "", "", "true",
    ]  # fmt: skip


def test_a_tally_stands_in_an_alternative_text_and_nowhere_else():
    assert fill("{{ tally 3 }} bars.", {}, markup="plain") == "3 bars."
    assert find_typed_numbers("{{ tally 3 }} bars.") == []
    with pytest.raises(UnknownNumber, match="no number has the id 'tally'"):
        fill("{{ tally 3 }} parents.", {}, markup="html")
