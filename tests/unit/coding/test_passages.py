"""Where a quote stands: every place, and no place that is only nearly right."""

import pytest

from parentdata.coding.passages import find_places, show_place


@pytest.mark.parametrize(
    ("text", "quote", "places"),
    [
        ("We do not.", "not", [(6, 9)]),
        ("no no no", "no no", [(0, 5), (3, 8)]),  # places that overlap are two
        ("a.b axb", "a.b", [(0, 3)]),  # a full stop is a full stop
        ("A line\r\n  that goes on", "line that goes", [(2, 19)]),
        ("one\u00a0two", "one two", [(0, 7)]),
        ("a b\na  b", "a b", [(0, 3)]),  # what stands there exactly goes before
        ("Not here", "not here", []),
        ("text", " ", []),
        ("two words", "twowords", []),
    ],
)
def test_a_quote_is_found_in_all_its_places(text, quote, places):
    assert find_places(text, quote) == places


def test_a_place_is_shown_with_the_words_around_it():
    text = "They say no, and then\nthey say no again and again."
    assert show_place(text, 31, 33) == "31 (…, and then they say *no* again and again.…)"
