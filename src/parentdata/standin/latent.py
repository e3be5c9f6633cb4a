"""Stand-in answers from latent traits: counts are fixed, traits decide who gives which answer.

Only uniform draws are used, one stream per named column, and scores are combined element by
element, so the same seed gives the same answers on every machine and numpy version, and a change
to one column leaves the others as they were.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt
from zlib import crc32

import numpy as np

from parentdata.errors import Refusal


class BadPlan(Refusal):
    """The counts planned for a column do not add up to the people who are there to give them."""


@dataclass(frozen=True)
class Sample:
    """People who are yet to answer.

    Parameters
    ----------
    size : int
        Number of people.
    seed : int
        Seed from which every column draws its own stream.
    """

    size: int
    seed: int

    def draw_uniform(self, stream: str) -> np.ndarray:
        """Draw one number in [0, 1) per person, shape (size,), from the stream of that name."""
        return self._open(stream).random(self.size)

    def draw_trait(self, stream: str) -> np.ndarray:
        """Draw one trait per person, shape (size,), mean 0, variance 1, close to normal.

        A sum of twelve uniform draws: it needs no logarithm, whose last digit differs by machine.
        """
        generator = self._open(stream)
        total = generator.random(self.size)
        for _ in range(11):
            total = total + generator.random(self.size)
        return total - 6

    def load(self, trait: np.ndarray, stream: str, *, loading: float) -> np.ndarray:
        """Mix a trait with noise of the stream's own so that their correlation is `loading`.

        Parameters
        ----------
        trait : array, shape (size,)
            Mean 0, variance 1.
        stream : str
            Name of the noise, such as the name of a column.
        loading : float in [-1, 1]
            Correlation of the score with the trait; negative turns the item round.

        Returns
        -------
        array, shape (size,)
            Scores, mean 0, variance 1.
        """
        return loading * trait + sqrt(1 - loading**2) * self.draw_trait(stream)

    def _open(self, stream: str) -> np.random.Generator:
        return np.random.Generator(np.random.PCG64([self.seed, crc32(stream.encode())]))


def take_highest(scores: np.ndarray, count: int, *, among: np.ndarray) -> np.ndarray:
    """Mark the `count` people with the highest scores among some.

    Parameters
    ----------
    scores : array of float, shape (n,)
    count : int
    among : boolean array, shape (n,)
        People who may be taken.

    Returns
    -------
    boolean array, shape (n,)

    Raises
    ------
    BadPlan
        More people are to be taken than there are.
    """
    if not 0 <= count <= among.sum():
        raise BadPlan(
            f"{count} people are to be taken of {among.sum()}.",
            expected="a count between nought and the people there are",
            do="Correct the planned counts of that column.",
        )
    order = np.argsort(-scores, kind="stable")
    taken = np.zeros(len(scores), dtype=bool)
    taken[order[among[order]][:count]] = True
    return taken


def assign_counts(
    scores: np.ndarray, counts: Mapping[int, int], *, among: np.ndarray
) -> np.ndarray:
    """Give each answer to exactly as many people as planned, the highest scores first.

    Parameters
    ----------
    scores : array of float, shape (n,)
    counts : mapping from answer code to number of people
        In the order of the scale: the first code goes to the highest scores.
    among : boolean array, shape (n,)
        People who answer; there must be as many as the counts add up to.

    Returns
    -------
    array of int, shape (n,)
        Codes; 0 outside `among`.

    Raises
    ------
    BadPlan
        The counts do not add up to the people who answer.
    """
    if sum(counts.values()) != among.sum():
        raise BadPlan(
            f"counts add up to {sum(counts.values())} for {among.sum()} people.",
            expected="as many answers as people who answer",
            do="Correct the planned counts of that column.",
        )
    order = np.argsort(-scores, kind="stable")
    codes = np.zeros(len(scores), dtype=np.int64)
    codes[order[among[order]]] = np.repeat(list(counts), list(counts.values()))
    return codes


def answer_item(
    scores: np.ndarray,
    counts: Mapping[int, int],
    missing: Mapping[int, tuple[np.ndarray, int]],
    *,
    asked: np.ndarray,
    not_asked: int,
) -> np.ndarray:
    """Answer one column: first who gives no answer and why, then the answers by rank.

    Parameters
    ----------
    scores : array of float, shape (n,)
        Inclination towards the first answer of the scale.
    counts : mapping from answer code to number of people
    missing : mapping from missing code to (tendency, number of people)
        In the order in which people fall out: those with the highest tendency do.
    asked : boolean array, shape (n,)
    not_asked : int
        Code of those whom routing leaves out.

    Returns
    -------
    array of int, shape (n,)
        A code for everyone.

    Raises
    ------
    BadPlan
        Answers and missing answers do not add up to the people asked.
    """
    left, gone = asked.copy(), {}
    for code, (tendency, count) in missing.items():
        gone[code] = take_highest(tendency, count, among=left)
        left &= ~gone[code]
    codes = assign_counts(scores, counts, among=left)
    for code, who in gone.items():
        codes[who] = code
    codes[~asked] = not_asked
    return codes
