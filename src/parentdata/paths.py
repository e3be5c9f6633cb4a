"""Where the rooms of the compendium are."""

from __future__ import annotations

import os
from pathlib import Path

from parentdata.errors import Refusal


class NoProject(Refusal):
    """No folder above the working directory holds the compendium."""


def find_root(start: Path | None = None) -> Path:
    """Find the compendium's top folder: the first one upwards that holds dvc.yaml and params.yaml.

    Raises
    ------
    NoProject
        The working directory is not inside a compendium.
    """
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        if (folder / "dvc.yaml").is_file() and (folder / "params.yaml").is_file():
            return folder
    raise NoProject(
        f"{here} is not inside the compendium.",
        expected="a folder, here or above, that holds dvc.yaml and params.yaml",
        do="Change into the compendium's folder and run the command again.",
    )


def raw(study: str) -> Path:
    """Folder of a study's files as received."""
    return find_root() / "data" / "raw" / study


def derived(study: str) -> Path:
    """Folder of a study's derived tables, for reading."""
    return find_root() / "data" / "derived" / study


def written(study: str) -> Path:
    """Folder that a study's derived tables are written to.

    It is the derived folder, unless a stage asked (by PARENTDATA_OUT) for a scratch folder, whose
    files it moves into place when the whole notebook has succeeded.
    """
    scratch = os.environ.get("PARENTDATA_OUT")
    return Path(scratch) / study if scratch else derived(study)
