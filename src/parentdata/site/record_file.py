"""The records of a page as one small script: words that stand twice are written once, then packed.

A page loads it when a number is asked for the first time; scripts are the one kind of file that
browsers read from a disk. Records are found by a short digest of their id. `read_records` unpacks a
script again, for whoever must read all that a release holds; a CSV file beside it is for readers
without a script.
"""

from __future__ import annotations

import base64
import csv
import io
import json
import zlib
from collections import Counter
from collections.abc import Sequence

from parentdata.errors import Refusal
from parentdata.site.record import LABELS, NAME, Record

PREFIX = "files/records/"
VARIABLE = "window.parentdataRecords"
# What follows the words of a record in its row.
_AFTER = ("snippet", "page", "anchor")
# Files as received stand in data/derived/origins.csv; here they would stand in every row.
_LISTED = tuple(name for name in LABELS if name != "inputs")


class SameDigest(Refusal):
    """Two ids of a page have the same digest."""


def digest_id(name: str) -> str:
    """Digest an id as the page's script does: FNV-1a over its UTF-16 units, in base 36."""
    digest = 0x811C9DC5
    units = name.encode("utf-16-le")
    for place in range(0, len(units), 2):
        unit = units[place] | units[place + 1] << 8
        digest = (digest ^ unit) * 0x01000193 & 0xFFFFFFFF
    letters = ""
    while digest:
        digest, rest = divmod(digest, 36)
        letters = "0123456789abcdefghijklmnopqrstuvwxyz"[rest] + letters
    return letters or "0"


def write_records(records: Sequence[Record]) -> str:
    """Write the records of a page as JSON text.

    Raises
    ------
    SameDigest
        Two ids have the same digest; it happens once in millions of pages.
    """
    rows = {record.id: _flatten(record) for record in records}
    times = Counter(words for row in rows.values() for words in row)
    shared = [words for words, count in times.items() if count > 1 and len(words) > 3]
    place = {words: number for number, words in enumerate(shared)}
    packed: dict[str, list] = {}
    for name, row in rows.items():
        key = digest_id(name)
        if key in packed:
            raise SameDigest(
                f"the ids {name!r} and another one have the digest {key}.",
                expected="a digest for each id",
                do="Give one of the two another id.",
            )
        packed[key] = [place.get(words, words) for words in row]
    held = {"labels": list(LABELS.values()), "names": list(LABELS), "shared": shared,
            "records": packed}  # fmt: skip
    return json.dumps(held, ensure_ascii=False, separators=(",", ":"))


def pack_records(text: str) -> str:
    """Pack what `write_records` gave into a script, compressed (zlib) and in base 64."""
    packed = base64.b64encode(zlib.compress(text.encode("utf-8"), 9)).decode("ascii")
    return f'{VARIABLE} = "{packed}";\n'


def read_records(script: str) -> dict[str, dict[str, str]]:
    """Read all that the records of a page say, out of its script `files/records/<page>.js`.

    Parameters
    ----------
    script : str
        Text of the file.

    Returns
    -------
    dict of digest to dict
        By `digest_id` of each id: words by the names of `LABELS`, empty where a record says
        nothing of the kind, and `snippet`, `page` and `anchor` (the code cell that it leads to).
    """
    packed = script.partition('"')[2].rpartition('"')[0]
    held = json.loads(zlib.decompress(base64.b64decode(packed)))
    names = [*held["names"], *_AFTER]
    return {
        digest: {
            name: held["shared"][words] if isinstance(words, int) else words
            for name, words in zip(names, row, strict=True)
        }
        for digest, row in held["records"].items()
    }


def list_records(records: Sequence[Record]) -> str:
    """Write the records of a page as CSV, a row for each id: for readers without a script."""
    lines = io.StringIO()
    table = csv.writer(lines, lineterminator="\n")
    table.writerow(["id", *_LISTED])
    for record in records:
        table.writerow([record.id, *(record.said.get(name, "") for name in _LISTED)])
    return lines.getvalue()


def _flatten(record: Record) -> list[str]:
    """Lay a record out: words by the order of the labels, then snippet, page and anchor."""
    said = [record.said.get(name, "") for name in LABELS]
    maker = record.maker
    # The id is on the page already.
    snippet = record.snippet.replace(record.id, NAME) if record.snippet else ""
    return [*said, snippet, maker.page if maker else "", maker.anchor if maker else ""]
