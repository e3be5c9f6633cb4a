"""The released sums of one question as a system of linear equations over unknown counts.

Unknown are the people in each smallest piece of the sample who gave each answer. Tables that
have no characteristic in common keep their own unknowns: they tell of each other through the
totals of the answers alone, since any two tables with the same totals can be of the same people.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from parentdata.disclosure.released import Question, Statement
from parentdata.disclosure.where import Where, is_inside, list_parts, make_atoms
from parentdata.errors import Refusal

INFEASIBLE = 2


class Contradiction(Refusal):
    """A release says things about a question that no people could make true together."""


class Unsolved(Refusal):
    """The solver gave up on a system, so that nothing is known of what it gives away."""


@dataclass(frozen=True)
class Block:
    """Unknowns of tables that share characteristics: one for each piece and answer."""

    atoms: Sequence[Where]
    names: frozenset[str]
    answers: Sequence[str]
    start: int

    @property
    def stop(self) -> int:
        """The place after its last unknown."""
        return self.start + len(self.atoms) * len(self.answers)

    def select(self, where: Where, answers: Collection[str] | None) -> np.ndarray:
        """Places of the unknowns that a sum takes in; `answers` None is every answer."""
        width = len(self.answers)
        told = [j for j in range(width) if answers is None or self.answers[j] in answers]
        inside = [i for i, atom in enumerate(self.atoms) if is_inside(atom, where)]
        return np.array([self.start + i * width + j for i in inside for j in told], dtype=int)


class System:
    """Solves for the least and the greatest value of sums of unknown counts.

    Parameters
    ----------
    question : Question
        What is released about it.
    """

    def __init__(self, question: Question) -> None:
        self._question = question
        wheres = [where for where in question.domains.values() if where]
        self._blocks: list[Block] = []
        for names in list_parts(wheres) or [()]:
            ours = [where for where in wheres if set(where) & set(names)]
            start = self._blocks[-1].stop if self._blocks else 0
            atoms = make_atoms(names, ours)
            self._blocks.append(Block(atoms, frozenset(names), question.answers, start))
        self._parts = [[block] for block in self._blocks]
        if not self._knows_totals():
            self._parts = [self._blocks]
        self._built: dict[int, LinearConstraint] = {}
        self._dropped: set[str] = set()
        # Counts that make all statements true: each shows how far every sum may still go.
        self._seen: list[list[np.ndarray]] = [[] for _ in self._parts]

    @cached_property
    def without_parts(self) -> System:
        """The system of everyone's answers and of all bases, without the answers of any part."""
        bare = replace(
            self._question,
            statements=[s for s in self._question.statements if s.answers is None or not s.domain],
        )
        return System(bare)

    def drop(self, told: Statement) -> None:
        """Take back what one figure says, as if it were withheld; solutions found stay true."""
        self._dropped.add(told.source)
        self._built.clear()

    def restore(self, told: Statement) -> None:
        """Say again what was taken back; of the solutions found, keep those that it leaves true."""
        self._dropped.discard(told.source)
        self._built.clear()
        number, cost = self._sum(told.domain, told.answers)
        self._seen[number] = [
            found for found in self._seen[number] if told.low <= cost @ found <= told.high
        ]

    def see(self, domain: str, answers: Collection[str]) -> tuple[float, float]:
        """Least and greatest value of a sum among the solutions found so far; no new one is sought.

        The true bounds are these or wider. Without any solution the least is above the greatest.
        """
        number, cost = self._sum(domain, answers)
        values = [float(cost @ found) for found in self._seen[number]]
        return min(values, default=np.inf), max(values, default=-np.inf)

    def bound(self, domain: str, answers: Collection[str]) -> tuple[int, int]:
        """Bound how many people of a part of the sample gave one of some answers.

        Raises
        ------
        Contradiction, Unsolved
        """
        number, cost = self._sum(domain, answers)
        low, high = (self._solve(sign * cost, number) for sign in (1, -1))
        return round(low), round(-high)

    def _sum(self, domain: str, answers: Collection[str]) -> tuple[int, np.ndarray]:
        where = self._question.domains[domain]
        number, block = next(
            (number, block)
            for number, part in enumerate(self._parts)
            for block in part
            if set(where) <= block.names
        )
        start = self._parts[number][0].start
        cost = np.zeros(self._parts[number][-1].stop - start)
        cost[block.select(where, answers) - start] = 1.0
        return number, cost

    def _knows_totals(self) -> bool:
        """Whether everyone's count of each answer is released, so that no table needs another."""
        told = {
            answer
            for statement in self._question.statements
            if not statement.domain and statement.low == statement.high
            and statement.answers is not None and len(statement.answers) == 1
            for answer in statement.answers
        }  # fmt: skip
        has_base = any(s.answers is None and not s.domain for s in self._question.statements)
        return has_base and len(told) >= len(self._question.answers) - 1

    def _solve(self, cost: np.ndarray, number: int) -> float:
        if number not in self._built:
            self._built[number] = self._build(self._parts[number])
        found = milp(
            cost,
            constraints=self._built[number],
            integrality=np.ones(len(cost)),
            bounds=Bounds(0, np.inf),
        )
        if found.status == INFEASIBLE:
            raise Contradiction(
                f"what is released about {self._question.name} cannot be true together.",
                expected="counts and bases of one set of people",
                do="Look for two tables of it that were made from different answers.",
            )
        if not found.success:
            raise Unsolved(
                f"the attack on {self._question.name} found no end: {found.message}",
                expected="a least and a greatest value of every withheld count",
                do="Release the base of this question, so that its counts have an end.",
            )
        self._seen[number].append(np.round(found.x))
        return found.fun

    def _build(self, part: Sequence[Block]) -> LinearConstraint:
        rows = [row for block in part for row in self._list_sums(block)]
        rows += [
            (plus, minus, 0.0, 0.0)
            for first, second in pairwise(part)
            for plus, minus in self._link(first, second)
        ]
        matrix = sparse.lil_array((len(rows), part[-1].stop - part[0].start))
        for number, (plus, minus, _, _) in enumerate(rows):
            matrix[number, plus - part[0].start] = 1.0
            if len(minus):
                matrix[number, minus - part[0].start] = -1.0
        low, high = ([row[side] for row in rows] for side in (2, 3))
        return LinearConstraint(matrix.tocsr(), low, high)

    def _list_sums(self, block: Block):
        for told in self._question.statements:
            where = self._question.domains[told.domain]
            is_told = told.answers is None or told.source not in self._dropped
            if is_told and set(where) <= block.names:
                yield block.select(where, told.answers), np.array([], int), told.low, told.high

    def _link(self, first: Block, second: Block):
        for answer in self._question.answers:
            yield first.select({}, [answer]), second.select({}, [answer])
