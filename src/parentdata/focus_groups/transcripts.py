"""Transcripts: turns of speakers under pseudonyms, and what each participant said."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from parentdata.focus_groups.personal import refuse_personal_details
from parentdata.focus_groups.refusals import BadTranscript

TRANSCRIPTS = "transcripts"
# A first line in square brackets says what the file is, such as that it is a stand-in.
_REMARK = re.compile(r"\[.*\]")
_TURN = re.compile(r"(?P<speaker>[FP]\d{1,2}): (?P<text>\S.*)")
_TEAM = re.compile(r"F[1-9]")


@dataclass(frozen=True, kw_only=True)
class Turn:
    """What one speaker said before another spoke; `speaker` is F1… of the team, or P01…."""

    speaker: str
    text: str


def parse_transcript(text: str, *, source: Path | str) -> list[Turn]:
    """Read the turns of a discussion.

    Parameters
    ----------
    text : str
        One turn a line, "P07: what was said"; blank lines and remarks in square brackets are
        passed over.
    source : Path or str
        Named in refusals.

    Raises
    ------
    BadTranscript
        A line that is no turn, or no turn at all.
    """
    turns = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or _REMARK.fullmatch(line.strip()):
            continue
        match = _TURN.fullmatch(line)
        if match is None:
            raise _refuse(source, number, f"the line {line[:40]!r} is no turn.", "P07: words")
        turns.append(Turn(speaker=match["speaker"], text=match["text"]))
    if not turns:
        raise _refuse(source, 1, "nobody speaks in it.", "at least one turn")
    return turns


def load_transcript(folder: Path, discussion: str, *, present: Iterable[str]) -> list[Turn]:
    """Read transcripts/<discussion>.txt; its speakers are the team and those who were present.

    Raises
    ------
    BadTranscript
        The file is absent or not UTF-8, a line is no turn, or a speaker was not there.
    PersonalDetails
        A line holds what looks like a name, an address or a number of a person.
    """
    path = folder / TRANSCRIPTS / f"{discussion}.txt"
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise _refuse(
            path, None, f"it cannot be read ({type(error).__name__}).", "UTF-8 text"
        ) from error
    turns = parse_transcript(text, source=path)
    known = set(present)
    for turn in turns:
        if turn.speaker not in known and not _TEAM.fullmatch(turn.speaker):
            raise _refuse(
                path, None, f"{turn.speaker} speaks, who did not take part in {discussion}.",
                f"the team, or one of {', '.join(sorted(known))}",
            )  # fmt: skip
    refuse_personal_details("\n".join(turn.text for turn in turns), file=path)
    return turns


def gather_words(turns: Iterable[Turn]) -> dict[str, str]:
    """Put together what each participant said, one turn a line, in the order of their first turn.

    This is the text that coders' offsets count in. It holds one person's words and nobody else's:
    when that person withdraws, no other offset moves (decisions/0028).
    """
    words: dict[str, list[str]] = {}
    for turn in turns:
        if not _TEAM.fullmatch(turn.speaker):
            words.setdefault(turn.speaker, []).append(turn.text)
    return {speaker: "\n".join(said) for speaker, said in words.items()}


def _refuse(source: Path | str, row: int | None, came: str, expected: str) -> BadTranscript:
    return BadTranscript(
        came,
        file=source,
        row=row,
        expected=expected,
        do="Correct the transcript; nothing was written.",
    )
