"""Refusals of the FOI study: what a list of requests may not hold."""

from __future__ import annotations

from parentdata.errors import Refusal


class BadCell(Refusal):
    """A cell is blank, or holds something that its column does not allow."""


class BadDate(Refusal):
    """A date is not an ISO date, or lies after the day on which the list was taken."""


class UnknownStatus(Refusal):
    """A status of WhatDoTheyKnow has no row in outcome-terms.csv."""


class DuplicateRequest(Refusal):
    """Two rows have the same request number."""


class BadTerms(Refusal):
    """The table that maps statuses to outcomes contradicts itself."""


class UnknownFoiChoice(Refusal):
    """A named base or outcome is none of those that exist."""


class BadWdtk(Refusal):
    """A file is no request as WhatDoTheyKnow writes it."""


class UnknownList(Refusal):
    """A file is no list of requests that can be read."""


class BadCount(Refusal):
    """Published counts cannot be taken from one another."""


class TotalsDiffer(Refusal):
    """Two ways of counting the same requests give two numbers."""


class BadPublicEvidence(Refusal):
    """A file of public evidence has no source for a case, or contradicts itself."""
