"""The rules of disclosure: how few is too few, and what a reader may not find out.

Policy: decisions/0036-disclosure-rules.md.
"""

from __future__ import annotations

from dataclasses import dataclass

from parentdata.answers.frame import Choices

# Studies whose units are people. The others count public authorities, requests and sentences of
# the law's public record: their counts tell of nobody's answer (decisions/0036).
ABOUT_PEOPLE = ("pilot-survey", "national-survey", "focus-groups")


@dataclass(frozen=True, kw_only=True)
class Rules:
    """What is too few, and how open a withheld count must stay (params.yaml says each).

    Attributes
    ----------
    minimum_base : int
        Fewest people behind a figure.
    minimum_cell : int
        Fewest people who gave an answer in a part of the sample; and how many values of a
        withheld count must stay possible after all that is released is put together.
    dominance : float in (0, 1]
        Largest part of a weighted base that one person's weight may be.
    rounding_base : int
        What the base of a withheld figure is rounded to.
    minimum_degf : int
        Fewest degrees of freedom behind a weighted figure.
    """

    minimum_base: int
    minimum_cell: int
    rounding_base: int
    minimum_degf: int = 1
    dominance: float = 1.0

    def make_choices(self, *, level: float, dont_know: str) -> Choices:
        """Choices of shares that withhold by these rules what is too small in itself."""
        return Choices(
            level=level, dont_know=dont_know, minimum_base=self.minimum_base,
            minimum_cell=self.minimum_cell, rounding_base=self.rounding_base,
            minimum_degf=self.minimum_degf,
        )  # fmt: skip
