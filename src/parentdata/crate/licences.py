"""Which raw folders may be handed on: what their licence and status say, and what they hold.

Policy: decisions/0035-archive.md.
"""

from __future__ import annotations

import re
from pathlib import Path

from parentdata.crate.refusals import UnclearLicence
from parentdata.data_status import REAL
from parentdata.origin import ORIGIN, Origin

# Licences under which anybody may pass files on. OGL is the Open Government Licence.
OPEN = re.compile(r"\b(CC0-1\.0|CC-BY(-SA)?-[34]\.0|OGL-UK-[123]\.0|ODbL-1\.0|PDDL-1\.0|MIT)\b")
CLOSED = re.compile(r"\b(restricted|confidential|all rights reserved|safeguarded|closed)\b", re.I)
# A folder with one of these holds what people answered, said or wrote.
OF_PEOPLE = ("instrument.yml", "codebook.yml")
# This compendium's own words about the files; they are handed on whatever becomes of the files.
DESCRIPTIONS = (".yml", ".md")


def find_reason(folder: Path, origin: Origin) -> str | None:
    """Say why a raw folder's data are left out of the archive; None where they go in.

    Real records of what people said stay out under any licence: a line in a file is too easily
    wrong, and an archive cannot be called back.

    Raises
    ------
    UnclearLicence
        The licence names neither an open licence nor a restriction.
    """
    is_closed, is_open = CLOSED.search(origin.licence), OPEN.search(origin.licence)
    if not is_closed and not is_open:
        raise UnclearLicence(
            f"the licence is given as {origin.licence!r}.",
            file=folder / ORIGIN,
            expected="an open licence by its SPDX name, such as CC-BY-4.0, or 'restricted'",
            do="Ask the producer, and write what may be done with the files. No archive was made.",
        )
    if is_closed:
        return f"the licence does not allow it: {origin.licence}"
    if origin.status == REAL and any(name in origin.files for name in OF_PEOPLE):
        return "they are real records of what people said or wrote"
    return None


def is_description(name: str) -> bool:
    """Whether a raw file describes others, in this compendium's words."""
    return name.endswith(DESCRIPTIONS)
