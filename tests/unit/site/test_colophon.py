"""What a page says of how it was made."""

from __future__ import annotations

import hashlib
import os
import subprocess
from pathlib import Path

import pytest

from parentdata.site.colophon import Colophon, find_commit, gather_colophon, write_colophon
from parentdata.site.status import StudyStatus

COMMIT = "0123456789abcdef0123456789abcdef01234567"


@pytest.fixture(autouse=True)
def _no_git_of_the_outside(monkeypatch, tmp_path):
    for name in list(os.environ):
        if name.startswith("GIT_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))


def git(folder: Path, *words: str) -> str:
    names = ("-c", "user.name=a", "-c", "user.email=a@example.org")
    done = subprocess.run(
        ["git", "-C", str(folder), *names, *words], check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


def make_repository(folder: Path) -> str:
    folder.mkdir()
    git(folder, "init", "--quiet")
    (folder / "a.txt").write_text("a", encoding="utf-8")
    git(folder, "add", "a.txt")
    git(folder, "commit", "--quiet", "-m", "a")
    return git(folder, "rev-parse", "--short=12", "HEAD")


def test_a_clean_checkout_gives_its_commit(tmp_path):
    commit = make_repository(tmp_path / "a")
    assert find_commit(tmp_path / "a") == commit


def test_a_changed_checkout_says_so(tmp_path):
    commit = make_repository(tmp_path / "a")
    (tmp_path / "a" / "a.txt").write_text("b", encoding="utf-8")
    assert find_commit(tmp_path / "a") == f"{commit} + uncommitted changes"


def test_an_archive_gives_the_commit_that_git_wrote_into_it(tmp_path):
    (tmp_path / "COMMIT").write_text(f"{COMMIT}\n", encoding="utf-8")
    assert find_commit(tmp_path) == "0123456789ab"


def test_an_archive_unpacked_inside_another_repository_does_not_give_that_one_s_commit(tmp_path):
    make_repository(tmp_path / "a")
    inside = tmp_path / "a" / "inside"
    inside.mkdir()
    (inside / "COMMIT").write_text(COMMIT, encoding="utf-8")
    assert find_commit(inside) == "0123456789ab"


@pytest.mark.parametrize("text", [None, "", "$Format:%H$\n"])
def test_a_commit_that_nobody_wrote_down_is_unknown(tmp_path, text):
    if text is not None:
        (tmp_path / "COMMIT").write_text(text, encoding="utf-8")
    assert find_commit(tmp_path) == "unknown"


def test_a_machine_without_git_still_gives_the_commit_of_an_archive(tmp_path, monkeypatch):
    (tmp_path / "COMMIT").write_text(COMMIT, encoding="utf-8")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find_commit(tmp_path) == "0123456789ab"


def test_lock_and_parameters_are_those_of_the_folder(tmp_path):
    (tmp_path / "requirements.lock").write_text("a==1\n", encoding="utf-8")
    (tmp_path / "params.yaml").write_text("level: 0.9\nnames: [a_b, c]\n", encoding="utf-8")
    assert gather_colophon(tmp_path, renderer="nbconvert 7") == Colophon(
        commit="unknown",
        lock=hashlib.sha256(b"a==1\n").hexdigest()[:12],
        parameters={"level": 0.9, "names": ["a_b", "c"]},
        renderer="nbconvert 7",
    )


def test_the_footer_escapes_what_it_prints():
    made = Colophon(commit="<a>", lock="b", parameters={"x": ["a_b", "<c>"]}, renderer="d")
    text = write_colophon((StudyStatus("s", "A & B", "real"),), made, names=["x"])
    assert "<dd>&lt;a&gt;</dd>" in text
    assert "<dt><code>x</code></dt><dd>a b, &lt;c&gt;</dd>" in text
    assert "<dd>Real data</dd>" in text


def test_the_footer_lists_the_parameters_that_the_page_took_and_no_others():
    made = Colophon(commit="a", lock="b", parameters={"level": 0.9, "base": 30}, renderer="d")
    studies = (StudyStatus("s", "S", "real"),)
    text = write_colophon(studies, made, names=["study", "base"])
    assert "<dt><code>base</code></dt><dd>30</dd>" in text
    assert "level" not in text
    assert "pd-parameters" not in write_colophon(studies, made, names=[])
