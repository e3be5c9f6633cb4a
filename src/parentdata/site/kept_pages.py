"""Rendered pages of the last time, each by a digest of all that it was made from."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from importlib.metadata import version
from pathlib import Path

import nbformat

from parentdata.whole_files import write_text

# Programs that make a page; another release may make another page of the same cells.
PROGRAMS = ("nbconvert", "pypandoc_binary", "mistune", "jinja2")


class KeptPages:
    """Pages of one project: a page is made again only where something it is made from has changed.

    Parameters
    ----------
    folder : Path
        Where pages are kept, one file a page.
    shared : iterable of Path
        Files that every page is made from: theme, references, and the code that makes pages.
    """

    def __init__(self, folder: Path, shared: Iterable[Path]) -> None:
        self._folder = folder
        whole = hashlib.sha256(" ".join(f"{name} {version(name)}" for name in PROGRAMS).encode())
        for file in sorted(shared):
            whole.update(f"\n{file.name} {hashlib.sha256(file.read_bytes()).hexdigest()}".encode())
        self._shared = whole.hexdigest()

    def render(self, name: str, notebook: nbformat.NotebookNode, make: Callable[[], str]) -> str:
        """Return a page as it was kept, or make it and keep it in the old one's place."""
        told = json.dumps(notebook, sort_keys=True, ensure_ascii=False)
        digest = hashlib.sha256(f"{self._shared}\n{told}".encode()).hexdigest()
        kept = self._folder / f"{name}.html"
        head = f"<!-- made from {digest} -->\n"
        # What is kept ends with its own digest: half a file is made again.
        if kept.is_file():
            text = kept.read_text(encoding="utf-8")
            page = text.removeprefix(head)
            body, _, tail = page.rpartition("\n<!-- whole ")
            if text.startswith(head) and tail == f"{_digest(body)} -->\n":
                return body
        body = make()
        write_text(f"{head}{body}\n<!-- whole {_digest(body)} -->\n", kept)
        return body


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
