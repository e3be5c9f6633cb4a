"""Take the pictures of README.md from the rendered site: `make pictures`."""

from __future__ import annotations

import shutil
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[2]
SITE = ROOT / "reports" / "_site"
PICTURES = ROOT / "reports" / "pictures"
# Page, width and height in px, scheme, the anchor that stands at the top of the picture, and the
# number whose record is opened, if any.
TAKEN = {
    "pilot-survey.png": ("pilot-survey.html", (1200, 900), "light", "whom-do-parents-trust", None),
    "national-survey-narrow.png": (
        "national-survey.html",
        (390, 844),
        "dark",
        "fig-consensus",
        None,
    ),
    "record.png": (
        "pilot-survey.html",
        (1200, 900),
        "light",
        "fig-trust",
        "pilot.trust.nhs.definitely.share",
    ),
}


def take_pictures() -> None:
    """Open each page from disk in the system's Chromium and take its picture."""
    PICTURES.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--disable-background-networking"],
        )
        for name, (file, (width, height), scheme, anchor, number) in TAKEN.items():
            page = browser.new_page(
                viewport={"width": width, "height": height}, color_scheme=scheme
            )
            page.goto(f"{(SITE / file).as_uri()}#{anchor}")
            page.wait_for_timeout(300)
            if number:
                page.locator(f'svg:visible g[data-id="{number}"]').first.click(force=True)
                page.wait_for_timeout(500)
            page.screenshot(path=PICTURES / name)
        browser.close()


if __name__ == "__main__":
    take_pictures()
