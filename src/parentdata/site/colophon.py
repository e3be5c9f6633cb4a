"""What stands around the text of a page: navigation above it, and how it was made below it."""

from __future__ import annotations

import hashlib
import html
import subprocess
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from parentdata.numbers import write_parameter
from parentdata.site.lookup import load_yaml
from parentdata.site.pages import Page, Site
from parentdata.site.record_file import PREFIX
from parentdata.site.status import StudyStatus, describe_status

UNKNOWN = "unknown"
_SHOWN_DIGITS = 12


@dataclass(frozen=True, kw_only=True)
class Colophon:
    """From what, with what and by what a site was made."""

    commit: str
    lock: str
    parameters: Mapping[str, Any]
    renderer: str


def gather_colophon(root: Path, *, renderer: str) -> Colophon:
    """Gather commit, lock digest and parameters; `renderer` is its name and version."""
    return Colophon(
        commit=find_commit(root),
        lock=_digest(root / "requirements.lock"),
        parameters=load_yaml(root / "params.yaml"),
        renderer=renderer,
    )


def _digest(path: Path) -> str:
    if not path.is_file():
        return UNKNOWN
    return hashlib.sha256(path.read_bytes()).hexdigest()[:_SHOWN_DIGITS]


def _ask_git(root: Path, *words: str) -> str | None:
    try:
        done = subprocess.run(
            ["git", "-C", str(root), *words], capture_output=True, text=True, check=False
        )
    except OSError:
        return None
    return done.stdout.strip() if done.returncode == 0 else None


def find_commit(root: Path) -> str:
    """Name the commit that the pages were made from.

    In a git checkout the short hash, with `+ uncommitted changes` where there are any; in an
    unpacked archive what git wrote into the file COMMIT; otherwise `unknown`.
    """
    top = _ask_git(root, "rev-parse", "--show-toplevel")
    # An archive unpacked inside somebody's own repository is not a checkout of this one.
    if top and Path(top).resolve() == root.resolve():
        commit = _ask_git(root, "rev-parse", f"--short={_SHOWN_DIGITS}", "HEAD")
        if commit:
            changes = _ask_git(root, "status", "--porcelain")
            return commit + (" + uncommitted changes" if changes else "")
    archived = root / "COMMIT"
    text = archived.read_text(encoding="utf-8").strip() if archived.is_file() else ""
    return UNKNOWN if not text or text.startswith("$") else text[:_SHOWN_DIGITS]


def write_navigation(site: Site, page: Page) -> str:
    """Write the links to all pages as HTML list items, the page itself marked."""
    items = []
    for each in site.pages:
        current = ' aria-current="page"' if each == page else ""
        items.append(f'<li><a href="{each.file}"{current}>{html.escape(each.label)}</a></li>')
    return "\n".join(items)


def write_colophon(
    studies: tuple[StudyStatus, ...], colophon: Colophon, *, names: Collection[str]
) -> str:
    """Write the footer of a page as HTML; of the parameters, those `names` that the page took."""
    facts = {
        "Data": describe_status(studies),
        "Commit": colophon.commit,
        "Lock": f"sha256 {colophon.lock}",
        "Rendered by": colophon.renderer,
    }
    rows = "".join(
        f"<div><dt>{name}</dt><dd>{html.escape(fact)}</dd></div>" for name, fact in facts.items()
    )
    made = f'<h2 id="pd-made">How this page was made</h2><dl class="pd-made">{rows}</dl>'
    parameters = "".join(
        f"<div><dt><code>{html.escape(name)}</code></dt>"
        f"<dd>{html.escape(write_parameter(value))}</dd></div>"
        for name, value in colophon.parameters.items()
        if name in names
    )
    if not parameters:
        return made
    return (
        f'{made}<details class="pd-parameters"><summary>Parameters of this page</summary>'
        f"<dl>{parameters}</dl></details>"
    )


def write_list_link(page: Page) -> str:
    """Write where a reader without a script, or with a spreadsheet, finds all records of a page."""
    return (
        '<p class="pd-record-list">Each number of this page and what stands behind it: '
        f'<a href="{PREFIX}{page.page}.csv" download>one row a number (CSV)</a>.</p>'
    )
