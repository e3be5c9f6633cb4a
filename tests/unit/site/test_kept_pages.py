"""A page is rendered again where something it is made from has changed, and not otherwise."""

from __future__ import annotations

import pytest
from nbformat.v4 import new_markdown_cell, new_notebook

from parentdata.site.kept_pages import KeptPages


@pytest.fixture
def made():
    return []


@pytest.fixture
def render(tmp_path, made):
    theme = tmp_path / "page.css"
    theme.write_text("p {}")

    def render(text, name="index"):
        notebook = new_notebook(cells=[new_markdown_cell(text, id="cell-000")])

        def make():
            made.append(text)
            return f"<p>{text}</p>\n"

        return KeptPages(tmp_path / "pages", [theme]).render(name, notebook, make)

    return render


def test_the_same_page_is_made_once(render, made):
    assert render("one") == render("one") == "<p>one</p>\n"
    assert made == ["one"]


def test_other_words_or_another_theme_make_it_again(render, made, tmp_path):
    render("one")
    assert render("two") == "<p>two</p>\n"
    (tmp_path / "page.css").write_text("p { color: red }")
    render("two")
    assert made == ["one", "two", "two"]


def test_pages_do_not_take_each_others_place(render, made):
    render("one", "first")
    render("one", "second")
    render("one", "first")
    assert made == ["one", "one"]


@pytest.mark.parametrize("share", [0.3, 0.6, 0.99])
def test_half_a_kept_page_is_made_again(share, render, made, tmp_path):
    whole = render("one")
    kept = tmp_path / "pages" / "index.html"
    kept.write_bytes(kept.read_bytes()[: int(share * kept.stat().st_size)])
    assert render("one") == whole
    assert made == ["one", "one"]
