"""The releases there have been: what, when, in which status, with which checks; and their counts.

Each entry is sealed with the one before it, as approvals of claims are. The counts that were
released are kept beside it, so that a later release is attacked together with them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

import pandas as pd
import yaml
from pydantic import Field, ValidationError

from parentdata.claims.evidence import digest
from parentdata.claims.model import Strict, Text
from parentdata.disclosure.attack import Bounded
from parentdata.disclosure.released import Question
from parentdata.errors import Refusal
from parentdata.strict_yaml import describe_faults, parse_yaml

FIRST = "0" * 16
KEPT = ("id", "study", "topic", "item", "answer", "side", "statistic", "domain", "value", "count",
        "n", "is_withheld", "why_withheld", "data_status")  # fmt: skip
HEAD = """\
# Releases: what was released, when, in which status, and what was checked before.
# Written by `python -m parentdata release record --note TEXT`, never by hand: each entry is sealed
# with the one before it (decisions/0037-attack-and-suppression.md).

"""


class BadReleases(Refusal):
    """The record of releases cannot be read, or was edited by hand."""


class NoNote(Refusal):
    """A release without a word on what it is."""


class Release(Strict):
    """One release; `counts` names the table of its released counts, `digest` is of its bytes."""

    number: Annotated[int, Field(ge=1)]
    date: date
    note: Text
    status: Literal["stand-in", "real"]
    commit: Text
    checks: dict[str, int]
    counts: Text
    digest: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    seal: Annotated[str, Field(pattern=r"^[0-9a-f]{16}$")]


class _File(Strict):
    releases: tuple[Release, ...]


def parse_releases(text: str, *, source: Path | str) -> tuple[Release, ...]:
    """Read reports/releases.yml.

    Raises
    ------
    BadReleases
        Not in the form that `write_releases` gives, or a seal does not fit.
    """
    try:
        releases = _File.model_validate(parse_yaml(text)).releases
    except (yaml.YAMLError, ValidationError) as error:
        raise _refuse(describe_faults(error), source) from error
    before = FIRST
    for number, release in enumerate(releases, start=1):
        if release.number != number or release.seal != _seal(release.model_dump(), before):
            raise _refuse(f"release {number} is not as it was written.", source)
        before = release.seal
    return releases


def write_releases(releases: Sequence[Release]) -> str:
    """Write the record of releases as the text of reports/releases.yml."""
    listed = [release.model_dump() for release in releases]
    form = {"sort_keys": False, "allow_unicode": True, "width": 1000}
    return HEAD + yaml.safe_dump({"releases": listed}, **form)


def add_release(releases: Sequence[Release], **found) -> tuple[Release, ...]:
    """Add a release at the end, sealed with the one before it.

    Raises
    ------
    NoNote
        The note is empty.
    """
    if not found["note"].strip():
        raise NoNote(
            "the note is empty.",
            expected="what this release is, in a sentence",
            do='Give it as --note "…"; nothing was written.',
        )
    entry = {"number": len(releases) + 1, **found}
    before = releases[-1].seal if releases else FIRST
    return (*releases, Release(**entry, seal=_seal(entry, before)))


def _seal(entry: Mapping, before: str) -> str:
    return digest([before, *(f"{key}: {entry[key]}" for key in sorted(entry) if key != "seal")])


def _refuse(came: str, source: Path | str) -> BadReleases:
    return BadReleases(
        came,
        file=source,
        expected="releases as `python -m parentdata release record` writes them",
        do="Restore the file from the repository; nothing was written.",
    )


def keep_counts(estimates: pd.DataFrame) -> pd.DataFrame:
    """The rows of a release that a later one is attacked together with: counts of people alone."""
    counted = estimates["statistic"].isin(["share", "share_unweighted", "mean"])
    polled = estimates["domain"].fillna("").str.startswith("pool=")
    kept = estimates[counted | (polled & estimates["statistic"].eq("count"))]
    return kept[[name for name in KEPT if name in kept]].reset_index(drop=True)


def join_earlier(
    questions: Mapping[str, Question],
    earlier: Iterable[tuple[int, Mapping[str, Question]]],
    *,
    minimum_cell: int,
) -> list[Bounded]:
    """Tell the questions of a release what earlier releases said about the same people.

    The statements of earlier releases are added to the questions in place.

    Returns
    -------
    list of Bounded
        Questions whose base moved by fewer people than `minimum_cell`: what those few answered
        is the difference of two tables.
    """
    moved = []
    for number, before in earlier:
        for name in questions.keys() & before.keys():
            now, then = questions[name], before[name]
            gone = _count_everyone(now) - _count_everyone(then)
            if gone == 0:
                now.domains |= then.domains
                now.statements += then.statements
            elif abs(gone) < minimum_cell:
                moved.append(Bounded(
                    id=f"the {abs(gone):g} people by whom {name} differs", target=name,
                    question=name, low=0, high=0, needed=0, source=f"release {number}",
                ))  # fmt: skip
    return sorted(moved, key=lambda found: found.id)


def _count_everyone(question: Question) -> float:
    bases = [s.low for s in question.statements if s.answers is None and not s.domain]
    return max(bases, default=0.0)
