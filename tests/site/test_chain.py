"""From a bar to the passages behind it, in a real browser: by keyboard, by finger, unscripted."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pandas as pd
import pytest

from parentdata.display import show_figure
from parentdata.display_passages import show_passages
from parentdata.figures import draw_bars
from parentdata.figures.passages import link_codes

pytestmark = pytest.mark.xdist_group("site")

TEXT = "The answer to every question is no. " * 40
CODES = {f"code_{n}": f"Behaviour {n}" for n in range(6)}
LINKS = "svg a:not([tabindex])"
# Which folds are open, and how far from the top of the window the last of them begins.
OPEN = """() => [...document.querySelectorAll("details.pd-code[open]")]
  .map((fold) => [fold.id, Math.round(fold.getBoundingClientRect().top)])"""
SMALLEST = """() => [...document.querySelectorAll(".pd-hit")].filter((hit) => hit.checkVisibility())
  .map((hit) => hit.getBoundingClientRect())
  .reduce((least, box) => Math.min(least, box.width, box.height), 99)"""


def make_tables() -> tuple[pd.DataFrame, ...]:
    decided = pd.DataFrame(
        [
            {"unit_id": f"R{n:03d}", "code": code, "value": "present", "how": "agreed",
             "start": 0, "end": 35, "quote": TEXT[:35], "data_status": "stand-in"}
            for code in CODES for n in range(12)
        ]
    )  # fmt: skip
    judgements = pd.concat([decided.assign(coder=name) for name in ("coder-a", "coder-b")])
    register = pd.DataFrame(
        [
            {"request_id": f"R{n:03d}", "authority": f"Authority {n:03d}", "nation": "Wales",
             "outcome": "granted_in_full", "file": f"replies/R{n:03d}.txt", "sha256": "0f" * 32}
            for n in range(12)
        ]
    )  # fmt: skip
    columns = ["unit_id", "code", "decision", "adjudicated_by", "reason"]
    return decided, judgements, register, pd.DataFrame(columns=columns)


@pytest.fixture
def chain(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Lay out a page with linked bars and the passages beneath them, in the site's own frame."""
    monkeypatch.setenv("PARENTDATA_OUT", str(tmp_path / "derived"))
    counts = pd.DataFrame(
        {
            "id": [f"foi.{code}" for code in CODES], "item": list(CODES),
            "item_label": list(CODES.values()), "answer": "present", "unit": "count",
            "value": [1.0, 4.0, 9.0, 12.0, 3.0, 0.0], "is_withheld": False,
            "data_status": "stand-in",
        }
    )  # fmt: skip
    figure = show_figure(
        draw_bars, counts, study="foi-requests", name="codes", caption="Codes.", alt="Bars.",
        links=link_codes(counts, page=""), links_to="the passages behind it",
    )  # fmt: skip
    texts = {f"R{n:03d}": TEXT for n in range(12)}
    passages = show_passages(*make_tables(), codes=CODES, texts=texts)
    frame = (root / "reports" / "theme" / "page.html").read_text("utf-8")
    frame = re.sub(r"\$(if|for)\(.*?\$end\1\$", "", frame, flags=re.DOTALL)
    frame = frame.replace("$body$", f"{figure.html}<h2>Passages</h2>{passages.html}")
    (tmp_path / "page.html").write_text(re.sub(r"\$[a-z-]+\$", "Chain", frame), "utf-8")
    shutil.copytree(root / "reports" / "theme", tmp_path / "theme")
    return tmp_path / "page.html"


@pytest.mark.parametrize("width", [360, 768, 1440])
def test_a_bar_reached_by_keyboard_opens_the_passages_of_its_code(chain, open_page, width):
    page = open_page(chain, width=width)
    bars = page.locator(f".{'pd-wide' if width > 719 else 'pd-narrow'} {LINKS}")
    assert [bar.get_attribute("aria-label") for bar in bars.all()] == [
        f"Behaviour {n}: {count}" for n, count in enumerate((1, 4, 9, 12, 3, 0))
    ]
    bars.nth(1).focus()
    page.keyboard.press("Tab")
    stroke = "getComputedStyle(document.activeElement.querySelector('.pd-hit')).strokeWidth"
    assert page.evaluate(stroke) == "3px"
    page.keyboard.press("Enter")
    page.wait_for_function("location.hash === '#code-code_2'")
    ((opened, top),) = page.evaluate(OPEN)
    assert opened == "code-code_2"
    assert -1 <= top <= 60
    assert page.faults == []


@pytest.mark.parametrize("width", [360, 720, 768, 1440])
def test_every_mark_that_is_a_link_can_be_hit_with_a_finger(chain, open_page, width):
    page = open_page(chain, width=width)
    assert page.evaluate(SMALLEST) >= 24


def test_a_tap_on_the_number_of_a_bar_leads_where_its_bar_does(chain, open_page):
    page = open_page(chain, width=360, has_touch=True)
    page.locator(".pd-narrow svg a[tabindex='-1'] text", has_text="12").tap()
    page.wait_for_function("location.hash === '#code-code_3'")
    assert [name for name, _ in page.evaluate(OPEN)] == ["code-code_3"]


def test_the_table_behind_the_figure_leads_to_the_same_places(chain, open_page):
    page = open_page(chain)
    page.locator("details.pd-data > summary").click()
    page.get_by_role("link", name="Behaviour 4").last.click()
    page.wait_for_function("location.hash === '#code-code_4'")
    assert [name for name, _ in page.evaluate(OPEN)] == ["code-code_4"]


def test_a_drawing_with_links_is_a_group_with_words_and_each_link_is_met_once(chain, open_page):
    page = open_page(chain)
    drawing = page.locator(".pd-wide svg")
    assert (drawing.get_attribute("role"), drawing.get_attribute("aria-label")) == (
        "group", "Bars."
    )  # fmt: skip
    assert page.locator(".pd-wide").get_by_role("link").count() == len(CODES)
    page.locator(".pd-wide " + LINKS).first.focus()
    for _ in range(len(CODES)):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


@pytest.mark.parametrize("width", [360, 1440])
def test_without_a_script_a_bar_leads_to_its_fold_and_a_click_opens_it(chain, open_page, width):
    page = open_page(chain, width=width, java_script_enabled=False)
    form = "pd-wide" if width > 719 else "pd-narrow"
    page.locator(f".{form} svg a[tabindex='-1'] text", has_text="9").click()
    fold = page.locator("#code-code_2")
    assert page.url.endswith("#code-code_2")
    assert fold.locator("li").count() == 12
    assert not fold.locator("li").first.is_visible()
    fold.locator("> summary").click()
    assert fold.locator("li").first.is_visible()


@pytest.mark.parametrize("width", [360, 768, 1440])
def test_opened_passages_do_not_widen_the_page(chain, open_page, width):
    page = open_page(chain, width=width)
    page.evaluate("document.querySelectorAll('details').forEach((fold) => fold.open = true)")
    beyond = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(beyond) == 0
