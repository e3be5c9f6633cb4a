"""Text of a plain text file, in whatever encoding it came."""

from __future__ import annotations

from pathlib import Path

from parentdata.errors import Refusal
from parentdata.intake.csv_file import decode_text
from parentdata.replies.document import Extract
from parentdata.replies.plain_text import normalise_text
from parentdata.replies.refusals import report_damage

EXTRACTED_WITH = "parentdata"


def read_text(content: bytes, *, file: Path) -> Extract:
    """Read a text file in UTF-8, UTF-16 or Windows-1252.

    A file that is in the form of `normalise_text` already, as the stand-in replies are, is its
    own text; of any other a warning says that its characters are counted anew.

    Raises
    ------
    DamagedReply
        It is not text.
    """
    try:
        text = decode_text(content, file=file)
    except Refusal as error:
        raise report_damage(file, error.came, what="a text file") from error
    is_settled = normalise_text(text)[0] == text.rstrip("\n")
    warnings = () if is_settled else ("Spans count in the text as extracted, not in the file.",)
    return Extract(pages=(text,), extracted_with=EXTRACTED_WITH, warnings=warnings)
