"""Refusals of replies on their way into data/raw."""

from __future__ import annotations

from parentdata.errors import Refusal


class PersonalDataFound(Refusal):
    """A reply may hold personal data, or cannot be looked through, and nobody has accepted that."""


class BadReason(Refusal):
    """A reason for accepting a reply is none, or holds personal data itself."""


class MixedReplies(Refusal):
    """A real reply was to be put among stand-in replies."""


class UnknownRequest(Refusal):
    """No request on record has that id."""


class RepeatedReply(Refusal):
    """The request has a reply on record, or a file came twice."""


class NoTextAtAll(Refusal):
    """No file of a reply holds text that could be coded."""
