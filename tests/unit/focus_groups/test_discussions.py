"""The list of discussions, the transcripts and what each participant said."""

import pytest

from parentdata.focus_groups.discussions import read_discussions
from parentdata.focus_groups.refusals import (
    BadCell,
    BadTranscript,
    PersonalDetails,
    RepeatedRow,
)
from parentdata.focus_groups.transcripts import (
    Turn,
    gather_words,
    load_transcript,
    parse_transcript,
)

from .folder import DISCUSSIONS, write_folder


@pytest.fixture
def read(tmp_path, plan_text, plan):
    def run(old="", new=""):
        folder = write_folder(tmp_path / "groups", plan_text)
        (folder / "discussions.csv").write_text(DISCUSSIONS.replace(old, new, 1))
        return read_discussions(folder, plan)

    return run


def test_discussions_are_read_in_the_order_of_their_ids(read):
    held = read()
    assert held["discussion_id"].tolist() == ["G01", "G02", "I01"]
    assert held.loc[2, ["kind", "route", "second_member"]].tolist() == ["interview", "", ""]


@pytest.mark.parametrize(
    ("old", "new", "column"),
    [
        ("G01,group", "I05,group", "discussion_id"),
        ("owners", "tenants", "cell"),
        ("owners,known", "owners,", "route"),
        ("known,tuesday", "known,monday", "slot"),
        ("online", "in person", "mode"),
        ("2021-04-06", "", "held_date"),
        ("2021-04-06", "6.4.2021", "held_date"),
        ("F1,F2", "F9,F2", "facilitator"),
        ("F1,F2", "F1,F1", "second_member"),
        ("renters,,tuesday", "renters,known,tuesday", "route"),
    ],
)
def test_a_cell_that_does_not_fit_the_plan_or_the_kind_is_refused(read, old, new, column):
    with pytest.raises(BadCell) as refusal:
        read(old, new)
    assert refusal.value.column == column


def test_a_discussion_that_stands_twice_is_refused(read):
    with pytest.raises(RepeatedRow, match="G01 stands in row 2 too"):
        read("G02,group,renters,not_known", "G01,group,renters,not_known")


def test_a_transcript_is_turns_and_remarks():
    text = "[A remark]\n\nF1: And you?\nP01: Yes: always.\n"
    assert parse_transcript(text, source="G01.txt") == [
        Turn(speaker="F1", text="And you?"),
        Turn(speaker="P01", text="Yes: always."),
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Sam: Yes.\n", "the line 'Sam: Yes.' is no turn"),
        ("P01 said yes\n", "is no turn"),
        ("[Only a remark]\n", "nobody speaks in it"),
    ],
)
def test_a_line_that_is_no_turn_is_refused(text, said):
    with pytest.raises(BadTranscript, match=said):
        parse_transcript(text, source="G01.txt")


def test_a_participants_words_are_their_own_turns_one_a_line():
    turns = [Turn(speaker="P02", text="First."), Turn(speaker="F1", text="And?"),
             Turn(speaker="P01", text="No."), Turn(speaker="P02", text="Second.")]  # fmt: skip
    assert gather_words(turns) == {"P02": "First.\nSecond.", "P01": "No."}


def test_a_speaker_who_was_not_there_is_refused(tmp_path, plan_text):
    folder = write_folder(tmp_path / "groups", plan_text)
    with pytest.raises(BadTranscript, match="P02 speaks, who did not take part in G01"):
        load_transcript(folder, "G01", present=["P01"])


def test_a_transcript_that_is_absent_is_refused(tmp_path, plan_text):
    folder = write_folder(tmp_path / "groups", plan_text)
    with pytest.raises(BadTranscript, match="it cannot be read"):
        load_transcript(folder, "G09", present=["P01"])


def test_a_name_in_a_transcript_is_refused(tmp_path, plan_text):
    folder = write_folder(tmp_path / "groups", plan_text)
    path = folder / "transcripts" / "I01.txt"
    path.write_text("F1: Hello\nP04: Mrs Somebody helped us.\n")
    with pytest.raises(PersonalDetails, match="looks like a name of a person"):
        load_transcript(folder, "I01", present=["P04"])
