"""The record of one number: what stands behind it, as text for a page and for the shell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from parentdata.numbers import read_claims, write_number
from parentdata.site.column_words import describe_column
from parentdata.site.methods import PLAIN, describe_method
from parentdata.site.number_sources import STATUS, Source, Sources, read_rows
from parentdata.site.questions import Asked, Questions
from parentdata.site.record_words import compare, round_digits, write_figures, write_row_name
from parentdata.site.snippets import NAME, write_snippet

# What a record says, in the order in which it is shown: plain words first, files last.
LABELS = {
    "what": "What it is", "answer": "Answer", "domain": "Group", "value": "Value", "note": "Note",
    "interval": "Range", "count": "Count", "n": "People or rows behind it",
    "question": "Asked", "of_whom": "Who was asked", "base": "Base",
    "source": "Published in", "status": "Data",
    "claims": "Published sentences that rest on it", "method": "Method",
    "formula": "Formula in words", "second": "Second opinion", "n_weighted": "Weighted base",
    "se": "Standard error", "degf": "Degrees of freedom", "deff": "Design effect",
    "made_by": "Code that shows it", "file": "Stands in", "inputs": "From the files as received",
}  # fmt: skip
# Files as received that a record names; all stand in data/derived/origins.csv.
_FILES = 5
_STATUSES = {"published": "published", "parameter": "a choice"}


@dataclass(frozen=True)
class Maker:
    """The code cell that shows a number: notebook, cell (from 1), and where it is on a page."""

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

    `makers` gives the code cells that show each id, in the order of the pages; `writers` the cell
    of a notebook that writes each study's tables.
    """

    sources: Sources
    makers: Mapping[str, Sequence[Maker]] = field(default_factory=dict)
    writers: Mapping[str, Maker] = field(default_factory=dict)

    @cached_property
    def questions(self) -> Questions:
        """What was asked."""
        return Questions(self.sources.root)

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
        """Raw files of each study with their SHA-256."""
        found: dict[str, list[str]] = {}
        for row in read_rows(self.sources.derived / "origins.csv"):
            if not row["file"].endswith(".md"):
                words = f"data/raw/{row['study']}/{row['file']} (sha256 {row.get('sha256', '')})"
                found.setdefault(row["study"], []).append(words)
        return {study: _list_files(files) for study, files in found.items()}

    def write(self, source: Source) -> Record:
        """Write the record of a number."""
        row, kind = source.row, source.kind
        asked = self.questions.find(
            source.study, row.get("topic", ""), row.get("item") or row.get("code") or ""
        )
        maker = self._choose_maker(source)
        said = self._say(source, asked) | {
            "status": row.get(STATUS) or _STATUSES.get(kind, ""),
            "file": source.file,
            "inputs": "" if kind in _STATUSES else self.inputs.get(source.study, ""),
            "claims": "; ".join(self.cited.get(source.id, [])),
            "made_by": f"analysis/{maker.notebook}.ipynb, cell {maker.cell}" if maker else "",
        }
        writer = self.writers.get(source.file.removeprefix("data/derived/").partition("/")[0])
        snippet = write_snippet(
            source,
            notebook=writer.notebook if writer else None,
            has_opinion=source.id in self.sources.opinions,
            answers=asked.answers,
        )
        shown = {name: said[name] for name in LABELS if said.get(name)}
        return Record(source.id, shown, snippet, maker)

    def _choose_maker(self, source: Source) -> Maker | None:
        """Choose, of the cells that show a number, one of the notebook that wrote it."""
        if source.kind in ("published", "parameter", "instrument"):
            return None
        writer = self.writers.get(source.study)
        shown = self.makers.get(source.id, ())
        own = [each for each in shown if writer and each.notebook == writer.notebook]
        return next(iter([*own, *shown]), writer)

    def _say(self, source: Source, asked: Asked) -> dict[str, str]:
        if source.kind in ("estimate", "row"):
            return self._say_estimate(source, asked)
        if source.kind == "published":
            return self._say_published(source)
        return self._say_cell(source, asked) if source.kind == "cell" else _say_plain(source)

    def _say_estimate(self, source: Source, asked: Asked) -> dict[str, str]:
        row = source.row
        # Curves of waiting have a row for each day on which somebody replied.
        name = row.get("method") or ("Kaplan–Meier" if "at_risk" in row else row.get("statistic"))
        day = f", day {row['time']}" if "at_risk" in row else ""
        method = describe_method(name or "", row.get("statistic", "")) or PLAIN
        said = {
            "what": _name_item(row) + day, "answer": row.get("answer_label", ""),
            "domain": self._name_group(source), "question": asked.question,
            "of_whom": asked.of_whom, "base": row.get("base", ""),
            "method": f"{method.name} ({row['method']})" if row.get("method") else method.name,
            "formula": method.formula, "n": row.get("n", ""), **write_figures(row),
        }  # fmt: skip
        if row.get("is_withheld") == "True":
            shown = ("what", "answer", "domain", "question", "of_whom", "base", "value", "n")
            said = {name: said[name] for name in shown}
            return said | {"note": "Withheld: its base says why. No figure of it stands here."}
        return said | {"second": compare(row, self.sources.opinions.get(source.id))}

    def _name_group(self, source: Source) -> str:
        return self.questions.name_group(source.study, source.row.get("domain", "")) or "All"

    def _say_published(self, source: Source) -> dict[str, str]:
        claim = next(c for c in self.sources.claims if f"published.{c['id']}" == source.id)
        number = read_claims([claim], source=source.file)[source.id]
        rule = claim.get("rule")
        return {
            "what": f"A published sentence: “{claim['sentence']}”",
            "value": write_number(number) or str(claim.get("value") or claim.get("text") or ""),
            "source": str(claim.get("source", "")),
            "method": f"Held against the estimates by the rule “{rule}”"
            if rule
            else "As published",
            "note": str(claim.get("tolerance") or claim.get("not_testable") or ""),
        }

    def _say_cell(self, source: Source, asked: Asked) -> dict[str, str]:
        row, key = source.row, source.id.partition("|")[2]
        column = source.column.replace("_", " ")
        method = describe_column(source.column) or PLAIN
        if source.column == "ci_low" and row.get("ci_high"):
            value = f"{round_digits(row['ci_low'])} to {round_digits(row['ci_high'])}"
        else:
            value = round_digits(row.get(source.column, ""))
        return {
            "what": f"{method.name if method is not PLAIN else column}: {write_row_name(row, key)}",
            "value": value or "not given",
            "domain": self._name_group(source) if "domain" in row else "",
            "question": asked.question, "of_whom": asked.of_whom,
            "base": row.get("base", ""), "n": row.get("n", ""),
            "method": f"{method.name} (column “{column}”)", "formula": method.formula,
        }  # fmt: skip


def _list_files(files: Sequence[str]) -> str:
    more = len(files) - _FILES
    rest = f"; and {more} more, named in data/derived/origins.csv" if more > 0 else ""
    return "; ".join(files[:_FILES]) + rest


def _name_item(row: Mapping[str, str]) -> str:
    """Name what a row is about; where it is about all requests, its topic says more."""
    if row.get("item") == "all" and row.get("topic"):
        return row["topic"].replace("_", " ").capitalize()
    return row.get("item_label", "")


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
