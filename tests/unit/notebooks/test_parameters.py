"""Parameters are refused before a notebook starts, with the name of what is wrong."""

from __future__ import annotations

import nbformat
import pytest
import yaml
from nbformat.v4 import new_code_cell, new_notebook

from parentdata.notebooks import (
    BadParameter,
    Parameters,
    declared_names,
    load_parameters,
    write_overrides,
)


@pytest.fixture
def write_params(root, tmp_path):
    """Write params.yaml with some values changed; None takes a value out."""

    def write(**changed):
        values = yaml.safe_load((root / "params.yaml").read_text()) | changed
        values = {name: value for name, value in values.items() if value is not None}
        path = tmp_path / "params.yaml"
        path.write_text(yaml.safe_dump(values))
        return path

    return write


def make_notebook(source: str, *, times: int = 1) -> nbformat.NotebookNode:
    cells = [new_code_cell(source, metadata={"tags": ["parameters"]}) for _ in range(times)]
    return new_notebook(cells=cells)


def test_the_committed_parameters_fit_the_model(root):
    assert load_parameters(root / "params.yaml").confidence_level == 0.95


def test_every_parameter_says_what_it_means():
    assert all(field.description for field in Parameters.model_fields.values())


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"confidence_levle": 0.9}, "did you mean 'confidence_level'"),
        ({"colour": "blue"}, "no parameter is named 'colour'"),
        ({"confidence_level": 1.5}, "confidence_level: Input should be less than 1"),
        ({"confidence_level": "0.95"}, "confidence_level: Input should be a valid number"),
        ({"minimum_base": 0}, "minimum_base: Input should be greater than or equal to 1"),
        ({"minimum_base": 30.5}, "minimum_base: Input should be a valid integer"),
        ({"show_quotations": "yes"}, "show_quotations: Input should be a valid boolean"),
        ({"dont_know": "dropped"}, "dont_know: Input should be 'in_base' or 'left_out'"),
        ({"acceptable_answers": []}, "acceptable_answers: List should have at least 1 item"),
        ({"foi_base": None}, "foi_base: Field required"),
    ],
)
def test_a_parameter_outside_the_model_is_refused(write_params, changed, message):
    with pytest.raises(BadParameter, match=message):
        load_parameters(write_params(**changed))


def test_an_override_is_held_to_the_same_model(write_params):
    path = write_params()
    assert load_parameters(path, overrides=["confidence_level=0.9"]).confidence_level == 0.9
    with pytest.raises(BadParameter, match="less than 1"):
        load_parameters(path, overrides=["confidence_level=9"])
    with pytest.raises(BadParameter, match="'confidence_level' is not of the form NAME=VALUE"):
        load_parameters(path, overrides=["confidence_level"])


def test_a_parameter_that_stands_twice_is_refused(write_params):
    path = write_params()
    path.write_text(path.read_text() + "\nminimum_base: 10\n")
    with pytest.raises(BadParameter, match="key 'minimum_base' stands twice"):
        load_parameters(path)


def test_a_missing_or_empty_file_of_parameters_is_refused(tmp_path):
    with pytest.raises(BadParameter, match="cannot be read"):
        load_parameters(tmp_path / "params.yaml")
    (tmp_path / "params.yaml").write_text("")
    with pytest.raises(BadParameter, match="holds no parameters"):
        load_parameters(tmp_path / "params.yaml")


def test_a_notebook_takes_the_parameters_that_its_cell_declares():
    notebook = make_notebook("confidence_level = 0.95\nminimum_base = 30")
    assert declared_names(notebook, source="a.ipynb") == ("confidence_level", "minimum_base")


@pytest.mark.parametrize(
    ("notebook", "message"),
    [
        (make_notebook("confidence_levle = 0.95"), "did you mean 'confidence_level'"),
        (make_notebook("confidence_level = 1 - alpha"), "more than literals"),
        (make_notebook("print('hello')"), "more than literals"),
        (make_notebook("minimum_base = 30", times=2), "has 2 cells tagged 'parameters'"),
        (new_notebook(), "has 0 cells tagged 'parameters'"),
    ],
)
def test_a_parameters_cell_of_another_form_is_refused(notebook, message):
    with pytest.raises(BadParameter, match=message):
        declared_names(notebook, source="a.ipynb")


def test_overrides_are_written_into_their_lines_and_comments_stay(root, tmp_path):
    text = (root / "params.yaml").read_text("utf-8")
    overrides = ["minimum_answered=3", "foi_refused_outcomes=[fully_withheld, not_held]"]
    path = tmp_path / "params.yaml"
    path.write_text(write_overrides(text, overrides), "utf-8")
    assert load_parameters(path) == load_parameters(root / "params.yaml", overrides=overrides)
    changed = [line for line in path.read_text("utf-8").splitlines() if line not in text]
    assert changed == [
        "foi_refused_outcomes: [fully_withheld, not_held]", "minimum_answered: 3",
    ]  # fmt: skip
