"""What stands where in a coding sheet."""

from __future__ import annotations

from dataclasses import dataclass

# Raised when an older sheet can no longer be read.
LAYOUT = "parentdata coding sheet 1"

READ_ME, CODING, CODES, TEXTS, KEY = "Read me first", "Coding", "Codes", "Texts", "_key"
CANNOT_TELL = "cannot tell"

# The one cell of the first sheet that a coder fills in.
FINISHED_LABEL, FINISHED_CELL = "Coded on", "B8"


@dataclass(frozen=True)
class Column:
    """A column of the sheet `Coding`."""

    name: str
    title: str
    width: int


CODING_COLUMNS = (
    Column("unit_id", "unit", 9),
    Column("group", "group", 22),
    Column("code", "code", 38),
    Column("label", "label", 30),
    Column("value", "answer", 13),
    Column("quote", "quote (copy it from the text)", 60),
    Column("start", "start", 8),
    Column("end", "end", 8),
    Column("coded_date", "coded on", 12),
    Column("note", "note", 40),
)
# Where coders write; all other columns are locked.
OPEN_COLUMNS = ("value", "quote", "start", "end", "coded_date", "note")
TITLES = tuple(column.title for column in CODING_COLUMNS)

CODES_COLUMNS = (
    ("group", 22), ("code", 38), ("label", 30), ("question", 40), ("answers", 24),
    ("definition", 50), ("code it when", 50), ("do not code it when", 50), ("example", 50),
)  # fmt: skip
TEXTS_COLUMNS = (("unit", 9), ("start", 8), ("text", 120))

INSTRUCTIONS = (
    "Read a reply whole, in the sheet “Texts”, before you answer for it. “start” there counts "
    "the characters before the line.",
    "Then answer for every code, in the sheet “Coding”. The sheet “Codes” says what each means.",
    "“present” needs a quote: copy the words from “Texts”, all within one reply. If the same words "
    "stand there more than once, give the number of their first character as “start”.",
    f"“absent” says that you looked and it is not there. “{CANNOT_TELL}” says that you looked and "
    "cannot decide. An answer left blank says that you have not come to it yet.",
    "Enter the day of your coding above, such as 2021-11-02. If you coded a unit on another day, "
    "enter that in its column “coded on”.",
    "Code alone. This file is yours; do not look at another coder's before both are handed in.",
    "Locked cells are what your answers are matched by. A sheet in which they changed is refused.",
)
