"""Personal data in the files of a site: what may be somebody's name, address or number.

The finder is that of replies (`replies.personal_data`); what is known to be public is listed in
reports/personal-data-exceptions.txt, each with its reason.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from html import unescape
from pathlib import Path

from parentdata.errors import Refusal
from parentdata.release.published import Leak
from parentdata.replies.personal_data import KINDS, find_personal_data

# Words of somebody, not of an author: longer than any label or note that is written here.
LONG_TEXT = 1500
_TAG = re.compile(r"<(?:script|style)\b.*?</(?:script|style)>|<!--.*?-->|<[^>]+>", re.DOTALL)
# A digest of a file is nobody's number.
_DIGEST = re.compile(r"(?i)\bsha-?256\W{1,3}[0-9a-f]{8,64}\b")
_SEPARATOR = "  # "


class BadExceptions(Refusal):
    """An exception from the scan for personal data has no reason."""


def read_exceptions(path: Path) -> frozenset[str]:
    """Read what is known to be public: one string a line, then two blanks, # and the reason.

    Raises
    ------
    BadExceptions
        A line has no reason.
    """
    found = set()
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        said, is_parted, reason = line.partition(_SEPARATOR)
        if not is_parted or not reason.strip():
            raise BadExceptions(
                f"{said!r} is excepted without a reason.",
                file=path,
                row=number,
                expected="what is public, two blanks, # and why it is",
                do="Give the reason, or take the line out.",
            )
        found.add(said.strip())
    return frozenset(found)


def strip_markup(text: str) -> str:
    """The words of a page or picture; each tag becomes a line end, so that words do not meet."""
    return unescape(_TAG.sub("\n", text))


def find_personal(text: str, *, name: str, allowed: Collection[str]) -> Iterator[Leak]:
    """Find what may be personal data in the words of one file; it is named masked."""
    plain = _DIGEST.sub(lambda found: " " * len(found.group()), text)
    for found in find_personal_data(plain, allowed=allowed):
        line = text.count("\n", 0, found.start) + 1
        yield Leak(id=KINDS[found.kind], file=f"{name}, line {line}", found=f"“{found.masked}”")


def find_long_text(text: str, *, name: str) -> Iterator[Leak]:
    """Find text in one cell or element that is as long as a letter."""
    for number, line in enumerate(text.split("\n"), start=1):
        if len(line) > LONG_TEXT:
            yield Leak(id="long text", file=f"{name}, line {number}",
                       found=f"{len(line)} characters in one place")  # fmt: skip
