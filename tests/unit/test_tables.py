"""Derived tables: the same frame gives the same bytes, whole or not at all."""

import errno
import os
import subprocess
from pathlib import Path

import pandas as pd
import pytest

from parentdata.tables import (
    BadKey,
    CannotWrite,
    NoDataStatus,
    NoTable,
    read_table,
    write_bytes,
    write_table,
    write_text,
)


def list_files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_rows_are_sorted_numbers_have_one_format_and_the_status_stands_last(tmp_path):
    frame = pd.DataFrame(
        {
            "respondent_id": ["0010", "0002"],
            "share": [1 / 3, 2.0],
            "n": [3, 4],
            "note": ["a, b", None],
            "is_open": [True, False],
        }
    )
    write_table(frame, tmp_path / "a" / "b.csv", key=["respondent_id"], status="stand-in")
    assert (tmp_path / "a" / "b.csv").read_bytes() == (
        b"respondent_id,share,n,note,is_open,data_status\n"
        b"0002,2,4,,False,stand-in\n"
        b'0010,0.333333333333,3,"a, b",True,stand-in\n'
    )


def test_a_written_table_reads_back_as_it_was(tmp_path):
    frame = pd.DataFrame(
        {
            "respondent_id": ["0002", "0010"],
            "answer": ["None", "NA"],
            "children_missing": [None, None],
            "children": [2.0, None],
            "data_status": ["stand-in", "real"],
        }
    ).astype({"children_missing": "str"})
    write_table(frame, tmp_path / "t.csv", key=["respondent_id"])
    pd.testing.assert_frame_equal(read_table(tmp_path / "t.csv"), frame)


def test_text_columns_named_by_the_caller_keep_their_leading_zeros(tmp_path):
    (tmp_path / "t.csv").write_text("number,ons,data_status\n007,01,real\n")
    table = read_table(tmp_path / "t.csv", text=["ons"])
    assert table.to_dict("list") == {"number": [7], "ons": ["01"], "data_status": ["real"]}


def test_a_float_in_a_mixed_column_a_nullable_float_and_minus_nought_have_the_same_format(tmp_path):
    frame = pd.DataFrame({"key": [1, 2], "nought": [-0.0, -1e-3]})
    frame["mixed"] = pd.Series([2 / 3, "x"], dtype=object)
    frame["nullable"] = pd.array([2 / 3, None], dtype="Float64")
    write_table(frame, tmp_path / "t.csv", key=["key"], status="real")
    assert (tmp_path / "t.csv").read_text() == (
        "key,nought,mixed,nullable,data_status\n"
        "1,0,0.666666666667,0.666666666667,real\n"
        "2,-0.001,x,,real\n"
    )


def test_a_carriage_return_within_text_does_not_become_a_row(tmp_path):
    frame = pd.DataFrame({"key": [1, 2], "text": ["one\rtwo", "three\r\nfour"]})
    write_table(frame, tmp_path / "t.csv", key=["key"], status="real")
    assert read_table(tmp_path / "t.csv")["text"].tolist() == ["one\ntwo", "three\nfour"]


@pytest.mark.parametrize(
    ("statuses", "status", "said"),
    [
        (None, None, "the data status is not given"),
        (["real", "real"], "stand-in", "real and stand-in"),
        (["real", None], None, "nan"),
        (None, "invented", "invented"),
    ],
)
def test_a_table_that_does_not_say_whether_it_is_real_is_refused(tmp_path, statuses, status, said):
    frame = pd.DataFrame({"key": [1, 2]})
    if statuses is not None:
        frame["data_status"] = statuses
    with pytest.raises(NoDataStatus, match=said):
        write_table(frame, tmp_path / "t.csv", key=["key"], status=status)
    assert list_files(tmp_path) == {}


def test_a_read_table_without_a_status_is_refused(tmp_path):
    (tmp_path / "t.csv").write_text("key\n1\n")
    with pytest.raises(NoDataStatus, match="no column data_status"):
        read_table(tmp_path / "t.csv")


def test_a_key_that_does_not_tell_rows_apart_is_refused(tmp_path):
    frame = pd.DataFrame({"topic": ["trust", "trust"], "n": [1, 2]})
    with pytest.raises(BadKey, match=r"1 rows repeat a key, the first of them \['trust'\]"):
        write_table(frame, tmp_path / "t.csv", key=["topic"], status="real")


@pytest.mark.parametrize("key", [["item"], []])
def test_a_key_that_is_not_in_the_table_is_refused(tmp_path, key):
    with pytest.raises(BadKey, match=r"no column (item|in its key)"):
        write_table(pd.DataFrame({"n": [1]}), tmp_path / "t.csv", key=key, status="real")


def test_a_missing_table_names_the_stage_that_makes_it(tmp_path, monkeypatch):
    (tmp_path / "params.yaml").touch()
    (tmp_path / "dvc.yaml").write_text(
        "stages:\n"
        "  other: {cmd: b, outs: [data/derived/x/b.csv]}\n"
        "  make-a: {cmd: a, outs: [{data/derived/x/a.csv: {cache: false}}]}\n"
    )
    monkeypatch.chdir(tmp_path)
    with pytest.raises(NoTable, match=r"a\.csv: .*FileNotFoundError(.|\n)*`dvc repro make-a`"):
        read_table(tmp_path / "data/derived/x/a.csv")
    with pytest.raises(NoTable, match="Run `dvc repro`, then"):
        read_table(tmp_path / "data/derived/x/unknown.csv")


def test_a_full_disk_leaves_the_last_table_and_no_temporary_file(tmp_path, monkeypatch):
    frame = pd.DataFrame({"key": [1]})
    write_table(frame, tmp_path / "t.csv", key=["key"], status="real")
    before = list_files(tmp_path)

    def fill(_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", fill)
    writers = [
        lambda: write_table(frame + 1, tmp_path / "t.csv", key=["key"], status="real"),
        lambda: write_text("x", tmp_path / "t.csv"),
        lambda: write_bytes(b"x", tmp_path / "made" / "for" / "this.bin"),
    ]
    for write in writers:
        with pytest.raises(CannotWrite, match="No space left on device"):
            write()
    assert list_files(tmp_path) == before
    assert [path.name for path in tmp_path.iterdir()] == ["t.csv"]


def test_an_interruption_leaves_no_temporary_file(tmp_path, monkeypatch):
    def interrupt(_):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_text("x", tmp_path / "t.txt")
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def small_disk(tmp_path):
    """Mount a disk of 16 kB on a folder; where mounting is not allowed the test is skipped."""
    disk = tmp_path / "disk"
    disk.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=16k", "tmpfs", str(disk)]
    try:
        subprocess.run(command, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("this user may not mount a small disk; the injected full disk is tested above")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_disk_that_is_really_full_is_refused_and_keeps_what_it_had(small_disk):
    write_bytes(b"kept", small_disk / "t.bin")
    with pytest.raises(CannotWrite, match="No space left on device"):
        write_bytes(b"x" * 40_000, small_disk / "t.bin")
    assert list_files(small_disk) == {"t.bin": b"kept"}


def test_a_read_only_disk_is_refused_and_keeps_what_it_had(small_disk):
    write_bytes(b"kept", small_disk / "t.bin")
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    with pytest.raises(CannotWrite, match="Read-only file system"):
        write_bytes(b"new", small_disk / "t.bin")
    with pytest.raises(CannotWrite, match="Read-only file system"):
        write_bytes(b"new", small_disk / "folder" / "t.bin")
    assert list_files(small_disk) == {"t.bin": b"kept"}


def test_text_is_written_as_utf_8_with_its_own_line_ends(tmp_path):
    write_text("é\r\n", tmp_path / "t.txt")
    assert (tmp_path / "t.txt").read_bytes() == b"\xc3\xa9\r\n"
