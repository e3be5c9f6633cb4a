"""What a page says of its data: stand-in or real, in plain words, also on paper."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from parentdata.data_status import say_nobody
from parentdata.errors import Refusal

STAND_IN, REAL = "stand-in", "real"


class NoOriginTable(Refusal):
    """The table of origins is absent, or does not say what a page's data are."""


@dataclass(frozen=True)
class StudyStatus:
    """Title of a study's raw data and whether they are stand-in or real."""

    study: str
    title: str
    status: str


def read_statuses(derived: Path) -> dict[str, StudyStatus]:
    """Read each study's status from `origins.csv`, which the stage check-origins wrote.

    A study is stand-in if any of its files is.

    Raises
    ------
    NoOriginTable
        The table is absent or a status is neither stand-in nor real.
    """
    path = derived / "origins.csv"
    if not path.is_file():
        raise _refuse("there is no table of origins.", path)
    found: dict[str, StudyStatus] = {}
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            if row.get("status") not in (STAND_IN, REAL):
                raise _refuse(f"the status {row.get('status')!r} is not known.", path)
            before = found.get(row["study"])
            if before is None or before.status == REAL:
                found[row["study"]] = StudyStatus(row["study"], row["title"], row["status"])
    return found


def _refuse(came: str, path: Path) -> NoOriginTable:
    return NoOriginTable(
        came,
        file=path,
        expected="a row for every raw file, with status stand-in or real",
        do="Run `dvc repro check-origins`; the site was left as it is.",
    )


def select_statuses(
    statuses: Mapping[str, StudyStatus], studies: tuple[str, ...], *, page: str
) -> tuple[StudyStatus, ...]:
    """Take the statuses of a page's studies.

    Raises
    ------
    NoOriginTable
        A study of the page has no raw data: nobody could say what the page rests on.
    """
    for study in studies:
        if study not in statuses:
            raise NoOriginTable(
                f"the page {page!r} rests on {study!r}, which has no row in origins.csv.",
                expected=f"studies out of {', '.join(sorted(statuses)) or 'none'}",
                do="Correct the studies in reports/_quarto.yml, or add the study to data/raw.",
            )
    return tuple(statuses[study] for study in studies)


def describe_status(studies: tuple[StudyStatus, ...]) -> str:
    """Say in one line what the data of a page are, for its footer."""
    kinds = {study.status for study in studies}
    if kinds == {REAL}:
        return "Real data"
    if kinds == {STAND_IN}:
        return f"Stand-in data: {_list_nobody(studies).lower()}"
    return "Part stand-in, part real: " + "; ".join(
        f"{study.title} ({study.status})" for study in studies
    )


def _list_nobody(studies: tuple[StudyStatus, ...]) -> str:
    """Say that nobody gave the stand-in data of these studies, each kind once."""
    said = dict.fromkeys(say_nobody(each.study) for each in studies if each.status == STAND_IN)
    first, *others = said
    return ". ".join([first, *others])


def _list_titles(studies: tuple[StudyStatus, ...], status: str) -> str:
    return "; ".join(study.title for study in studies if study.status == status)


def write_banner(studies: tuple[StudyStatus, ...]) -> str:
    """Write the banner that opens a page, as HTML.

    Where any of the data are stand-in, a marker for the top of each printed page goes with it.
    """
    kinds = {study.status for study in studies}
    if kinds == {REAL}:
        return (
            '<div class="pd-banner" data-status="real" role="note" aria-label="Data status">'
            f"<p><strong>Real data.</strong> {_escape(_list_titles(studies, REAL))}.</p></div>"
        )
    made_up = (
        "They were made up by a program so that they agree with the published figures. "
        f"<strong>{_list_nobody(studies)}</strong>, and nothing made from them may be quoted "
        "as a finding."
    )
    if kinds == {STAND_IN}:
        words = f"<p><strong>These are stand-in data.</strong> {made_up}</p>"
    else:
        words = (
            "<p><strong>Some of the data on this page are stand-in data.</strong></p><ul>"
            f"<li><strong>Stand-in:</strong> {_escape(_list_titles(studies, STAND_IN))}. "
            f"{made_up}</li>"
            f"<li><strong>Real:</strong> {_escape(_list_titles(studies, REAL))}.</li></ul>"
        )
    return (
        '<div class="pd-banner" data-status="stand-in" role="note" aria-label="Data status">'
        f"{words}</div>\n"
        '<div class="pd-print-marker" aria-hidden="true">'
        f"Stand-in data: {_list_nobody(studies).lower()}</div>"
    )


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").rstrip(".")
