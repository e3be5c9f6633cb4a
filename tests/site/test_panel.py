"""The record of a number, opened in a real browser: by click, by keyboard, on phones, with axe."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_FILE_PATH
from bs4 import BeautifulSoup

from parentdata.numbers import read_exceptions
from parentdata.site.number_sources import Sources
from parentdata.site.page_numbers import read_page_numbers
from parentdata.site.record_file import digest_id, read_records

pytestmark = pytest.mark.xdist_group("site")

SWITCH = "button.pd-show-why"
# A table that pandas wrote stands in the small site alone: its corner is empty.
FAULTS = """async ([part, rules]) => {
  const where = part ? {include: [[part]]} : {exclude: [[".dataframe"]]};
  const only = rules.length ? {runOnly: rules} : {};
  const found = await axe.run(where, {resultTypes: ["violations"], ...only});
  return found.violations.map(
    (each) => each.id + ": " + each.nodes.slice(0, 2).map((node) => node.html.slice(0, 160)));
}"""
# What can be wrong about numbers that became buttons; the rest of the page is as it was.
OF_BUTTONS = ["nested-interactive", "button-name", "aria-allowed-role", "aria-allowed-attr",
              "target-size", "tabindex", "list", "definition-list"]  # fmt: skip
# What a page gains by its records: the script of the records, and what opens them.
MOST = 150_000
# What the site sets around a page's words, and what a questionnaire or a document says.
AROUND = ".pd-banner, .code-fold, .footnotes, .footnote-ref, .references, .pd-passages, .pd-asked"
# One mark of each kind on a page, if it is in sight: a bar, a cell, a number in a line.
KINDS = {
    "mark": "article svg g[data-id]",
    "cell": "article td[data-id]",
    "inline": "article p .pd-number[data-id], article dd[data-id]",
}


@pytest.fixture(scope="module")
def panel_site(render_mini) -> Path:
    return render_mini("nbconvert")


def said(page) -> dict[str, str]:
    """Read the record that is open."""
    return page.evaluate(
        "Object.fromEntries([...document.querySelectorAll('dialog[open] dl > div')].map("
        "(pair) => [pair.dataset.said, pair.querySelector('dd').innerText]))"
    )


def click(page, selector: str) -> str | None:
    """Click the first mark in sight as a finger does; give its id, or None where there is none.

    Folds above it are opened first. A mark of a drawing is clicked where its words or its shape
    are, and that nothing lies over it is the browser's to say.
    """
    return page.evaluate(
        """(selector) => {
          const marks = [...document.querySelectorAll(selector)];
          for (const mark of marks) {
            if (mark.closest("a, summary") || mark.querySelector("a")) continue;
            for (let at = mark; at; at = at.parentElement)
              if (at.tagName === "DETAILS") at.open = true;
            const inner = mark.closest("svg") ? mark.querySelector("path, rect, text") : mark;
            if (!inner || !inner.checkVisibility()) continue;
            inner.scrollIntoView({block: "center"});
            const box = inner.getBoundingClientRect();
            const on = document.elementFromPoint(
              box.left + box.width / 2, box.top + box.height / 2);
            const hit = on && on.closest("[data-id]");
            if (!hit || hit.closest("a")) continue;
            on.dispatchEvent(new MouseEvent("click", {bubbles: true, cancelable: true}));
            return hit.dataset.id;
          }
          return null;
        }""",
        selector,
    )


def test_on_every_page_a_bar_a_cell_and_a_number_in_a_line_open_their_record(
    site, pages, open_page
):
    met = set()
    for name in pages:
        page = open_page(site / name)
        for kind, selector in KINDS.items():
            shown = click(page, selector)
            if shown is None:
                # A page may have no drawing or no number in a line; every table's is in reach.
                assert kind != "cell" or not pages[name].select_one(selector), name
                continue
            page.locator("dialog[open]").wait_for()
            record = said(page)
            assert record["what"], (name, shown)
            assert page.locator("dialog .pd-why-id code").first.inner_text() == shown
            met.add(kind)
            link = page.locator("dialog a.pd-why-code")
            if link.count() and link.get_attribute("href").startswith("#"):
                link.click()
                assert page.evaluate("document.querySelector(':target .code-fold').open")
                met.add("code")
            else:
                page.keyboard.press("Escape")
            assert page.locator("dialog[open]").count() == 0
        assert page.faults == []
    assert met == {*KINDS, "code"}


def test_a_click_on_a_number_in_prose_opens_its_record(panel_site, open_page):
    page = open_page(panel_site / "index.html")
    page.locator("p .pd-number[data-id='mini.awareness.heard.share']").first.click()
    page.locator("dialog[open]").wait_for()
    record = said(page)
    assert record["value"].startswith("50%")
    assert record["status"] == "stand-in"
    assert page.locator("dialog h2").inner_text() == "Where “50%” comes from"
    assert (
        page.locator("dialog .pd-why-id").inner_text().startswith("Id: mini.awareness.heard.share")
    )
    assert page.faults == []


def test_a_click_on_a_cell_and_on_a_bar_opens_the_same_record(panel_site, open_page):
    page = open_page(panel_site / "pilot-survey.html")
    mark = "mini.trust.trust_nhs.probably.share"
    page.locator(f".pd-wide svg [data-id='{mark}'] text").first.click()
    page.locator("dialog[open]").wait_for()
    by_bar = said(page)
    page.keyboard.press("Escape")
    page.locator("details.pd-data > summary").first.click()
    page.locator(f"td[data-id='{mark}']").first.click()
    page.locator("dialog[open]").wait_for()
    assert said(page) == by_bar
    assert by_bar["what"] == "The NHS and your GP"
    assert by_bar["n"] == "355"


@pytest.mark.parametrize("width", [360, 1440])
def test_escape_closes_the_record_and_gives_the_focus_back(panel_site, open_page, width):
    page = open_page(panel_site / "index.html", width=width)
    page.locator(SWITCH).click()
    number = page.locator("p .pd-number[data-id]").first
    number.focus()
    page.keyboard.press("Enter")
    page.locator("dialog[open]").wait_for()
    assert page.evaluate("document.activeElement.id") == "pd-why-title"
    assert page.get_by_role("dialog").get_attribute("aria-labelledby") == "pd-why-title"
    page.keyboard.press("Escape")
    assert page.locator("dialog[open]").count() == 0
    assert page.evaluate("document.activeElement.dataset.id") == number.get_attribute("data-id")


def test_numbers_are_stops_of_the_keyboard_only_while_the_switch_is_on(panel_site, open_page):
    page = open_page(panel_site / "pilot-survey.html")
    stops = "document.querySelectorAll('article [tabindex=\"0\"][data-id], button.pd-why').length"
    assert page.evaluate(stops) == 0
    page.locator(SWITCH).click()
    assert page.evaluate(stops) > 0
    assert page.evaluate(
        "[...document.querySelectorAll('article table')].every((table) =>"
        " table.querySelectorAll('button.pd-why[tabindex=\"0\"]').length <= 1)"
    )
    before = page.locator("article td[data-id]").first.inner_text()
    page.locator(SWITCH).click()
    assert page.evaluate(stops) == 0
    assert page.locator("article td[data-id]").first.inner_text() == before


def test_arrows_move_between_the_numbers_of_a_table(panel_site, open_page):
    page = open_page(panel_site / "pilot-survey.html")
    page.locator(SWITCH).click()
    page.locator("details.pd-data > summary").first.click()
    page.locator("details.pd-data button.pd-why[tabindex='0']").first.focus()
    first = page.evaluate("document.activeElement.closest('tr').rowIndex")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.closest('tr').rowIndex") == first + 1
    page.keyboard.press("Enter")
    page.locator("dialog[open]").wait_for()


def test_a_record_leads_to_the_code_that_made_the_number(panel_site, open_page):
    page = open_page(panel_site / "pilot-survey.html")
    page.locator(".pd-wide svg [data-id='mini.trust.trust_nhs.probably.share'] text").first.click()
    page.get_by_role("link", name="Go to the code that made it").click()
    page.wait_for_function("location.hash.startsWith('#cell-')")
    assert page.locator("dialog[open]").count() == 0
    assert page.evaluate("document.querySelector(':target details.code-fold').open")
    assert page.evaluate("getComputedStyle(document.querySelector(':target')).outlineStyle") == (
        "solid"
    )


def test_a_reader_without_scripts_finds_every_number_of_a_page_in_a_file(site, pages, open_page):
    page = open_page(site / "pilot-survey.html", java_script_enabled=False)
    link = page.locator(".pd-record-list a")
    assert link.is_visible()
    listed = (site / link.get_attribute("href")).read_text("utf-8")
    ids = {each["data-id"] for each in pages["pilot-survey.html"].select("article [data-id]")}
    assert ids
    assert [each for each in ids if each not in listed] == []


def test_every_number_of_a_page_has_a_record_in_its_script(site, pages):
    for name, soup in pages.items():
        script = (site / "files" / "records" / f"{Path(name).stem}.js").read_text("utf-8")
        held = read_records(script)
        ids = {each["data-id"] for each in soup.select("article [data-id]")}
        assert [each for each in ids if digest_id(each) not in held] == []


def test_no_number_of_a_rendered_page_stands_without_an_id(site, root, pages):
    given = (root / "reports" / "number-exceptions.txt").read_text("utf-8")
    exceptions = read_exceptions(given, source="number-exceptions.txt")
    labels = Sources(site.parents[1]).label_words
    bare = {}
    for name, soup in pages.items():
        article = BeautifulSoup(str(soup.select_one("article")), "lxml")
        for around in article.select(AROUND):
            around.extract()
        if name != "data-dictionary.html":
            bare[name] = read_page_numbers(
                [str(article)], exceptions=exceptions, labels=labels
            ).bare
    assert {name: found for name, found in bare.items() if found} == {}


def test_records_add_less_than_150_kb_to_any_page(site, root):
    theme = root / "reports" / "theme"
    fixed = sum((theme / name).stat().st_size for name in ("panel.js", "panel.css"))
    scripts = sorted((site / "files" / "records").glob("*.js"))
    sizes = {path.name: path.stat().st_size + fixed for path in scripts}
    assert sizes
    assert {name: size for name, size in sizes.items() if size >= MOST} == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_fault_on_any_page_nor_in_an_open_record(site, pages, open_page, scheme):
    found = {}
    for name in pages:
        page = open_page(site / name, color_scheme=scheme)
        page.evaluate(AXE_FILE_PATH.read_text("utf-8"))
        # Drawings for narrow windows are hidden at this width, and take axe half of its time.
        page.evaluate("document.querySelectorAll('.pd-narrow').forEach((each) => each.remove())")
        # The text of pages is held to its ground in both schemes by test_browser.
        if scheme == "light":
            found[name, "closed"] = page.evaluate(FAULTS, ["", []])
        if page.locator(SWITCH).is_visible():
            page.locator(SWITCH).click()
            found[name, "on"] = page.evaluate(FAULTS, ["", OF_BUTTONS])
        assert any(click(page, selector) for selector in KINDS.values())
        page.locator("dialog[open]").wait_for()
        found[name, "open"] = page.evaluate(FAULTS, ["dialog", []])
    assert {where: faults for where, faults in found.items() if faults} == {}
