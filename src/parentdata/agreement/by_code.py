"""Agreement by code, over all units and in parts of them, and pooled over presence codes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from parentdata.agreement.layout import PRESENCE, Coded, find_clusters, lay_out, order_values
from parentdata.agreement.measure import measure_agreement
from parentdata.agreement.refusals import TooFewUnits
from parentdata.agreement.resampling import Resampling, draw_clusters
from parentdata.agreement.result import Agreement

OVERALL, OVERALL_LABEL = "overall", "All presence codes, pooled"
SCALE_OF = {"presence": "nominal", "nominal": "nominal", "ordinal": "ordinal"}


@dataclass(frozen=True, kw_only=True)
class AgreementChoices:
    """What a critic may dispute about agreement.

    Attributes
    ----------
    replicates, seed : int
        Of the bootstrap.
    level : float in (0, 1)
    reliable_alpha : float
        Least alpha of a code that is called reliable. Krippendorff asks for 0.8, and for 0.667
        where conclusions may be tentative.
    ordinal_weights : str
        Of kappa and AC2 where values are ordered, one of `distances.WEIGHTS`.
    """

    replicates: int
    seed: int
    level: float
    reliable_alpha: float
    ordinal_weights: str = "quadratic"


@dataclass(frozen=True, kw_only=True)
class Domain:
    """A part of the units, named as in the ids of estimates; no name where it is all of them."""

    name: str
    label: str


@dataclass(frozen=True, kw_only=True)
class CodeAgreement:
    """Agreement on one code in one domain.

    Attributes
    ----------
    code, label, kind : str
        `OVERALL` where presence codes are pooled: each unit counts once for each of them.
    domain : Domain
    agreement : Agreement or None
        None where fewer than two units have two judgements.
    refused : str
        Why there is none, or "".
    is_reliable : bool
        Alpha reaches the stated least one. An alpha that is undefined does not.
    is_certain : bool
        The whole interval of alpha says the same; one without width says nothing.
    """

    code: str
    label: str
    kind: str
    domain: Domain
    agreement: Agreement | None
    refused: str
    is_reliable: bool
    is_certain: bool


def agree_by_code(
    judgements: pd.DataFrame,
    codes: Sequence[Coded],
    *,
    authority: Mapping[str, object] | pd.Series,
    groups: Mapping[str, Mapping[str, str] | pd.Series] | None = None,
    choices: AgreementChoices,
) -> list[CodeAgreement]:
    """Measure agreement on each code and on the presence codes together.

    Parameters
    ----------
    judgements : DataFrame, one row per unit, code and coder
        Columns unit_id, code, coder, value; a missing value says that the coder could not tell.
    codes : sequence of codes, such as `Codebook.leaves`
    authority : mapping of unit id to authority
        Authorities are resampled whole.
    groups : mapping of a name ("nation") to a mapping of unit id to a part ("Wales"), optional
        Each part is a domain `nation=wales`; its own authorities are resampled.
    choices : AgreementChoices

    Returns
    -------
    list of CodeAgreement
        Domains in order, all units first; in each the pooled codes, then every code as listed.
        The pooled standard errors of R are left out: judgements of one unit by many codes are not
        independent.

    Raises
    ------
    OneCoder, JudgedTwice, UnknownValue, BadJudgements
        As `layout.lay_out`.
    UnplacedUnit
        A unit has no authority, or no part in a group.
    BadResampling, UnknownScale
        A choice cannot be used.
    """
    layout = lay_out(judgements, codes)
    cluster, _ = find_clusters(layout.units, authority, what="authority")
    found = []
    for domain, is_in in _split(layout.units, groups or {}):
        names, numbers = np.unique(cluster[is_in], return_inverse=True)
        resampling = draw_clusters(
            names.size, replicates=choices.replicates, seed=choices.seed, level=choices.level
        )
        planes = {name: plane[is_in] for name, plane in layout.codes.items()}
        found += _measure_domain(domain, planes, codes, layout.coders, numbers, resampling, choices)
    return found


def _split(
    units: Sequence[str], groups: Mapping[str, Mapping[str, str] | pd.Series]
) -> Iterator[tuple[Domain, np.ndarray]]:
    yield Domain(name="", label="All"), np.ones(len(units), bool)
    for group, parts in groups.items():
        number, names = find_clusters(units, parts, what=group)
        for place, part in enumerate(names):
            slug = re.sub(r"[^a-z0-9]+", "_", str(part).lower()).strip("_")
            label = f"{group.replace('_', ' ').capitalize()}: {part}"
            yield Domain(name=f"{group}={slug}", label=label), number == place


def _measure_domain(
    domain: Domain,
    planes: dict[str, np.ndarray],
    codes: Sequence[Coded],
    coders: tuple[str, ...],
    cluster: np.ndarray,
    resampling: Resampling,
    choices: AgreementChoices,
) -> Iterator[CodeAgreement]:
    shared = {"coders": coders, "resampling": resampling}
    presence = [planes[code.id] for code in codes if order_values(code) == PRESENCE]
    if presence:
        pooled = _measure(
            np.concatenate(presence),
            values=PRESENCE,
            cluster=np.tile(cluster, len(presence)),
            **shared,
        )
        yield _judge(OVERALL, OVERALL_LABEL, "presence", domain, _drop_errors(pooled), choices)
    for code in codes:
        scale = SCALE_OF.get(code.kind, "nominal")
        found = _measure(
            planes[code.id],
            values=order_values(code),
            cluster=cluster,
            scale=scale,
            weights=choices.ordinal_weights if scale == "ordinal" else None,
            **shared,
        )
        yield _judge(code.id, code.label, code.kind or "", domain, found, choices)


def _measure(codes: np.ndarray, **choices) -> Agreement | str:
    try:
        return measure_agreement(codes, **choices)
    except TooFewUnits as refusal:
        return refusal.came


def _drop_errors(found: Agreement | str) -> Agreement | str:
    if isinstance(found, str):
        return found
    kept = {name: replace(each, se=None) for name, each in found.coefficients.items()}
    return replace(found, coefficients=kept)


def _judge(
    code: str,
    label: str,
    kind: str,
    domain: Domain,
    found: Agreement | str,
    choices: AgreementChoices,
) -> CodeAgreement:
    agreement, refused = (None, found) if isinstance(found, str) else (found, "")
    alpha = None if agreement is None else agreement["alpha"]
    is_reliable = alpha is not None and _reaches(alpha.value, choices)
    has_width = alpha is not None and alpha.ci_low is not None and alpha.ci_low < alpha.ci_high
    return CodeAgreement(
        code=code,
        label=label,
        kind=kind,
        domain=domain,
        agreement=agreement,
        refused=refused,
        is_reliable=is_reliable,
        is_certain=has_width
        and _reaches(alpha.ci_low, choices) == _reaches(alpha.ci_high, choices) == is_reliable,
    )


def _reaches(value: float | None, choices: AgreementChoices) -> bool:
    return value is not None and value >= choices.reliable_alpha
