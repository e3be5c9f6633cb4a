"""What was asked, and of whom: for a row of estimates, from instruments and codebooks."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from parentdata.instrument import Instrument, load_instrument
from parentdata.site.lookup import load_yaml

WORDED = {
    "published": "in the words that parents saw",
    "paraphrased": "paraphrased; the words that parents saw are not public",
    "reconstructed": "wording of this compendium",
}


@dataclass(frozen=True)
class Asked:
    """The question behind a number, and how routing made its base."""

    question: str = ""
    of_whom: str = ""


@dataclass(frozen=True)
class Questions:
    """Questions of every study, read when they are first asked for."""

    root: Path

    def find(self, study: str, topic: str, item: str) -> Asked:
        """Find what was asked for a topic and an item; empty where nothing was."""
        return _find(self.root, study, topic, item)


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
            return Asked(asked, instrument.describe_base(question))
    return Asked("", instrument.population)
