"""The plan of a multiverse: choices that can be disputed, and the claims they are crossed for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Literal, get_args

import yaml
from pydantic import Field, ValidationError, model_validator

from parentdata.claims import Claim
from parentdata.claims.model import ClaimId, Strict, Text
from parentdata.errors import Refusal
from parentdata.strict_yaml import describe_faults, parse_yaml

Family = Literal["shares", "shares_of_all", "consensus", "differences", "replies"]
FAMILIES: tuple[str, ...] = get_args(Family)
Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
# More than these cannot be told apart on a phone, and take longer than a cup of tea.
MOST_UNIVERSES = 96


class BadMultiverse(Refusal):
    """The plan of the multiverse is not one, or names a claim that cannot be tested."""


class Choice(Strict):
    """A choice that can be disputed, and its options in words."""

    label: Text
    options: Annotated[dict[Text, Text], Field(min_length=2)]


class Crossed(Strict):
    """A claim, how its universes are computed, and the options that are crossed for it.

    The first option of each choice is the one that the compendium makes itself.
    """

    claim: ClaimId
    family: Family
    choices: Annotated[dict[Name, Annotated[tuple[Text, ...], Field(min_length=2)]],
                       Field(min_length=1)]  # fmt: skip

    @property
    def size(self) -> int:
        """Number of universes."""
        size = 1
        for options in self.choices.values():
            size *= len(options)
        return size


class Plan(Strict):
    """The multiverse of all headline claims."""

    seed: Annotated[int, Field(ge=0)]
    choices: dict[Name, Choice]
    claims: tuple[Crossed, ...]

    @model_validator(mode="after")
    def _crosses_what_is_declared(self) -> Plan:
        times = Counter(crossed.claim for crossed in self.claims)
        repeated = [name for name, count in times.items() if count > 1]
        if repeated:
            raise ValueError(f"claim stands more than once: {', '.join(repeated)}")
        for crossed in self.claims:
            for name, options in crossed.choices.items():
                declared = self.choices[name].options if name in self.choices else {}
                lost = [option for option in options if option not in declared]
                if lost or len(set(options)) != len(options):
                    raise ValueError(
                        f"{crossed.claim}: {name} has no option {', '.join(lost)}"
                        if lost
                        else f"{crossed.claim}: an option of {name} stands twice"
                    )
            if crossed.size > MOST_UNIVERSES:
                raise ValueError(
                    f"{crossed.claim}: {crossed.size} universes, at most {MOST_UNIVERSES}"
                )
        return self


def parse_plan(text: str, *, ledger: Iterable[Claim], source: Path | str) -> Plan:
    """Read the text of reports/multiverse.yml.

    Parameters
    ----------
    ledger : iterable of Claim
        What the claims of the plan are looked up in.

    Raises
    ------
    BadMultiverse
        Not YAML; an unknown key, choice or option; too many universes; a claim that is not in the
        ledger, or that nothing can test.
    """
    try:
        plan = Plan.model_validate(parse_yaml(text))
    except (yaml.YAMLError, ValidationError) as error:
        raise _refuse(describe_faults(error), source) from error
    testable = {claim.id for claim in ledger if claim.rests_on is not None}
    lost = [crossed.claim for crossed in plan.claims if crossed.claim not in testable]
    if lost:
        raise _refuse(f"{', '.join(lost)} is no claim that rests on estimates", source)
    return plan


def _refuse(came: str, source: Path | str) -> BadMultiverse:
    return BadMultiverse(
        came,
        file=source,
        expected="choices and claims as decisions/0033-multiverse.md describes them",
        do="Correct the place named above; nothing was computed.",
    )
