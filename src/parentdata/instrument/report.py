"""What a report makes of the answers: social groups, items, an index, intersections, comparison."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Annotated, Literal

from pydantic import Field, model_validator

from parentdata.instrument.questions import Variable
from parentdata.instrument.scales import COLUMN, NAME, BadInstrument, Strict, refuse_repeats

LOWEST_SCORE = -1.0


class IndexGroup(Strict):
    """Respondents whose index is at least `at_least`, and below the group named before."""

    label: str
    at_least: Annotated[float, Field(ge=LOWEST_SCORE, le=1.0, alias="from")]


class Index(Strict):
    """One number per respondent: the mean of item scores from -1 to 1, higher more favourable."""

    name: NAME
    label: str
    about: str = ""
    items: Annotated[tuple[COLUMN, ...], Field(min_length=2)]
    groups: Annotated[dict[NAME, IndexGroup], Field(min_length=2)]

    @model_validator(mode="after")
    def _covers_every_score(self) -> Index:
        refuse_repeats(self.items, f"item of index {self.name!r}")
        refuse_repeats([group.label for group in self.groups.values()], "group label")
        cuts = [group.at_least for group in self.groups.values()]
        if any(upper <= lower for upper, lower in pairwise(cuts)):
            raise ValueError(f"index {self.name!r}: groups run from the highest 'from' down")
        if cuts[-1] != LOWEST_SCORE:
            raise ValueError(f"index {self.name!r}: the last group is from {LOWEST_SCORE:g}")
        return self


class Intersection(Strict):
    """Respondents who gave one of the wanted answers on every one of several characteristics."""

    name: NAME
    label: str
    where: Annotated[
        dict[COLUMN, Annotated[tuple[NAME, ...], Field(min_length=1)]], Field(min_length=1)
    ]


# Two characteristics, every answer to one with every answer to the other.
Crossing = tuple[COLUMN, COLUMN]


class ComparedItem(Strict):
    """An item that another study asked as well, and how far its wording is the same."""

    other: Annotated[COLUMN, Field(alias="with")]
    wording: Literal["same", "similar", "different"]
    note: str = ""

    @model_validator(mode="after")
    def _says_what_differs(self) -> ComparedItem:
        if self.wording != "same" and not self.note:
            raise ValueError(f"item {self.other!r}: a wording that is not the same needs a 'note'")
        return self


class Comparison(Strict):
    """Items that this study shares with another, by their names here."""

    study: str
    items: Annotated[dict[COLUMN, ComparedItem], Field(min_length=1)]


class Report(Strict):
    """What the report of a survey makes of its answers; columns are named, never assumed."""

    characteristics: Annotated[tuple[COLUMN, ...], Field(min_length=1)]
    items: Annotated[tuple[COLUMN, ...], Field(min_length=1)]
    core: tuple[COLUMN, ...] = ()
    index: Index | None = None
    intersections: tuple[Intersection, ...] = ()
    crossings: tuple[Crossing, ...] = ()
    reference: dict[COLUMN, NAME] = Field(default={})
    compare: Comparison | None = None

    @model_validator(mode="after")
    def _names_once(self) -> Report:
        refuse_repeats(self.characteristics, "characteristic")
        refuse_repeats(self.items, "item")
        refuse_repeats(self.core, "core item")
        refuse_repeats([one.name for one in self.intersections], "intersection")
        refuse_repeats([" x ".join(sorted(pair)) for pair in self.crossings], "crossing")
        strangers = set(self.reference) - set(self.characteristics)
        if strangers:
            raise ValueError(f"reference: {sorted(strangers)} are no characteristics")
        if any(one == other for one, other in self.crossings):
            raise ValueError("crossings: a characteristic is crossed with itself")
        return self


def check_report(report: Report, variables: Mapping[str, Variable]) -> None:
    """Hold a report block against the questionnaire; ValueError says what does not fit."""
    compared = tuple(report.compare.items) if report.compare else ()
    for name in (*report.core, *compared):
        _find(variables, name)
    for name in report.characteristics:
        if _find(variables, name).question.type not in ("single", "likert"):
            raise ValueError(f"report: characteristic {name!r} has no answers to compare groups by")
    strangers = {name for pair in report.crossings for name in pair} - set(report.characteristics)
    if strangers:
        raise ValueError(f"report: crossings: {sorted(strangers)} are no characteristics")
    for name in report.items:
        if not _find(variables, name).favourable:
            raise ValueError(f"report: item {name!r} has no answer on the positive side")
    for name in report.index.items if report.index else ():
        _check_scores(_find(variables, name))
    named = [(name, (answer,)) for name, answer in report.reference.items()]
    named += [pair for one in report.intersections for pair in one.where.items()]
    for name, wanted in named:
        _check_answers(_find(variables, name), wanted)


def _find(variables: Mapping[str, Variable], name: str) -> Variable:
    if name not in variables:
        raise ValueError(f"report: no column is named {name!r}")
    return variables[name]


def _check_scores(variable: Variable) -> None:
    try:
        variable.score_answers()
    except BadInstrument as error:
        raise ValueError(f"report: index: {error.came}") from error


def _check_answers(variable: Variable, wanted: tuple[str, ...]) -> None:
    lost = set(wanted) - {answer.name for answer in variable.answers}
    if lost:
        raise ValueError(f"report: {variable.name!r} has no answer {sorted(lost)}")
