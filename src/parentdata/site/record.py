"""The record of one number: what stands behind it, as text for a page and for the shell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from parentdata.numbers import (
    WITHHELD,
    BadNumber,
    read_claims,
    read_estimates,
    write_number,
)
from parentdata.site.methods import PLAIN, describe_method
from parentdata.site.number_sources import STATUS, Source, Sources, read_rows
from parentdata.site.questions import Questions
from parentdata.site.snippets import NAME, write_snippet

# What a record says, in the order in which it is shown.
LABELS = {
    "what": "What it is", "answer": "Answer", "domain": "Group", "value": "Value",
    "interval": "Range", "count": "Count", "n": "People or rows counted (without weights)",
    "n_weighted": "Weighted base", "se": "Standard error", "degf": "Degrees of freedom",
    "deff": "Design effect", "second": "Second opinion", "question": "Asked",
    "of_whom": "Who was asked", "base": "Base", "method": "How", "formula": "Formula in words",
    "status": "Data", "claims": "Published sentences that rest on it", "made_by": "Made by",
    "file": "Stands in", "inputs": "From the files as received", "note": "Note",
}  # fmt: skip
_DIGITS = 7
_STATISTICS = ("n_weighted", "se", "degf", "deff")
# Differences below this are rounding of the last digit that is written.
_SAME = 1e-9


@dataclass(frozen=True)
class Maker:
    """The code cell that made a number: notebook, cell (from 1), and where it stands on a page."""

    notebook: str
    cell: int
    page: str = ""
    anchor: str = ""


@dataclass(frozen=True)
class Record:
    """What stands behind a number: `said` by the names of `LABELS`."""

    id: str
    said: Mapping[str, str]
    snippet: str = ""
    maker: Maker | None = None


@dataclass
class Recorder:
    """Writes records of a compendium's numbers.

    `makers` gives the code cell of each id; `writers` the notebook, and the cell of it, that writes
    each study's estimates.
    """

    sources: Sources
    makers: Mapping[str, Maker] = field(default_factory=dict)
    writers: Mapping[str, Maker] = field(default_factory=dict)

    @property
    def root(self) -> Path:
        """Top folder."""
        return self.sources.root

    @cached_property
    def questions(self) -> Questions:
        """What was asked."""
        return Questions(self.root)

    @cached_property
    def cited(self) -> dict[str, list[str]]:
        """Published sentences by the id of the estimate that they rest on."""
        found: dict[str, list[str]] = {}
        for claim in self.sources.claims:
            for name in (claim.get("rests_on") or {}).get("estimates", []):
                found.setdefault(name, []).append(f"{claim['id']}: “{claim['sentence']}”")
        return found

    @cached_property
    def inputs(self) -> dict[str, str]:
        """Raw files of each study with the beginnings of their SHA-256."""
        found: dict[str, list[str]] = {}
        for row in read_rows(self.sources.derived / "origins.csv"):
            words = f"data/raw/{row['study']}/{row['file']} (sha256 {row.get('sha256', '')[:12]})"
            found.setdefault(row["study"], []).append(words)
        return {
            study: "; ".join(files[:6]) + (f"; and {len(files) - 6} more" if len(files) > 6 else "")
            for study, files in found.items()
        }

    def write(self, source: Source) -> Record:
        """Write the record of a number."""
        row, kind = source.row, source.kind
        maker = self.makers.get(source.id) or self.writers.get(source.study)
        if kind in ("estimate", "row"):
            said = self._say_estimate(source)
        elif kind == "published":
            said = self._say_published(source)
        elif kind == "cell":
            said = _say_cell(source)
        else:
            said = _say_plain(source)
        if kind in ("published", "parameter", "instrument"):
            maker = None
        said["status"] = row.get(STATUS) or {"published": "published", "parameter": "a choice"}.get(
            kind, ""
        )
        said["file"] = source.file
        said["inputs"] = self.inputs.get(source.study, "") if kind != "parameter" else ""
        said["claims"] = "; ".join(self.cited.get(source.id, []))
        if maker:
            said["made_by"] = f"analysis/{maker.notebook}.ipynb, cell {maker.cell}"
        writer = self.writers.get(source.study)
        snippet = write_snippet(
            source,
            notebook=writer.notebook if writer else None,
            has_design=source.id in self.sources.opinions,
        )
        shown = {name: said[name] for name in LABELS if said.get(name)}
        return Record(source.id, shown, snippet, maker)

    def _say_estimate(self, source: Source) -> dict[str, str]:
        row = source.row
        asked = self.questions.find(source.study, row.get("topic", ""), row.get("item", ""))
        method = describe_method(row.get("method", ""), row.get("statistic", "")) or PLAIN
        said = {
            "what": row.get("item_label", ""), "answer": row.get("answer_label", ""),
            "domain": row.get("domain", "") or "all", "question": asked.question,
            "of_whom": asked.of_whom, "base": row.get("base", ""),
            "method": f"{method.name} ({row['method']})" if row.get("method") else method.name,
            "formula": method.formula, "n": row.get("n", ""), **_write_figures(row),
            "second": self._compare(source),
        }  # fmt: skip
        if row.get("is_withheld") == "True":
            said["note"] = "Withheld: its base says why. No figure of it stands in this record."
            for name in ("count", *_STATISTICS, "second"):
                said.pop(name, None)
        return said

    def _compare(self, source: Source) -> str:
        second = self.sources.opinions.get(source.id)
        if source.kind != "estimate" or second is None or not second.get("value"):
            return ""
        own, other = float(source.row["value"]), float(second["value"])
        if abs(own - other) <= _SAME * max(1.0, abs(own)):
            return "the same to nine digits, on a path of its own"
        return f"{other:.{_DIGITS}g}, on a path of its own"

    def _say_published(self, source: Source) -> dict[str, str]:
        claim = next(c for c in self.sources.claims if f"published.{c['id']}" == source.id)
        number = read_claims([claim], source=source.file)[source.id]
        return {
            "what": f"A published sentence: “{claim['sentence']}”",
            "value": write_number(number) or str(claim.get("value") or claim.get("text") or ""),
            "base": f"Source: {claim.get('source', '')}",
            "method": f"Held against the estimates by the rule {claim.get('rule', 'none')}",
            "note": str(claim.get("tolerance") or claim.get("not_testable") or ""),
        }


def _write_figures(row: Mapping[str, str]) -> dict[str, str]:
    said = {name: _round(row.get(name, "")) for name in _STATISTICS}
    said["count"] = row.get("count", "")
    try:
        number = read_estimates([row], source="")[row["id"]]
    except (KeyError, ValueError, BadNumber):
        return said | {"value": _round(row.get("value", ""))}
    value, exact = write_number(number) or "", _round(row.get("value", ""))
    said["value"] = f"{value} ({exact})" if exact and exact != value else value
    said["interval"] = write_number(number, "interval") or ""
    if said["interval"] not in ("", WITHHELD) and row.get("level"):
        said["interval"] += f", at {float(row['level']):.0%}"
    return said


def _round(value: str) -> str:
    try:
        return f"{float(value):.{_DIGITS}g}" if value else ""
    except ValueError:
        return value


def _say_cell(source: Source) -> dict[str, str]:
    row = source.row
    name = next((row[each] for each in ("item_label", "label", "authority") if row.get(each)), "")
    key = source.id.partition("|")[2]
    if source.column == "ci_low" and row.get("ci_high"):
        value = f"{_round(row['ci_low'])} to {_round(row['ci_high'])}"
    else:
        value = _round(row.get(source.column, ""))
    return {
        "what": f"{source.column.replace('_', ' ').capitalize()}: {name or key}",
        "value": value or "not given",
        "domain": row.get("domain", ""),
        "base": row.get("base", ""),
        "n": row.get("n", ""),
        "method": PLAIN.name,
        "formula": PLAIN.formula,
        "note": f"Row {key} of the table, column {source.column}.",
    }


def _say_plain(source: Source) -> dict[str, str]:
    if source.kind == "parameter":
        name = source.id.partition(".")[2]
        return {"what": f"The parameter {name}", "value": source.row["value"],
                "method": "A choice, stated in params.yaml"}  # fmt: skip
    if source.kind == "instrument":
        return {"what": "A count of what the questionnaire holds", "value": source.row["value"],
                "method": "Count"}  # fmt: skip
    return {"what": "A count of the replies that stand beneath it on the page", "method": "Count"}


__all__ = ["LABELS", "NAME", "Maker", "Record", "Recorder"]
