"""Banners: stand-in data can never pass for real."""

from __future__ import annotations

from pathlib import Path

from bs4 import BeautifulSoup

from parentdata.site.status import StudyStatus, describe_status, read_statuses, write_banner

PILOT = StudyStatus("pilot", "Stand-in responses.", "stand-in")
REQUESTS = StudyStatus("foi", "Requests & outcomes", "real")


def read(banner: str) -> tuple[str, str]:
    soup = BeautifulSoup(banner, "html.parser")
    return soup.select_one(".pd-banner")["data-status"], soup.get_text(" ", strip=True)


def test_a_page_on_stand_in_data_says_that_no_parent_gave_the_answers():
    assert read(write_banner((PILOT,))) == (
        "stand-in",
        "These are stand-in data. They were made up by a program so that they agree with the"
        " published figures. No parent gave these answers , and nothing made from them may be"
        " quoted as a finding. Stand-in data: no parent gave these answers",
    )


def test_a_page_on_both_says_which_study_is_which():
    status, words = read(write_banner((PILOT, REQUESTS)))
    assert status == "stand-in"
    assert "Stand-in: Stand-in responses. They were made up" in words
    assert "Real: Requests & outcomes." in words


def test_a_page_on_real_data_says_so_and_has_no_marker():
    assert read(write_banner((REQUESTS,))) == ("real", "Real data. Requests & outcomes.")


def test_the_footer_says_the_status_in_a_line():
    assert describe_status((REQUESTS,)) == "Real data"
    assert describe_status((PILOT,)) == "Stand-in data: no parent gave these answers"
    assert describe_status((PILOT, REQUESTS)) == (
        "Part stand-in, part real: Stand-in responses. (stand-in); Requests & outcomes (real)"
    )


def test_replies_that_no_authority_sent_are_said_to_be_so():
    replies = StudyStatus("foi-requests", "Stand-in replies", "stand-in")
    assert "<strong>No authority sent these replies</strong>" in write_banner((replies,))
    assert describe_status((replies,)) == "Stand-in data: no authority sent these replies"
    both = "No parent gave these answers. No authority sent these replies"
    assert f"<strong>{both}</strong>" in write_banner((PILOT, replies))


def test_a_study_with_one_stand_in_file_is_stand_in(tmp_path: Path):
    (tmp_path / "origins.csv").write_text(
        "study,status,title,file\na,real,A,x\na,stand-in,A,y\na,real,A,z\nb,real,B,x\n",
        encoding="utf-8",
    )
    assert read_statuses(tmp_path) == {
        "a": StudyStatus("a", "A", "stand-in"),
        "b": StudyStatus("b", "B", "real"),
    }
