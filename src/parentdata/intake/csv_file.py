"""Cells of a CSV file, in whatever encoding a survey platform or a spreadsheet wrote it."""

from __future__ import annotations

import codecs
import csv
import re
from io import BytesIO, TextIOWrapper
from pathlib import Path

import numpy as np
import pandas as pd

from parentdata.intake.refusals import UNWRITTEN, EmptyFile, NotText, RaggedRow

DELIMITERS = (",", ";", "\t")

# Text files hold tabs and line ends, and no other control character.
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f]")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def read_csv_cells(path: Path) -> pd.DataFrame:
    """Read every cell of a CSV file as text.

    Parameters
    ----------
    path : Path
        UTF-8 (with or without a byte order mark), UTF-16 or Windows-1252 text; cells parted by
        commas, or by the semicolons or tabs that some spreadsheets write.

    Returns
    -------
    DataFrame of text, shape (rows, columns)
        The header lines included; its index counts rows as a spreadsheet does, from 1.

    Raises
    ------
    EmptyFile
        Nothing, or nothing but blanks, is in the file.
    NotText
        The file is binary.
    RaggedRow
        A row has more or fewer cells than the first, or a quotation mark is never closed.
    """
    text = decode_text(path.read_bytes(), file=path)
    first = text.lstrip().partition("\n")[0]
    delimiter = max(DELIMITERS, key=first.count)
    # StringIO would hold four bytes for each character, of a file that may be large.
    content = text.encode("utf-8")
    del text
    _refuse_ragged_rows(content, delimiter, file=path)
    cells = pd.read_csv(
        BytesIO(content),
        encoding="utf-8",
        sep=delimiter,
        header=None,
        dtype=str,
        keep_default_na=False,
        skip_blank_lines=False,
    )
    cells.index = pd.RangeIndex(1, len(cells) + 1)
    return cells.fillna("")


def decode_text(content: bytes, *, file: Path) -> str:
    """Decode a text file; `NotText` if it is binary, `EmptyFile` if nothing is in it."""
    if not content.strip(b"\x00 \t\r\n" + codecs.BOM_UTF8):
        raise EmptyFile(
            "the file is empty.",
            file=file,
            expected="a header line and a row per respondent",
            do=f"Have the file exported again; {UNWRITTEN}.",
        )
    encodings = [name for mark, name in _BOMS if content.startswith(mark)]
    for encoding in encodings or _guess_encodings(content):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _CONTROL.search(text):
            return text
    raise NotText(
        "the file is not text.",
        file=file,
        expected="CSV text in UTF-8, UTF-16 or Windows-1252",
        do=f"Save it as CSV UTF-8, or give it the ending of its own format; {UNWRITTEN}.",
    )


def _guess_encodings(content: bytes) -> tuple[str, ...]:
    # Half the bytes of UTF-16 are nought where the text is English; no byte is in the others.
    head = np.frombuffer(content[:4000], dtype=np.uint8)
    if (head[1::2] == 0).mean() > 0.5:
        return ("utf-16-le",)
    if (head[::2] == 0).mean() > 0.5:
        return ("utf-16-be",)
    return ("utf-8", "cp1252")


def _refuse_ragged_rows(content: bytes, delimiter: str, *, file: Path) -> None:
    # pandas fills short rows with blanks that cannot be told from blanks that came.
    width, row = None, 0
    try:
        lines = TextIOWrapper(BytesIO(content), encoding="utf-8", newline="")
        for row, cells in enumerate(csv.reader(lines, delimiter=delimiter, strict=True), 1):
            width = width or len(cells)
            if len(cells) != width and any(map(str.strip, cells)):
                raise _report_row(f"the row has {len(cells)} cells", row, width, file=file)
    except csv.Error as error:
        raise _report_row(
            f"the row is badly quoted ({error})", row + 1, width, file=file
        ) from error


def _report_row(said: str, row: int, width: int | None, *, file: Path) -> RaggedRow:
    return RaggedRow(
        f"{said}.",
        file=file,
        row=row,
        expected=f"{width} cells in every row, as in the first, and every quotation closed",
        do=f"Have the file exported again: it may have been cut short; {UNWRITTEN}.",
    )
