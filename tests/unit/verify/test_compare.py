"""Two versions of a file: identical, equal within tolerance, or where they differ."""

from __future__ import annotations

import pytest

from parentdata.verify.compare import compare_files

TABLE = "id,value,se\na|x=1,0.25,1e-05\n"


@pytest.fixture
def compare(tmp_path):
    def hold(before, after):
        paths = [tmp_path / "before", tmp_path / "after"]
        for path, text in zip(paths, (before, after), strict=True):
            path.unlink(missing_ok=True)
            if text is not None:
                path.write_text(text)
        found = compare_files(*paths, file="a.csv")
        assert found.file == "a.csv"
        return found.kind, found.where

    return hold


def test_equal_bytes_are_identical(compare):
    assert compare(TABLE, TABLE) == ("identical", "")


@pytest.mark.parametrize("value", ["0.2500000000001", "2.5e-1", "0.25000000"])
def test_a_number_within_a_billionth_is_equal(value, compare):
    assert compare(TABLE, TABLE.replace("0.25", value)) == ("equal within tolerance", "")


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ("0.25", "0.250001", "line 2: 'a|x=1,0.25,1e-05' present, 'a|x=1,0.250001,1e-05' afresh"),
        ("a|x=1", "a|x=2", "line 2: 'a|x=1,0.25,1e-05' present, 'a|x=2,0.25,1e-05' afresh"),
        ("1e-05\n", "1e-05\nb,1,1\n", "line 3: '' present, 'b,1,1' afresh"),
        (",se", ",deff", "line 1: 'id,value,se' present, 'id,value,deff' afresh"),
        ("0.25", "", "line 2: 'a|x=1,0.25,1e-05' present, 'a|x=1,,1e-05' afresh"),
    ],
)  # fmt: skip
def test_whatever_else_differs_is_told_with_its_line(old, new, where, compare):
    assert compare(TABLE, TABLE.replace(old, new)) == ("differs", where)


def test_digits_of_ids_and_hashes_are_no_numbers(compare):
    assert compare("md5: 0123e4\n", "md5: 1230e3\n")[0] == "differs"
    assert compare("R0010\n", "R00100\n")[0] == "differs"


def test_a_file_that_is_missing_on_one_side_differs(compare):
    assert compare(TABLE, None) == ("differs", "there is none afresh")
    assert compare(None, None)[1] == "there is none present and none afresh"


def test_of_a_long_line_what_is_shown_begins_shortly_before_it_differs(compare):
    before, after = (f"{'a' * 90},{value},{'b' * 90}\n" for value in ("0.15", "0.16"))
    assert compare(before, after) == (
        "differs",
        f"line 1: '…{'a' * 16},0.15,{'b' * 38}…' present, '…{'a' * 16},0.16,{'b' * 38}…' afresh",
    )
