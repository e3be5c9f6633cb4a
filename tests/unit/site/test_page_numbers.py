"""Which numbers of a page carry an id, and which stand there without one."""

from __future__ import annotations

import pytest

from parentdata.site.page_numbers import Shown, find_label_words, read_page_numbers


def test_a_number_in_a_cell_a_span_or_a_mark_is_known_by_its_id():
    found = read_page_numbers(
        [
            '<table><tr><th>Under 30</th><td data-id="a.share">45%</td>'
            '<td data-id="a.share" data-field="n">365</td></tr></table>'
            '<svg><g data-id="b.share"><path/><text>12%</text></g></svg>'
        ]
    )
    assert found.bare == []
    assert found.shown == [
        Shown("a.share", "", "45%"),
        Shown("a.share", "n", "365"),
        Shown("b.share", "", ""),
        Shown("b.share", "", "12%"),
    ]


@pytest.mark.parametrize(
    ("markup", "bare"),
    [
        ("<p>Of 365 parents</p>", ["365"]),
        ("<figcaption>Half, or 50%, agree.</figcaption>", ["50%"]),
        ("<table><tr><td>45%</td></tr></table>", ["45%"]),
        ("<svg><text>45%</text></svg>", ["45%"]),
        ('<figure data-alt="45% agree, {{ a.share }} do not."></figure>', ["45%"]),
    ],
)
def test_a_number_without_an_id_is_found_wherever_it_stands(markup, bare):
    assert read_page_numbers([markup]).bare == bare


@pytest.mark.parametrize(
    "markup",
    [
        "<p>In March 2021, as section 3 says.</p>",
        "<p>Covid-19</p>",
        "<pre>365</pre>",
        "<blockquote>A<br/>in 365 words</blockquote>",
        '<svg><g class="pd-scale"><text>50%</text></g></svg>',
        '<svg><g class="pd-tally"><text>n 12 to 30</text></g></svg>',
        "<svg><text>£16,000</text></svg>",
        '<figure data-alt="{{ tally 3 }} bars; {{ a.share }} agree."></figure>',
    ],
)
def test_dates_places_names_and_what_is_listed_need_no_id(markup):
    found = read_page_numbers([markup], exceptions=["Covid-19"], labels={"£16,000"})
    assert found.bare == []


def test_a_number_after_an_excepted_element_is_found():
    assert read_page_numbers(["<p><code>12</code> of 30</p>"]).bare == ["30"]


def test_words_of_labels_are_taken_from_the_columns_that_name_rows():
    rows = [{"item_label": "Aged 5 to 11", "value": "0.25", "base": "365 parents"}]
    assert find_label_words(rows) == {"5", "11"}
