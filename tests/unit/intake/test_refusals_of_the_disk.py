"""A full or a read-only disk, through the command line: told, and the last good table kept.

Permissions do not stop the superuser, whom the tests may run as; a small disk is mounted instead,
where the user may do so. The full disk is besides injected at fsync, which any user can.
"""

import errno
import os
import subprocess

import pytest

from parentdata.__main__ import main


@pytest.fixture
def small_disk(project):
    """Mount a disk of 16 kB as data/derived, with one table on it."""
    disk = project / "data" / "derived"
    disk.mkdir(parents=True)
    command = ["mount", "-t", "tmpfs", "-o", "size=16k", "tmpfs", str(disk)]
    try:
        subprocess.run(command, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("this user may not mount a small disk; the injected full disk is tested below")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


@pytest.fixture
def told(capsys):
    def run(*command):
        assert main(command) == 1
        return capsys.readouterr().err

    return run


def list_names(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


def test_a_read_only_disk(small_disk, told):
    (small_disk / "origins.csv").write_text("the last good table\n")
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    assert "respondents.csv: the file cannot be written: Read-only file system" in told(
        "clean", "pilot-survey"
    )
    assert "origins.csv: the file cannot be written: Read-only file system" in told("check-origins")
    assert list_names(small_disk) == ["origins.csv"]
    assert (small_disk / "origins.csv").read_text() == "the last good table\n"


def test_a_disk_that_is_really_full(small_disk, root, deliver, told):
    deliver(
        "responses.csv", (root / "data" / "raw" / "pilot-survey" / "responses.csv").read_bytes()
    )
    (small_disk / "pilot-survey").mkdir()
    (small_disk / "pilot-survey" / "respondents.csv").write_text("the last good table\n")
    assert "respondents.csv: the file cannot be written: No space left on device" in told(
        "clean", "pilot-survey"
    )
    assert list_names(small_disk) == ["pilot-survey", "pilot-survey/respondents.csv"]
    kept = (small_disk / "pilot-survey" / "respondents.csv").read_text()
    assert kept == "the last good table\n"


@pytest.mark.parametrize("command", [("clean", "pilot-survey"), ("check-origins",)])
def test_a_full_disk_as_any_user_meets_it(command, refused, monkeypatch):
    def fill(_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", fill)
    assert "the file cannot be written: No space left on device" in refused(*command)


def test_a_folder_that_cannot_be_made(project, told):
    (project / "data" / "derived").write_text("a file where a folder should be")
    assert "the file cannot be written: " in told("clean", "pilot-survey")
    assert (project / "data" / "derived").read_text() == "a file where a folder should be"
