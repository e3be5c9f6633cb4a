"""Numbers in prose: how they are written, filled in, and found where they were typed."""

from __future__ import annotations

import pytest

from parentdata.numbers import (
    BadExceptions,
    BadNumber,
    Number,
    TypedDigits,
    UnknownNumber,
    fill,
    find_typed_numbers,
    format_probability,
    format_share,
    read_claims,
    read_estimates,
    read_exceptions,
    read_parameters,
    refuse_typed_numbers,
    write_number,
)

ROWS = [
    {
        "id": "pilot.awareness.heard",
        "unit": "share",
        "value": "0.5014",
        "ci_low": "0.4504",
        "ci_high": "0.5523",
        "count": "183",
        "n": "1365",
        "base": "everyone",
        "is_withheld": "False",
        "data_status": "stand-in",
    },
    {
        "id": "pilot.trust.school|tenure=rented",
        "unit": "share",
        "value": "",
        "ci_low": "",
        "ci_high": "",
        "count": "",
        "n": "12",
        "base": "everyone",
        "is_withheld": "True",
        "data_status": "stand-in",
    },
]


def lookup() -> dict[str, Number]:
    return read_estimates(ROWS, source="estimates.csv")


@pytest.mark.parametrize(
    ("share", "written"),
    [
        (0.45, "45%"),
        (0.845, "85%"),
        (0.011, "1.1%"),
        (0.0996, "10%"),
        (0.0994, "9.9%"),
        (0.0, "0%"),
        (1.0, "100%"),
        (0.0001, "under 0.1%"),
        (0.997, "over 99%"),
        (0.29, "29%"),
    ],
)
def test_a_share_is_a_whole_percentage_with_a_decimal_below_ten(share, written):
    assert format_share(share) == written


@pytest.mark.parametrize(
    ("unit", "value", "low", "high", "written", "interval"),
    [
        ("share", 0.0110, 0.0043, 0.0279, "1.1%", "0.4% to 2.8%"),
        ("share", 0.12, 0.084, 0.16, "12%", "8% to 16%"),
        (
            "points",
            -0.07,
            -0.12,
            -0.02,
            "−7.0 percentage points",
            "−12.0 to −2.0 percentage points",
        ),
        ("points", 0.21, 0.16, 0.26, "21 percentage points", "16 to 26 percentage points"),
        ("count", 12345.0, None, None, "12,345", None),
        ("days", 1.0, 1.0, 23.5, "1 day", "1 to 23.5 days"),
        ("number", 0.8149, 0.7, 0.9, "0.81", "0.7 to 0.9"),
    ],
)
def test_each_unit_is_written_by_its_own_rule(unit, value, low, high, written, interval):
    number = Number(id="a", unit=unit, value=value, ci_low=low, ci_high=high)
    assert (write_number(number), write_number(number, "interval")) == (written, interval)


def test_a_placeholder_becomes_its_number_with_its_id():
    text = "{{ pilot.awareness.heard }} of {{pilot.awareness.heard n}} had heard."
    assert fill(text, lookup(), markup="plain") == "50% of 1,365 had heard."
    span = '<span class="pd-number" data-id="pilot.awareness.heard" data-status="stand-in">'
    assert fill(text, lookup(), markup="html") == (
        f"{span}50%</span> of {span}1,365</span> had heard."
    )


def test_every_field_of_a_row_can_be_cited():
    text = " / ".join(
        f"{{{{ pilot.awareness.heard {field} }}}}"
        for field in ("value", "interval", "count", "n", "base")
    )
    assert fill(text, lookup(), markup="plain") == "50% / 45% to 55% / 183 / 1,365 / everyone"


def test_a_bar_in_an_id_is_escaped_in_markup_so_that_it_ends_no_table_cell():
    text = "{{ pilot.trust.school|tenure=rented n }}"
    assert fill(text, lookup(), markup="html") == (
        '<span class="pd-number" data-id="pilot.trust.school&#124;tenure=rented"'
        ' data-status="stand-in">12</span>'
    )


def test_a_withheld_row_shows_neither_value_nor_count_nor_interval():
    name = "pilot.trust.school|tenure=rented"
    text = f"{{{{ {name} }}}}, {{{{ {name} count }}}}, {{{{ {name} interval }}}}"
    assert fill(text, lookup(), markup="plain") == "withheld, withheld, withheld"


def test_the_line_that_opens_a_fenced_block_takes_plain_text():
    text = '::: {.callout-note title="{{ pilot.awareness.heard }} had heard"}\n'
    expected = '::: {.callout-note title="50% had heard"}\n'
    assert fill(text, lookup(), markup="html") == expected


def test_an_unknown_id_is_refused_with_the_nearest_ids_and_its_place():
    with pytest.raises(UnknownNumber, match=r"(?s)10-pilot, cell 3.*'pilot.awareness.herd'.*heard"):
        fill("{{ pilot.awareness.herd }}", lookup(), markup="html", where="10-pilot, cell 3")


def test_a_field_that_a_row_does_not_hold_is_refused():
    with pytest.raises(UnknownNumber, match=r"has no 'sentence'.*\n.*value, count, n, interval"):
        fill("{{ pilot.awareness.heard sentence }}", lookup(), markup="html")


def test_a_markup_that_is_not_known_is_refused():
    with pytest.raises(BadNumber, match="'latex' is not known"):
        fill("", {}, markup="latex")


def test_an_id_that_stands_twice_is_refused():
    with pytest.raises(BadNumber, match=r"'pilot.awareness.heard' stands twice"):
        read_estimates([ROWS[0], ROWS[0]], source="estimates.csv")


def test_a_unit_that_is_not_known_is_refused():
    with pytest.raises(BadNumber, match="unit 'furlongs'"):
        read_estimates([{**ROWS[0], "unit": "furlongs"}], source="estimates.csv")


def test_a_published_claim_shows_its_value_or_its_range_and_a_verbal_one_its_words():
    claims = [
        {"id": "responses", "kind": "count", "unit": "count", "value": 365, "source": "pilot-post"},
        {"id": "planned", "kind": "count", "unit": "count", "low": 900, "high": 1000},
        {"id": "identify", "kind": "verbal", "unit": "share", "low": 0.12, "high": 0.18,
         "text": "around 15 percent", "sentence": "Around 15 percent accept it."},
    ]  # fmt: skip
    numbers = read_claims(claims, source="claims.yml")
    text = "{{ published.responses }}; {{ published.planned }}; {{ published.identify }}"
    assert fill(text, numbers, markup="plain") == "365; 900 to 1,000; around 15 percent"
    text = "{{ published.responses source }}: {{ published.identify sentence }}"
    assert fill(text, numbers, markup="plain") == "pilot-post: Around 15 percent accept it."


def test_a_parameter_is_written_as_a_reader_meets_it():
    numbers = read_parameters(
        {"confidence_level": 0.95, "minimum_base": 30, "show": True, "ok": ["some_what", "fully"]}
    )
    text = (
        "{{ params.confidence_level }} {{ params.minimum_base }} {{ params.show }} {{ params.ok }}"
    )
    assert fill(text, numbers, markup="plain") == "95% 30 yes some what, fully"


def test_a_coefficient_is_no_share():
    numbers = read_parameters({"reliable_alpha": 0.667, "attendance_correlation": 0.1})
    text = "{{ params.reliable_alpha }} {{ params.attendance_correlation }}"
    assert fill(text, numbers, markup="plain") == "0.667 0.1"


@pytest.mark.parametrize(
    ("markdown", "found"),
    [
        ("Only 76 responded.", ["76"]),
        ("About 15% agreed, or 1,234.", ["15%", "1,234"]),
        ("| group | 12.5 |", ["12.5"]),
        ("![Bars show 84 parents](a.svg)", ["84"]),
        ("A note.[^1]\n\n[^1]: It was 309.", ["309"]),
        ("**4** parents", ["4"]),
        ("2021.5 and 2021%", ["2021.5", "2021%"]),
        ("Covid-19 and £25", ["Covid-19", "£25"]),
    ],
)
def test_digits_in_prose_are_found(markdown, found):
    assert [number.text for number in find_typed_numbers(markdown)] == found


@pytest.mark.parametrize(
    "markdown",
    [
        "{{ pilot.trust.school|tenure=rented }} of {{ params.level_95 }}",
        "On 26 Feb 2021, 11 February 2021, 2021-02-11, February 2021, 2020–21 and in 2019",
        "see section 3.1, Figure 2, tables 1 and 2, Q1–Q6, question 4",
        "## 2.1 Trust {#sec-2 .x1}\n\n1. first\n2. second",
        "[the paper](https://example.org/12/34) <https://example.org/7> https://example.org/9",
        "as in [@dap-2021, and -@csp2021] and [a]\n\n[a]: files/9.csv",
        "`x = 3`\n\n```python\ny = 4\n```\n",
        '<span data-x="5">words</span> <!-- 6 -->',
        "[^12]",
    ],
)
def test_dates_numbering_code_and_addresses_are_not_typed_numbers(markdown):
    assert find_typed_numbers(markdown) == []


def test_a_listed_exception_is_not_found_but_a_longer_word_is():
    found = find_typed_numbers("Covid-19, Covid-190", exceptions=["Covid-19"])
    assert [number.text for number in found] == ["Covid-190"]


def test_an_exception_without_a_reason_is_refused():
    assert read_exceptions("# remark\n\nCovid-19 | an illness\n", source="e.txt") == ("Covid-19",)
    with pytest.raises(BadExceptions, match=r"e.txt, row 2: the line 's12' gives no reason"):
        read_exceptions("Covid-19 | an illness\ns12\n", source="e.txt")


def test_a_cell_with_typed_numbers_is_refused_with_line_and_place():
    with pytest.raises(TypedDigits, match=r"10-pilot, cell 2, row 3: '76' .* and 1 more"):
        refuse_typed_numbers("One\n\nOnly 76 of 149.", exceptions=(), where="10-pilot, cell 2")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (900.0000001, "900"),
        (0.999, "1"),
        (0.004, "0"),
        (-0.004, "0"),
        (-0.1, "−0.1"),
        (0.25, "0.25"),
    ],
)
def test_a_plain_number_ends_in_no_point_and_nought_has_no_sign(value, text):
    assert write_number(Number(id="a", unit="number", value=value)) == text


@pytest.mark.parametrize(("p", "text"), [(1e-9, "under 0.001"), (0.0314, "0.031"), (1.0, "1.000")])
def test_a_probability_is_never_nought(p, text):
    assert format_probability(p) == text


def test_a_limit_that_rounds_to_nought_has_no_sign():
    gap = Number(id="a", unit="points", value=-0.13, ci_low=-0.26, ci_high=-0.002)
    assert write_number(gap, "interval") == "−26 to 0 percentage points"
