"""What a warm parent imports of other people's packages; nothing of ours."""

from __future__ import annotations

import importlib
import warnings

# What runs notebooks and renders pages, and what notebooks read and draw with.
RUNNERS = ("nbconvert.exporters", "papermill", "pydantic", "tqdm.std", "yaml")
READERS = ("matplotlib.pyplot", "pandas", "seaborn")


def import_packages() -> None:
    """Import what notebooks and pages need of other people's packages."""
    import entrypoints

    # papermill loads every engine that is installed, and ours would bring our package with it.
    every = entrypoints.get_group_all
    entrypoints.get_group_all = lambda group: [
        found for found in every(group) if not found.module_name.startswith("parentdata")
    ]
    # What a kernel would not import must not change which warnings its cells show.
    with warnings.catch_warnings():
        for name in RUNNERS:
            importlib.import_module(name)
    entrypoints.get_group_all = every
    for name in READERS:
        importlib.import_module(name)
