"""Raw files against their origin.yml."""

from pathlib import Path

import pandas as pd
import pytest
import yaml

from parentdata.provenance import (
    AbsentFile,
    AlteredFile,
    BadOrigin,
    NoOrigin,
    Origin,
    RealData,
    UnknownStudy,
    UnlistedFile,
    check_folder,
    check_origins,
    data_status,
    hash_file,
    load_origin,
    renew_hashes,
    write_origin,
)

# Sha256 of b"a,b\n", from coreutils' sha256sum.
DIGEST = "5be08c9684a1d25efcee09318204824278b08bbfb4aef973ffefd0b9d7478313"

FIELDS = {
    "producer": "A university",
    "title": "A table",
    "url": "https://example.org/table",
    "date_accessed": pd.Timestamp("2021-02-26").date(),
    "licence": "CC-BY-4.0",
    "status": "real",
    "files": {"table.csv": DIGEST},
}


@pytest.fixture
def project(tmp_path, monkeypatch) -> Path:
    """A compendium with one study of one file."""
    for name in ("dvc.yaml", "params.yaml"):
        (tmp_path / name).touch()
    study = tmp_path / "data" / "raw" / "study"
    study.mkdir(parents=True)
    (study / "table.csv").write_bytes(b"a,b\n")
    put_origin(tmp_path, FIELDS)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def put_origin(project: Path, fields: dict, *, study: str = "study") -> None:
    path = project / "data" / "raw" / study / "origin.yml"
    path.write_text(yaml.safe_dump(fields, sort_keys=False), encoding="utf-8")


def test_every_raw_file_becomes_a_row_of_origins(project):
    second = project / "data" / "raw" / "another"
    second.mkdir()
    (second / "b.txt").write_bytes(b"")
    (second / "a.txt").write_bytes(b"")
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    fields = FIELDS | {"status": "stand-in", "reference": "A book", "title": "Zeros, two"}
    put_origin(project, fields | {"files": {"b.txt": empty, "a.txt": empty}}, study="another")
    check_origins()
    assert (project / "data/derived/origins.csv").read_text() == (
        "study,status,title,producer,reference,licence,date_accessed,file,sha256,data_status\n"
        'another,stand-in,"Zeros, two",A university,A book; https://example.org/table,'
        f"CC-BY-4.0,2021-02-26,a.txt,{empty},stand-in\n"
        'another,stand-in,"Zeros, two",A university,A book; https://example.org/table,'
        f"CC-BY-4.0,2021-02-26,b.txt,{empty},stand-in\n"
        f"study,real,A table,A university,https://example.org/table,CC-BY-4.0,2021-02-26,"
        f"table.csv,{DIGEST},real\n"
    )


def test_another_root_is_checked_and_written_to(project, monkeypatch, tmp_path_factory):
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
    check_origins(project)
    assert (project / "data/derived/origins.csv").is_file()


def test_the_status_of_a_study_is_the_one_its_origin_gives(project):
    assert data_status("study") == "real"
    put_origin(project, FIELDS | {"status": "stand-in"})
    assert data_status("study") == "stand-in"


def test_hidden_files_are_no_data(project):
    (project / "data/raw/study/.DS_Store").write_bytes(b"\0")
    (project / "data/raw/study/.ipynb_checkpoints").mkdir()
    (project / "data/raw/study/.ipynb_checkpoints/table.csv").write_bytes(b"old")
    (project / "data/raw/.gitignore").touch()
    (project / "data/raw/README.md").touch()
    assert check_origins()["file"].tolist() == ["table.csv"]


def test_a_file_in_a_subfolder_is_listed_by_its_path(project):
    (project / "data/raw/study/replies").mkdir()
    (project / "data/raw/study/replies/one.csv").write_bytes(b"a,b\n")
    with pytest.raises(UnlistedFile, match=r"replies/one\.csv"):
        check_origins()
    put_origin(project, FIELDS | {"files": {"table.csv": DIGEST, "replies/one.csv": DIGEST}})
    assert check_origins()["file"].tolist() == ["replies/one.csv", "table.csv"]


def refuse_altered(project):
    (project / "data/raw/study/table.csv").write_bytes(b"a,b\nc,d\n")
    found = hash_file(project / "data/raw/study/table.csv")
    return AlteredFile, rf"table\.csv: .*altered: its sha256 is {found}(.|\n)*sha256 {DIGEST}"


def refuse_absent(project):
    (project / "data/raw/study/table.csv").unlink()
    return AbsentFile, r"table\.csv: the file is listed in origin\.yml but is not there"


def refuse_unlisted(project):
    (project / "data/raw/study/other.csv").write_bytes(b"a,b\n")
    return UnlistedFile, rf"other\.csv: .*not listed(.|\n)*only table\.csv(.|\n)*{DIGEST}"


def refuse_no_origin(project):
    (project / "data/raw/study/origin.yml").unlink()
    return NoOrigin, r"study: a raw folder has no origin\.yml"


def refuse_loose_file(project):
    (project / "data/raw/table.csv").write_bytes(b"a,b\n")
    return NoOrigin, r"raw/table\.csv: .*outside every study's folder"


def refuse_listed_hidden_file(project):
    put_origin(project, FIELDS | {"files": {".table.csv": DIGEST}})
    return BadOrigin, r"'\.table\.csv' cannot be listed"


def refuse_unknown_key(project):
    put_origin(project, FIELDS | {"license": "MIT"})
    return BadOrigin, "license: Extra inputs are not permitted"


def refuse_unknown_status(project):
    put_origin(project, FIELDS | {"status": "reall"})
    return BadOrigin, "status: Input should be 'stand-in' or 'real'"


def refuse_a_year_for_a_date(project):
    put_origin(project, FIELDS | {"date_accessed": 2021})
    return BadOrigin, "date_accessed: Input should be a valid date"


def refuse_repeated_key(project):
    path = project / "data/raw/study/origin.yml"
    path.write_text(path.read_text() + "status: stand-in\n")
    return BadOrigin, "key 'status' stands twice"


def refuse_binary_origin(project):
    (project / "data/raw/study/origin.yml").write_bytes(b"\xff\xfe\x00")
    return BadOrigin, r"origin\.yml: .*codec can't decode"


def refuse_no_data(project):
    for path in (project / "data/raw/study").iterdir():
        path.unlink()
    (project / "data/raw/study").rmdir()
    return NoOrigin, "no raw data at all"


FAULTS = [value for name, value in dict(globals()).items() if name.startswith("refuse_")]


@pytest.mark.parametrize("spoil", FAULTS, ids=lambda spoil: spoil.__name__)
def test_a_fault_in_the_raw_folder_is_refused_and_nothing_is_written(project, spoil):
    error, message = spoil(project)
    with pytest.raises(error, match=message):
        check_origins()
    assert not (project / "data/derived").exists()


@pytest.mark.parametrize("field", [*FIELDS])
def test_a_missing_field_is_refused_by_name(project, field):
    put_origin(project, {name: value for name, value in FIELDS.items() if name != field})
    with pytest.raises(BadOrigin, match=rf"{field}.*required"):
        check_folder(project / "data/raw/study")


def test_an_unknown_study_is_refused_with_the_list_of_studies(project):
    with pytest.raises(UnknownStudy, match=r"no study is named 'studdy'(.|\n)*one of study"):
        load_origin("studdy")


def test_renewed_hashes_are_those_of_the_files_as_they_are_now(project):
    put_origin(project, FIELDS | {"status": "stand-in"})
    (project / "data/raw/study/table.csv").write_bytes(b"")
    renew_hashes(project / "data/raw/study")
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert load_origin("study").files == {"table.csv": empty}
    assert check_folder(project / "data/raw/study").title == "A table"


def test_hashes_of_real_data_are_never_renewed_by_a_command(project):
    (project / "data/raw/study/table.csv").write_bytes(b"")
    with pytest.raises(RealData, match="status is real"):
        renew_hashes(project / "data/raw/study")
    assert load_origin("study").files == {"table.csv": DIGEST}


def test_renewing_the_hash_of_an_absent_file_is_refused(project):
    put_origin(project, FIELDS | {"status": "stand-in"})
    (project / "data/raw/study/table.csv").unlink()
    with pytest.raises(AbsentFile, match=r"table\.csv"):
        renew_hashes(project / "data/raw/study")


def test_a_written_origin_reads_back_as_it_was(project):
    origin = Origin(**FIELDS, note="Ünïcode: yes")
    write_origin(origin, project / "data/raw/study")
    assert load_origin("study") == origin
