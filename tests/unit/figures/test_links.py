"""Marks as links: one for keyboards, room to hit, names, and nothing that runs."""

import re
import xml.etree.ElementTree as ET

import pandas as pd
import pytest

from parentdata.figures import draw_bars, draw_intervals, to_svg
from parentdata.figures.links import BadLink, check_address, name_row, read_links, write_anchor
from parentdata.figures.svg_links import TARGET, find_boxes
from parentdata.site.outputs import check_markup

SVG = "{http://www.w3.org/2000/svg}"
CELLS = {("Flat no", "Found"): 9, ("Incomplete", "Found"): 1, ("Exempt", "Found"): 0}
TO = {"c.Flat no.Found": "33-foi-passages.ipynb#code-flat_no", "c.Incomplete.Found": "#code-x"}


def draw(rows, links, width="wide", **options):
    figure = draw_bars(rows, width=width)
    return to_svg(figure, label="Bars", links=read_links(rows, links), **options)


def anchors(text):
    return list(ET.fromstring(text).iter(f"{SVG}a"))


def test_each_linked_mark_is_reached_once_by_keyboard_and_hit_wherever_it_is_drawn(counts):
    found = anchors(draw(counts(CELLS), TO))
    assert [(each.get("href"), each.get("tabindex")) for each in found] == [
        (TO["c.Flat no.Found"], None),
        (TO["c.Incomplete.Found"], None),
        (TO["c.Flat no.Found"], "-1"),
        (TO["c.Incomplete.Found"], "-1"),
    ]
    assert [each.get("aria-hidden") for each in found] == [None, None, "true", "true"]
    assert [len(each.findall(f"{SVG}rect")) for each in found] == [1, 1, 0, 0]
    marks = [each.find(f"{SVG}g").get("data-id") for each in found]
    assert marks == [*TO, *TO]


def test_a_link_is_named_by_the_labels_and_the_value_of_its_row(counts):
    names = [each.get("aria-label") for each in anchors(draw(counts(CELLS), TO))]
    assert names == ["Flat no, Found: 9", "Incomplete, Found: 1", None, None]


def test_a_mark_without_a_link_stays_as_it_is_and_no_links_leave_an_image(counts):
    text = draw(counts(CELLS), {"c.Incomplete.Found": "#code-x"})
    assert len(anchors(text)) == 2
    assert 'role="group" aria-label="Bars"' in text
    plain = draw(counts(CELLS), None)
    assert 'role="img"' in plain
    assert anchors(plain) == []
    assert re.sub(r"<rect[^>]*/>|</?a\b[^>]*>", "", text).count("<g") == plain.count("<g")


@pytest.mark.parametrize("width", ["wide", "narrow"])
def test_the_room_of_a_mark_can_be_hit_lies_on_the_sheet_and_keeps_off_its_neighbours(
    width, counts
):
    rows = counts(CELLS)
    figure = draw_bars(rows, width=width)
    boxes = find_boxes(figure, read_links(rows, dict.fromkeys(rows["id"], "#x")))
    assert set(boxes) == set(rows["id"])
    wide, high = figure.bbox.width, figure.bbox.height
    for box in boxes.values():
        assert box.right - box.left >= min(TARGET, 24)
        assert box.bottom - box.top >= 24
        assert min(box.left, box.top, wide - box.right, high - box.bottom) >= 0
    first, second, third = boxes.values()
    assert first.bottom <= second.top
    assert second.bottom <= third.top


def test_marks_that_lie_closer_than_a_finger_share_the_room_between_them(shares):
    rows = shares({"Planning": {"probably": 0.4}, "Money": {"probably": 0.6}})
    rows = rows.assign(item_label="Same", study=["A", "B"])
    figure = draw_intervals(rows, width="wide", series="study")
    upper, lower = find_boxes(figure, read_links(rows, dict.fromkeys(rows["id"], "#x"))).values()
    assert upper.bottom == pytest.approx(lower.top, abs=0.01)


def test_the_drawing_itself_is_the_same_with_links_and_without(counts):
    rows = counts(CELLS)
    figure = draw_bars(rows, width="wide")
    before = to_svg(figure, label="Bars")
    to_svg(figure, label="Bars", links=read_links(rows, TO))
    assert to_svg(figure, label="Bars") == before
    assert draw(rows, TO) == draw(rows, TO)


def test_words_are_shown_when_a_pointer_rests_on_a_mark(counts):
    text = to_svg(
        draw_bars(counts(CELLS), width="wide"),
        label="Bars",
        titles={"c.Flat no.Found": "9 <b> & a"},
    )
    titles = [title.text for title in ET.fromstring(text).iter(f"{SVG}title")]
    assert titles == ["9 <b> & a"] * 2


def test_hostile_labels_and_names_stay_words(counts):
    label = '"><script> onload=alert(1) {{ x }}'
    rows = counts({(label, "Found"): 3}).assign(id="c.x")
    text = draw(rows, {rows["id"][0]: "#x"}, titles={rows["id"][0]: label})
    assert check_markup(text, where="cell 1") == text
    assert anchors(text)[0].get("aria-label") == f"{label}, Found: 3"


@pytest.mark.parametrize(
    "to",
    ["#code-flat_no", "33-foi-passages.ipynb#code-flat_no", "https://example.org/a?b=c#d",
     "../data/derived/foi-requests/decided.csv", "foi-passages.html"],
)  # fmt: skip
def test_pages_anchors_files_and_secure_addresses_are_links(to):
    assert check_address(to, where="x") == to


@pytest.mark.parametrize(
    "to", ["javascript:alert(1)", "http://example.org", "//example.org", "", None, "a b", 'a"b', 3]
)
def test_what_could_run_or_leads_nowhere_is_refused(to):
    with pytest.raises(BadLink, match="'x' leads to"):
        check_address(to, where="x")


def test_a_link_from_an_id_that_no_row_has_is_refused(counts):
    with pytest.raises(BadLink, match=r"column 'id'.*links are given for c\.lost"):
        read_links(counts(CELLS), {"c.lost": "#x"})


def test_a_row_is_named_once_by_each_of_its_labels():
    row = {"id": "a", "item_label": "Wales", "answer_label": "Wales", "domain_label": None}
    assert name_row(row) == "Wales"
    assert name_row({"id": "a"}) == "a"
    withheld = {**row, "unit": "count", "value": None, "is_withheld": True}
    assert name_row(withheld) == "Wales: withheld"


def test_a_cell_is_a_link_named_by_its_row_and_plain_without_an_address():
    assert write_anchor("9", "#x", before="Flat <no>") == (
        '<a href="#x"><span class="pd-sr">Flat &lt;no&gt;: </span>9</a>'
    )
    assert write_anchor("<9>", None, before="a") == "&lt;9&gt;"
    assert write_anchor("9", float("nan"), before="a") == "9"
    assert write_anchor("Flat no", "#x", before="") == '<a href="#x">Flat no</a>'
    with pytest.raises(BadLink):
        write_anchor("9", "javascript:x", before="a")


def test_an_index_of_any_kind_does_not_matter(counts):
    rows = counts(CELLS)
    moved = rows.set_index(pd.Index([5, 6, 7]))
    assert draw(moved, TO) == draw(rows, TO)
