"""What was made goes into its place whole, on this disk or on another, or not at all."""

from __future__ import annotations

import subprocess

import pytest

from parentdata.scratch import open_scratch, promote
from parentdata.tables import CannotWrite


def make(root, files):
    scratch = root / "build" / "scratch" / "small"
    for name, text in files.items():
        path = scratch / "derived" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return scratch


def read(folder):
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_text() for path in found}


NEW = {"all.csv": "a", "small/table.csv": "b", "small/figures/one.svg": "c"}


def test_tables_and_folders_replace_what_stood_there_and_leave_the_rest(tmp_path):
    derived = tmp_path / "derived"
    (derived / "small" / "figures").mkdir(parents=True)
    (derived / "small" / "figures" / "gone.svg").write_text("old")
    (derived / "small" / "other.csv").write_text("kept")
    promote(make(tmp_path, NEW), derived)
    assert read(derived) == NEW | {"small/other.csv": "kept"}


def test_the_derived_room_may_be_on_another_disk(tmp_path):
    derived = tmp_path / "derived"
    derived.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(derived)]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("a disk of its own cannot be mounted here")
    try:
        promote(make(tmp_path, NEW), derived)
        promote(make(tmp_path, NEW | {"small/table.csv": "again"}), derived)
        assert read(derived) == NEW | {"small/table.csv": "again"}
        subprocess.run(["mount", "-o", "remount,ro", str(derived)], check=True)
        with pytest.raises(CannotWrite, match=r"cannot be written: Read-only file system"):
            promote(make(tmp_path, NEW), derived)
        assert read(derived) == NEW | {"small/table.csv": "again"}
    finally:
        subprocess.run(["umount", str(derived)], check=True)


def test_a_folder_in_a_files_place_is_refused(tmp_path):
    (tmp_path / "derived" / "all.csv").mkdir(parents=True)
    with pytest.raises(CannotWrite, match=r"all\.csv: the file cannot be written: Is a directory"):
        promote(make(tmp_path, NEW), tmp_path / "derived")


def test_a_scratch_folder_is_empty_at_first_and_stays_for_reading_after_an_error(tmp_path):
    make(tmp_path, {"left.csv": "from a run that was killed"})

    def fail():
        with open_scratch(tmp_path, "small") as scratch:
            assert read(scratch) == {}
            (scratch / "derived" / "half.csv").write_text("half")
            raise ValueError

    with pytest.raises(ValueError):  # noqa: PT011 (raised above)
        fail()
    assert read(tmp_path / "build" / "scratch" / "small") == {"derived/half.csv": "half"}
    with open_scratch(tmp_path, "small") as scratch:
        pass
    assert not scratch.exists()
