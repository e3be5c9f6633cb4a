"""dvc.yaml says all that a stage reads: parameters, files and code."""

from __future__ import annotations

from pathlib import Path

import grimp
import nbformat
import pytest
import yaml

from parentdata.notebooks import Parameters, declared_names

ROOT = Path(__file__).resolve().parents[2]
STAGES = yaml.safe_load((ROOT / "dvc.yaml").read_text())["stages"]
NOTEBOOK_STAGES = [name for name, stage in STAGES.items() if "parentdata run" in stage["cmd"]]
GRAPH = grimp.build_graph("parentdata", cache_dir=None)

# What each command reaches through __main__, which itself belongs to no stage.
ENTRY = {
    "check-origins": ["parentdata.provenance"],
    "clean pilot-survey": ["parentdata.intake"],
    "clean national-survey": ["parentdata.intake"],
    "clean foi-outcomes": ["parentdata.foi"],
    "clean foi-requests": ["parentdata.foi.register", "parentdata.foi.judged"],
    "clean focus-groups": ["parentdata.focus_groups"],
    "multiverse": ["parentdata.multiverse"],
    "claims check": ["parentdata.claims_steps"],
    "run": ["parentdata.notebooks"],
    "render-site": ["parentdata.site"],
    "release": ["parentdata.release"],
}
# Layers that every module stands on; a change in them is a change of no result.
GROUND = (
    "parentdata",
    "parentdata.data_status",
    "parentdata.errors",
    "parentdata.paths",
    "parentdata.strict_yaml",
    "parentdata.whole_files",
)


def outputs(stage: dict) -> list[str]:
    entries = stage.get("outs", []) + stage.get("metrics", [])
    return [next(iter(entry)) if isinstance(entry, dict) else entry for entry in entries]


def imported_by(notebook: Path) -> list[str]:
    import ast

    modules = []
    for cell in nbformat.read(notebook, as_version=4).cells:
        for node in ast.walk(ast.parse(cell.source)) if cell.cell_type == "code" else []:
            if isinstance(node, ast.ImportFrom) and node.module.split(".")[0] == "parentdata":
                modules += [f"{node.module}.{alias.name}" for alias in node.names] + [node.module]
    return [module for module in modules if module in GRAPH.modules and module != "parentdata"]


def files_of(module: str) -> list[Path]:
    base = ROOT / "src" / Path(*module.split("."))
    return [base / "__init__.py"] if base.is_dir() else [base.with_suffix(".py")]


@pytest.mark.parametrize("name", STAGES)
def test_a_stage_is_described_and_names_each_file(name):
    stage = STAGES[name]
    assert stage["desc"]
    assert not [entry for entry in stage["deps"] + outputs(stage) if "*" in entry]
    assert not [out for out in outputs(stage) if out.startswith(("analysis", "data/raw"))]


@pytest.mark.parametrize("name", STAGES)
def test_a_stage_declares_all_code_of_ours_that_it_can_reach(name):
    stage = STAGES[name]
    words = stage["cmd"].split()
    start = list(ENTRY.get(" ".join(words[3:5])) or ENTRY[words[3]])
    start += imported_by(ROOT / words[4]) if name in NOTEBOOK_STAGES else []
    reached = set(start).union(*(GRAPH.find_upstream_modules(module) for module in start))
    reached |= {child for module in start for child in GRAPH.find_descendants(module)}
    declared = [ROOT / dep for dep in stage["deps"]]
    missing = [
        module
        for module in sorted(reached - set(GROUND))
        for path in files_of(module)
        if not any(path == dep or dep in path.parents for dep in declared)
    ]
    assert missing == []


@pytest.mark.parametrize("name", NOTEBOOK_STAGES)
def test_a_notebook_stage_declares_the_parameters_that_its_notebook_takes(name):
    stage = STAGES[name]
    path = ROOT / stage["cmd"].split()[-1]
    names = declared_names(nbformat.read(path, as_version=4), source=path.name)
    assert sorted(stage["params"]) == sorted(set(names) - {"study"})


def test_every_parameter_is_taken_by_some_notebook_or_by_the_check_of_a_release():
    takers = [*NOTEBOOK_STAGES, "check-disclosure"]
    taken = {name for stage in takers for name in STAGES[stage]["params"]}
    assert taken == {name for name, field in Parameters.model_fields.items() if field.is_required()}


@pytest.mark.parametrize("name", STAGES)
def test_what_a_stage_declares_is_there(name, root):
    made = {out for stage in STAGES.values() for out in outputs(stage)}
    for dep in STAGES[name]["deps"]:
        is_made = any(out == dep or out.startswith(f"{dep}/") for out in made)
        assert is_made or (root / dep).exists(), dep
