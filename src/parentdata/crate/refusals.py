"""Why an archive is not made."""

from __future__ import annotations

from parentdata.errors import Refusal


class NoFinishedRun(Refusal):
    """A stage has no run on record that made what is there."""


class NotVerified(Refusal):
    """A check of the finished run found something wrong."""


class UnclearLicence(Refusal):
    """The licence of a raw folder does not say whether its files may be handed on."""


class AlreadyThere(Refusal):
    """The archive would take the place of a file."""


class BadCitation(Refusal):
    """CITATION.cff does not say what the archive takes from it."""
