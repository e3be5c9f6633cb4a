"""The canonical form of an executed notebook: what it says, without when and where it ran."""

from __future__ import annotations

import copy
import json

import nbformat

# A kernel sends one print in one or in several pieces, as it happens; joined, they are the same.
_KEPT_METADATA = ("kernelspec", "language_info", "parentdata")
_KEPT_CELL_METADATA = ("tags",)


def _canonical_outputs(outputs: list[nbformat.NotebookNode]) -> list[nbformat.NotebookNode]:
    kept: list[nbformat.NotebookNode] = []
    for output in outputs:
        output.pop("transient", None)
        last = kept[-1] if kept else None
        is_stream = output.output_type == "stream"
        if is_stream and last and last.output_type == "stream" and last.name == output.name:
            last.text += output.text
        else:
            kept.append(output)
    return kept


def _canonical_cell(cell: nbformat.NotebookNode, index: int) -> nbformat.NotebookNode:
    cell.id = f"cell-{index:03d}"
    cell.metadata = {
        name: cell.metadata[name] for name in _KEPT_CELL_METADATA if cell.metadata.get(name)
    }
    if cell.cell_type == "code":
        cell.outputs = _canonical_outputs(cell.outputs)
    return cell


def canonical_form(notebook: nbformat.NotebookNode) -> str:
    """Write an executed notebook without run times, random ids, paths and versions of its runner.

    Two runs that did the same give the same text, byte for byte.
    """
    canonical = copy.deepcopy(notebook)
    canonical.metadata = {
        name: canonical.metadata[name] for name in _KEPT_METADATA if name in canonical.metadata
    }
    canonical.metadata.get("language_info", {}).pop("version", None)
    canonical.cells = [_canonical_cell(cell, index) for index, cell in enumerate(canonical.cells)]
    return json.dumps(canonical, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
