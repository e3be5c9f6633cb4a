"""Draws of the stand-in requests: integers of the bit generator alone, a stream for each purpose.

numpy promises the raw words of PCG64, not what its distributions make of them; so choices and
orders are made of raw words here, and the files are the same bytes on every machine and version.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar
from zlib import crc32

import numpy as np

from parentdata.standin.latent import BadPlan

T = TypeVar("T")


@dataclass(frozen=True)
class Draw:
    """Streams of one seed.

    Parameters
    ----------
    seed : int
    """

    seed: int

    def words(self, stream: str, count: int) -> np.ndarray:
        """Raw 64-bit words of a stream, shape (count,), uint64."""
        return np.random.PCG64([self.seed, crc32(stream.encode())]).random_raw(count)

    def number(self, stream: str, below: int) -> int:
        """One whole number from nought to `below` - 1."""
        return int(self.words(stream, 1)[0] % below)

    def pick(self, stream: str, options: Sequence[T]) -> T:
        """One of some options; an option listed twice is twice as likely."""
        return options[self.number(stream, len(options))]

    def shuffle(self, stream: str, items: Sequence[T]) -> list[T]:
        """The items in a drawn order."""
        words = self.words(stream, len(items))
        return [items[place] for place in np.argsort(words, kind="stable")]

    def take(self, stream: str, items: Sequence[T], count: int) -> list[T]:
        """So many of the items, drawn, in the order in which they were given.

        Raises
        ------
        BadPlan
            There are fewer items.
        """
        if count > len(items):
            raise BadPlan(
                f"{count} are to be taken of {len(items)} for {stream!r}.",
                expected="no more than there are",
                do="Correct the counts in src/parentdata/standin/foi_plan.py.",
            )
        taken = set(self.shuffle(stream, range(len(items)))[:count])
        return [item for place, item in enumerate(items) if place in taken]
