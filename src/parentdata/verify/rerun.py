"""Run everything afresh in a clean folder, and hold what it made against what is there."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from parentdata.errors import Refusal
from parentdata.stages import LOCK, Stage, read_stages
from parentdata.verify.compare import DIFFERS, EQUAL, IDENTICAL, Difference, compare_files
from parentdata.verify.model import Finding, Verdict

# Neither sources nor declared by any stage: environments, histories, caches, what is generated.
LEFT_OUT = (".git", ".venv", "build", "__pycache__", ".ipynb_checkpoints", "*.egg-info", ".*_cache")
GENERATED = ("reports/_site", ".dvc/cache", ".dvc/tmp")


class RerunFailed(Refusal):
    """The pipeline stopped when it was run afresh."""


def rerun(root: Path) -> Verdict:
    """Run the pipeline in a clean folder, from the sources as they are, and compare.

    The clean folder has the sources alone, no cache and a home folder of its own; it is removed
    in the end. The checkout is only read.

    Returns
    -------
    Verdict
        A finding for each file that differs; `notes` count how the files compare, and name those
        that are equal within tolerance.

    Raises
    ------
    RerunFailed
        Names what the pipeline said last.
    """
    stages = read_stages(root)
    with _lay_out(root, stages) as (fresh, home):
        _run_pipeline(fresh, home)
        files = sorted({LOCK, *_list_made(root, stages), *_list_made(fresh, stages)})
        compared = [compare_files(root / file, fresh / file, file=file) for file in files]
    findings = tuple(
        Finding(
            file=each.file,
            came=f"a run from nothing gives another one; {each.where}.",
            expected="the same content, or numbers within 1e-9 of each other",
            do="Run `dvc repro`; if it still differs, something that no stage declares sways it.",
        )
        for each in compared
        if each.kind == DIFFERS
    )
    held = f"{len(compared)} files are the same in a run from nothing"
    return Verdict(check="rerun", held=held, findings=findings, notes=_count(compared))


def _count(compared: list[Difference]) -> tuple[str, ...]:
    kinds = Counter(each.kind for each in compared)
    counts = ", ".join(f"{kinds[kind]} {kind}" for kind in (IDENTICAL, EQUAL, DIFFERS))
    close = [f"{EQUAL}: {each.file}" for each in compared if each.kind == EQUAL]
    return (counts, *close)


@contextmanager
def _lay_out(root: Path, stages: dict[str, Stage]) -> Iterator[tuple[Path, Path]]:
    """Copy the sources into a folder of their own, with an empty home beside them."""
    with tempfile.TemporaryDirectory(prefix="parentdata-rerun-") as folder:
        fresh, home = Path(folder) / "project", Path(folder) / "home"
        home.mkdir()
        made = {root / out for stage in stages.values() for out in stage.outs}
        made |= {root / name for name in GENERATED}

        def leave_out(where: str, names: list[str]) -> set[str]:
            patterns = shutil.ignore_patterns(*LEFT_OUT)(where, names)
            return patterns | {name for name in names if Path(where) / name in made}

        shutil.copytree(root, fresh, ignore=leave_out, symlinks=True)
        (fresh / ".dvc" / "config.local").write_text("[core]\n    no_scm = true\n")
        yield fresh, home


def _run_pipeline(fresh: Path, home: Path) -> None:
    # The environment is the present one; the package is that of the copy.
    ours = {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}",
        "PYTHONPATH": str(fresh / "src"),
        "HOME": str(home),
    }
    ran = subprocess.run(
        ["dvc", "repro"], cwd=fresh, env=os.environ | ours, stdin=subprocess.DEVNULL,
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if ran.returncode:
        raise RerunFailed(
            f"the pipeline stopped: {' / '.join(ran.stderr.strip().splitlines()[-12:])}",
            file=LOCK,
            expected="`dvc repro` to run to its end from the sources as they are",
            do="Run `dvc repro` here and put right what it names; the checkout was only read.",
        )


def _list_made(root: Path, stages: dict[str, Stage]) -> Iterator[str]:
    for stage in stages.values():
        for out in stage.outs:
            path = root / out
            files = path.rglob("*") if path.is_dir() else [path]
            yield from (file.relative_to(root).as_posix() for file in files if file.is_file())
