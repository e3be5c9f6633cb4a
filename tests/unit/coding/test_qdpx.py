"""Judgements to .qdpx and back: the same table, the same bytes, whatever the documents hold."""

from __future__ import annotations

import zipfile
from dataclasses import replace

import pandas as pd
import pytest

from parentdata.coding.judgements import check_judgements, type_judgements
from parentdata.coding.qdpx import read_qdpx, write_qdpx
from parentdata.coding.qdpx_parse import parse_project
from parentdata.coding.qdpx_refusals import UnwritableName, UnwritableText


@pytest.fixture
def exchange(tmp_path, codebook, units):
    """Write judgements and read them again, as checked ones."""

    def exchange(judgements, units=units):
        path = tmp_path / "judgements.qdpx"
        write_qdpx(path, judgements, codebook=codebook, units=units)
        return type_judgements(read_qdpx(path, codebook=codebook, units=units))

    return exchange


def test_judgements_of_two_coders_come_back_as_the_same_table(exchange, both, codebook, units):
    back = exchange(both)
    expected = both.sort_values(["unit_id", "code", "coder"], ignore_index=True)
    pd.testing.assert_frame_equal(back, expected)
    text = back.astype(object).where(back.notna(), "").astype(str)
    checked = check_judgements(
        text, codebook=codebook, units=units, not_after=pd.Timestamp("2022-01-01").date()
    )
    pd.testing.assert_frame_equal(checked, back)


@pytest.mark.parametrize(
    "changes",
    [
        {"value": "", "note": "too vague to say"},
        {"value": ""},
        {"value": "absent", "start": "0", "end": "4", "quote": "This"},
        {"value": "", "start": "0", "end": "4", "quote": "This", "note": "or is it?"},
        {"note": 'a <note> & "quotes",\ttabs,\r\nlines; é, 😀, and a blank at the end '},
        {"coded_date": "2021-12-24"},
        {"coded_date": "", "codebook_version": ""},
    ],
)
def test_what_a_coder_could_not_tell_or_noted_comes_back(exchange, judge, changes):
    cells = judge(changes={("R002", "exemption_s12"): changes})
    pd.testing.assert_frame_equal(exchange(cells), type_judgements(cells))


def test_codes_with_values_come_back_with_and_without_a_passage(exchange, judge):
    cells = judge(
        changes={
            ("R001", "disclosure"): {"value": "full", "start": "0", "end": "4", "quote": "This"},
            ("R002", "disclosure"): {"value": "none"},
            ("R003", "disclosure"): {"value": ""},
        }
    )
    pd.testing.assert_frame_equal(exchange(cells), type_judgements(cells))


def test_what_nobody_judged_stays_unjudged(exchange, judge):
    cells = judge()
    cells = cells[~(cells["unit_id"].eq("R002") & cells["code"].ne("flat_no"))]
    back = exchange(cells)
    assert back.loc[back["unit_id"].eq("R002"), "code"].tolist() == ["flat_no"]
    pd.testing.assert_frame_equal(back, type_judgements(cells))


@pytest.mark.parametrize(
    "text",
    [
        "First.\r\nWe have used it.\r\nLast.\r\n",
        "\ufeffFirst.\r\nWe have used it.",
        "Sums of 😀😀 £600.\rWe have used it.\n",
        "𝔘nicode\n\r\nWe have used it.\r\n\r\n",
    ],
)
def test_positions_are_code_points_of_the_document_whatever_its_line_ends(
    exchange, judge, units, text
):
    quote = "We have used it."
    start = text.index(quote)
    span = {"start": str(start), "end": str(start + len(quote)), "quote": quote}
    cells = judge(changes={("R001", "uses_has_used"): span, ("R001", "tool_ms_bi"): span})
    changed = units | {"R001": replace(units["R001"], text=text)}
    back = exchange(cells, changed)
    pd.testing.assert_frame_equal(back, type_judgements(cells))


def test_the_same_judgements_give_the_same_bytes_in_any_order(tmp_path, both, codebook, units):
    one, other = tmp_path / "one.qdpx", tmp_path / "other.qdpx"
    write_qdpx(one, both, codebook=codebook, units=units)
    mixed = both.sample(frac=1, random_state=1)
    write_qdpx(other, mixed, codebook=codebook, units=dict(reversed(units.items())))
    assert one.read_bytes() == other.read_bytes()


def test_without_judgements_the_file_is_a_project_to_code_in(tmp_path, judge, codebook, units):
    path = tmp_path / "empty.qdpx"
    write_qdpx(path, judge().iloc[:0], codebook=codebook, units=units)
    assert read_qdpx(path, codebook=codebook, units=units).empty
    project = parse_project(path)
    assert [source.name for source in project.sources] == list(units)
    assert [source.text for source in project.sources] == [unit.text for unit in units.values()]
    names = {code.guid: code.name for code in project.codes}
    tree = [(code.name, names.get(code.parent), code.is_codable) for code in project.codes]
    assert tree[:5] == [
        ("use", None, False),
        ("uses_has_used", "use", True),
        ("uses_has_used: absent", "uses_has_used", True),
        ("uses_has_used: cannot tell", "uses_has_used", True),
        ("behaviour", None, False),
    ]
    assert ("disclosure: some", "disclosure", True) in tree
    assert not any("vague" in name for name in names.values())  # it is retired
    assert project.codes[1].colour == project.codes[0].colour != project.codes[4].colour
    assert "Exclude: Plans." in project.codes[1].description


def test_texts_lie_in_the_folder_sources_as_they_are(tmp_path, both, codebook, units):
    path = tmp_path / "both.qdpx"
    write_qdpx(path, both, codebook=codebook, units=units)
    with zipfile.ZipFile(path) as packed:
        names = packed.namelist()
        assert names[0] == "project.qde"
        assert all(name.startswith("sources/") and name.endswith(".txt") for name in names[1:])
        texts = {packed.read(name).decode() for name in names[1:]}
    assert texts == {unit.text for unit in units.values()}


def test_a_character_that_xml_cannot_hold_is_refused_and_nothing_is_written(
    tmp_path, judge, codebook, units
):
    path = tmp_path / "none.qdpx"
    cells = judge(changes={("R001", "flat_no"): {"note": "bell \x07"}})
    with pytest.raises(UnwritableText, match=r"U\+0007"):
        write_qdpx(path, cells, codebook=codebook, units=units)
    assert not path.exists()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"coder": "Jane Smith"}, "the coder 'Jane Smith'"),
        ({"unit_id": "R009"}, "the unit_id 'R009'"),
        ({"code": "use"}, "the code 'use'"),
    ],
)
def test_names_that_the_study_does_not_know_are_refused(
    tmp_path, judge, codebook, units, change, said
):
    with pytest.raises(UnwritableName, match=said):
        write_qdpx(tmp_path / "x.qdpx", judge().assign(**change), codebook=codebook, units=units)
