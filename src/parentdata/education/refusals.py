"""Refusals of the crosswalk: what parallels.yml may not be, and evidence that is not there."""

from __future__ import annotations

from parentdata.errors import Refusal


class BadParallels(Refusal):
    """The file of parallels is no YAML, lacks a field, or names an entry that is not there."""


class NoSource(Refusal):
    """An issue or a parallel has no source, or one that the file does not list."""


class UnknownEstimate(Refusal):
    """A piece of evidence names an estimate that its study's table does not hold."""
