"""The pages in a real browser, opened from disk."""

from __future__ import annotations

import pytest

from parentdata.data_status import NOBODY, say_nobody

pytestmark = pytest.mark.xdist_group("site")

WIDTHS = (360, 768, 1440)
NOBODY_SAID = (NOBODY, say_nobody("foi-requests"), say_nobody("focus-groups"))

# Ratio of contrast (WCAG 2.2) of each piece of text with what it stands on, lowest first.
CONTRASTS = """() => {
  const channels = (colour) => (colour.match(/[\\d.]+/g) || []).map(Number);
  const luminance = (colour) => {
    const [r, g, b] = channels(colour).map((c) => c / 255)
      .map((c) => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const paper = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = getComputedStyle(at).backgroundColor;
      const alpha = channels(colour)[3];
      if (colour !== "transparent" && (alpha === undefined || alpha > 0)) return colour;
    }
    return "rgb(255, 255, 255)";
  };
  const found = {};
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.textContent.trim() || !element.checkVisibility()) continue;
    if (element.closest("svg, script, style, .pd-skip")) continue;
    const ink = luminance(getComputedStyle(element).color), ground = luminance(paper(element));
    const ratio = (Math.max(ink, ground) + 0.05) / (Math.min(ink, ground) + 0.05);
    const name = element.tagName + "." + element.className;
    found[name] = Math.min(found[name] || 21, Math.round(ratio * 100) / 100);
  }
  return found;
}"""

# Text of the figures in sight: what leaves its drawing, and which pieces lie on each other.
FIGURE_FAULTS = """() => {
  const faults = [];
  for (const svg of document.querySelectorAll(".pd-figure svg")) {
    if (!svg.checkVisibility()) continue;
    const frame = svg.getBoundingClientRect();
    const name = svg.closest("figure").id;
    const boxes = [...svg.querySelectorAll("text")].map((text) =>
      [text.textContent, text.getBoundingClientRect()]);
    boxes.forEach(([words, box], index) => {
      if (box.left < frame.left - 1 || box.right > frame.right + 1
          || box.top < frame.top - 2 || box.bottom > frame.bottom + 2)
        faults.push(name + ": cut off: " + words);
      for (const [others, other] of boxes.slice(index + 1)) {
        const across = Math.min(box.right, other.right) - Math.max(box.left, other.left);
        const down = Math.min(box.bottom, other.bottom) - Math.max(box.top, other.top);
        if (across > 1 && down > 5) faults.push(name + ": overlapping: " + words + " / " + others);
      }
    });
  }
  return faults;
}"""


def test_every_page_opens_from_disk_without_a_complaint_or_a_request_elsewhere(
    site, pages, open_page
):
    faults = {name: open_page(site / name).faults for name in pages}
    assert faults == {name: [] for name in pages}


@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_scrolls_sideways(site, pages, open_page, width):
    beyond = {}
    for name in pages:
        page = open_page(site / name, width=width)
        page.evaluate("document.querySelectorAll('details').forEach((fold) => fold.open = true)")
        beyond[name] = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
    assert beyond == dict.fromkeys(pages, 0)


@pytest.mark.parametrize("width", WIDTHS)
def test_each_figure_is_shown_in_the_drawing_for_the_width_and_nothing_in_it_is_cut_off(
    site, pages, open_page, width
):
    shown, faults = set(), []
    for name in pages:
        page = open_page(site / name, width=width)
        faults += page.evaluate(FIGURE_FAULTS)
        for figure in page.locator("figure.pd-figure:has(.pd-wide)").all():
            shown.add(
                (figure.locator(".pd-wide").is_visible(), figure.locator(".pd-narrow").is_visible())
            )
    assert faults == []
    assert shown == {(width > 719, width <= 719)}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_its_ground_in_both_schemes(site, pages, open_page, scheme):
    faint = {}
    for name in pages:
        page = open_page(site / name, color_scheme=scheme)
        page.evaluate("document.querySelectorAll('details').forEach((fold) => fold.open = true)")
        ratios = page.evaluate(CONTRASTS)
        assert len(ratios) > 10
        faint |= {where: ratio for where, ratio in ratios.items() if ratio < 4.5}
    assert faint == {}


def test_the_reader_s_system_chooses_the_scheme_until_the_reader_does(site, open_page):
    paper = "getComputedStyle(document.body).backgroundColor"
    page = open_page(site / "index.html", color_scheme="dark")
    assert page.evaluate(paper) == "rgb(20, 24, 29)"
    page.get_by_role("button", name="Dark mode").click()
    assert page.evaluate(paper) == "rgb(255, 255, 255)"
    page.goto((site / "data-dictionary.html").as_uri())
    assert page.evaluate(paper) == "rgb(255, 255, 255)"
    assert page.get_by_role("button", name="Dark mode").get_attribute("aria-pressed") == "false"


def test_code_is_folded_beneath_its_output_until_the_switch_is_used(site, pages, open_page):
    for name, soup in pages.items():
        folds = soup.select("details.code-fold")
        if not folds:
            continue
        for cell in soup.select("article div.cell"):
            assert cell.find_all(True, recursive=False)[-1] in folds
        page = open_page(site / name)
        count_open = "document.querySelectorAll('details.code-fold[open]').length"
        assert page.evaluate(count_open) == 0
        switch = page.get_by_role("button", name="Show all code")
        switch.click()
        assert page.evaluate(count_open) == len(folds)
        assert switch.get_attribute("aria-pressed") == "true"
        switch.click()
        assert page.evaluate(count_open) == 0


def test_a_page_without_code_shows_no_code_switch(site, open_page):
    page = open_page(site / "data-dictionary.html")
    assert not page.locator(".pd-show-code").is_visible()


def test_every_control_is_reached_and_worked_by_keyboard(site, open_page):
    page = open_page(site / "pilot-survey.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "pd-skip"
    assert page.locator(".pd-skip").bounding_box()["x"] >= 0
    reached = set()
    while not {"pd-scheme", "pd-show-code", "SUMMARY"} <= reached and len(reached) < 30:
        page.keyboard.press("Tab")
        element = page.evaluate_handle("document.activeElement")
        name = element.evaluate("(at) => at.className || at.tagName")
        if name in ("pd-scheme", "pd-show-code"):
            page.keyboard.press("Enter")
            assert element.evaluate("(at) => getComputedStyle(at).outlineStyle") == "solid"
        reached.add(name)
    assert page.evaluate("document.documentElement.dataset.scheme") == "dark"
    assert page.evaluate("document.querySelectorAll('details.code-fold:not([open])').length") == 0


def test_the_menu_of_a_small_screen_opens_and_closes(site, pages, open_page):
    page = open_page(site / "index.html", width=360)
    links = page.locator(".pd-nav a")
    assert links.count() == len(pages)
    assert not links.first.is_visible()
    page.get_by_role("button", name="Menu").click()
    assert links.first.is_visible()
    links.nth(1).click()
    page.wait_for_load_state()
    assert page.url != (site / "index.html").as_uri()


def test_a_reader_without_scripts_reads_everything(site, open_page):
    page = open_page(site / "pilot-survey.html", width=360, java_script_enabled=False)
    assert page.locator(".pd-nav a").first.is_visible()
    assert page.locator(".pd-toc a").first.is_visible()
    assert not page.locator("button").first.is_visible()
    assert page.locator("h1").is_visible()


def test_the_banner_of_a_page_on_stand_in_data_is_seen_on_screen_and_on_paper(
    site, pages, open_page
):
    statuses = {}
    for name, soup in pages.items():
        page = open_page(site / name, width=360)
        banner = page.locator(".pd-banner")
        statuses[name] = banner.get_attribute("data-status")
        assert banner.is_visible()
        is_stand_in = bool(soup.select('.pd-figure[data-status="stand-in"], .pd-stamp'))
        if statuses[name] == "real":
            assert not is_stand_in
            assert not soup.select(".pd-print-marker")
            continue
        assert any(sentence in banner.inner_text() for sentence in NOBODY_SAID)
        marker = page.locator(".pd-print-marker")
        assert not marker.is_visible()
        page.emulate_media(media="print")
        assert banner.is_visible()
        assert marker.is_visible()
        assert marker.evaluate("(at) => getComputedStyle(at).position") == "fixed"
        assert not page.locator(".pd-nav").is_visible()
    assert statuses["pilot-survey.html"] == "stand-in"
    assert "real" in statuses.values()


def test_each_figure_on_stand_in_data_carries_its_own_stamp(pages):
    for soup in pages.values():
        for figure in soup.select("figure[data-status]"):
            assert bool(figure.select(".pd-stamp")) == (figure["data-status"] == "stand-in")
