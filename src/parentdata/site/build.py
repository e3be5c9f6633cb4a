"""Make reports/_site from the executed notebooks."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Literal

from parentdata import paths
from parentdata.errors import Refusal
from parentdata.site.colophon import gather_colophon
from parentdata.site.content import CONTENT, digest_content, write_content
from parentdata.site.prepare import prepare_site
from parentdata.site.project import write_project
from parentdata.site.publish import publish_site, recover_site, refuse_disk_errors
from parentdata.site.with_nbconvert import name_renderer, render_by_nbconvert
from parentdata.site.with_quarto import QuartoFailed, find_quarto, render_by_quarto

COVERAGE = "coverage.json"
RENDERERS = ("auto", "quarto", "nbconvert")


class UnknownRenderer(Refusal):
    """The renderer asked for is not one that there is."""


def _choose_renderer(renderer: str) -> str:
    """Return "quarto" with its version, or "nbconvert" with its own."""
    if renderer not in RENDERERS:
        raise UnknownRenderer(
            f"no renderer is named {renderer!r}.",
            expected=f"one of {', '.join(RENDERERS)}",
            do="Choose one; auto takes Quarto where it is installed.",
        )
    quarto = None if renderer == "nbconvert" else find_quarto()
    if renderer == "quarto" and quarto is None:
        raise QuartoFailed(
            "there is no Quarto on PATH that answers.",
            expected="`quarto --version` to say its version",
            do="Install Quarto, or leave the renderer to `auto`; the site was left as it is.",
        )
    return f"Quarto {quarto}" if quarto else name_renderer()


def render_site(
    *,
    renderer: Literal["auto", "quarto", "nbconvert"] = "auto",
    root: Path | None = None,
    settle: Callable[[], None] = lambda: None,
) -> Path:
    """Render the executed notebooks as the site, and put it in place when all of it succeeded.

    Parameters
    ----------
    renderer : "auto", "quarto" or "nbconvert"
        "auto" takes Quarto where there is one on PATH that answers.
    root : Path, optional
        Top folder of the compendium; found from the working directory when left out.
    settle : function of nothing
        Called when all pages are rendered and none is in its place yet.

    Returns
    -------
    Path
        `reports/_site`, with `content.json`, which digests what each page says and is the same
        whichever renderer made the pages. The project that was rendered stays in `build/site`.

    Raises
    ------
    Refusal
        Anything that `prepare_site`, a renderer or the disk refuses; the last good site stands.
    """
    top = root or paths.find_root()
    reports, project = top / "reports", top / "build" / "site"
    recover_site(reports)
    name = _choose_renderer(renderer)
    prepared = prepare_site(top)
    content = digest_content(prepared, reports)
    colophon = gather_colophon(top, renderer=name)
    with refuse_disk_errors(reports):
        notebooks = write_project(prepared, reports, project, colophon)
        is_quarto = name.startswith("Quarto")
        pages = render_by_quarto(project) if is_quarto else render_by_nbconvert(project, notebooks)
        (pages / CONTENT).write_text(write_content(content), encoding="utf-8")
        (pages / COVERAGE).write_text(json.dumps(prepared.coverage, indent=1) + "\n", "utf-8")
        settle()
        site = publish_site(pages, reports)
        shutil.rmtree(pages)
    return site
