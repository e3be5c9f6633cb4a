"""The folder of the stand-in requests: what the generator writes there, and what it leaves."""

from __future__ import annotations

from pathlib import Path

from parentdata.coding.codebook_file import (
    CODEBOOK_FILE,
    TOOLS_FILE,
    load_codebook,
    load_tools,
)
from parentdata.origin import hash_file, read_origin, report_absent, write_origin
from parentdata.standin.foi import make_foi
from parentdata.tables import write_bytes

# Written by people; everything else in the folder is made.
KEPT = ("README.md", CODEBOOK_FILE, TOOLS_FILE)


def write_foi(folder: Path) -> None:
    """Write the stand-in requests, replies, judgements and decisions, and the list of files.

    Files that an earlier run made and this one does not are taken away; a file that origin.yml
    does not list is left for `check-origins` to refuse.

    Parameters
    ----------
    folder : Path
        Holds origin.yml (status stand-in, which the caller has checked) and the files `KEPT`.

    Raises
    ------
    BadCodebook, BadTools
        As `parentdata.coding.codebook_file.load_codebook`.
    BadPlan
        As `make_foi`.
    AbsentFile
        One of the files that are kept is not there.
    CannotWrite
        As `parentdata.tables.write_bytes`.
    """
    origin = read_origin(folder)
    for name in KEPT:
        if not (folder / name).is_file():
            raise report_absent(folder / name)
    made = make_foi(load_codebook(folder), load_tools(folder))
    for name, content in made.items():
        write_bytes(content, folder / name)
    for name in set(origin.files) - set(made) - set(KEPT):
        (folder / name).unlink(missing_ok=True)
    files = {name: hash_file(folder / name) for name in sorted((*made, *KEPT))}
    write_origin(origin.model_copy(update={"files": files}), folder)
