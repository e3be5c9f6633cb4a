"""Questions as asked, and the columns of the responses that they make."""

from __future__ import annotations

from typing import Literal

import numpy as np
import pandas as pd
from pydantic import Field, model_validator

from parentdata.instrument.scales import (
    COLUMN,
    NAME,
    Answer,
    BadInstrument,
    Bands,
    MissingKind,
    Strict,
)

BAND_ENDING = "_band"
# A Likert scale runs from one side to the other without turning back.
_RANKS = {"positive": 1, "neutral": 0, "negative": -1}


class Question(Strict):
    """One question as asked; each of its items is a column of the responses."""

    id: str
    topic: NAME
    short: str
    text: str
    wording: Literal["published", "paraphrased", "reconstructed"]
    type: Literal["single", "multiple", "likert", "open", "number"]
    items: dict[COLUMN, str]
    scale: str | None = None
    missing: tuple[MissingKind, ...] = ("not_answered",)
    ask_if: dict[COLUMN, tuple[NAME, ...]] = Field(default={})
    exclusive: tuple[COLUMN, ...] = ()
    unit: str | None = None
    range: tuple[float, float] | None = None
    bands: Bands = Field(default={})

    @model_validator(mode="after")
    def _fits_its_type(self) -> Question:
        if (self.type in ("single", "likert")) != (self.scale is not None):
            raise ValueError(
                f"question {self.id} of type {self.type}: 'scale' is for single, likert"
            )
        if (self.type == "number") != (self.range is not None):
            raise ValueError(f"question {self.id} of type {self.type}: 'range' is for number")
        if set(self.exclusive) - set(self.items) or (self.exclusive and self.type != "multiple"):
            raise ValueError(f"question {self.id}: 'exclusive' names items of a multiple question")
        if self.bands and (self.type != "number" or len(self.bands) == 1):
            raise ValueError(f"question {self.id}: 'bands' are two or more, of a number")
        return self


class Variable(Strict):
    """One column of the cleaned responses, with all that its question says of it."""

    name: str
    label: str
    question: Question
    answers: tuple[Answer, ...]
    banded: str | None = None

    @property
    def topic(self) -> str:
        """Topic of the question."""
        return self.question.topic

    @property
    def item(self) -> str:
        """Name without the word that begins every item of its grid, as ids of estimates have it."""
        items = self.question.items
        is_one_grid = len(items) > 1 and len({name.partition("_")[0] for name in items}) == 1
        return self.name.partition("_")[2] if is_one_grid else self.name

    @property
    def favourable(self) -> tuple[str, ...]:
        """Names of the answers on the positive side, in the order of the scale."""
        return tuple(answer.name for answer in self.answers if answer.side == "positive")

    def score_answers(self) -> dict[str, float]:
        """Score each answer by its place on the scale, from 1 (most favourable) to -1.

        Returns
        -------
        dict of answer name to score, evenly spaced, in the order of the scale

        Raises
        ------
        BadInstrument
            The scale does not run from its positive to its negative side, or the other way.
        """
        ranks = [_RANKS.get(answer.side or "") for answer in self.answers]
        is_sided = None not in ranks and {1, -1} <= set(ranks)
        if not is_sided or sorted(ranks) not in (ranks, ranks[::-1]):
            raise BadInstrument(
                f"the answers of {self.name!r} do not run from one side to the other.",
                expected="every answer with its side, the positive before the negative or after",
                do="Give the sides of its scale, or leave the item out of the index.",
                column=self.name,
            )
        last = len(ranks) - 1
        towards = 1 if ranks[0] == 1 else -1
        return {
            answer.name: towards * (last - 2 * place) / last
            for place, answer in enumerate(self.answers)
        }


def derive_band(variable: Variable) -> Variable:
    """The single-answer variable `<name>_band` that the bands of a number's question make."""
    question = variable.question
    name = variable.name + BAND_ENDING
    as_single = {
        "type": "single",
        "items": {name: variable.label},
        "scale": name,
        "range": None,
        "bands": {},
    }
    return Variable(
        name=name,
        label=variable.label,
        question=question.model_copy(update=as_single),
        answers=tuple(
            Answer(code=code, name=band, label=question.bands[band].label)
            for code, band in enumerate(question.bands, start=1)
        ),
        banded=variable.name,
    )


def name_bands(numbers: pd.Series, question: Question) -> pd.Series:
    """Name the band that each number lies in.

    Parameters
    ----------
    numbers : Series of float, shape (n,)
        NaN where missing.
    question : Question
        A number's, with bands.

    Returns
    -------
    Series of str, shape (n,)
        Names of bands; missing where the number is, or lies in no band.
    """
    names = pd.Series(np.nan, index=numbers.index, dtype="str")
    for name, band in question.bands.items():
        names = names.mask(numbers.between(*band.range), name)
    return names
