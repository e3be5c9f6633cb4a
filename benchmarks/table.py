"""The table of ratios, in Markdown, and what is said while it is made."""

from __future__ import annotations

import sys

HEAD = (
    "rows",
    "task",
    "floor",
    "parentdata",
    "of the floor",
    "svy",
    "R survey",
    "memory above columns",
)


def say(what: str) -> None:
    """Say what is running, where somebody looks on."""
    if sys.stderr.isatty():
        print(what, file=sys.stderr)


def make_table(cases: list[dict]) -> str:
    """Times of the floor and of parentdata, and how many times as long the others take."""
    rows = [HEAD, ["---"] * len(HEAD), *(_make_row(case) for case in cases)]
    return "".join("| " + " | ".join(row) + " |\n" for row in rows)


def _make_row(case: dict) -> list[str]:
    tools = case["tools"]
    ours = tools["parentdata"]
    is_same_task = case["task"] == "linearised"
    floor = tools["floor"]["median"]
    return [
        f"{case['rows']:,}",
        case["task"],
        _say_seconds(floor) if is_same_task else "",
        _say_seconds(ours["median"]),
        f"{ours['median'] / floor:.2f} ×" if is_same_task else "",
        _compare(case, "svy"),
        _compare(case, "R survey"),
        f"{ours['megabytes']:.1f} of {ours['columns_megabytes']:.1f} MB",
    ]


def _compare(case: dict, tool: str) -> str:
    record = case["tools"].get(tool)
    if record is None:
        return case["left_out"].get(tool, "not here")
    times = record["median"] / case["tools"]["parentdata"]["median"]
    calls = len(record["seconds"])
    return f"{times:.0f} × ({_say_seconds(record['median'])}, {calls} call{'s'[: calls - 1]})"


def _say_seconds(seconds: float) -> str:
    return f"{1000 * seconds:.3g} ms" if seconds < 1 else f"{seconds:.3g} s"
