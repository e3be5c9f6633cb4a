"""Titles, citations, and the words that code is folded under."""

from __future__ import annotations

import pytest

from parentdata.site.prose import (
    find_citations,
    last_heading,
    read_keys,
    summarise_code,
    take_title,
)


@pytest.mark.parametrize(
    ("markdown", "title", "rest"),
    [
        ("# The pilot\n\nWords.", "The pilot", "Words."),
        ("\n# The pilot #", "The pilot", ""),
        ("# The pilot\n## Next", "The pilot", "## Next"),
    ],
)
def test_the_title_is_taken_from_the_cell_that_opens_a_notebook(markdown, title, rest):
    assert take_title(markdown, where="cell 1") == (title, rest)


def test_citations_are_found_and_addresses_and_code_are_not():
    text = "As @dap-2021 and [-@csp-2021; see @foi-post, p. 3]. a@example.org `@code`"
    assert find_citations(text) == ["dap-2021", "csp-2021", "foi-post"]


def test_the_keys_of_a_bibliography_are_read(tmp_path):
    path = tmp_path / "a.bib"
    path.write_text("@online{one,\n title={x}}\n% @book{no}\n@article{ two-2, a={b}}\n", "utf-8")
    assert read_keys(path) == {"one", "two-2"}


def test_the_last_heading_names_what_follows_it():
    text = "## Trust {#sec}\n\n### Net *trust* <span>45%</span>\n\n```\n## not this\n```"
    assert last_heading(text, before="x") == "Net trust 45%"
    assert last_heading("Words.", before="x") == "x"
    assert last_heading("""## Parents' "own" words""", before="x") == "Parents’ “own” words"


@pytest.mark.parametrize(
    ("source", "tags", "words"),
    [
        ("a\n\nb", [], "Code: Trust, 2 lines"),
        ("a", [], "Code: Trust, 1 line"),
        ("a", ["parameters"], "Code: parameters, 1 line"),
        ("a", ["injected-parameters"], "Code: parameters of this run, 1 line"),
    ],
)
def test_code_is_folded_under_words_that_say_what_it_is(source, tags, words):
    assert summarise_code(source, heading="Trust", tags=tags) == words
