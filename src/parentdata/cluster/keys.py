"""Names of tasks by their content: the same name, the same result."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass, replace
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

# What the last digits of a result depend on, beside the project's own code.
ARITHMETICS = ("numpy", "scipy", "pandas")


@lru_cache(maxsize=1)
def hash_code() -> str:
    """Hash the package's code, as this process imported it, and the versions that it counts with.

    Asked once a process: an edit made later does not change what was imported before.
    """
    package = Path(__file__).resolve().parents[1]
    digest = hashlib.sha256()
    for path in sorted(package.rglob("*.py")):
        digest.update(f"{path.relative_to(package).as_posix()}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    said = [f"{name} {version(name)}" for name in ARITHMETICS]
    # A worker on another kind of processor counts otherwise in the last digits.
    said += [platform.python_version(), platform.machine()]
    digest.update("\0".join(said).encode())
    return digest.hexdigest()


def hash_content(value: Any) -> str:
    """Hash data by what they hold, alike in every process.

    Parameters
    ----------
    value : DataFrame, Series, array, dataclass, mapping, list or tuple of these, or anything whose
        `repr` says all that it holds (such as pydantic's models)
    """
    digest = hashlib.sha256()
    digest.update(type(value).__name__.encode())
    for part in _list_parts(value):
        digest.update(part if isinstance(part, bytes) else hash_content(part).encode())
    return digest.hexdigest()


def name_task(run: Callable, task: Any, *, inputs: str, code: str) -> str:
    """Name a task by function, code, inputs and all its other fields.

    Parameters
    ----------
    run : function of the task
    task : dataclass with a field `inputs`
    inputs : str
        `hash_content` of that field: tasks share it, and it is long to read.
    code : str
        `hash_code` of whoever asks.
    """
    rest = replace(task, inputs=None)
    said = (code, run.__module__, run.__qualname__, inputs, hash_content(rest))
    return hashlib.sha256("\0".join(said).encode()).hexdigest()


def _list_parts(value: Any) -> list:
    if isinstance(value, pd.DataFrame):
        return [list(value.columns), *(value[name] for name in value.columns)]
    if isinstance(value, pd.Series):
        hashed = pd.util.hash_pandas_object(value, categorize=True)
        return [str(value.dtype).encode(), hashed.to_numpy().tobytes()]
    if isinstance(value, np.ndarray):
        return [f"{value.dtype}{value.shape}".encode(), np.ascontiguousarray(value).tobytes()]
    if is_dataclass(value) and not isinstance(value, type):
        return [part for each in fields(value) for part in (each.name, getattr(value, each.name))]
    if isinstance(value, Mapping):
        return [part for pair in value.items() for part in pair]
    if isinstance(value, list | tuple):
        return list(value)
    if callable(value):
        return [f"{value.__module__}.{value.__qualname__}".encode()]
    return [repr(value).encode()]
