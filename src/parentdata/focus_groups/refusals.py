"""Refusals of the focus groups: what a plan, a log, a poll or a transcript may not be."""

from __future__ import annotations

from parentdata.errors import Refusal


class BadPlan(Refusal):
    """The plan of the groups lacks a field, has one that is unknown, or contradicts itself."""


class BadChance(Refusal):
    """A chance, a correlation or a number of people is none."""


class NoInvitations(Refusal):
    """No number of invitations keeps the chance of a small group as low as asked."""


class UnknownCell(Refusal):
    """A recruitment cell is no group of the national survey, or has no single difference there."""


class BadCell(Refusal):
    """A cell of the log, the list of discussions or the polls holds what it may not."""


class RepeatedRow(Refusal):
    """Two rows of a table are about the same person, discussion, poll answer or pseudonym."""


class StepsOutOfOrder(Refusal):
    """Somebody took a step without the one before, or at an earlier date."""


class Ineligible(Refusal):
    """Somebody consented who does not meet the conditions for taking part."""


class WrongDiscussion(Refusal):
    """A participant's cell, route or kind is not that of the discussion."""


class PersonalDetails(Refusal):
    """Free text holds what could name or reach a person."""


class BadPoll(Refusal):
    """A poll has more votes than participants, or votes in an interview."""


class BadTranscript(Refusal):
    """A transcript is not turns of speakers who were there."""


class BadThemes(Refusal):
    """Decided codes do not fit the contributions or the codebook."""
