"""Notebooks: their parameters, how they run, and the form in which a run is kept.

Each name is fetched when it is used: a stage that waits for a worker needs no package of others.
"""

from importlib import import_module
from typing import Any

_HOMES = {
    "BadParameter": "parameters",
    "NotebookFailed": "failed",
    "Parameters": "parameters",
    "canonical_form": "canonical",
    "declared_names": "parameters",
    "load_parameters": "parameters",
    "run_notebook": "run",
    "write_overrides": "parameters",
}
__all__ = list(_HOMES)


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
