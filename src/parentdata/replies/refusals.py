"""Refusals of replies: what a file that an authority sent may not be."""

from __future__ import annotations

from pathlib import Path

from parentdata.errors import Refusal

NOT_WRITTEN = "nothing was written"


class AbsentReply(Refusal):
    """A reply's file is not there or cannot be opened, or a folder holds none."""


class EmptyReply(Refusal):
    """A reply's file holds nothing at all."""


class UnreadKind(Refusal):
    """A file is of a kind that is not read here."""


class WrongEnding(Refusal):
    """A file's content is of another kind than its ending says."""


class LockedReply(Refusal):
    """A file opens only with a password."""


class DamagedReply(Refusal):
    """A file is cut short or damaged."""


class OversizedReply(Refusal):
    """A file is, or unpacks to, far more than a letter."""


class MacroReply(Refusal):
    """A document holds a program."""


def report_damage(file: Path, error: Exception | str, *, what: str) -> DamagedReply:
    """Word the refusal of a file that a reader gave up on."""
    said = error if isinstance(error, str) else f"{type(error).__name__}: {error}"
    return DamagedReply(
        f"the file cannot be read as {what} ({' '.join(said.split())[:200]}).",
        file=file,
        expected=f"a whole file: {what}",
        do=f"It may have been cut short in copying: fetch it again; {NOT_WRITTEN}.",
    )


def report_lock(file: Path) -> LockedReply:
    """Word the refusal of a file that asks for a password."""
    return LockedReply(
        "the file opens only with a password.",
        file=file,
        expected="a file that opens without one",
        do=f"Ask the authority for a file without a password; {NOT_WRITTEN}.",
    )


def report_macros(file: Path, where: str) -> MacroReply:
    """Word the refusal of a document that holds a program."""
    return MacroReply(
        f"the document holds macros ({where}).",
        file=file,
        expected="a document without any program in it",
        do=f"Ask the authority for a .docx or .pdf of it; {NOT_WRITTEN}.",
    )


def report_size(file: Path, came: str) -> OversizedReply:
    """Word the refusal of a file that is too large, or would grow."""
    return OversizedReply(
        came,
        file=file,
        expected="a reply, such as a letter with its annexes",
        do=f"Find out what the file is; split it if it is real; {NOT_WRITTEN}.",
    )
