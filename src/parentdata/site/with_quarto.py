"""Render the project by Quarto, where it is installed."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from parentdata.errors import Refusal

_SECONDS = 900
# Written by Quarto for a search and for crawlers; the site has neither.
_UNUSED = ("search.json", "sitemap.xml", "robots.txt", "listings.json")


class QuartoFailed(Refusal):
    """Quarto is not there, or did not render the project."""


def find_quarto() -> str | None:
    """Return the version of the Quarto on PATH, or None where there is none that answers."""
    program = shutil.which("quarto")
    if program is None:
        return None
    try:
        done = subprocess.run(
            [program, "--version"], capture_output=True, text=True, timeout=60, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    version = done.stdout.strip()
    return version if done.returncode == 0 and version[:1].isdigit() else None


def render_by_quarto(project: Path) -> Path:
    """Render a project; return the folder with the pages.

    Raises
    ------
    QuartoFailed
        Quarto ended with an error; its last words are given.
    """
    words = ["quarto", "render", ".", "--no-execute"]
    try:
        done = subprocess.run(
            words, cwd=project, capture_output=True, text=True, timeout=_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise _refuse(f"{type(error).__name__}: {error}", project) from error
    pages = project / "_site"
    if done.returncode != 0 or not (pages / "index.html").is_file():
        said = (done.stderr or done.stdout).strip().splitlines()[-8:]
        raise _refuse(f"Quarto ended with code {done.returncode}: " + " / ".join(said), project)
    for name in _UNUSED:
        (pages / name).unlink(missing_ok=True)
    return pages


def _refuse(came: str, project: Path) -> QuartoFailed:
    return QuartoFailed(
        came,
        file=project,
        expected="`quarto render` to render the project there",
        do="Run it there by hand, or use `python -m parentdata render-site --renderer nbconvert`;"
        " the site was left as it is.",
    )
