"""Tasks: one universe each, whole in itself, so that any worker can run it in any order."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import product

import pandas as pd

from parentdata.claims import Claim
from parentdata.instrument import Instrument
from parentdata.multiverse.plan_file import Plan


@dataclass(frozen=True, kw_only=True, repr=False, eq=False)
class Survey:
    """A survey's cleaned responses, what was asked, and how the sample was drawn.

    One of these is the same as itself alone, so that a worker can keep what was computed from it.
    `design` is None for a sample that chose itself. `margins` are shares by column and category
    that weights can be raked to.
    """

    respondents: pd.DataFrame
    instrument: Instrument
    design: object | None = None
    margins: Mapping[str, Mapping[str, float]] | None = None


@dataclass(frozen=True, kw_only=True, repr=False, eq=False)
class Replies:
    """The register of requests, and each code of each reply: what was decided, what coders said."""

    register: pd.DataFrame
    decided: pd.DataFrame


@dataclass(frozen=True, kw_only=True)
class Task:
    """One universe of one claim: the options chosen, a seed of its own, and the data.

    `inputs` is a `Survey` or `Replies`; `is_ours` marks the options that the compendium makes.
    """

    claim: Claim
    family: str
    universe: str
    choices: tuple[tuple[str, str], ...]
    is_ours: bool
    seed: int
    inputs: Survey | Replies

    @property
    def chosen(self) -> dict[str, str]:
        """The option of each choice."""
        return dict(self.choices)


def list_tasks(
    plan: Plan, ledger: Iterable[Claim], inputs: Mapping[str, Survey | Replies]
) -> list[Task]:
    """Cross the choices of every claim of a plan.

    Parameters
    ----------
    plan : Plan
    ledger : iterable of Claim
    inputs : dict of study to its data

    Returns
    -------
    list of Task
        Universes are numbered from u001 within a claim, the last choice changing first. A seed
        follows from the plan's seed, the study and the options: it does not move when claims or
        choices are added elsewhere, and two claims with the same options share their draws.
    """
    claims = {claim.id: claim for claim in ledger}
    tasks = []
    for crossed in plan.claims:
        claim, names = claims[crossed.claim], list(crossed.choices)
        for number, options in enumerate(product(*crossed.choices.values()), start=1):
            choices = tuple(zip(names, options, strict=True))
            tasks.append(
                Task(
                    claim=claim,
                    family=crossed.family,
                    universe=f"u{number:03d}",
                    choices=choices,
                    is_ours=number == 1,
                    seed=draw_seed(plan.seed, claim.study, choices),
                    inputs=inputs[claim.study],
                )
            )
    return tasks


def draw_seed(seed: int, study: str, choices: Iterable[tuple[str, str]]) -> int:
    """Draw the seed of a universe from what it is, and from nothing else; 0 to 2**32 - 1."""
    said = f"{seed}:{study}:{write_choices(choices)}"
    return int.from_bytes(hashlib.sha256(said.encode()).digest()[:4])


def write_choices(choices: Iterable[tuple[str, str]]) -> str:
    """Write options as they stand in the table of universes."""
    return "; ".join(f"{name}={option}" for name, option in choices)


def read_choices(text: str) -> dict[str, str]:
    """Read what `write_choices` wrote."""
    return dict(part.split("=", 1) for part in text.split("; "))
