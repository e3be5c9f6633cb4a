"""Parts of the sample as their names say them: which answers to which characteristics are inside.

`tenure=rented` is one answer, `tenure=rented+gender=man` both; a name of its own is an
intersection that the instrument spells out; `""` is everyone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import product

from parentdata.errors import Refusal

CROSS, BETWEEN, IS = "+", "~", "="
# Who gave no answer to a characteristic is in none of its parts, but in the sample.
NOT_SAID = "(not said)"
Where = Mapping[str, frozenset[str]]


class UnknownDomain(Refusal):
    """A released part of the sample has a name that nothing explains."""


def read_where(domain: str, intersections: Mapping[str, Where]) -> Where:
    """Read the name of a part of the sample as answers to characteristics.

    Parameters
    ----------
    domain : str
    intersections : mapping of a name to its answers
        As the instrument's report spells them out.

    Raises
    ------
    UnknownDomain
        The name is no answer, no crossing and no intersection.
    """
    if not domain:
        return {}
    if domain in intersections:
        return intersections[domain]
    parts = [part.partition(IS) for part in domain.split(CROSS)]
    if any(not equals or not answer for _, equals, answer in parts):
        raise UnknownDomain(
            f"the part of the sample {domain!r} is in a released table.",
            expected="answers such as tenure=rented, joined by +, or an intersection of the"
            " instrument's report",
            do="Spell the intersection out in the instrument, so that it can be attacked.",
        )
    return {name: frozenset([answer]) for name, _, answer in parts}


def list_parts(wheres: Iterable[Where]) -> list[tuple[str, ...]]:
    """Characteristics that some part of the sample crosses, together; each in one group.

    Tables that share no characteristic tell of each other through their totals alone.
    """
    groups: list[set[str]] = []
    for where in wheres:
        names = set(where)
        touched = [group for group in groups if group & names]
        groups = [group for group in groups if not group & names]
        if names:
            groups.append(names.union(*touched))
    return sorted(tuple(sorted(group)) for group in groups)


def make_atoms(names: Sequence[str], wheres: Sequence[Where]) -> list[Where]:
    """Cut the sample into the smallest pieces that the parts tell apart.

    Answers that always stand together are one piece, so that crossing nine characteristics does
    not make a million of them.
    """
    kept = []
    for name in names:
        said = sorted({answer for where in wheres for answer in where.get(name, ())})
        alike: dict[tuple[bool, ...], set[str]] = {}
        for answer in [*said, NOT_SAID]:
            told = tuple(answer in where[name] for where in wheres if name in where)
            alike.setdefault(told, set()).add(answer)
        kept.append([frozenset(group) for group in alike.values()])
    return [dict(zip(names, piece, strict=True)) for piece in product(*kept)]


def is_inside(atom: Where, where: Where) -> bool:
    """Whether a piece lies within a part of the sample that its characteristics tell of."""
    return all(atom[name] <= answers for name, answers in where.items())
