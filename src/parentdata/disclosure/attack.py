"""The attack: how closely can a reader bound a withheld count from all that is released?

The least and the greatest value of every withheld count are integer programmes (HiGHS): what they
leave open cannot be told by any arithmetic on the released counts. Decisions/0037.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from parentdata.disclosure.released import Question, Target
from parentdata.disclosure.system import System


@dataclass(frozen=True, kw_only=True)
class Bounded:
    """What a reader can work out about a withheld count: it lies in `low`..`high`.

    Where it is open enough, it may be more open than that: the search ends there. `target` is the
    withheld row, of which `id` may be the rest; `needed` is how many values the rule wants to stay
    possible; `source` the figure that gives the row away alone, where one does.
    """

    id: str
    target: str
    question: str
    low: int
    high: int
    needed: int
    source: str = ""

    @property
    def is_breach(self) -> bool:
        """Whether fewer values stay possible than the rule asks, or a figure tells it outright."""
        return bool(self.source) or self.high - self.low + 1 < self.needed

    def tell(self) -> str:
        """Say in a sentence what can be found out, and which rule that breaks."""
        if self.source:
            return f"{self.id} can be worked out from {self.source}, which stands"
        found = f"is {self.low}" if self.low == self.high else f"is {self.low} to {self.high}"
        return (
            f"{self.id} is withheld, but the rest of the release tells that it {found}; "
            f"at least {self.needed} values must stay possible (minimum_cell)"
        )


def attack(questions: Iterable[Question], *, minimum_cell: int) -> list[Bounded]:
    """Bound every withheld count of a release.

    Parameters
    ----------
    questions : iterable of Question
        As `read_questions` gives them.
    minimum_cell : int
        How many values of a withheld count must stay possible. Fewer are enough where the bases
        of all parts and the answers of everyone leave no more: that is what no group's answers
        have told.

    Returns
    -------
    list of Bounded, one per withheld count and one per its rest, in the order of the questions

    Raises
    ------
    Contradiction, Unsolved
    """
    return [found for question in questions for found in _attack(question, minimum_cell)]


def _attack(question: Question, minimum_cell: int) -> Iterator[Bounded]:
    for name, source in question.given_away.items():
        yield Bounded(
            id=name, target=name, question=question.name, low=0, high=0, needed=0, source=source
        )
    if not question.targets:
        return
    system = System(question)
    for target in question.targets:
        yield bound_target(question, target, system, minimum_cell=minimum_cell)


def bound_target(
    question: Question, target: Target, system: System, *, minimum_cell: int
) -> Bounded:
    """Bound one withheld count; see `attack`."""
    low, high = system.see(target.domain, target.answers)
    needed = minimum_cell
    # Most counts are seen to be open enough by the solutions for others.
    if high - low + 1 < needed:
        low, high = system.bound(target.domain, target.answers)
    if high - low + 1 < needed:
        least, most = system.without_parts.bound(target.domain, target.answers)
        needed = min(needed, most - least + 1)
    return Bounded(
        id=target.id, target=target.row, question=question.name, low=int(low), high=int(high),
        needed=needed,
    )  # fmt: skip
