"""The record of a number, opened in a real browser: by click, by keyboard, on phones, with axe."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from parentdata.site.record_file import digest_id, read_record_file

pytestmark = pytest.mark.xdist_group("site")

AXE = Path(os.environ.get("AXE_CORE", "node_modules/axe-core/axe.min.js"))
# A table that pandas wrote stands in the small site alone: its corner is empty.
FAULTS = """async () => (await axe.run({exclude: [[".dataframe"]]}, {resultTypes: ["violations"]})).violations
  .map((each) => each.id + ": " + each.nodes.slice(0, 2).map((node) => node.html.slice(0, 160)))"""
# What a page gains by its records: the script of the records, and what opens them.
MOST = 150_000


@pytest.fixture(scope="module")
def panel_site(render_mini) -> Path:
    return render_mini("nbconvert")


def said(page) -> dict[str, str]:
    """Read the record that is open."""
    pairs = page.locator("dialog[open] dl > div").all()
    return {pair.get_attribute("data-said"): pair.locator("dd").inner_text() for pair in pairs}


def test_a_click_on_a_number_in_prose_opens_its_record(panel_site, open_page):
    page = open_page(panel_site / "index.html")
    page.locator("p .pd-number[data-id='mini.awareness.heard.share']").first.click()
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
    by_bar = said(page)
    page.keyboard.press("Escape")
    page.locator("details.pd-data > summary").first.click()
    page.locator(f"td[data-id='{mark}']").first.click()
    assert said(page) == by_bar
    assert by_bar["what"] == "The NHS and your GP"
    assert by_bar["n"] == "355"


@pytest.mark.parametrize("width", [360, 1440])
def test_escape_closes_the_record_and_gives_the_focus_back(panel_site, open_page, width):
    page = open_page(panel_site / "index.html", width=width)
    page.get_by_role("button", name="Show where numbers come from").click()
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
    switch = page.get_by_role("button", name="Show where numbers come from")
    switch.click()
    assert page.evaluate(stops) > 0
    assert page.evaluate(
        "[...document.querySelectorAll('article table')].every((table) =>"
        " table.querySelectorAll('button.pd-why[tabindex=\"0\"]').length <= 1)"
    )
    before = page.locator("article td[data-id]").first.inner_text()
    switch.click()
    assert page.evaluate(stops) == 0
    assert page.locator("article td[data-id]").first.inner_text() == before


def test_arrows_move_between_the_numbers_of_a_table(panel_site, open_page):
    page = open_page(panel_site / "pilot-survey.html")
    page.get_by_role("button", name="Show where numbers come from").click()
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


def test_every_number_of_a_page_has_a_record_in_its_script(site, pages):
    for name, soup in pages.items():
        script = (site / "files" / "records" / f"{Path(name).stem}.js").read_text("utf-8")
        held = read_record_file(script)["records"]
        ids = {each["data-id"] for each in soup.select("article [data-id]")}
        assert [each for each in ids if digest_id(each) not in held] == []


def test_records_add_less_than_150_kb_to_any_page(site, root):
    theme = root / "reports" / "theme"
    fixed = sum((theme / name).stat().st_size for name in ("panel.js", "panel.css"))
    scripts = sorted((site / "files" / "records").glob("*.js"))
    sizes = {path.name: path.stat().st_size + fixed for path in scripts}
    assert {name: size for name, size in sizes.items() if size >= MOST} == {}


@pytest.mark.skipif(not AXE.is_file(), reason="no axe-core: name its axe.min.js in AXE_CORE")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_fault_with_the_record_closed_switched_on_and_open(
    site, pages, open_page, scheme
):
    found = {}
    for name in pages:
        page = open_page(site / name, color_scheme=scheme)
        page.add_script_tag(content=AXE.read_text("utf-8"))
        found[name, "closed"] = page.evaluate(FAULTS)
        switch = page.locator("button.pd-show-why")
        if not switch.is_visible():
            continue
        switch.click()
        found[name, "on"] = page.evaluate(FAULTS)
        page.locator("article .pd-number[data-id], article button.pd-why").locator(
            "visible=true"
        ).first.click()
        page.locator("dialog[open]").wait_for()
        found[name, "open"] = page.evaluate(FAULTS)
    assert {where: faults for where, faults in found.items() if faults} == {}
