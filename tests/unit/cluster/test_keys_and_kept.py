"""A name for each task by all that its result depends on, and results kept under it."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from parentdata.cluster import Kept, keys, name_task
from parentdata.cluster.keys import hash_content
from parentdata.whole_files import CannotWrite


def make_frame(**changed):
    columns = {"a": ["x", None, "y"], "b": [1.0, np.nan, 3.0], "c": pd.Categorical(["u", "v", "u"])}
    return pd.DataFrame(columns | changed)


@pytest.mark.parametrize(
    "other",
    [
        make_frame(a=["x", None, "z"]),
        make_frame(b=[1.0, np.nan, np.nextafter(3, 4)]),
        make_frame(c=["u", "v", "u"]),
        make_frame().rename(columns={"a": "d"}),
        make_frame().iloc[[1, 0, 2]].reset_index(drop=True),
        {"a": make_frame()},
    ],
)
def test_data_that_differ_have_other_hashes(other):
    assert hash_content(make_frame()) == hash_content(make_frame())
    assert hash_content(other) != hash_content(make_frame())


def test_the_name_of_a_task_moves_with_code_function_inputs_and_task(worker_tasks, noted):
    task = worker_tasks.Numbered(number=1, inputs=noted)
    asked = {"run": worker_tasks.note, "task": task, "inputs": "i", "code": "c"}
    others = [
        {"run": worker_tasks.refuse_one},
        {"task": replace(task, number=2)},
        {"inputs": "j"},
        {"code": "d"},
    ]
    names = {name_task(**asked | other) for other in [{}, *others]}
    assert len(names) == 5
    assert name_task(**asked) in names


def test_the_hash_of_the_code_moves_with_a_byte_of_it(tmp_path, monkeypatch):
    package = tmp_path / "parentdata" / "cluster"
    package.mkdir(parents=True)
    monkeypatch.setattr(keys, "__file__", str(package / "keys.py"))
    hashes = []
    for text in ("a = 1\n", "a = 2\n"):
        (package.parent / "module.py").write_text(text)
        keys.hash_code.cache_clear()
        hashes.append(keys.hash_code())
    keys.hash_code.cache_clear()
    assert len(set(hashes)) == 2


def test_results_come_back_with_all_their_digits(tmp_path):
    path = tmp_path / "new" / "kept.jsonl"
    kept = Kept(path)
    third = np.float64(1) / 3
    kept.put("one", {"value": third, "n": np.int64(3), "is": np.bool_(True), "none": None})
    kept.put("two", np.array([[third, np.pi]]))
    again = Kept(path)
    assert again["one"] == {"value": 1 / 3, "n": 3, "is": True, "none": None}
    assert again["two"] == [[1 / 3, np.pi]]
    again.clear()
    assert not path.exists()
    assert "one" not in again


def test_a_line_that_was_cut_short_spoils_no_other(tmp_path):
    path = tmp_path / "kept.jsonl"
    Kept(path).put("one", 1)
    path.write_bytes(path.read_bytes() + b'\n["two", {"val')
    Kept(path).put("three", 3)
    found = Kept(path)
    assert ("one" in found, "two" in found, "three" in found) == (True, False, True)


def test_what_cannot_be_kept_is_refused(tmp_path):
    (tmp_path / "kept.jsonl").mkdir()
    with pytest.raises(CannotWrite, match="a finished result cannot be kept"):
        Kept(tmp_path / "kept.jsonl").put("one", 1)
