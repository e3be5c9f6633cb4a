"""Stand-in responses: made from an instrument and a fixed seed, where the real are not public."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd

from parentdata.errors import Refusal
from parentdata.instrument import Instrument, load_instrument
from parentdata.paths import raw
from parentdata.provenance import RealData, read_origin, renew_hashes
from parentdata.standin.foi_folder import write_foi
from parentdata.standin.groups import write_groups
from parentdata.standin.latent import BadPlan
from parentdata.standin.national import make_national
from parentdata.standin.pilot import make_pilot
from parentdata.tables import write_text

__all__ = ["RESPONSES", "BadPlan", "NoStandIn", "make_stand_in", "write_stand_in"]

MAKERS: dict[str, Callable[[Instrument], pd.DataFrame]] = {
    "national-survey": make_national,
    "pilot-survey": make_pilot,
}
RESPONSES = "responses.csv"
# No surveys: folders of several tables, with letters or transcripts.
FOLDERS: dict[str, Callable[[Path], None]] = {
    "focus-groups": write_groups,
    "foi-requests": write_foi,
}


class NoStandIn(Refusal):
    """No stand-in data are made for a study of that name."""


def make_stand_in(study: str, instrument: Instrument) -> str:
    """Make a study's stand-in responses as the text of their file.

    Parameters
    ----------
    study : str
        A folder of data/raw, such as "pilot-survey".
    instrument : Instrument
        What the study asked.

    Returns
    -------
    str
        CSV with one header line and one line per respondent: codes, the parents' own words, and
        the columns of the design where there is one.

    Raises
    ------
    NoStandIn
        No stand-in responses are made for that study; requests are no responses.
    BadPlan
        The plan does not fit the instrument.
    """
    return _find_maker(study)(instrument).to_csv(index=False, lineterminator="\n")


def write_stand_in(study: str) -> None:
    """Write a study's stand-in files, and their new hashes into origin.yml.

    Raises
    ------
    NoStandIn, BadPlan
        As `make_stand_in`.
    RealData
        The folder's origin.yml says that its data are real: they are never overwritten.
    BadInstrument, BadCodebook, BadTools, NoOrigin, BadOrigin, AbsentFile, CannotWrite
        The folder cannot be read or written to.
    """
    if study not in FOLDERS:
        _find_maker(study)
    folder = raw(study)
    status = read_origin(folder).status
    if status != "stand-in":
        raise RealData(
            f"the folder's status is {status}.",
            file=folder / "origin.yml",
            expected="status stand-in: stand-in responses never take the place of real ones",
            do="Leave the responses as received; nothing was written.",
        )
    if study in FOLDERS:
        FOLDERS[study](folder)
        return
    text = make_stand_in(study, load_instrument(folder / "instrument.yml"))
    write_text(text, folder / RESPONSES)
    renew_hashes(folder)


def _find_maker(study: str) -> Callable[[Instrument], pd.DataFrame]:
    if study not in MAKERS:
        raise NoStandIn(
            f"no stand-in data are made for {study!r}.",
            expected=f"one of {', '.join(sorted((*MAKERS, *FOLDERS)))}",
            do="Correct the study's name; nothing was written.",
        )
    return MAKERS[study]
