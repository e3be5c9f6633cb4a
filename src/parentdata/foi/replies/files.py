"""Which files a reply is made of, and what they are called in data/raw."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from parentdata.intake.rows import NOT_WRITTEN
from parentdata.origin import hash_file, is_hidden
from parentdata.replies.refusals import AbsentReply

REPLIES = "replies"


def find_files(paths: Sequence[Path]) -> list[Path]:
    """Find the files of a reply: those given, and all within the folders given, by name.

    Raises
    ------
    AbsentReply
        A path is not there, is a link, or a folder holds no file. Hidden files are passed over.
    """
    found: list[Path] = []
    for path in paths:
        inside = (
            sorted(part for part in path.rglob("*") if not part.is_dir())
            if path.is_dir()
            else [path]
        )
        shown = [part for part in inside if not is_hidden(part.relative_to(path.parent))]
        linked = [part for part in shown if part.is_symlink()]
        if linked or not shown or not all(part.is_file() for part in shown):
            raise AbsentReply(
                "it is a link to elsewhere." if linked else "there is no file.",
                file=linked[0] if linked else path,
                expected="a reply's files, or a folder that holds them",
                do=f"Name the files themselves; {NOT_WRITTEN}.",
            )
        found += shown
    return found


def name_files(files: Sequence[Path], request_id: str) -> dict[Path, str]:
    """Name files by their place in the reply and their hash.

    The names that they came under often hold somebody's name; the hash is known to whoever has
    the file.

    Returns
    -------
    dict of Path to name within the study's folder, such as "replies/R001/01-3fa2b1c0.pdf"
    """
    return {
        path: f"{REPLIES}/{request_id}/{number:02d}-{hash_file(path)[:8]}{path.suffix.lower()}"
        for number, path in enumerate(files, 1)
    }
