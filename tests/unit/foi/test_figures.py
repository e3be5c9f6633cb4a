"""Figures of requests: every count is drawn once, nothing leaves the sheet, nothing is invented."""

import re
import xml.etree.ElementTree as ET
from collections import Counter

import pandas as pd
import pytest
import yaml

from parentdata.figures import (
    DISCLOSURE_FILLS,
    FRAME,
    OUTCOME_FILLS,
    USE_FILLS,
    NotDrawable,
    to_svg,
)
from parentdata.figures.requests import draw_dates, draw_numbers, draw_outcomes, link_addresses
from parentdata.foi import FoiChoices, estimate_dates, estimate_numbers, estimate_requests
from parentdata.foi.outcomes import OUTCOMES, UNDECIDED
from parentdata.foi.use import USES

LONG = "Yorkshire and The Humber, with a name that needs more than one line to be written"
REQUESTS = pd.DataFrame(
    [
        (5, "London", "fully_withheld", "2021-02-11", "request"),
        (6, "London", "granted_in_full", "2021-02-11", "request"),
        (9, LONG, "granted_in_full", "2021-02-11", "incoming"),
        (10, LONG, "granted_in_full", "2021-03-28", "incoming"),
        (23, None, None, "2022-06-09", "outgoing"),
    ],
    columns=["request_number", "region", "outcome", "event_date", "event"],
).assign(
    nation="England",
    authority_type="County",
    wdtk_status="Successful",
    is_decided=lambda rows: rows["outcome"].notna(),
    data_status="real",
)
ESTIMATES = pd.concat(
    [
        estimate_requests(REQUESTS, choices=FoiChoices(level=0.95, base="all_requests")),
        estimate_numbers(REQUESTS),
        estimate_dates(REQUESTS),
    ]
)
FIGURES = {
    "outcome_by_region": draw_outcomes,
    "dates": draw_dates,
    "runs": draw_numbers,
}


def take(topic: str) -> pd.DataFrame:
    return ESTIMATES[ESTIMATES["topic"].eq(topic)]


def draw(topic: str, width: str) -> ET.Element:
    return ET.fromstring(to_svg(FIGURES[topic](take(topic), width=width), label="x"))


def count_shapes(svg: ET.Element) -> Counter:
    """Shapes drawn for each estimate: bars, cells and dots, not their texts."""
    found = Counter()
    for group in svg.iter("{http://www.w3.org/2000/svg}g"):
        if group.get("data-id") and group.find("{http://www.w3.org/2000/svg}path") is not None:
            found[group.get("data-id")] += 1
    return found


def read_texts(svg: ET.Element) -> list[str]:
    return [text.text for text in svg.iter("{http://www.w3.org/2000/svg}text")]


@pytest.mark.parametrize("width", ["wide", "narrow"])
def test_each_count_above_nought_is_one_bar_and_each_place_ends_in_its_sum(width):
    svg = draw("outcome_by_region", width)
    drawn = take("outcome_by_region").query("value > 0")
    assert count_shapes(svg) == dict.fromkeys(drawn["id"], 1)
    parts = drawn.groupby("item_label")["value"]
    divided = [f"{value:.0f}" for _, own in parts if len(own) > 1 for value in own]
    numbers = [text for text in read_texts(svg) if text.isdigit()]
    assert sorted(numbers) == sorted([*divided, *(f"{total:.0f}" for total in parts.sum())])


def test_bars_are_as_long_as_their_counts():
    figure = draw_outcomes(take("outcome_by_region"), width="wide")
    lengths = {
        patch.get_gid().removeprefix("estimate:"): patch.get_width()
        for patch in figure.axes[0].patches
        if patch.get_gid()
    }
    two = "outcomes.outcome.granted_in_full.count|region=" + re.sub("[^a-z]+", "_", LONG.lower())
    # A pixel parts two outcomes of one place.
    one = lengths["outcomes.outcome.fully_withheld.count|region=london"] + 1
    assert lengths[two] == pytest.approx(2 * one, abs=0.05)


def test_a_request_without_an_outcome_is_an_empty_frame():
    figure = draw_outcomes(take("outcome_by_region"), width="wide")
    framed = [patch for patch in figure.axes[0].patches if patch.get_facecolor()[3] == 0]
    assert [patch.get_gid() for patch in framed if patch.get_gid()] == [
        "estimate:outcomes.outcome.undecided.count|region=no_region_a_company"
    ]
    assert len(framed) == 2  # and its line of the legend


def test_the_legend_names_what_is_drawn_and_no_more():
    texts = " ".join(read_texts(draw("outcome_by_region", "wide")))
    assert "Granted in full" in texts
    assert "No outcome: withdrawn or not described" in texts
    for absent in ("Partially withheld", "Information not held", "No response"):
        assert absent not in texts


@pytest.mark.parametrize("width", ["wide", "narrow"])
def test_each_request_is_one_dot_over_its_date(width):
    svg = draw("dates", width)
    assert count_shapes(svg) == take("dates").set_index("id")["value"].to_dict()
    # The tallest pile carries its height.
    assert "3" in read_texts(svg)
    assert "Number of requests by date, 2021–2022." in " ".join(read_texts(svg))


def test_months_are_named_in_full_or_cut_short_or_as_many_as_have_room():
    def name_months(rows: pd.DataFrame, width: str) -> list[str]:
        texts = read_texts(ET.fromstring(to_svg(draw_dates(rows, width=width), label="x")))
        return [text for text in texts if re.fullmatch(r"[A-Z][a-z]+( \d{4})?", text)]

    spring = take("dates").replace({"item": {"2022-06-09": "2021-06-09"}})
    full = ["February", "March", "April", "May", "June"]
    assert name_months(spring, "wide") == full
    assert name_months(spring, "narrow") == [month[:3] for month in full]
    assert name_months(take("dates"), "narrow") == ["Feb 2021", "Jun 2021", "Oct 2021", "Feb 2022"]


@pytest.mark.parametrize("width", ["wide", "narrow"])
def test_each_number_stands_once_and_is_filled_if_it_is_listed(width):
    figure = draw_numbers(take("runs"), width=width)
    assert count_shapes(draw("runs", width)) == take("runs").set_index("id")["value"].to_dict()
    numbers = [text for text in read_texts(draw("runs", width)) if text.isdigit()]
    assert sorted(map(int, numbers)) == list(range(5, 24))
    cells = [patch for patch in figure.axes[0].patches if patch.get_gid()]
    filled = [patch.get_gid() for patch in cells if patch.get_facecolor()[3] == 1]
    present = take("runs").query("answer == 'present'")
    assert Counter(filled) == {f"estimate:{row.id}": row.value for row in present.itertuples()}


@pytest.mark.parametrize("topic", FIGURES)
@pytest.mark.parametrize("width", ["wide", "narrow"])
def test_nothing_leaves_the_sheet(topic, width):
    figure = FIGURES[topic](take(topic), width=width)
    sheet = figure.bbox
    for artist in (*figure.axes[0].patches, *figure.axes[0].texts):
        box = artist.get_window_extent()
        assert box.x0 >= -1
        assert box.x1 <= sheet.x1 + 1
        assert box.y0 >= -1
        assert box.y1 <= sheet.y1 + 1


@pytest.mark.parametrize("topic", FIGURES)
def test_the_same_rows_give_the_same_drawing(topic):
    first, second = (
        to_svg(FIGURES[topic](take(topic), width="narrow"), label="x") for _ in range(2)
    )
    assert first == second


def test_every_outcome_answer_on_use_and_extent_of_disclosure_has_a_colour_or_a_frame(root):
    assert set(OUTCOME_FILLS) == {*OUTCOMES, UNDECIDED}
    assert set(USE_FILLS) == set(USES)
    codebook = (root / "data" / "raw" / "foi-requests" / "codebook.yml").read_text("utf-8")
    codes = {code["id"]: code for code in yaml.safe_load(codebook)["codes"]}
    assert set(DISCLOSURE_FILLS) == {*codes["disclosure"]["values"], "no_reply"}
    for fills in (OUTCOME_FILLS, USE_FILLS, DISCLOSURE_FILLS):
        coloured = [fill for fill in fills.values() if fill != FRAME]
        assert len(coloured) == len(set(coloured))


def test_stand_in_rows_say_so_in_the_drawing():
    rows = take("dates").assign(data_status="stand-in")
    svg = to_svg(draw_dates(rows, width="wide"), label="x")
    assert "Stand-in data." in svg


@pytest.mark.parametrize(
    ("topic", "change", "said"),
    [
        ("outcome_by_region", {"answer": "lost"}, "'lost' has no colour"),
        ("dates", {"answer": "lost"}, "'lost' has no colour"),
        ("runs", {"answer": "lost"}, "'lost' has no colour"),
        ("dates", {"item": "11 February"}, "has the item '11 February'.*\n.*an ISO date"),
        ("dates", {"value": -1}, "has the value -1"),
        ("runs", {"unit": "share"}, "has the unit 'share'"),
        ("runs", {"item": "5", "answer": "present"}, "have the same place in the figure"),
    ],
)
def test_rows_of_another_kind_are_not_drawn(topic, change, said):
    rows = take(topic).reset_index(drop=True)
    rows = rows.astype({name: object for name in change})
    for name, value in change.items():
        rows.loc[len(rows) - 1, name] = value
    with pytest.raises(NotDrawable, match=said):
        FIGURES[topic](rows, width="wide")


def test_addresses_of_requests_become_links_and_nothing_else_does():
    table = (
        "<tr><th>62</th><td>https://www.whatdotheyknow.com/request/use_of_data_62</td>"
        "<td>https://example.org/request/a_1</td></tr>"
    )
    assert link_addresses(table) == (
        '<tr><th>62</th><td><a href="https://www.whatdotheyknow.com/request/use_of_data_62">'
        "request 62</a></td><td>https://example.org/request/a_1</td></tr>"
    )
