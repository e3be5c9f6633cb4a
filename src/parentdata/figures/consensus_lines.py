"""Lines of a map of consensus: each item with its verdict and the state of every group."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from parentdata.figures.refusals import NotDrawable
from parentdata.sides import ABOVE, BELOW, CONSENSUS, DIVISION, STRADDLES, UNDETERMINED
from parentdata.sides import WITHHELD as TOO_FEW

STATES = (ABOVE, BELOW, STRADDLES, TOO_FEW)
VERDICTS = {
    (CONSENSUS, ABOVE): "All above",
    (CONSENSUS, BELOW): "All below",
    (DIVISION, ""): "Division",
    (UNDETERMINED, ""): "Cannot tell",
}


@dataclass(frozen=True, kw_only=True)
class Line:
    """One item: its label, its verdict in words, and its cells by domain."""

    label: str
    section: str
    verdict: str
    cells: Mapping[str, tuple[str, str]]  # id and state

    def count(self, state: str) -> int:
        """Number of groups in a state."""
        return sum(found == state for _, found in self.cells.values())


def read_lines(
    rows: pd.DataFrame, items: pd.DataFrame | None, *, rule: str, section: str | None, order: str
) -> list[Line]:
    """Read the items in the order they are drawn; arguments and refusals as `draw_consensus`."""
    unknown = set(rows[rule]) - set(STATES)
    if unknown:
        raise NotDrawable(
            f"a group has the state {', '.join(sorted(map(str, unknown)))}.",
            column=rule,
            expected=f"one of {', '.join(STATES)}",
            do="Pass the table that place_groups made.",
        )
    verdicts = {} if items is None else _read_verdicts(items, rule)
    lines = []
    for key, own in rows.groupby(["topic", "item"], sort=False):
        if items is not None and key not in verdicts:
            raise NotDrawable(
                f"the item {own['item_label'].iloc[0]!r} has no verdict.",
                expected="a row of `items` for each item of the map",
                do="Pass groups and items of one Consensus.",
            )
        states = zip(own["domain"], own["id"], own[rule], strict=True)
        line = Line(
            label=own["item_label"].iloc[0],
            section=str(own[section].iloc[0]) if section else "",
            verdict=verdicts.get(key, ""),
            cells={domain: (name, state) for domain, name, state in states},
        )
        lines.append((line, own["value"].mean()))
    if order == "value":
        lines.sort(key=lambda each: (each[0].count(BELOW) - each[0].count(ABOVE), -each[1]))
    sections = list(dict.fromkeys(rows[section].astype(str))) if section else [""]
    return [line for name in sections for line, _ in lines if line.section == name]


def _read_verdicts(items: pd.DataFrame, rule: str) -> dict[tuple, str]:
    found = {}
    for row in items.to_dict("records"):
        verdict = (row[rule], row[f"{rule}_side"] or "")
        if verdict not in VERDICTS:
            raise NotDrawable(
                f"the item {row['item_label']!r} has the verdict {' '.join(verdict)!r}.",
                column=rule,
                expected=f"one of {', '.join(' '.join(each).strip() for each in VERDICTS)}",
                do="Pass the table that judge_items made.",
            )
        found[row["topic"], row["item"]] = VERDICTS[verdict]
    return found
