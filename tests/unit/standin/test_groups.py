"""The stand-in focus groups: what is made, what is kept, and what is never overwritten."""

import re
import shutil

import pytest

from parentdata.__main__ import main
from parentdata.provenance import check_folder
from parentdata.replies.personal_data import find_personal_data
from parentdata.standin import groups_plan as plan
from parentdata.standin import groups_words as words
from parentdata.standin.groups_recruitment import make_discussions, make_recruitment
from parentdata.standin.groups_talk import make_speakers


@pytest.fixture
def folder(root, tmp_path, monkeypatch):
    """A copy of the folder in a project of its own."""
    (tmp_path / "dvc.yaml").write_text("stages: {}\n")
    (tmp_path / "params.yaml").touch()
    copy = tmp_path / "data" / "raw" / "focus-groups"
    shutil.copytree(root / "data/raw/focus-groups", copy)
    monkeypatch.chdir(tmp_path)
    return copy


def test_what_was_altered_is_made_again_and_what_was_made_before_taken_away(folder):
    before = {path.name: path.read_bytes() for path in folder.rglob("*.*")}
    (folder / "polls.csv").write_text("spoilt\n")
    (folder / "transcripts" / "I15.txt").write_text("P99: left over\n")
    origin = folder / "origin.yml"
    listed = f"  transcripts/I15.txt: {'a' * 64}\n  plan.yml:"
    text = origin.read_text(encoding="utf-8").replace("  plan.yml:", listed)
    origin.write_text(text, encoding="utf-8")
    assert main(["stand-in", "focus-groups"]) == 0
    assert check_folder(folder).status == "stand-in"
    assert {path.name: path.read_bytes() for path in folder.rglob("*.*")} == before


def test_real_records_are_never_overwritten(folder, capsys):
    origin = folder / "origin.yml"
    text = origin.read_text(encoding="utf-8").replace("status: stand-in", "status: real")
    origin.write_text(text, encoding="utf-8")
    (folder / "polls.csv").write_text("real\n")
    assert main(["stand-in", "focus-groups"]) == 1
    assert "the folder's status is real" in capsys.readouterr().err
    assert (folder / "polls.csv").read_text() == "real\n"


@pytest.mark.parametrize("name", ["README.md", "codebook.yml", "plan.yml"])
def test_what_people_wrote_must_be_there(folder, capsys, name):
    (folder / name).unlink()
    assert main(["stand-in", "focus-groups"]) == 1
    assert "is not there" in capsys.readouterr().err


def test_no_sentence_names_anybody_or_gives_a_figure():
    said = [text for texts in (*words.SAID.values(), *words.TURNS.values()) for text in texts]
    said += [*words.FILLERS, *words.QUESTIONS.values()]
    assert len(said) == len(set(said))
    for text in said:
        assert find_personal_data(text) == []
        assert not re.search(r"\d", text)


def test_as_many_come_to_each_discussion_as_planned():
    log, held = make_recruitment(), make_discussions()
    came = log[log["has_attended"].eq("true")].groupby("discussion_id").size()
    assert came.to_dict() == {one.id: one.attended for one in plan.DISCUSSIONS if one.attended}
    assert held["discussion_id"].tolist() == [one.id for one in plan.DISCUSSIONS]
    assert log["withdrew_date"].ne("").sum() == 2


def test_as_many_speak_of_each_theme_as_planned_and_every_passage_is_in_their_words():
    speakers = make_speakers()
    for theme, count in plan.THEMES.items():
        assert sum(theme in one.passages for one in speakers) == count
    for theme, counts in plan.RECORDS.items():
        assert sum(theme in one.passages for one in speakers) == sum(counts)
    for one in speakers:
        for passage in one.passages.values():
            assert one.words.count(passage) == 1


def test_both_scenarios_turn_at_each_step_for_as_many():
    speakers = make_speakers()
    for scenario in plan.SCENARIOS:
        steps = [one.steps[scenario] for one in speakers if scenario in one.steps]
        assert {step: steps.count(step) for step in plan.TURNS} == plan.TURNS
