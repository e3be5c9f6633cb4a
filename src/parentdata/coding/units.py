"""Units: what is coded, each with its document's text and the day from which it could be coded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class Unit:
    """One unit and its document.

    Attributes
    ----------
    unit_id : str
        Of a reply, the id of the request it answers.
    text : str
        The document, every character of its file; spans count its characters from 0.
    from_date : date
        When the reply came, or the group was held: nobody coded it before.
    file : str
        The document's file, inside the study's folder.
    sha256 : str
        Of that file, as it is listed and was found to be.
    """

    unit_id: str
    text: str
    from_date: date
    file: str
    sha256: str


Units = Mapping[str, Unit]
