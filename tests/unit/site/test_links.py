"""Links that work in JupyterLab are made to work in the site."""

from __future__ import annotations

from pathlib import Path

import pytest

from parentdata.site.links import BrokenLink, Links


@pytest.fixture
def links(tmp_path: Path) -> Links:
    for name in (
        "data/derived/s/figures/a.svg",
        "data/raw/s/instrument.yml",
        "decisions/0001-a.md",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x", encoding="utf-8")
    return Links(tmp_path, {"10-s": "s.html", "dictionary": "dictionary.html"})


@pytest.mark.parametrize(
    ("markdown", "rewritten"),
    [
        ("[a](../data/derived/s/figures/a.svg)", "[a](files/s/figures/a.svg)"),
        ('[a](../data/derived/s/figures/a.svg "title")', '[a](files/s/figures/a.svg "title")'),
        ("[a]\n\n[a]: ../data/raw/s/instrument.yml", "[a]\n\n[a]: files/s/instrument.yml"),
        ("![alt](<../data/derived/s/figures/a.svg>)", "![alt](<files/s/figures/a.svg>)"),
        ("[a](../decisions/0001-a.md#why)", "[a](files/decisions/0001-a.md#why)"),
        ('<a href="10-s.ipynb#x">s</a>', '<a href="s.html#x">s</a>'),
        ("[s](10-s.ipynb)", "[s](s.html)"),
        ("[d](dictionary.html#q1)", "[d](dictionary.html#q1)"),
        ("[w](https://example.org/a) [m](mailto:a@b) [h](#h)", None),
        ("`[a](../data/none.csv)` and\n\n```\n[a](../none)\n```\n", None),
        ("A note.[^1]\n\n[^1]: Words: none.", None),
    ],
)
def test_links_of_prose_lead_to_pages_and_files_of_the_site(links, markdown, rewritten):
    assert links.rewrite_markdown(markdown, where="cell 1") == (rewritten or markdown)


def test_links_of_outputs_are_rewritten_and_the_drawing_stays_as_it_is(links):
    markup = '<svg viewBox="0 0 1 1"></svg><a href="../data/derived/s/figures/a.svg" download>'
    assert links.rewrite_html(markup, where="cell 1") == (
        '<svg viewBox="0 0 1 1"></svg><a href="files/s/figures/a.svg" download>'
    )
    assert links.files == {"files/s/figures/a.svg": links.root / "data/derived/s/figures/a.svg"}


@pytest.mark.parametrize(
    "to",
    ["../data/raw/s/responses.csv", "../data/derived/../raw/s/a.csv", "/etc/passwd", "../../x.csv"],
)
def test_what_a_page_may_not_offer_is_refused(links, to):
    with pytest.raises(BrokenLink, match=r"cell 1: .*which is no page and no file"):
        links.rewrite_markdown(f"[x]({to})", where="cell 1")


@pytest.mark.parametrize("name", ["codebook", "tools", "evidence", "parallels", "origin"])
def test_what_describes_the_coding_is_offered_beside_the_pages(links, name):
    (links.root / f"data/raw/s/{name}.yml").write_text("x", encoding="utf-8")
    rewritten = links.rewrite_markdown(f"[x](../data/raw/s/{name}.yml)", where="cell 1")
    assert rewritten == f"[x](files/s/{name}.yml)"


@pytest.mark.parametrize("name", ["tools.csv", "replies/tools.yml", "accepted.yml"])
def test_a_name_that_only_resembles_them_is_refused(links, name):
    with pytest.raises(BrokenLink, match=r"which is no page and no file"):
        links.rewrite_markdown(f"[x](../data/raw/s/{name})", where="cell 1")


def test_two_files_that_would_take_one_place_are_refused(links):
    (links.root / "data/derived/s/instrument.yml").write_text("y", encoding="utf-8")
    links.rewrite_markdown("[x](../data/raw/s/instrument.yml)", where="cell 1")
    with pytest.raises(BrokenLink, match=r"files/s/instrument.yml another file has taken"):
        links.rewrite_markdown("[x](../data/derived/s/instrument.yml)", where="cell 2")
