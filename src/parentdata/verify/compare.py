"""Two files that should say the same: identical, equal within tolerance, or where they differ."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from itertools import takewhile, zip_longest
from pathlib import Path

# Relative; what separates two ways of adding the same numbers up is some thousand times smaller.
TOLERANCE = 1e-9
IDENTICAL, EQUAL, DIFFERS = "identical", "equal within tolerance", "differs"
# A number that stands alone: the digits of an id are no number, nor is what begins with noughts.
_NUMBER = re.compile(r"(?<![\w.-])([-+]?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?)(?![\w.-])")
_SHOWN, _BEFORE = 60, 20  # characters of a line that differs, and of them before it does


@dataclass(frozen=True, kw_only=True)
class Difference:
    """What two versions of a file have in common.

    `kind` is one of `IDENTICAL`, `EQUAL`, `DIFFERS`; `where` names the first line that differs.
    """

    file: str
    kind: str
    where: str = ""


def compare_files(before: Path, after: Path, *, file: str) -> Difference:
    """Compare two versions of a text file, numbers within `TOLERANCE`.

    Parameters
    ----------
    before, after : Path
        The file that is present, and the one made afresh.
    file : str
        Its name in the result.
    """
    absent = [name for path, name in ((before, "present"), (after, "afresh")) if not path.is_file()]
    if absent:
        where = f"there is none {' and none '.join(absent)}"
        return Difference(file=file, kind=DIFFERS, where=where)
    old, new = before.read_bytes(), after.read_bytes()
    if old == new:
        return Difference(file=file, kind=IDENTICAL)
    lines = zip_longest(_split(old), _split(new))
    for number, (one, other) in enumerate(lines, start=1):
        if one != other and not _is_close(one, other):
            start = max(0, _count_shared(one or "", other or "") - _BEFORE)
            where = f"line {number}: {_show(one, start)} present, {_show(other, start)} afresh"
            return Difference(file=file, kind=DIFFERS, where=where)
    return Difference(file=file, kind=EQUAL)


def _split(content: bytes) -> list[str]:
    return content.decode("utf-8", errors="surrogateescape").split("\n")


def _is_close(one: str | None, other: str | None) -> bool:
    if one is None or other is None:
        return False
    # Every second part is a number.
    ours, theirs = _NUMBER.split(one), _NUMBER.split(other)
    return len(ours) == len(theirs) and all(
        a == b or (place % 2 and math.isclose(float(a), float(b), rel_tol=TOLERANCE))
        for place, (a, b) in enumerate(zip(ours, theirs, strict=True))
    )


def _count_shared(one: str, other: str) -> int:
    """Count the characters with which both begin."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _show(line: str | None, start: int) -> str:
    if line is None:
        return "no such line"
    shown = line[start : start + _SHOWN]
    before, after = "…" * (start > 0), "…" * (start + _SHOWN < len(line))
    return repr(f"{before}{shown}{after}")
