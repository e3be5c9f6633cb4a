"""What caught what: numbers for DVC's metrics, and the table that people read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from faults.ask import Caught

HEAD = """# Known faults and what catches them

`make faults` copies the finished project, plants one fault at a time, and asks what should notice.
This page and `results.json` (a DVC metric) are what it found; neither is edited by hand. Before any
fault is planted every catcher is asked about the project as it is: one that notices something there
catches nothing. A few faults, drawn by a fixed seed, are planted in every run of the tests.

A fault in raw data lies in a file that somebody altered, or in a delivery whose new hashes were
written into `origin.yml`. A fault in code is one line that says something else; `verify`, which
sees any edited file, is not asked about it, since the pipeline may have been run again. Of faults
in what stages make and in records, `verify` must speak from what lies there.
"""
TABLE = ("| fault | caught by | which says |", "|---|---|---|")
HOW = {
    "verify": "`python -m parentdata verify`",
    "status": "`dvc status`",
}


def write_results(found: Sequence[Caught]) -> dict[str, float | int]:
    """Count the faults planted and caught, and the share caught."""
    caught = sum(bool(one.catcher) for one in found)
    return {"planted": len(found), "caught": caught, "share_caught": round(caught / len(found), 4)}


def write_table(found: Sequence[Caught]) -> str:
    """Write the page: how many, which escaped, and a table for each kind of fault."""
    numbers = write_results(found)
    lines = [HEAD]
    share = f"{100 * numbers['share_caught']:.0f}%"
    lines.append(f"**{numbers['caught']} of {numbers['planted']} faults are caught ({share}).**\n")
    escaped = [one.fault.name for one in found if not one.catcher]
    lines.append(f"Not caught: {'; '.join(escaped)}.\n" if escaped else "None escapes.\n")
    for kind in dict.fromkeys(one.fault.kind for one in found):
        own = [one for one in found if one.fault.kind == kind]
        lines += [
            f"## {kind.capitalize()}\n",
            "| fault | caught by | which says |",
            "|---|---|---|",
        ]
        lines += [_write_row(one) for one in own] + [""]
    lines += ["## By what\n", *_count_catchers(found)]
    return "\n".join(lines) + "\n"


def _write_row(one: Caught) -> str:
    how = describe_catcher(one.catcher) if one.catcher else "**nothing**"
    said = one.said.replace("|", "\\|").replace("`", "'")
    return f"| {one.fault.name} | {how} | {said} |"


def describe_catcher(catcher: str) -> str:
    """Say what a catcher is, in words for the table."""
    if catcher.startswith("stage "):
        return f"refused at `{catcher.removeprefix('stage ')}`"
    return HOW.get(catcher, f"`{catcher}`")


def _count_catchers(found: Sequence[Caught]) -> list[str]:
    kinds = Counter(
        "tests" if "/" in one.catcher else "a refusal of the stage itself"
        if one.catcher.startswith("stage ") else describe_catcher(one.catcher)
        for one in found
        if one.catcher
    )  # fmt: skip
    return [f"- {name}: {count}" for name, count in kinds.most_common()]
