"""Writing the stand-in requests: what is made good, what is taken away, what is never touched."""

import shutil

import pytest

from parentdata.__main__ import main
from parentdata.provenance import AbsentFile, RealData, UnlistedFile, check_folder
from parentdata.standin import write_stand_in


@pytest.fixture
def folder(root, tmp_path, monkeypatch):
    """The requests' folder alone, as a compendium that is the working directory."""
    for name in ("dvc.yaml", "params.yaml"):
        (tmp_path / name).touch()
    copied = tmp_path / "data/raw/foi-requests"
    shutil.copytree(root / "data/raw/foi-requests", copied)
    monkeypatch.chdir(tmp_path)
    return copied


def read_all(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_what_is_altered_missing_or_left_over_is_made_good(folder):
    before = read_all(folder)
    (folder / "replies/R002.txt").write_text("altered", encoding="utf-8")
    (folder / "requests.csv").unlink()
    left_over = folder / "replies/R999.txt"
    left_over.write_text("of an earlier plan", encoding="utf-8")
    origin = folder / "origin.yml"
    text = origin.read_text(encoding="utf-8")
    listed = f"\n  replies/R999.txt: {'a' * 64}\nnote:"
    origin.write_text(text.replace("\nnote:", listed), encoding="utf-8")
    assert main(["stand-in", "foi-requests"]) == 0
    assert read_all(folder) == before
    assert check_folder(folder).status == "stand-in"


def test_a_file_that_nobody_listed_is_left_and_refused_by_the_check_of_origins(folder):
    (folder / "letter.pdf").write_bytes(b"real?")
    write_stand_in("foi-requests")
    assert (folder / "letter.pdf").read_bytes() == b"real?"
    with pytest.raises(UnlistedFile, match=r"letter\.pdf"):
        check_folder(folder)


def test_real_replies_are_never_overwritten(folder):
    origin = folder / "origin.yml"
    text = origin.read_text(encoding="utf-8")
    origin.write_text(text.replace("status: stand-in", "status: real"), encoding="utf-8")
    (folder / "replies/R002.txt").write_text("a real reply", encoding="utf-8")
    before = read_all(folder)
    with pytest.raises(RealData, match="status is real"):
        write_stand_in("foi-requests")
    assert read_all(folder) == before


def test_without_the_codebook_nothing_is_written(folder):
    (folder / "codebook.yml").unlink()
    before = read_all(folder)
    with pytest.raises(AbsentFile, match=r"codebook\.yml"):
        write_stand_in("foi-requests")
    assert read_all(folder) == before
