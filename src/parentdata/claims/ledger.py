"""The ledger of published figures: every claim once, every source listed, every sum right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import yaml
from pydantic import ValidationError, model_validator

from parentdata.claims.model import Claim, Strict, Text
from parentdata.errors import Refusal
from parentdata.strict_yaml import describe_faults, parse_yaml


class BadClaims(Refusal):
    """The ledger of published figures is not one, or contradicts itself."""


class _Ledger(Strict):
    sources: dict[Text, Text]
    claims: tuple[Claim, ...]

    @model_validator(mode="after")
    def _holds_together(self) -> _Ledger:
        times = Counter(claim.id for claim in self.claims)
        repeated = [name for name, count in times.items() if count > 1]
        if repeated:
            raise ValueError(f"claim id stands more than once: {', '.join(repeated)}")
        known = {claim.id: claim for claim in self.claims}
        for claim in self.claims:
            if claim.source not in self.sources:
                raise ValueError(f"{claim.id}: no source has the key {claim.source!r}")
            _check_arithmetic(claim, known)
        return self


def _check_arithmetic(claim: Claim, known: Mapping[str, Claim]) -> None:
    if claim.derived_from is None:
        return
    names = claim.derived_from.claims
    useless = [name for name in names if name not in known or known[name].value is None]
    if useless:
        raise ValueError(f"{claim.id}: {', '.join(useless)} is no claim with a value")
    try:
        result = claim.derived_from.compute([known[name].value for name in names])
    except ZeroDivisionError as error:
        raise ValueError(f"{claim.id}: a share of nought") from error
    if not claim.agrees(result):
        raise ValueError(f"{claim.id}: {claim.value:g} is given, and {result:g} is what follows")


def parse_claims(text: str, *, source: Path | str) -> tuple[Claim, ...]:
    """Read the published figures from the text of reports/claims.yml.

    Raises
    ------
    BadClaims
        Not YAML; an unknown or repeated key; a repeated id; a source that is not listed; a rule
        without what it needs; a derived figure that does not follow from its claims.
    """
    return _parse(text, source).claims


def parse_sources(text: str, *, source: Path | str) -> dict[str, str]:
    """Read the sources of the ledger: their keys and their words; refusals as `parse_claims`."""
    return dict(_parse(text, source).sources)


def _parse(text: str, source: Path | str) -> _Ledger:
    try:
        return _Ledger.model_validate(parse_yaml(text))
    except (yaml.YAMLError, ValidationError) as error:
        raise BadClaims(
            describe_faults(error),
            file=source,
            expected="published figures as decisions/0005-published-figures.md describes them",
            do="Correct the place named above; nothing was written.",
        ) from error
