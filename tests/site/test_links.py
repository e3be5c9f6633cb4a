"""Nothing on a page leads nowhere, and nothing comes from elsewhere."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from urllib.parse import unquote

import pytest

pytestmark = pytest.mark.xdist_group("site")

LANDMARKS = ("header.pd-header", "nav.pd-nav", "main.pd-page", "nav.pd-toc", "footer.pd-footer")


def test_every_link_and_image_leads_to_a_file_and_an_anchor_that_are_there(site, pages):
    broken = []
    for name, soup in pages.items():
        for element in soup.select("[href], [src]"):
            to = element.get("href") or element.get("src") or ""
            if to.startswith(("https://", "mailto:", "data:")):
                continue
            path, _, anchor = unquote(to).partition("#")
            target = site / (path or name)
            if not target.is_file():
                broken.append(f"{name}: {to}")
            elif anchor and not pages[path or name].find(id=anchor):
                broken.append(f"{name}: {to} (no such anchor)")
    assert broken == []


def test_ids_are_given_once_a_page(pages):
    for soup in pages.values():
        times = Counter(element["id"] for element in soup.select("[id]"))
        assert [name for name, count in times.items() if count > 1] == []


def test_nothing_is_fetched_from_elsewhere(site, pages):
    for soup in pages.values():
        fetched = soup.select("script[src], link[href], img[src], iframe, source")
        for element in fetched:
            to = element.get("src") or element.get("href")
            assert to.startswith(("theme/", "data:"))
    for asset in (site / "theme").iterdir():
        assert "http" not in asset.read_text("utf-8")


def test_every_page_says_its_language_and_has_one_title_and_its_landmarks(pages):
    for name, soup in pages.items():
        assert soup.html["lang"] == "en-GB"
        assert soup.title.get_text().endswith(" – Parent Data")
        assert len(soup.select("h1")) == 1
        assert [len(soup.select(mark)) for mark in LANDMARKS] == [1] * len(LANDMARKS)
        current = soup.select('.pd-nav a[aria-current="page"]')
        assert [link["href"] for link in current] == [name]


def test_headings_go_down_a_level_at_a_time(pages):
    for soup in pages.values():
        levels = [
            int(heading.name[1]) for heading in soup.select("main h1, main h2, main h3, main h4")
        ]
        assert levels[0] == 1
        assert all(below <= above + 1 for above, below in pairwise(levels))


def test_every_figure_has_an_alternative_text_and_downloads(pages):
    for soup in pages.values():
        for figure in soup.select("figure.pd-figure"):
            drawings = figure.select("svg")
            assert len(drawings) == 2
            assert all(len(drawing["aria-label"]) > 20 for drawing in drawings)
            offered = [link.get_text()[:3] for link in figure.select(".pd-downloads a")]
            assert offered == ["SVG", "CSV"]


def test_the_footer_says_what_the_page_was_made_from_and_with(pages):
    took = {}
    for name, soup in pages.items():
        facts = dict(
            zip(
                (term.get_text() for term in soup.select(".pd-made dt")),
                (fact.get_text() for fact in soup.select(".pd-made dd")),
                strict=True,
            )
        )
        assert list(facts) == ["Data", "Commit", "Lock", "Rendered by"]
        assert facts["Lock"].removeprefix("sha256 ").isalnum()
        assert facts["Rendered by"].split()[0] in ("Quarto", "nbconvert")
        took[name] = {term.get_text() for term in soup.select(".pd-parameters dt")}
    # What another page took is not on this one, and a page made of no notebook took none.
    assert took["pilot-survey.html"] >= {"confidence_level", "minimum_base"}
    assert "foi_base" not in took["pilot-survey.html"]
    assert took["data-dictionary.html"] == set()
