"""Notebooks: their parameters, how they run, and the form in which a run is kept."""

from parentdata.notebooks.canonical import canonical_form
from parentdata.notebooks.parameters import (
    BadParameter,
    Parameters,
    declared_names,
    load_parameters,
    write_overrides,
)
from parentdata.notebooks.run import NotebookFailed, run_notebook

__all__ = [
    "BadParameter",
    "NotebookFailed",
    "Parameters",
    "canonical_form",
    "declared_names",
    "load_parameters",
    "run_notebook",
    "write_overrides",
]
