"""What was asked, and of whom: for a row of estimates, from instruments and codebooks."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from parentdata.instrument import Instrument, load_instrument
from parentdata.site.lookup import load_yaml

# How domains are joined in an id: a difference of two, and answers that cross.
BETWEEN, CROSS = "~", "+"
WORDED = {
    "published": "in the words that parents saw",
    "paraphrased": "paraphrased; the words that parents saw are not public",
    "reconstructed": "wording of this compendium",
}


@dataclass(frozen=True)
class Asked:
    """The question behind a number, how routing made its base, and the answers that it offers."""

    question: str = ""
    of_whom: str = ""
    answers: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Questions:
    """Questions of every study, read when they are first asked for."""

    root: Path

    def find(self, study: str, topic: str, item: str) -> Asked:
        """Find what was asked for a topic and an item; empty where nothing was."""
        return _find(self.root, study, topic, item)

    def name_group(self, study: str, domain: str) -> str:
        """Say in words whom a domain such as `tenure=rented` holds; empty if it is everybody."""
        instrument = _load(self.root / "data" / "raw" / study / "instrument.yml")
        differences = domain.split(BETWEEN)
        return ", compared with ".join(
            "; ".join(_name_part(instrument, part) for part in each.split(CROSS) if part)
            for each in differences
        )


@lru_cache(maxsize=4096)
def _find(root: Path, study: str, topic: str, item: str) -> Asked:
    raw = root / "data" / "raw" / study
    instrument = _load(raw / "instrument.yml")
    if instrument is not None:
        return _find_asked(instrument, topic, item)
    codes = _load_codes(raw / "codebook.yml")
    if item not in codes:
        return Asked()
    code = codes[item]
    return Asked(f"{code['label']}: {' '.join(code.get('definition', '').split())}")


@lru_cache(maxsize=16)
def _load(path: Path) -> Instrument | None:
    return load_instrument(path) if path.is_file() else None


@lru_cache(maxsize=16)
def _load_codes(path: Path) -> dict[str, dict]:
    return {code["id"]: code for code in load_yaml(path)["codes"]} if path.is_file() else {}


def _find_asked(instrument: Instrument, topic: str, item: str) -> Asked:
    report = instrument.report
    if report is not None and report.index is not None and topic == "licence":
        return Asked(report.index.about, "all who answered enough of the items of the index")
    for variable in instrument.variables.values():
        if variable.item == item and topic in (variable.topic, "respondent", "response"):
            question = variable.question
            words = f"{question.id}. “{question.text}” ({WORDED[question.wording]})"
            is_item = variable.label not in (question.short, question.text)
            asked = f"{words} Item: {variable.label}." if is_item else words
            offered = frozenset(answer.name for answer in variable.answers)
            return Asked(asked, instrument.describe_base(question), offered)
    return Asked("", instrument.population)


def _name_part(instrument: Instrument | None, part: str) -> str:
    name, is_answer, given = part.partition("=")
    report = getattr(instrument, "report", None)
    for each in report.intersections if report and not is_answer else ():
        if each.name == name:
            return each.label
    variable = instrument.variables.get(name) if instrument is not None else None
    if variable is None:
        return part.replace("=", ": ").replace("_", " ")
    words = next((answer.label for answer in variable.answers if answer.name == given), given)
    return f"{variable.label}: {words}"
