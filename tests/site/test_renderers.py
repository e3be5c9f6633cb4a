"""A page says the same whichever renderer made it, and says all that its notebook holds."""

from __future__ import annotations

import json
from pathlib import Path

import nbformat
import pytest
from bs4 import BeautifulSoup, Tag

pytestmark = pytest.mark.xdist_group("site")


def read_words(element: Tag) -> str:
    """Text without the white space between elements, which no reader sees."""
    return " ".join(" ".join(element.stripped_strings).split())


def read_table(table: Tag) -> list[list[str]]:
    return [[read_words(cell) for cell in row.select("th, td")] for row in table.select("tr")]


def read_page(path: Path) -> dict:
    """Read what a page says: its text, figures, tables, links, and what it is called."""
    soup = BeautifulSoup(path.read_text("utf-8"), "html.parser")
    article = soup.select_one("article")
    return {
        "title": soup.title.get_text(),
        "heading": read_words(soup.h1),
        "contents": [(link["href"], read_words(link)) for link in soup.select(".pd-toc a")],
        "navigation": [(link["href"], read_words(link)) for link in soup.select(".pd-nav a")],
        "text": read_words(article),
        "headings": [(each.name, read_words(each)) for each in article.select("h2, h3, h4")],
        "figures": [
            (figure.get("id"), [svg["aria-label"] for svg in figure.select("svg")])
            for figure in article.select("figure")
        ],
        "drawings": [read_words(svg) for svg in article.select("svg")],
        "tables": [read_table(table) for table in article.select("table")],
        "links": [link["href"] for link in article.select("a[href]:not([aria-hidden])")],
        "numbers": [(each["data-id"], each.get_text()) for each in article.select(".pd-number")],
        "callouts": [read_words(each) for each in article.select(".pd-callout")],
        "folds": [read_words(each) for each in article.select(".code-fold > summary")],
        "code": [each.get_text() for each in article.select(".code-fold pre")],
        "notes": [read_words(each) for each in article.select(".footnotes li, .csl-entry")],
    }


@pytest.fixture(scope="module", params=["nbconvert", "quarto"])
def rendered(request, render_mini) -> Path:
    return render_mini(request.param)


def test_both_renderers_say_the_same_on_every_page(render_mini):
    by_quarto, by_nbconvert = render_mini("quarto"), render_mini("nbconvert")
    names = sorted(path.name for path in by_nbconvert.glob("*.html"))
    assert names == sorted(path.name for path in by_quarto.glob("*.html"))
    for name in names:
        assert read_page(by_quarto / name) == read_page(by_nbconvert / name)


def test_the_digest_of_what_pages_say_does_not_depend_on_the_renderer(render_mini):
    digests = [
        (render_mini(renderer) / "content.json").read_bytes()
        for renderer in ("quarto", "nbconvert")
    ]
    assert digests[0] == digests[1]


def test_both_renderers_offer_the_same_files(render_mini):
    def list_files(site: Path) -> dict[str, bytes]:
        return {
            str(path.relative_to(site)): path.read_bytes()
            for path in sorted(site.rglob("*"))
            if path.is_file() and path.suffix != ".html"
        }

    assert list_files(render_mini("quarto")) == list_files(render_mini("nbconvert"))


@pytest.mark.parametrize("page", ["index", "pilot-survey", "foi-requests"])
def test_a_page_shows_every_output_and_every_line_of_code_of_its_notebook(rendered, page):
    shown = read_page(rendered / f"{page}.html")
    project = rendered.parents[1] / "build" / "site"
    cells = nbformat.read(project / f"{page}.ipynb", as_version=4).cells
    code = [cell for cell in cells if cell.cell_type == "code"]
    assert [lines.rstrip("\n") for lines in shown["code"]] == [
        cell.source.split("\n", 1)[1] for cell in code
    ]
    outputs = [output for cell in code for output in cell.outputs]
    markup = [
        output.data["text/html"] for output in outputs if "text/html" in output.get("data", {})
    ]
    expected = BeautifulSoup("".join(markup), "html.parser")
    tables = [read_table(table) for table in expected.select("table")]
    assert [table for table in shown["tables"] if table in tables] == tables
    assert [svg["aria-label"] for svg in expected.select("svg")] == [
        label for _, labels in shown["figures"] for label in labels
    ]
    for output in outputs:
        plain = output.get("text") or output.data.get("text/plain", "")
        assert " ".join(plain.split()) in shown["text"]


def test_numbers_notes_citations_callouts_and_contents_stand_on_the_page(rendered):
    page = read_page(rendered / "index.html")
    assert page["title"] == "What parents accept when records are joined up – Parent Data"
    assert page["numbers"][:3] == [
        ("published.mini-responses", "365"),
        ("published.mini-heard", "only half"),
        ("mini.awareness.heard.share", "50%"),
    ]
    assert page["contents"] == [
        ("#sec-question", "The question"),
        ("#what-each-study-can-say", "What each study can say"),
        ("#references", "References"),
    ]
    assert page["callouts"] == [
        "How to read this Each number comes from a table that you can download, and the code that"
        " made it is folded beneath it."
    ]
    assert page["notes"][0].startswith("Parental Social Licence project (no date)")
    assert page["notes"][2].startswith("An interval at 95% for")
    assert "pilot-survey.html#sec-trust" in page["links"]
    assert "files/pilot-survey/instrument.yml" in page["links"]
    assert "Parental Social Licence project no date" in page["text"]


def test_a_list_of_references_stands_where_prose_puts_it_and_at_the_end_if_it_does_not(rendered):
    requests = read_page(rendered / "foi-requests.html")
    assert [words for _, words in requests["headings"]][2:] == ["Sources", "What this cannot show"]
    assert requests["text"].index("Gillies, V.") < requests["text"].index("Words after")
    assert read_page(rendered / "pilot-survey.html")["headings"][-1] == ("h2", "References")


def test_a_withheld_estimate_is_withheld_on_the_page(rendered):
    page = read_page(rendered / "pilot-survey.html")
    assert ("mini.awareness.heard.share|region=north", "withheld") in page["numbers"]


def test_removed_cells_and_warnings_of_a_run_stay_off_the_page(rendered):
    text = (rendered / "pilot-survey.html").read_text("utf-8")
    assert "hidden words" not in text
    assert "UserWarning" not in text


def test_what_is_text_is_shown_as_text(rendered):
    page = BeautifulSoup((rendered / "pilot-survey.html").read_text("utf-8"), "html.parser")
    assert "'<b>not markup</b>'" in [each.get_text() for each in page.select(".cell-output code")]
    dictionary = read_page(rendered / "data-dictionary.html")
    assert ["2", "South <b>& east</b>"] in [row for table in dictionary["tables"] for row in table]


def test_the_site_holds_the_digest_of_each_page_and_file(rendered):
    content = json.loads((rendered / "content.json").read_text("utf-8"))
    assert sorted(content["pages"]) == sorted(path.name for path in rendered.glob("*.html"))
    assert sorted(content["files"]) == sorted(
        path.relative_to(rendered).as_posix()
        for path in (rendered / "files").rglob("*")
        if path.is_file()
    )


def test_the_dictionary_says_how_each_question_was_worded_and_who_was_asked(rendered):
    soup = BeautifulSoup((rendered / "data-dictionary.html").read_text("utf-8"), "html.parser")
    badges = [each["data-wording"] for each in soup.select(".pd-asked .pd-badge")]
    assert badges == ["published", "paraphrased", *["reconstructed"] * 4]
    headings = [read_words(each) for each in soup.select("h3")]
    assert headings[:2] == ["Q1. Awareness", "Q2. Trust in organisations_and others"]
    asked = [
        each.find_next("dd").get_text() for each in soup.select("dt") if each.get_text() == "Asked"
    ]
    assert asked[:2] == ["everyone", "those who answered “Yes, I had heard” to Q1"]
    kinds = [
        each.find_next("dd").get_text() for each in soup.select("dt") if each.get_text() == "Answer"
    ]
    assert kinds[3] == "a number from 1 to 15 (children)"
