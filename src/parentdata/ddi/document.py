"""The codebook of a survey as a whole: study, file and variables."""

from __future__ import annotations

from parentdata.ddi.elements import add, start, write
from parentdata.ddi.study import add_study
from parentdata.ddi.variables import add_variables
from parentdata.design_file import DesignFile
from parentdata.instrument import Instrument
from parentdata.origin import Origin

FILE = "F1"
# Records of responses, in the order in which intake looks for them.
RESPONSES = ("responses.csv", "responses.sav", "responses.xlsx")
KINDS = {".csv": "text/csv", ".sav": "SPSS system file", ".xlsx": "Office Open XML workbook"}


def describe_survey(instrument: Instrument, design: DesignFile | None, origin: Origin) -> bytes:
    """Describe a survey's responses, as they were received, in DDI-Codebook 2.5.

    Parameters
    ----------
    instrument : Instrument
        What was asked: texts, answers, missing codes, routing.
    design : DesignFile or None
        How the sample was drawn; None for a survey without a design.
    origin : Origin
        Where the responses come from, and whether they are stand-in or real.

    Returns
    -------
    bytes
        XML in UTF-8. Variables are the columns of the file as received, under the codes that
        stand in it; what cleaning derives from them is not described.

    References
    ----------
    DDI Alliance, DDI-Codebook 2.5 (2012; 2.5.1 of 2013 has the same namespace).
    """
    top = start("codeBook", version="2.5", ID=instrument.study)
    add_study(top, instrument, design, origin)
    _add_file(top, origin)
    add_variables(top, instrument, design, file=FILE)
    return write(top)


def _add_file(top, origin: Origin) -> None:
    name = next((name for name in RESPONSES if name in origin.files), None)
    text = add(add(top, "fileDscr", ID=FILE), "fileTxt")
    add(text, "fileName", name or "not named")
    add(text, "fileCont", f"One row per respondent. Status: {origin.status}. {origin.title}.")
    if name is not None:
        add(text, "fileType", KINDS[name[name.rindex(".") :]])
        # The place that 2.5.1 made for hashes (dataFingerprint) is unknown to 2.5 of 2012.
        add(text, "dataChck", f"SHA-256 of the file: {origin.files[name]}")
