"""Notebooks tell and the package does: the house form of analysis/."""

from __future__ import annotations

import ast
from pathlib import Path

import nbformat
import pytest

from parentdata.numbers import find_typed_numbers, read_exceptions

ANALYSIS = Path(__file__).resolve().parents[2] / "analysis"
NOTEBOOKS = sorted(ANALYSIS.glob("*.ipynb"))
FORBIDDEN = (
    ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Try, ast.Lambda, ast.While,
)  # fmt: skip


@pytest.fixture(params=NOTEBOOKS, ids=lambda path: path.stem)
def notebook(request):
    return nbformat.read(request.param, as_version=4)


def code_cells(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def test_there_are_notebooks():
    numbers = ["00", "10", "20", "30", "31", "33", "40", "50", "60"]
    assert [path.stem[:2] for path in NOTEBOOKS] == numbers


def test_a_notebook_is_committed_without_outputs(notebook):
    for cell in code_cells(notebook):
        assert (cell.outputs, cell.execution_count) == ([], None)


def test_a_notebook_begins_with_its_title_and_says_what_it_reads_and_writes(notebook):
    opening = "\n".join(cell.source for cell in notebook.cells[:2] if cell.cell_type == "markdown")
    assert opening.startswith("# ")
    assert "*Reads*" in opening
    assert "*Writes*" in opening


def test_a_notebook_ends_with_what_it_shows_and_what_it_cannot(notebook):
    last = notebook.cells[-1]
    assert last.cell_type == "markdown"
    assert "## What this shows, and what it cannot show" in last.source


def test_the_parameters_come_before_the_imports(notebook):
    tags = [cell.metadata.get("tags", []) for cell in code_cells(notebook)]
    assert tags[0] == ["parameters"]
    assert [tag for tag in tags if "parameters" in tag] == [["parameters"]]
    assert code_cells(notebook)[1].source.startswith(("import", "from"))


def test_a_step_is_short_and_holds_no_definition(notebook):
    for cell in code_cells(notebook):
        lines = [line for line in cell.source.splitlines() if line.strip()]
        assert len(lines) <= 15, cell.source
        for node in ast.walk(ast.parse(cell.source)):
            assert not isinstance(node, FORBIDDEN), cell.source


def test_every_step_follows_words_that_say_why(notebook):
    for before, cell in zip(notebook.cells, notebook.cells[1:], strict=False):
        is_opening = cell.metadata.get("tags") == ["parameters"] or cell.source.startswith(
            ("import", "from")
        )
        if cell.cell_type == "code" and not is_opening:
            assert before.cell_type == "markdown", cell.source


def test_imports_stand_in_one_cell(notebook):
    with_imports = [
        cell
        for cell in code_cells(notebook)
        if any(
            isinstance(node, ast.Import | ast.ImportFrom)
            for node in ast.walk(ast.parse(cell.source))
        )
    ]
    assert len(with_imports) == 1


def test_no_number_in_prose_is_typed(notebook, root):
    exceptions = read_exceptions(
        (root / "reports" / "number-exceptions.txt").read_text(), source="number-exceptions.txt"
    )
    prose = "\n\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    assert find_typed_numbers(prose, exceptions=exceptions) == []
