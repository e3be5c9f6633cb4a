"""What caught what: numbers for DVC's metrics, and the table that people read."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from faults.ask import Caught
from faults.catalogue import FAULTS

Rows = Mapping[str, Mapping[str, str]]

HEAD = """# Known faults and what catches them

`make faults` copies the finished project, plants one fault at a time, and asks what should notice.
This page, `caught.json` and `results.json` (a DVC metric) are what it found; none is edited by
hand. What notices a fault is then asked about the project without it: where it notices something
there too, it caught nothing. One fault of each kind, drawn by a fixed seed, is planted in every run
of the tests.

A fault in raw data lies in a file that somebody altered, or in a delivery whose new hashes were
written into `origin.yml`. A fault in code is one line that says something else; `verify`, which
sees any edited file, is not asked about it, since the pipeline may have been run again. Of faults
in what stages make and in records, `verify` must speak from what lies there.

No reader can refuse a delivery that is plausible in itself. Where it moves a claim, `check-claims`
asks for that claim's approval. Stand-in files are also held, byte for byte, against the program
that made them; a real file that is plausible and moves no claim would pass.
"""
TABLE = ("| fault | caught by | which says |", "|---|---|---|")
HOW = {
    "verify": "`python -m parentdata verify`",
    "status": "`dvc status`",
}


def keep_results(folder: Path, found: Sequence[Caught]) -> None:
    """Renew the rows of the faults that were planted, and the page and the numbers with them."""
    path = folder / "caught.json"
    known = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    known |= {
        one.fault.name: {"kind": one.fault.kind, "caught_by": one.catcher, "says": one.said}
        for one in found
    }
    rows = {fault.name: known[fault.name] for fault in FAULTS if fault.name in known}
    path.write_text(json.dumps(rows, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    results = json.dumps(count_caught(rows), indent=1) + "\n"
    (folder / "results.json").write_text(results, encoding="utf-8")
    (folder / "README.md").write_text(write_page(rows), encoding="utf-8")


def count_caught(rows: Rows) -> dict[str, float | int]:
    """Count the faults planted and caught, and the share caught."""
    caught = sum(bool(row["caught_by"]) for row in rows.values())
    return {"planted": len(rows), "caught": caught, "share_caught": round(caught / len(rows), 4)}


def write_page(rows: Rows) -> str:
    """Write the page: how many, which escaped, and a table for each kind of fault."""
    numbers = count_caught(rows)
    share = f"{100 * numbers['share_caught']:.0f}%"
    escaped = [name for name, row in rows.items() if not row["caught_by"]]
    left = [fault.name for fault in FAULTS if fault.name not in rows]
    lines = [
        HEAD,
        f"**{numbers['caught']} of {numbers['planted']} faults are caught ({share}).**\n",
        f"Not caught: {'; '.join(escaped)}.\n" if escaped else "None escapes.\n",
    ]
    if left:
        lines.append(f"Not planted yet, and not counted: {'; '.join(left)}.\n")
    for kind in dict.fromkeys(row["kind"] for row in rows.values()):
        own = [_write_row(name, row) for name, row in rows.items() if row["kind"] == kind]
        lines += [f"## {kind.capitalize()}\n", *TABLE, *own, ""]
    return "\n".join([*lines, "## By what\n", *_count_catchers(rows)]) + "\n"


def _write_row(name: str, row: Mapping[str, str]) -> str:
    how = describe_catcher(row["caught_by"]) if row["caught_by"] else "**nothing**"
    said = row["says"].replace("|", "\\|").replace("`", "'")
    return f"| {name} | {how} | {said} |"


def describe_catcher(catcher: str) -> str:
    """Say what a catcher is, in words for the table."""
    if catcher.startswith("stage "):
        return f"refused at `{catcher.split()[-1]}`"
    return HOW.get(catcher, f"`{catcher}`")


def _count_catchers(rows: Rows) -> list[str]:
    kinds = Counter(_name_kind(row["caught_by"]) for row in rows.values() if row["caught_by"])
    return [f"- {name}: {count}" for name, count in kinds.most_common()]


def _name_kind(catcher: str) -> str:
    if "/" in catcher:
        return "tests"
    return (
        "a refusal of the stage itself"
        if catcher.startswith("stage ")
        else describe_catcher(catcher)
    )
