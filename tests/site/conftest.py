"""Sites to test: one of a small compendium by each renderer that is present, and the real one."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, Page, sync_playwright

from parentdata.site import render_site
from parentdata.site.with_quarto import find_quarto

MINI = Path(__file__).parent / "fixtures" / "mini"
MINI_PAGES = ("index", "pilot-survey", "foi-requests", "data-dictionary")
MINI_STUDIES = ("pilot-survey", "foi-requests")
CHROMIUM = Path("/usr/bin/chromium")


def lay_out_mini(root: Path, folder: Path) -> Path:
    """Lay the small compendium out in a folder, with the theme of the real one."""
    shutil.copytree(MINI, folder)
    executed = folder / "build" / "executed"
    executed.mkdir(parents=True)
    for source in (folder / "executed").iterdir():
        source.rename(executed / source.name.removesuffix(".json"))
    for name in ("references.bib", "number-exceptions.txt"):
        shutil.copyfile(root / "reports" / name, folder / "reports" / name)
    shutil.copytree(root / "reports" / "theme", folder / "reports" / "theme")
    shutil.copyfile(root / "requirements.lock", folder / "requirements.lock")
    config = yaml.safe_load((root / "reports" / "_quarto.yml").read_text("utf-8"))
    config["parentdata"]["pages"] = [
        page | {"studies": [study for study in page["studies"] if study in MINI_STUDIES]}
        for page in config["parentdata"]["pages"]
        if page["page"] in MINI_PAGES
    ]
    text = yaml.safe_dump(config, sort_keys=False, allow_unicode=True)
    (folder / "reports" / "_quarto.yml").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def mini(root: Path, tmp_path: Path) -> Path:
    """Lay out a small compendium whose notebooks have run, for a test to spoil."""
    return lay_out_mini(root, tmp_path / "mini")


@pytest.fixture(scope="session")
def render_mini(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Render the small compendium, once for each renderer; skip where there is no Quarto."""
    made: dict[str, Path] = {}

    def render(renderer: str) -> Path:
        if renderer == "quarto" and find_quarto() is None:
            pytest.skip("no quarto on PATH: its rendering of the site is not tested here")
        if renderer not in made:
            folder = lay_out_mini(root, tmp_path_factory.mktemp(renderer) / "mini")
            made[renderer] = render_site(renderer=renderer, root=folder)
        return made[renderer]

    return render


@pytest.fixture(scope="session", params=["nbconvert", "quarto", "real"])
def site(request: pytest.FixtureRequest, render_mini: Callable[[str], Path]) -> Path:
    """Folder of a rendered site: the small one by either renderer, and the real one."""
    if request.param != "real":
        return render_mini(request.param)
    return request.getfixturevalue("repro").folder / "reports" / "_site"


@pytest.fixture(scope="session")
def pages(site: Path) -> dict[str, BeautifulSoup]:
    """Every page of the site, parsed, by file name."""
    found = {
        path.name: BeautifulSoup(path.read_text("utf-8"), "html.parser")
        for path in sorted(site.glob("*.html"))
    }
    assert "index.html" in found
    return found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Open the system's Chromium, headless; skip where there is none."""
    if not CHROMIUM.exists():
        pytest.skip(f"no {CHROMIUM}: pages are not opened in a browser")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=str(CHROMIUM),
            args=["--no-sandbox", "--disable-background-networking"],
        )
        yield opened
        opened.close()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Open pages from disk in a window of its own each; what they complain of is in `faults`."""
    contexts = []

    def open_in(path: Path, *, width: int = 1440, **options) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        page = context.new_page()
        page.faults = []
        page.on("console", lambda said: page.faults.append(f"{said.type}: {said.text}"))
        page.on("pageerror", lambda error: page.faults.append(f"error: {error}"))
        page.on("requestfailed", lambda request: page.faults.append(f"failed: {request.url}"))
        page.on(
            "request",
            lambda request: (
                page.faults.append(f"asked for {request.url}")
                if not request.url.startswith(("file:", "data:"))
                else None
            ),
        )
        page.goto(path.as_uri())
        return page

    yield open_in
    for context in contexts:
        context.close()
