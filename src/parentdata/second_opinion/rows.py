"""What each row of an estimates table is about, read from the row and the instrument alone."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
import pandas as pd

from parentdata.instrument import Instrument
from parentdata.second_opinion.index import group_answers, name_index_groups, score_index
from parentdata.second_opinion.refusals import unreadable

# Statistics that a row asks as one question each; other modules read the other kinds.
ASKED = ("share", "share_unweighted", "net", "mean", "difference", "quantile")
SIDES = {"positive": 1.0, "neutral": 0.0, "negative": -1.0}
DONT_KNOW = "dont_know"
BETWEEN, CROSS = "~", "+"
OTHERS = "others"


@dataclass(frozen=True)
class Question:
    """What one estimate says of whom.

    Attributes
    ----------
    id : str
    outcome : float array (n,)
        A number per respondent; NaN outside the base.
    domain : bool array (n,)
    reference : bool array (n,), or None
        The domain that a difference is taken to.
    quantile : float, or None
        Which quantile is asked for, in the place of the mean.
    level : float
        Coverage of the interval.
    statistic, method : str
        As in the row: how the interval was made.
    """

    id: str
    outcome: np.ndarray
    domain: np.ndarray
    reference: np.ndarray | None
    quantile: float | None
    level: float
    statistic: str = "mean"
    method: str = "t"


@dataclass(frozen=True)
class Subject:
    """The part of a row that says what is measured; rows of all domains share it."""

    topic: str
    item: str
    answer: str
    statistic: str
    has_dont_know: bool
    minimum_answered: int | None


def find_reviewed(estimates: pd.DataFrame) -> pd.Series:
    """Which rows get a second opinion: every one that is shown."""
    return ~estimates["is_withheld"].astype(str).eq("True")


class Reader:
    """Reads rows of the estimates table of one sample.

    Parameters
    ----------
    respondents : DataFrame, one row per respondent, shape (n, k)
        Answer names as cleaned.
    instrument : Instrument
    named : mapping of a set's name to its answers
        Sets of answers that the instrument does not know of.
    """

    def __init__(
        self,
        respondents: pd.DataFrame,
        instrument: Instrument,
        named: Mapping[str, Sequence[str]],
    ) -> None:
        self.respondents, self.instrument, self.named = respondents, instrument, named
        # Rows of all domains share what they measure; tests ask for it again.
        self.measure = lru_cache(maxsize=None)(self._measure)

    def read(self, estimates: pd.DataFrame) -> list[Question]:
        """One question per row.

        Raises
        ------
        NoSecondOpinion
            A row names an item, an answer or a domain that neither instrument nor `named` knows.
        """
        belong = lru_cache(maxsize=None)(self._belong)
        questions = []
        for row in estimates.fillna({"domain": "", "answer": ""}).to_dict("records"):
            domain, _, reference = row["domain"].partition(BETWEEN)
            is_quantile = row["statistic"] == "quantile"
            try:
                question = Question(
                    id=row["id"],
                    outcome=self.measure(read_subject(row)),
                    domain=belong(domain),
                    reference=self._refer(reference, belong(domain), belong),
                    quantile=float(row["answer"].removeprefix("p")) / 100 if is_quantile else None,
                    level=row["level"],
                    statistic=row["statistic"],
                    method=row["method"],
                )
            except (KeyError, ValueError) as fault:
                raise unreadable(row["id"], fault) from fault
            questions.append(question)
        return questions

    @cached_property
    def _columns(self) -> dict[tuple[str, str], str]:
        """Columns by the topic and item that ids have."""
        return {(one.topic, one.item): name for name, one in self.instrument.variables.items()}

    @property
    def _index(self):
        return self.instrument.report.index if self.instrument.report else None

    def _measure(self, subject: Subject) -> np.ndarray:
        """The number that each respondent adds to a share, a net or a mean."""
        if subject.statistic in ("mean", "quantile"):
            return self._number(subject)
        answers, sides = self._answers(subject)
        counted = list_counted(sides, subject)
        if subject.statistic == "answers":
            worth = {name: float(place) for place, name in enumerate(counted)}
        elif subject.statistic == "net":
            worth = {name: SIDES[sides.get(name) or "neutral"] for name in counted}
        else:
            chosen = self._chosen(subject.answer, sides)
            worth = {name: float(name in chosen) for name in counted}
        return np.array([worth.get(answer, np.nan) for answer in answers])

    def _chosen(self, answer: str, sides: Mapping[str, str | None]) -> set[str]:
        if answer in sides or answer == DONT_KNOW:
            return {answer}
        if answer in SIDES:
            return {name for name, side in sides.items() if side == answer}
        return set(self.named[answer])

    def _number(self, subject: Subject) -> np.ndarray:
        if self._index is not None and subject.item == self._index.name:
            return score_index(self.respondents, self.instrument, subject.minimum_answered)
        name = self._columns[subject.topic, subject.item]
        return pd.to_numeric(self.respondents[name]).to_numpy(float)

    def _answers(self, subject: Subject) -> tuple[list, dict[str, str | None]]:
        """Everyone's answer to an item, and the side of each answer that it offers."""
        if self._index is not None and subject.item == f"{self._index.name}_group":
            score = score_index(self.respondents, self.instrument, subject.minimum_answered)
            return name_index_groups(score, self._index), group_answers(self._index)
        name = self._columns[subject.topic, subject.item]
        offered = self.instrument.variables[name].answers
        return list(self.respondents[name]), {one.name: one.side for one in offered}

    @staticmethod
    def _refer(reference: str, inside: np.ndarray, belong) -> np.ndarray | None:
        """Who a difference is taken to: another domain, or everyone outside the first."""
        if not reference:
            return None
        return ~inside if reference == OTHERS else belong(reference)

    def _belong(self, domain: str) -> np.ndarray:
        """Who belongs to a domain: answers joined by a plus sign, or a named intersection."""
        inside = np.ones(len(self.respondents), bool)
        if not domain:
            return inside
        named = {
            one.name: one.where for one in getattr(self.instrument.report, "intersections", ())
        }
        for part in domain.split(CROSS):
            column, is_answer, answer = part.partition("=")
            wanted = {column: (answer,)} if is_answer else named[part]
            for name, answers in wanted.items():
                inside &= np.array([given in answers for given in self.respondents[name]])
        return inside


def list_counted(sides: Mapping[str, str | None], subject: Subject) -> list[str]:
    """Answers that are in the base."""
    return [*sides, *([DONT_KNOW] if subject.has_dont_know else [])]


def read_subject(row: dict) -> Subject:
    """What a row measures, and on whom its base says so."""
    asked = re.search(r"at least (\d+) of \d+ items", row["base"])
    return Subject(
        topic=row["topic"],
        item=row["item"],
        answer=row["answer"],
        statistic=row["statistic"],
        has_dont_know="“don't know” included" in row["base"].replace("don’t", "don't"),
        minimum_answered=int(asked[1]) if asked else None,
    )
