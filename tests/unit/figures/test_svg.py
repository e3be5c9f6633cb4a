"""SVG text: the same bytes in every process, at home in any page, and stamped on its own."""

import hashlib
import re
import subprocess
import sys
import xml.etree.ElementTree as ET

import matplotlib
import pytest
from matplotlib.figure import Figure

from parentdata.figures import NotDrawable, draw_likert, to_standalone, to_svg
from parentdata.figures.theme import house_theme

SVG = "{http://www.w3.org/2000/svg}"
ITEMS = {
    "NHS <b>&": {"definitely": 0.5, "probably_not": 0.3, "dont_know": 0.1, "not_answered": 0.1},
    "Police": {"definitely": 0.2, "probably_not": 0.6, "dont_know": 0.1, "not_answered": 0.1},
}
PROGRAM = """
import hashlib, sys
import pandas as pd
from parentdata.figures import draw_likert, to_standalone, to_svg
rows = pd.read_json(sys.argv[1], orient="records", dtype=False)
for width in ("wide", "narrow"):
    svg = to_svg(draw_likert(rows, width=width), label="Bars")
    print(hashlib.sha256(to_standalone(svg, stamp="Stand-in data", title="x").encode()).hexdigest())
"""


@pytest.fixture
def svg(shares):
    return to_svg(draw_likert(shares(ITEMS), width="wide"), label='Trust "in" <two> & more')


def test_two_processes_write_the_same_bytes(shares, tmp_path):
    table = tmp_path / "rows.json"
    shares(ITEMS).to_json(table, orient="records")
    runs = [
        subprocess.run(
            [sys.executable, "-c", PROGRAM, str(table)],
            capture_output=True,
            check=True,
            text=True,
            env={"PYTHONHASHSEED": seed, "MPLCONFIGDIR": str(tmp_path / seed), "HOME": "/nowhere"},
        ).stdout
        for seed in ("1", "2")
    ]
    here = [
        to_standalone(
            to_svg(draw_likert(shares(ITEMS), width=width), label="Bars"),
            stamp="Stand-in data",
            title="x",
        )
        for width in ("wide", "narrow")
    ]
    digests = "".join(hashlib.sha256(text.encode()).hexdigest() + "\n" for text in here)
    assert runs == [digests, digests]


def test_the_drawing_is_an_image_with_words_and_without_a_size(svg):
    root = ET.fromstring(svg)
    assert svg.startswith("<svg ")
    assert (root.get("role"), root.get("aria-label")) == ("img", 'Trust "in" <two> & more')
    assert root.get("viewBox").split()[:3] == ["0", "0", "720"]
    assert not {"width", "height", "id"} & set(root.attrib)


def test_nothing_in_it_reaches_the_page_or_the_clock(svg):
    assert not re.search(r"<style|<metadata|<!DOCTYPE|<\?xml|matplotlib|clip-path", svg)
    assert not re.search(r"\b20\d\d-\d\d", svg)


def test_text_stays_text_in_the_colour_and_the_face_of_the_page(svg):
    texts = [text for text in ET.fromstring(svg).iter(f"{SVG}text")]
    assert {"NHS <b>&", "Police", "50"} <= {text.text for text in texts}
    assert "DejaVu" not in "".join(text.get("style") for text in texts)
    note = next(text for text in texts if text.text.startswith("Stand-in data."))
    assert "fill: currentColor" in note.get("style")
    assert "#010203" not in svg


def test_marks_carry_the_id_of_their_estimate(svg):
    marked = {
        element.get("data-id") for element in ET.fromstring(svg).iter(f"{SVG}g")
        if element.get("data-id")
    }  # fmt: skip
    assert marked == {f"s.{item}.{answer}" for item in ITEMS for answer in ITEMS[item]}


def test_two_figures_in_a_page_share_no_id_and_every_reference_is_kept(shares):
    drawn = [
        to_svg(draw_likert(shares(ITEMS), width="wide"), label="One", prefix="one"),
        to_svg(draw_likert(shares(ITEMS), width="narrow"), label="Two"),
        to_svg(draw_likert(shares({"Police": ITEMS["Police"]}), width="wide"), label="Three"),
    ]
    ids = [re.findall(r'\sid="([^"]+)"', text) for text in drawn]
    assert all(ids)
    assert all(name.startswith("one-") for name in ids[0])
    assert len({name for names in ids for name in names}) == sum(map(len, ids))
    for text, names in zip(drawn, ids, strict=True):
        assert set(re.findall(r"url\(#([^)]+)\)", text)) == set(names)


def test_an_estimate_named_like_a_part_of_the_drawing_stays_an_estimate(shares):
    rows = shares({"Police": ITEMS["Police"]})
    rows["id"] = ["patch_1", "figure_1", "axes_1", "text_1"]
    text = to_svg(draw_likert(rows, width="wide"), label="Bars")
    assert set(re.findall(r'data-id="([^"]+)"', text)) == set(rows["id"])


def test_a_figure_without_words_is_refused():
    with pytest.raises(NotDrawable, match="alternative text of a figure is empty"):
        to_svg(Figure(), label=" ")


def test_writing_leaves_the_settings_of_matplotlib_alone(svg):
    with house_theme():
        assert matplotlib.rcParams["svg.fonttype"] == "none"
    assert matplotlib.rcParams["svg.fonttype"] == "path"
    assert matplotlib.rcParams["svg.hashsalt"] is None


def test_a_file_of_its_own_is_white_paper_with_its_stamp_above_the_drawing(svg):
    text = to_standalone(svg, stamp="Stand-in data", title="A <title>")
    root = ET.fromstring(text.encode())
    paper, stamp = root.find(f"{SVG}rect"), root.find(f"{SVG}text")
    assert root.find(f"{SVG}title").text == "A <title>"
    assert paper.get("fill") == "#ffffff"
    assert [paper.get(name) for name in ("x", "y", "width", "height")] == [
        *root.get("viewBox").split()[:2], root.get("width"), root.get("height")
    ]  # fmt: skip
    assert stamp.text == "Stand-in data"
    assert float(root.get("viewBox").split()[1]) < float(stamp.get("y")) - 16 < 0
    assert "currentColor" not in text


def test_a_file_of_real_data_has_no_stamp(svg):
    root = ET.fromstring(to_standalone(svg, stamp=None, title="x").encode())
    assert root.find(f"{SVG}text") is None
