"""What a release may tell of people: rules, the attack on it, and what is withheld besides.

Policy: decisions/0036-disclosure-rules.md and 0037-attack-and-suppression.md.
"""

from parentdata.disclosure.attack import Bounded, attack
from parentdata.disclosure.complements import (
    CannotProtect,
    read_released,
    withhold_complements,
    withhold_differences,
)
from parentdata.disclosure.rules import ABOUT_PEOPLE, Rules
from parentdata.disclosure.system import Contradiction, Unsolved
from parentdata.disclosure.where import UnknownDomain

__all__ = [
    "ABOUT_PEOPLE",
    "Bounded",
    "CannotProtect",
    "Contradiction",
    "Rules",
    "UnknownDomain",
    "Unsolved",
    "attack",
    "read_released",
    "withhold_complements",
    "withhold_differences",
]
