"""Answers, scales, bands and missing codes: the parts that questions are made of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cached_property
from itertools import pairwise
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from parentdata.errors import Refusal

MISSING_KINDS = ("not_answered", "dont_know", "prefer_not_to_say", "not_asked")
MissingKind = Literal["not_answered", "dont_know", "prefer_not_to_say", "not_asked"]
Side = Literal["positive", "neutral", "negative"]

# Answers, scales and topics are named here; columns are named by whoever delivers the data.
NAME = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
COLUMN = Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9_]*$")]


class BadInstrument(Refusal):
    """An instrument file does not describe a questionnaire."""


def refuse_repeats(values: Iterable[str], what: str) -> None:
    """Raise ValueError if a value stands more than once, for pydantic to report in its place."""
    repeated = [value for value, times in Counter(values).items() if times > 1]
    if repeated:
        raise ValueError(f"{what} stands more than once: {', '.join(map(str, repeated))}")


class Strict(BaseModel):
    """A block of an instrument in which an unknown key is a fault."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, populate_by_name=True, ignored_types=(cached_property,)
    )


class Answer(Strict):
    """One answer that a respondent could choose."""

    code: int
    name: NAME
    label: str
    side: Side | None = None


class MissingCode(Strict):
    """One way in which an answer can be missing."""

    code: int
    label: str


def _check_scale(answers: tuple[Answer, ...]) -> tuple[Answer, ...]:
    refuse_repeats([str(answer.code) for answer in answers], "code")
    refuse_repeats([answer.name for answer in answers], "answer name")
    refuse_repeats([answer.label for answer in answers], "answer label")
    return answers


Scale = Annotated[tuple[Answer, ...], Field(min_length=2), AfterValidator(_check_scale)]

SELECTED = (
    Answer(code=1, name="selected", label="Chosen"),
    Answer(code=0, name="not_selected", label="Not chosen"),
)


class Band(Strict):
    """The numbers from `range[0]` to `range[1]`, both included, under one name."""

    label: str
    range: tuple[float, float]

    @model_validator(mode="after")
    def _runs_upwards(self) -> Band:
        if self.range[0] > self.range[1]:
            raise ValueError(f"band {self.label!r} runs from {self.range[0]:g} downwards")
        return self


def _check_bands(bands: dict[str, Band]) -> dict[str, Band]:
    refuse_repeats([band.label for band in bands.values()], "band label")
    ordered = sorted(bands.values(), key=lambda band: band.range)
    for lower, upper in pairwise(ordered):
        if upper.range[0] <= lower.range[1]:
            raise ValueError(f"bands {lower.label!r} and {upper.label!r} overlap")
    return bands


Bands = Annotated[dict[NAME, Band], AfterValidator(_check_bands)]
