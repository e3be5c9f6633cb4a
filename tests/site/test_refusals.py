"""What the site maker refuses, by name and place, and that the last good site then stands."""

from __future__ import annotations

import stat
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
import yaml
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output

from parentdata.errors import Refusal
from parentdata.numbers import BadExceptions, BadNumber, TypedDigits, UnknownNumber
from parentdata.site import UnknownRenderer, render_site
from parentdata.site.links import BrokenLink
from parentdata.site.lookup import BadTable
from parentdata.site.outputs import BadOutput
from parentdata.site.pages import BadSite
from parentdata.site.prepare import NoExecutedNotebook, UnknownGenerator
from parentdata.site.prose import NoTitle, UnknownCitation
from parentdata.site.publish import CannotPublish
from parentdata.site.status import NoOriginTable
from parentdata.site.with_nbconvert import PandocFailed
from parentdata.site.with_quarto import QuartoFailed

pytestmark = pytest.mark.xdist_group("site")


def refuse(root: Path, error: type[Refusal], words: str, *, renderer: str = "nbconvert") -> None:
    """Render, and hold that it is refused in these words with the last good site untouched."""
    site = root / "reports" / "_site"
    site.mkdir()
    (site / "index.html").write_text("the last good page", encoding="utf-8")
    with pytest.raises(error, match=words):
        render_site(renderer=renderer, root=root)
    assert [path.name for path in site.iterdir()] == ["index.html"]
    assert (site / "index.html").read_text("utf-8") == "the last good page"
    assert not list((root / "reports").glob(".site-*"))


def add_cell(root: Path, cell: nbformat.NotebookNode, *, name: str = "00-summary") -> None:
    path = root / "build" / "executed" / f"{name}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    cell.id = "added"
    notebook.cells.append(cell)
    nbformat.write(notebook, path)


def change_config(root: Path, change: Callable[[dict], object]) -> None:
    path = root / "reports" / "_quarto.yml"
    config = yaml.safe_load(path.read_text("utf-8"))
    change(config)
    path.write_text(yaml.safe_dump(config), encoding="utf-8")


def change_page(root: Path, **change: object) -> None:
    change_config(root, lambda config: config["parentdata"]["pages"][1].update(change))


def show(data: dict[str, str], **kind: object) -> nbformat.NotebookNode:
    return new_code_cell("x", outputs=[new_output("display_data", data=data, **kind)])


@pytest.mark.parametrize(
    ("text", "error", "words"),
    [
        ("Only 76 replied.", TypedDigits, r"00-summary, cell 8, row 1: '76' is typed"),
        ("{{ mini.awareness.herd }}", UnknownNumber, r"cell 8: no number .*'mini.awareness.herd'"),
        ("{{ mini.awareness.heard.share half }}", UnknownNumber, r"cell 8: .* has no 'half'"),
        ("As @nobody-2020 says.", UnknownCitation, "cell 8: @nobody-2020 is not in"),
        ("[x](../data/derived/none.csv)", BrokenLink, r"cell 8: .*none.csv, which is not there"),
        ("[x](../data/raw/pilot-survey/responses.csv)", BrokenLink, "no file that a page may"),
        ("[x](../data/derived/../raw/a.csv)", BrokenLink, "no file that a page may offer"),
        ("[x](20-nothing.ipynb)", BrokenLink, "20-nothing.ipynb, which is no page"),
        ("<script>alert()</script>", BadOutput, "cell 8: an output holds '<script'"),
        ("[^a]: one\n\n[^a]: two\n\nWords.[^a]", PandocFailed, "index.ipynb: .*"),
    ],
)  # fmt: skip
def test_a_fault_in_prose_is_refused_with_its_cell(mini, text, error, words):
    add_cell(mini, new_markdown_cell(text))
    refuse(mini, error, words)


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        (show({"text/html": "<p>said</p><script>x()</script>"}), "holds '<script'"),
        (show({"text/html": '<p onclick="x()">said</p>'}), "holds '<p onclick='"),
        (show({"text/html": '<a href="javascript:x()">said</a>'}), "javascript:"),
        (show({"text/html": '<img src="https://example.org/a.png">'}), "https:"),
        (show({"text/html": "<style>@import 'a.css'</style>"}), "@import"),
        (show({"image/png": "AAAA"}), "an image has no alternative text"),
        (show({"application/json": "{}"}), r"only the forms \['application/json'\]"),
        (
            new_code_cell(
                "x", outputs=[new_output("error", ename="KeyError", evalue="'a'", traceback=[])]
            ),
            "cell 8: the cell failed: KeyError: 'a'",
        ),
    ],
)
def test_an_output_that_cannot_go_on_a_page_is_refused(mini, cell, words):
    add_cell(mini, cell)
    refuse(mini, BadOutput, words)


def test_a_link_of_an_output_to_nothing_is_refused(mini):
    add_cell(mini, show({"text/html": '<a href="../data/derived/pilot-survey/no.svg">SVG</a>'}))
    refuse(mini, BrokenLink, "no.svg, which is not there")


def test_a_notebook_without_a_title_is_refused(mini):
    path = mini / "build" / "executed" / "30-foi-requests.ipynb"
    notebook = nbformat.read(path, as_version=4)
    del notebook.cells[0]
    nbformat.write(notebook, path)
    refuse(mini, NoTitle, "30-foi-requests, cell 1: the notebook does not open with its title")


def test_a_number_typed_into_a_title_is_refused(mini):
    path = mini / "build" / "executed" / "30-foi-requests.ipynb"
    notebook = nbformat.read(path, as_version=4)
    notebook.cells[0].source = "# The 40 requests"
    nbformat.write(notebook, path)
    refuse(mini, TypedDigits, "30-foi-requests, cell 1, row 1: '40' is typed")


def test_a_notebook_that_has_not_run_is_refused(mini):
    (mini / "build" / "executed" / "10-pilot-survey.ipynb").unlink()
    refuse(mini, NoExecutedNotebook, "10-pilot-survey.ipynb: the executed notebook cannot be read")


def test_an_exception_without_a_reason_is_refused(mini):
    (mini / "reports" / "number-exceptions.txt").write_text("s12\n", encoding="utf-8")
    refuse(mini, BadExceptions, "number-exceptions.txt, row 1: the line 's12' gives no reason")


def test_a_table_of_estimates_without_a_column_is_refused(mini):
    path = mini / "data" / "derived" / "pilot-survey" / "estimates.csv"
    path.write_text("id,unit\na,share\n", encoding="utf-8")
    refuse(mini, BadTable, "estimates.csv: the table has no column value, count")


def test_an_id_that_two_tables_hold_is_refused(mini):
    derived = mini / "data" / "derived"
    (derived / "other").mkdir()
    text = (derived / "foi-requests" / "estimates.csv").read_text("utf-8")
    (derived / "other" / "estimates.csv").write_text(text, encoding="utf-8")
    refuse(mini, BadNumber, "other/estimates.csv: the id 'minifoi.* stands twice")


def test_parameters_that_are_not_yaml_are_refused(mini):
    (mini / "params.yaml").write_text("a: 1\na: 2\n", encoding="utf-8")
    refuse(mini, BadTable, "params.yaml: the file cannot be read: key 'a' stands twice")


def test_a_missing_table_of_origins_is_refused(mini):
    (mini / "data" / "derived" / "origins.csv").unlink()
    refuse(mini, NoOriginTable, "origins.csv: there is no table of origins")


def test_a_status_that_is_not_known_is_refused(mini):
    path = mini / "data" / "derived" / "origins.csv"
    path.write_text(path.read_text("utf-8").replace(",real,", ",genuine,", 1), encoding="utf-8")
    refuse(mini, NoOriginTable, "the status 'genuine' is not known")


def test_a_page_on_a_study_without_raw_data_is_refused(mini):
    change_page(mini, studies=["national-survey"])
    refuse(mini, NoOriginTable, "'pilot-survey' rests on 'national-survey', which has no row")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"notebok": "x"}, "notebok: Extra inputs"),
        ({"page": "index"}, "page 'index' stands more than once"),
        ({"generated": "x"}, "needs either 'notebook' or 'generated'"),
        ({"studies": []}, "studies: Tuple should have at least 1 item"),
    ],
)
def test_a_page_that_is_not_described_is_refused(mini, change, words):
    change_page(mini, **change)
    refuse(mini, BadSite, f"_quarto.yml: .*{words}")


def test_a_site_without_a_first_page_is_refused(mini):
    change_config(mini, lambda config: config["parentdata"]["pages"].pop(0))
    refuse(mini, BadSite, "no page is named 'index'")


def test_a_site_without_a_title_is_refused(mini):
    change_config(mini, lambda config: config.pop("website"))
    refuse(mini, BadSite, r"the site cannot be read: KeyError\('website'\)")


def test_a_generator_that_is_not_known_is_refused(mini):
    change_config(
        mini, lambda config: config["parentdata"]["pages"][3].update(generated="horoscope")
    )
    refuse(mini, UnknownGenerator, "'data-dictionary' is generated by 'horoscope'")


def test_a_dictionary_of_a_study_without_an_instrument_is_refused(mini):
    (mini / "data" / "raw" / "pilot-survey" / "instrument.yml").unlink()
    add_no_link = mini / "build" / "executed" / "00-summary.ipynb"
    text = add_no_link.read_text("utf-8").replace("../data/raw/pilot-survey/instrument.yml", "#")
    add_no_link.write_text(text, encoding="utf-8")
    refuse(mini, Refusal, "instrument.yml: the study has no instrument")


def test_a_renderer_that_is_not_known_is_refused(mini):
    refuse(mini, UnknownRenderer, "no renderer is named 'latex'", renderer="latex")


def test_quarto_is_refused_by_name_where_there_is_none(mini, monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    refuse(mini, QuartoFailed, "there is no Quarto on PATH that answers", renderer="quarto")


def test_a_quarto_that_does_not_answer_is_passed_over(mini, monkeypatch, tmp_path):
    put_program(tmp_path, "exit 1")
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    site = render_site(root=mini)
    assert "nbconvert" in (site / "index.html").read_text("utf-8")


def test_what_a_failing_quarto_said_is_passed_on(mini, monkeypatch, tmp_path):
    put_program(
        tmp_path, '[ "$1" = --version ] && echo 9.9.9 && exit; echo "no kernel" >&2; exit 3'
    )
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    refuse(mini, QuartoFailed, "Quarto ended with code 3: no kernel", renderer="auto")


def put_program(folder: Path, body: str) -> None:
    program = folder / "quarto"
    program.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)


def test_a_disk_that_cannot_be_written_to_is_refused(mini):
    # A file where the project should be laid out: its folder cannot be made, as on a full disk.
    (mini / "build" / "site").write_text("", encoding="utf-8")
    refuse(mini, CannotPublish, "the site cannot be written: .*File exists")
