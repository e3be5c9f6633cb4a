"""Refusals of the agreement room: what a table of judgements does not allow one to say."""

from __future__ import annotations

from parentdata.errors import Refusal


class OneCoder(Refusal):
    """Fewer than two coders judged, so nothing can agree."""


class TooFewUnits(Refusal):
    """Fewer than two units were judged by two coders."""


class UnknownValue(Refusal):
    """A judgement is none of the values that its code can have."""


class JudgedTwice(Refusal):
    """One coder judged one unit twice for one code."""


class UnknownScale(Refusal):
    """A named scale or weighting is none of those that exist."""


class BadResampling(Refusal):
    """The number of replicates, the seed or the level cannot be used."""


class UnplacedUnit(Refusal):
    """A unit has no cluster, or no group, to be resampled in."""


class BadJudgements(Refusal):
    """A table of judgements lacks a column, or arrays do not fit one another."""
