"""What happens to a run: strikes at a few moments, and a disk, a clock or a person in its way."""

from __future__ import annotations

import os
import shutil
import sys
import time
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).resolve().parents[1]))

from interrupted.moments import FIRST, SECOND, disturb, draw_moments, learn
from interrupted.small import Small, make_small

STRUCK = 4
DAY = 86_400 * 10**9  # nanoseconds


@pytest.fixture(scope="module")
def finished(tmp_path_factory):
    """A small compendium, finished with the first choice, and what both choices make."""
    small = make_small(tmp_path_factory.mktemp("small") / "small")
    return small, learn(small)


@pytest.fixture
def small(finished, tmp_path):
    """A copy that a test may spoil."""
    # The warm parent of the finished run may still be clearing its folder away.
    shutil.copytree(
        finished[0].folder, tmp_path / "copy", symlinks=True,
        ignore=shutil.ignore_patterns("engine"),
    )  # fmt: skip
    return Small(tmp_path / "copy")


def list_tables(small):
    return [out for out in small.list_outputs() if out.endswith(".csv")]


def test_runs_struck_at_any_moment_end_right_after_one_more(finished):
    small, known = finished
    told = {str(moment): disturb(small, moment, known) for moment in draw_moments(STRUCK)}
    assert {moment: wrong for moment, wrong in told.items() if wrong} == {}


def test_a_second_run_in_the_same_checkout_waits_or_says_who_holds_the_lock(small, finished):
    small.turn(SECOND)
    first = small.start("dvc", "repro")
    began = small.folder / "build" / "scratch" / "one"
    end = time.monotonic() + 120
    while not began.exists() and time.monotonic() < end:
        time.sleep(0.01)
    second = small.start("dvc", "repro")
    told, _ = second.communicate()
    first.communicate()
    assert first.returncode == 0
    assert second.returncode == 0 or "lock" in told.lower(), told
    small.repro()
    assert small.digest() == finished[1].outputs[1]


@pytest.mark.parametrize("room", [3_000, 12_000, 40_000])
def test_a_disk_that_takes_no_more_spoils_nothing(room, small, finished):
    """No file may grow past `room` bytes: what is written past that fails as on a full disk."""
    before = small.digest()
    small.turn(SECOND)
    limit = (
        f"import os, resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, ({room}, {room}));"
    )
    run = small.start(
        sys.executable, "-c", f"{limit} os.execvp('dvc', ['dvc', 'repro'])",
        PYTHONDONTWRITEBYTECODE="1",
    )  # fmt: skip
    run.communicate()
    for out, digest in small.digest().items():
        assert digest in (before[out], finished[1].outputs[1][out])
    small.repro()
    assert small.digest() == finished[1].outputs[1]


def test_half_an_output_of_an_earlier_crash_is_made_again(small, finished):
    for out in list_tables(small):
        path = small.folder / out
        path.chmod(0o644)
        half = path.read_bytes()[: path.stat().st_size // 2]
        path.unlink()
        path.write_bytes(half)
        path.with_name(f".{path.name}.4711.tmp").write_bytes(half)
    small.repro()
    assert small.digest() == finished[1].outputs[0]


def test_a_truncated_file_of_the_cache_gives_no_truncated_output(small, finished):
    for path in (small.folder / ".dvc" / "cache" / "files").rglob("*"):
        if path.is_file():
            path.chmod(0o644)
            path.write_bytes(path.read_bytes()[:10])
    for out in small.list_outputs():
        (small.folder / out).unlink()
    small.repro()
    assert small.digest() == finished[1].outputs[0]


def test_a_clock_that_was_set_back_changes_no_result(small, finished):
    """Everything that is there seems to be written tomorrow."""
    for path in small.folder.rglob("*"):
        if path.is_file() and ".dvc" not in path.parts:
            stat = path.stat()
            os.utime(path, ns=(stat.st_atime_ns + DAY, stat.st_mtime_ns + DAY))
    small.turn(SECOND)
    small.repro()
    assert small.digest() == finished[1].outputs[1]
    small.turn(FIRST)
    small.repro()
    assert small.digest() == finished[1].outputs[0]


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write to what is read-only")
def test_a_read_only_checkout_is_refused_and_stays_as_it_is(small):
    before = small.digest()
    small.turn(SECOND)
    folders = [small.folder, *(path for path in small.folder.rglob("*") if path.is_dir())]
    for folder in folders:
        folder.chmod(0o555)
    try:
        run = small.start("dvc", "repro")
        run.communicate()
        assert run.returncode != 0
        assert small.digest() == before
    finally:
        for folder in folders:
            folder.chmod(0o755)
