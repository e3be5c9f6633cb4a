"""A stage whose inputs move while it runs is refused, and every run is on record."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from parentdata.scratch import OUT
from parentdata.stages import (
    AbsentInput,
    Moved,
    UnknownStage,
    find_stage,
    guard_command,
    hash_path,
    read_records,
    read_stages,
    settle_tables,
)

WORDS = ("clean", "small")
EDIT = "import pathlib, sys; pathlib.Path(sys.argv[1]).write_text(sys.argv[2])"


def run_stage(does, words=WORDS):
    with guard_command(words) as check:
        does(check)


def settle_stage(write):
    with guard_command(WORDS) as check, settle_tables("first", check):
        write()


def edit(path, text):
    """Edit a file as somebody else would meanwhile: from another process, which is not watched."""
    subprocess.run([sys.executable, "-c", EDIT, path, text], check=True)


def events(root):
    return [(record.content["stage"], record.content["event"]) for record in read_records(root)]


def test_a_finished_run_is_on_record_with_what_it_read_took_and_made(small, made):
    with guard_command(WORDS) as check:
        made()
        check()
    start, end = (record.content for record in read_records(small))
    assert (start["event"], end["event"], end["run"]) == ("started", "finished", start["number"])
    assert start["command"] == "python -m parentdata clean small"
    assert start["parameters"] == {"level": 0.9}
    assert set(start["inputs"]) == {"data/raw/small", "source.txt"}
    assert {"user", "host", "python", "packages", "commit", "is_dirty", "lock"} <= set(start)
    assert end["outputs"] == {"data/derived/small/made.csv": hash_path(made())}


@pytest.mark.parametrize("moved", ["source.txt", "data/raw/small/a.csv", "data/raw/small/new.csv"])
def test_an_input_that_moves_while_the_stage_runs_stops_it_before_anything_is_in_place(
    small, moved
):
    def mix(check):
        edit(small / moved, "two\n")
        check()
        pytest.fail("what was made from a mixture went into place")

    with pytest.raises(Moved, match=rf"{moved[:9]}.* changed while the stage first ran"):
        run_stage(mix)
    assert events(small) == [("first", "started"), ("first", "failed")]
    assert "changed while the stage first ran" in read_records(small)[1].content["why"]


def test_an_input_that_moves_after_the_last_check_fails_the_run_all_the_same(small, made):
    def move_late(check):
        check()
        made()
        edit(small / "source.txt", "two\n")

    with pytest.raises(Moved):
        run_stage(move_late)
    assert events(small)[-1] == ("first", "failed")


def test_tables_stand_apart_until_the_check_has_passed(small):
    place = small / "data" / "derived" / "small" / "made.csv"
    place.parent.mkdir(parents=True)
    place.write_text("the last good one\n")

    def write(source):
        folder = Path(os.environ[OUT]) / "small"
        folder.mkdir()
        (folder / "made.csv").write_text("new\n")
        edit(small / "source.txt", source)

    with pytest.raises(Moved):
        settle_stage(lambda: write("two\n"))
    assert place.read_text() == "the last good one\n"
    settle_stage(lambda: write("two\n"))
    assert place.read_text() == "new\n"
    assert OUT not in os.environ


def test_a_run_that_fails_for_another_reason_is_on_record_too(small):
    with pytest.raises(ZeroDivisionError):
        run_stage(lambda _: 1 / 0)
    assert read_records(small)[1].content["why"] == "ZeroDivisionError: division by zero"


def test_an_absent_input_is_named_before_anything_runs(small):
    (small / "source.txt").unlink()
    with pytest.raises(AbsentInput, match=r"first reads source\.txt, which is not there"):
        run_stage(lambda _: pytest.fail("the stage ran"))
    assert events(small) == []


def test_a_run_by_hand_with_another_parameter_is_on_record_with_it(small, made):
    with guard_command((*WORDS, "-p", "level=0.5")):
        made()
    assert read_records(small)[0].content["command"].endswith("clean small -p level=0.5")


def test_a_command_that_is_no_stage_leaves_no_record(small):
    with guard_command(("stand-in", "small")) as check:
        check()
    assert not (small / "build").exists()


def test_a_pipeline_that_cannot_be_read_is_refused(small):
    (small / "dvc.yaml").write_text("stages: {first: {cmd: x}}\nstages: {}\n")
    with pytest.raises(UnknownStage, match="the pipeline cannot be read"):
        read_stages(small)
    (small / "dvc.yaml").write_text("stages: {first: {cmd: x}}\n")
    with pytest.raises(
        UnknownStage, match=r"no stage is named 'second'\.\n  expected: one of first"
    ):
        find_stage(small, "second")
