"""Refusals of the register of requests: what requests, events and responses may not hold."""

from __future__ import annotations

from parentdata.errors import Refusal


class BadRequestRow(Refusal):
    """A cell of the requests, events or responses is not as expected."""


class BadRequestDate(Refusal):
    """A date is none, comes before the request, or lies in the future."""


class DoubledRow(Refusal):
    """Two rows are about the same request, reply or event."""


class StrayRow(Refusal):
    """An event or response is about a request that is not listed, or the two do not agree."""


class BadOrder(Refusal):
    """What happened to a request cannot have happened in that order."""


class NoSurvivalTimes(Refusal):
    """Times to reply are missing, negative or none."""


class BadCounts(Refusal):
    """Counts that bounds are made of are negative, or of nothing."""


class UnknownSection(Refusal):
    """A section is no exemption of the Act that applies in the authority's nation."""


class AlteredReply(Refusal):
    """The file of a reply is not there, or is not the one whose hash was recorded."""
