"""Parts of the sample that a report compares: crossings, intersections, pairs, packs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import product

import numpy as np
import pandas as pd

from parentdata.answers.frame import Domain, split_domains
from parentdata.errors import Refusal
from parentdata.instrument import BadInstrument, Instrument

CROSS = "+"


class BadDomains(Refusal):
    """Domains repeat a name, or do not belong to the respondents."""


def cross_domains(
    respondents: pd.DataFrame, instrument: Instrument, names: Sequence[str]
) -> list[Domain]:
    """Make one domain of each crossing of the answers to several characteristics.

    Returns
    -------
    list of Domain
        Named such as `tenure=rented+class=low`, the answers to the last changing first.
    """
    parts = [split_domains(respondents, instrument, [name]) for name in names]
    return [_meet(crossing) for crossing in product(*parts)]


def _meet(parts: Sequence[Domain]) -> Domain:
    members = np.logical_and.reduce([part.members.to_numpy() for part in parts])
    return Domain(
        name=CROSS.join(part.name for part in parts),
        label="; ".join(part.label for part in parts),
        members=pd.Series(members, index=parts[0].members.index),
    )


def find_intersections(respondents: pd.DataFrame, instrument: Instrument) -> list[Domain]:
    """Make one domain of each intersection that the instrument's report names.

    Raises
    ------
    BadInstrument
        The instrument has no report block.
    """
    found = []
    for one in read_report(instrument).intersections:
        members = pd.Series(data=True, index=respondents.index)
        for name, wanted in one.where.items():
            members &= respondents[name].isin(wanted)
        found.append(Domain(name=one.name, label=one.label, members=members))
    return found


def pair_with_others(domains: Iterable[Domain]) -> list[tuple[Domain, Domain]]:
    """Pair each domain with everyone who is not in it."""
    return [
        (domain, Domain(name="others", label="All others", members=~domain.members))
        for domain in domains
    ]


def read_report(instrument: Instrument):
    """The instrument's report block.

    Raises
    ------
    BadInstrument
        It has none.
    """
    if instrument.report is None:
        raise BadInstrument(
            f"the instrument of {instrument.study} says nothing of its report.",
            expected="a block 'report' with the characteristics and items to compare",
            do="Add it to the instrument, as CONTRIBUTING.md describes it.",
        )
    return instrument.report


def pair_with_reference(
    respondents: pd.DataFrame, instrument: Instrument, names: Iterable[str]
) -> Iterator[tuple[Domain, Domain]]:
    """Pair each answer to each characteristic with the characteristic's reference answer.

    The reference is the one that the instrument's report names, or the first answer.
    """
    reference = read_report(instrument).reference
    for name in names:
        parts = split_domains(respondents, instrument, [name])
        wanted = reference.get(name, instrument.variables[name].answers[0].name)
        base = next(part for part in parts if part.name == f"{name}={wanted}")
        yield from ((part, base) for part in parts if part is not base)


def pack_domains(respondents: pd.DataFrame, domains: Sequence[Domain]) -> pd.DataFrame:
    """Code domains that do not overlap in one column, so that one pass serves all of them.

    Returns
    -------
    DataFrame, shape (n, packs)
        Categorical columns `(domains 1)`, …; the categories are the names of the domains.

    Raises
    ------
    BadDomains
        A name stands twice, or a domain's index is not that of the respondents.
    """
    _check_domains(respondents, domains)
    packs: list[tuple[np.ndarray, list[str]]] = []
    for domain in domains:
        members = domain.members.to_numpy(dtype=bool)
        free = next((pack for pack in packs if (pack[0][members] < 0).all()), None)
        if free is None:
            free = (np.full(len(respondents), -1), [])
            packs.append(free)
        free[0][members] = len(free[1])
        free[1].append(domain.name)
    columns = {
        f"(domains {place})": pd.Categorical.from_codes(code, categories=names)
        for place, (code, names) in enumerate(packs, start=1)
    }
    return pd.DataFrame(columns, index=respondents.index)


def _check_domains(respondents: pd.DataFrame, domains: Sequence[Domain]) -> None:
    names = [domain.name for domain in domains]
    repeated = sorted({name for name in names if names.count(name) > 1})
    strangers = [d.name for d in domains if not d.members.index.equals(respondents.index)]
    if repeated or strangers:
        wrong = repeated or strangers
        raise BadDomains(
            f"the domain {wrong[0]!r} {'stands twice' if repeated else 'is of other rows'}.",
            expected="domains of the respondents' own rows, each under a name of its own",
            do="Make the domains from the respondents' columns, and name each once.",
        )
