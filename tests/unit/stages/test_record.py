"""Records hold each other: none can be edited, taken out or put in without a word."""

from __future__ import annotations

import json

import pytest

from parentdata.stages import BrokenRecord, guard_command, read_records


@pytest.fixture
def three_runs(small, made):
    for _ in range(3):
        with guard_command(("clean", "small")):
            made()
    return sorted((small / "build" / "runs").glob("*.json"))


def test_records_are_numbered_without_a_gap_and_say_which_run_they_end(three_runs, small):
    assert [path.name for path in three_runs] == [
        f"{number:06d}-first-{event}.json"
        for number, event in enumerate(["started", "finished"] * 3, start=1)
    ]
    assert [record.content["run"] for record in read_records(small)] == [1, 1, 3, 3, 5, 5]


def test_an_edited_record_is_found_by_the_one_after_it(three_runs, small):
    content = json.loads(three_runs[2].read_text())
    three_runs[2].write_text(json.dumps(content | {"user": "somebody else"}))
    with pytest.raises(BrokenRecord, match=r"000004.*written after another record than"):
        read_records(small)


def test_a_record_that_was_taken_out_is_missed(three_runs, small):
    three_runs[3].unlink()
    with pytest.raises(BrokenRecord, match="record 4 is missing"):
        read_records(small)


def test_a_record_that_is_not_json_is_named(three_runs, small):
    three_runs[1].write_text("{")
    with pytest.raises(BrokenRecord, match=r"000002.*cannot be read"):
        read_records(small)


def test_an_abandoned_run_stays_on_record_as_started(small, made):
    with pytest.raises(KeyboardInterrupt), guard_command(("clean", "small")):
        raise KeyboardInterrupt
    assert [record.content["event"] for record in read_records(small)] == ["started", "failed"]


def test_the_newest_record_cannot_be_edited_or_taken_off(three_runs, small):
    newest = three_runs[-1].read_text()
    three_runs[-1].write_text(newest.replace('"finished"', '"failed"'))
    with pytest.raises(BrokenRecord, match=r"000006.*not the record that newest\.txt speaks of"):
        read_records(small)
    three_runs[-1].unlink()
    with pytest.raises(BrokenRecord, match=r"000005.*not the record that newest\.txt speaks of"):
        read_records(small)
    for path in three_runs[:-1]:
        path.unlink()
    with pytest.raises(BrokenRecord, match="the records that it speaks of are not there"):
        read_records(small)


def test_every_file_of_a_folder_that_a_run_made_is_on_record(small, made):
    pipeline = small / "dvc.yaml"
    pipeline.write_text(
        pipeline.read_text().replace("data/derived/small/made.csv", "site/content.json")
    )
    with guard_command(("clean", "small")):
        (small / "site").mkdir()
    (small / "site" / "content.json").write_text("{}")
    (small / "site" / "index.html").write_text("<p>")
    with guard_command(("clean", "small")):
        pass
    end = read_records(small)[-1].content
    assert sorted(end["files"]) == ["site/content.json", "site/index.html"]
    assert sorted(end["outputs"]) == ["site/content.json"]
