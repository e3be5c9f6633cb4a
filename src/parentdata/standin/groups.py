"""The stand-in focus groups: log, discussions, polls, transcripts and two coders' judgements."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from parentdata.coding.codebook_file import CODEBOOK_FILE, load_codebook
from parentdata.origin import hash_file, read_origin, report_absent, write_origin
from parentdata.standin import groups_plan as plan
from parentdata.standin.groups_coders import make_adjudications, make_judgements
from parentdata.standin.groups_recruitment import make_discussions, make_polls, make_recruitment
from parentdata.standin.groups_talk import make_speakers, write_transcript
from parentdata.tables import write_text

# Written by people; everything else in the folder is made.
KEPT = ("README.md", CODEBOOK_FILE, "plan.yml")


def write_groups(folder: Path) -> None:
    """Write the stand-in files of the focus groups, and the list of files with their hashes.

    Parameters
    ----------
    folder : Path
        Holds origin.yml (status stand-in, which the caller has checked) and the files `KEPT`.

    Raises
    ------
    BadCodebook
        As `make_groups`.
    AbsentFile
        One of the files that are kept is not there.
    CannotWrite
        As `parentdata.tables.write_text`.
    """
    origin = read_origin(folder)
    for name in KEPT:
        if not (folder / name).is_file():
            raise report_absent(folder / name)
    made = make_groups(folder)
    for name, text in made.items():
        write_text(text, folder / name)
    for name in set(origin.files) - set(made) - set(KEPT):
        (folder / name).unlink(missing_ok=True)
    files = {name: hash_file(folder / name) for name in sorted((*made, *KEPT))}
    write_origin(origin.model_copy(update={"files": files}), folder)


def make_groups(folder: Path) -> dict[str, str]:
    """Make the stand-in files of the focus groups.

    Parameters
    ----------
    folder : Path
        Holds the codebook, whose codes and stamp the judgements carry.

    Returns
    -------
    dict of file name, inside the folder, to its text
        The same byte for byte on every machine.

    Raises
    ------
    BadCodebook
        As `parentdata.coding.codebook_file.load_codebook`.
    """
    codebook = load_codebook(folder)
    speakers = make_speakers()
    judged = {coder: make_judgements(speakers, codebook, coder) for coder in plan.ERRORS}
    tables = {
        "discussions.csv": make_discussions(),
        "recruitment.csv": make_recruitment(),
        "polls.csv": make_polls(),
        **{f"judgements-{coder}.csv": table for coder, table in judged.items()},
        "adjudications.csv": make_adjudications(speakers, *judged.values()),
    }
    transcripts = {
        f"transcripts/{one.id}.txt": write_transcript(one, speakers)
        for one in plan.DISCUSSIONS
        if one.attended
    }
    return {**{name: _write(table) for name, table in tables.items()}, **transcripts}


def _write(table: pd.DataFrame) -> str:
    return table.to_csv(index=False, lineterminator="\n")
