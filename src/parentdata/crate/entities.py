"""Entities of an RO-Crate: plain mappings with `@id` and `@type`, and how they point at others."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from parentdata.crate.contents import Item

Entity = dict[str, Any]

MIT = "https://spdx.org/licenses/MIT"
CC_BY = "https://creativecommons.org/licenses/by/4.0/"
# Sources that are program code; what is neither code nor raw is under CC-BY-4.0 (LICENSE).
CODE = (
    ".ci/", ".dvc", ".git", "Makefile", "benchmarks/", "dvc.lock", "dvc.yaml", "environment.yml",
    "pyproject.toml", "reports/theme/", "requirements", "src/", "tests/",
)  # fmt: skip
# Both code and prose.
MIXED = ("analysis/", "build/executed/")
TYPES = {
    ".cff": "text/yaml", ".csv": "text/csv", ".ipynb": "application/x-ipynb+json",
    ".lock": "text/plain", ".lua": "text/x-lua", ".md": "text/markdown", ".py": "text/x-python",
    ".svg": "image/svg+xml", ".toml": "application/toml", ".yaml": "text/yaml",
    ".yml": "text/yaml",
}  # fmt: skip


def name_path(path: str) -> str:
    """Name a file or folder in the archive: its path as a relative URI."""
    return quote(path, safe="/")


def point(name: str) -> Entity:
    """Point at an entity by its `@id`."""
    return {"@id": name}


def point_all(names: Iterable[str]) -> list[Entity]:
    """Point at entities, each once, in the order given."""
    return [point(name) for name in dict.fromkeys(names)]


def name_raw_licence(study: str) -> str:
    """Name the entity of a raw folder's licence."""
    return f"#licence-{study}"


def find_licences(path: str) -> list[str]:
    """Name the licences that a file is under."""
    if path.startswith("data/raw/") and path.count("/") > 2:
        return [name_raw_licence(path.split("/")[2])]
    if path.startswith(MIXED):
        return [MIT, CC_BY]
    return [MIT] if path.startswith(CODE) else [CC_BY]


def describe_file(item: Item) -> Entity:
    """Describe a file of the archive: size, SHA-256, kind, licence."""
    return {
        "@id": name_path(item.path),
        "@type": "File",
        "name": item.path,
        "contentSize": str(item.size),
        "sha256": item.sha256,
        "encodingFormat": guess_type(item.path),
        "license": point_all(find_licences(item.path)),
    }


def name_left_out(path: str) -> str:
    """Name the entity of a file that is left out: no path, since there is no file."""
    return f"#left-out/{name_path(path)}"


def describe_left_out(item: Item) -> Entity:
    """Describe a file that is not in the archive: its hash, and why it is left out."""
    size = {} if item.size is None else {"contentSize": str(item.size)}
    return {
        "@id": name_left_out(item.path),
        "@type": "DigitalDocument",
        "name": item.path,
        "sha256": item.sha256,
        "encodingFormat": guess_type(item.path),
        "license": point_all(find_licences(item.path)),
        "conditionsOfAccess": f"Not in this archive: {item.left_out}",
        **size,
    }


def describe_folder(path: str, parts: Iterable[str]) -> Entity:
    """Describe a folder of the archive, by the entities that are in it."""
    return {
        "@id": f"{name_path(path)}/",
        "@type": "Dataset",
        "name": path,
        "hasPart": point_all(parts),
    }


def guess_type(path: str) -> str:
    """Name a file's kind by its ending; text where it has none that is known."""
    ending = f".{path.rpartition('.')[2]}"
    return TYPES.get(ending) or mimetypes.guess_type(path)[0] or "text/plain"
