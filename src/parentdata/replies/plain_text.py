"""One form for all text of replies, so that a span means the same on every machine.

A span never counts characters of a file, only of the text in this form; the text is brought into
it once, when it is extracted, and is in it for good: doing it again changes nothing.
"""

from __future__ import annotations

import re
import unicodedata

# A nought byte stands where a PDF's font does not say which letter it draws, often a ligature.
UNREAD = "\ufffd"
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_LOST = re.compile("[\x00\ud800-\udfff]")
_LIGATURES = {
    "\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl",
    "\ufb05": "st", "\ufb06": "st",
}  # fmt: skip
_LIGATURE = re.compile("[\ufb00-\ufb06]")
_BLANKS = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")


def normalise_text(text: str) -> tuple[str, tuple[str, ...]]:
    """Bring text into the one form that spans count in.

    Line ends become "\\n"; blanks of every width one space; Latin ligatures their letters;
    characters that cannot be seen (soft hyphens, marks of direction, controls but tabs) go;
    letters and their accents are composed (NFC, never NFKC: a superscript stays one); blanks at the
    ends of lines and blank lines at both ends go.

    Returns
    -------
    (str, tuple of str)
        The text, and a sentence on each loss that a reader should know of.
    """
    warnings = []
    text, unread = _LOST.subn(UNREAD, _LINE_ENDS.sub("\n", text))
    text = _LIGATURE.sub(lambda match: _LIGATURES[match.group()], _BLANKS.sub(" ", text))
    kept = "".join(letter for letter in text if letter in "\n\t" or not _is_invisible(letter))
    if len(kept) < len(text) - text.count("\u00ad") - text.count("\ufeff"):
        warnings.append("Characters that cannot be seen were left out.")
    if unread or UNREAD in text:
        warnings.append(f"Letters that the file does not name stand as {UNREAD}.")
    if any(unicodedata.category(letter) == "Co" for letter in set(kept)):
        warnings.append("Signs of a private font stand as they are; what they show is not known.")
    lines = (line.rstrip(" \t") for line in unicodedata.normalize("NFC", kept).split("\n"))
    return "\n".join(lines).strip("\n"), tuple(warnings)


def _is_invisible(letter: str) -> bool:
    return unicodedata.category(letter) in ("Cc", "Cf")
