"""What a page says, as one digest: the same whichever renderer, commit, time and folder."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from parentdata.site.prepare import PreparedPage, PreparedSite

CONTENT = "content.json"


def _digest_page(page: PreparedPage, bibliography: str) -> str:
    cells = [
        {
            "type": cell.cell_type,
            "source": cell.source,
            "outputs": [
                output.get("text") or dict(output.get("data", {}))
                for output in cell.get("outputs", [])
            ],
        }
        for cell in page.cells
    ]
    said = {
        "title": page.title,
        "cells": cells,
        "data": [[study.study, study.title, study.status] for study in page.studies],
        "references": bibliography,
    }
    canonical = json.dumps(said, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(canonical.encode("utf-8")).hexdigest()


def digest_content(prepared: PreparedSite, reports: Path) -> dict[str, dict[str, str]]:
    """Digest each page and each file that the pages offer.

    Returns
    -------
    dict
        `pages`: file name to sha256 of title, cells, outputs, data status and references;
        `files`: place in the site to sha256.
    """
    bibliography = (reports / "references.bib").read_text(encoding="utf-8")
    return {
        "pages": {
            page.page.file: _digest_page(page, bibliography)
            for page in sorted(prepared.pages, key=lambda page: page.page.file)
        },
        "files": {
            place: hashlib.sha256(source.read_bytes()).hexdigest()
            for place, source in prepared.files.items()
        }
        | {
            place: hashlib.sha256(text.encode("utf-8")).hexdigest()
            for place, text in prepared.texts.items()
        },
    }


def write_content(content: dict[str, dict[str, str]]) -> str:
    """Write the digests as JSON text."""
    return json.dumps(content, indent=1, sort_keys=True) + "\n"
