"""The steps of the command `release`: check what is to be released, and record a release."""

from __future__ import annotations

import argparse
import hashlib
import sys
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd

from parentdata import paths
from parentdata.release.check import RELEASES, check_release, load_releases
from parentdata.release.history import add_release, keep_counts, write_releases
from parentdata.scratch import open_scratch
from parentdata.site.colophon import find_commit
from parentdata.stages import settle_tables
from parentdata.tables import write_table, write_text

ROOM = "release"


def check(arguments: argparse.Namespace) -> None:
    """Write data/derived/release/results.json and context.md, if nothing is disclosed."""
    with settle_tables("check-disclosure", arguments.settle):
        check_release(paths.find_root(), paths.written(ROOM))


def record(arguments: argparse.Namespace) -> None:
    """Check a release and add it to reports/releases.yml, with the counts that it released.

    Raises
    ------
    Discloses, BadReleases, NoNote
    """
    root = paths.find_root()
    releases = load_releases(root)
    counts = Path("reports") / ROOM / f"{len(releases) + 1}.csv"
    with open_scratch(root, "release-record") as scratch:
        material, found = check_release(root, scratch)
        kept = keep_counts(pd.concat(material.tables.values(), ignore_index=True))
        write_table(kept, scratch / counts.name, key=["id"])
        content = (scratch / counts.name).read_bytes()
    entry = {
        "date": datetime.now(UTC).date(),
        "note": " ".join(arguments.note.split()),
        "status": material.status,
        "commit": find_commit(root),
        "checks": {
            "figures": sum(len(table) for table in material.tables.values()),
            "withheld": sum(row["is_withheld"] == "True" for row in material.rows.values()),
            "counts attacked": len(found),
            "files searched": sum(1 for _ in material.list_files()),
        },
        "counts": counts.as_posix(),
        "digest": hashlib.sha256(content).hexdigest(),
    }
    # Refused before anything is written.
    text = write_releases(add_release(releases, **entry))
    write_text(content.decode("utf-8"), root / counts)
    write_text(text, root / RELEASES)
    sys.stdout.write(f"recorded: release {len(releases) + 1}\n")
