"""Refusals: what a register of authorities, or a list of names held against it, may not hold."""

from __future__ import annotations

from parentdata.errors import Refusal


class BadRegister(Refusal):
    """A register of authorities lacks a column, repeats an id or contradicts itself."""


class BadCorrection(Refusal):
    """A correction does not meet the value that it was written for."""


class BadAlias(Refusal):
    """A stated alias names no authority, stands twice, or gives no reason."""


class UnmatchedAuthorities(Refusal):
    """Names that mean no authority, or more than one, on the day that they were written to."""


class RealAuthority(Refusal):
    """Stand-in replies stand beside real authorities, or real replies beside stand-in ones."""
