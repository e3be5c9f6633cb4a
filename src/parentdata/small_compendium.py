"""A small compendium in a folder of its own: one notebook of ours on data of others."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import yaml

from parentdata.errors import Refusal
from parentdata.provenance import Origin, hash_file, write_origin
from parentdata.site.colophon import find_commit
from parentdata.tables import write_text

# What the copy of the compendium needs besides the data themselves and the notebook.
FILES = ("params.yaml", "requirements.lock", "reports/number-exceptions.txt",
         "reports/references.bib")  # fmt: skip
PIPELINE = (
    "# Made by `python -m parentdata {command}`; it marks the top folder of this run.\n"
    "stages: {{}}\n"
)
# What this project's study has published says nothing of other people's data.
CLAIMS = "# Nothing that was published about these data is on record.\nsources: {}\nclaims: []\n"


class FolderInUse(Refusal):
    """The folder to write to holds something already."""


class UnknownFile(Refusal):
    """Nothing says where a file comes from, or it is another file."""


def refuse_folder_in_use(out: Path) -> None:
    """Refuse a folder that holds something; `FolderInUse`."""
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise FolderInUse(
            "the folder holds something already.",
            file=out,
            expected="a new or an empty folder",
            do="Name another folder; nothing in this one was touched.",
        )


def check_listed(file: Path, origin: Origin, source: Path, *, what: str) -> None:
    """Refuse a file that its origin.yml does not list, or lists as another; `UnknownFile`."""
    stated = origin.files.get(file.name)
    found = hash_file(file) if file.is_file() else "no such file"
    if stated != found:
        raise UnknownFile(
            f"{what} {found}.",
            file=file,
            expected=f"the SHA-256 {stated or '(none)'} that {source} lists for it",
            do="Correct the path, or list the file as it is; nothing was written.",
        )


@contextlib.contextmanager
def leave_nothing_half_laid(out: Path) -> Iterator[None]:
    """Empty the folder again, or take it away if it is new, where laying it out fails."""
    was_there = out.exists()
    try:
        yield
    except BaseException:
        shutil.rmtree(out, ignore_errors=True)
        if was_there:
            out.mkdir()
        raise


def lay_raw_files(folder: Path, files: Mapping[str, Path], origin: Origin) -> None:
    """Copy files into a raw folder under their new names, and list them with their hashes."""
    folder.mkdir(parents=True)
    for name, source in files.items():
        shutil.copyfile(source, folder / name)
    listed = {name: hash_file(folder / name) for name in sorted(files)}
    write_origin(origin.model_copy(update={"files": listed}), folder)


def lay_out_rooms(top: Path, out: Path, *, command: str, files: Sequence[str] = ()) -> None:
    """Copy what a run needs of the compendium: parameters, references, theme, and files named."""
    for name in (*FILES, *files):
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(top / name, out / name)
    shutil.copytree(top / "reports" / "theme", out / "reports" / "theme")
    write_text(PIPELINE.format(command=command), out / "dvc.yaml")
    write_text(CLAIMS, out / "reports" / "claims.yml")
    commit = find_commit(top)
    # Of a checkout with changes no commit can be named: the page then says that it is unknown.
    if " " not in commit:
        write_text(f"{commit}\n", out / "COMMIT")


def describe_site(
    top: Path, out: Path, *, title: str, subtitle: str, pages: Sequence[Mapping]
) -> None:
    """Make the compendium's own _quarto.yml into one of these pages, and write it."""
    site = yaml.safe_load((top / "reports" / "_quarto.yml").read_text(encoding="utf-8"))
    site["website"]["title"] = title
    site["parentdata"] = {"subtitle": subtitle, "pages": [dict(page) for page in pages]}
    text = yaml.safe_dump(site, sort_keys=False, allow_unicode=True)
    write_text(text, out / "reports" / "_quarto.yml")
