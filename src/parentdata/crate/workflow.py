"""dvc.yaml as a workflow: its stages as tools, what each takes and makes, and their steps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from parentdata.crate.entities import Entity, name_path, point, point_all
from parentdata.stages import Stage

ENGINE = "#dvc"
CODE = "src/"
# Parameters of a workflow say of what kind they are by these names.
KINDS = {bool: "Boolean", int: "Integer", float: "Float", str: "Text"}


@dataclass(frozen=True, kw_only=True)
class Paths:
    """Entities that paths of dvc.yaml stand for: in the archive, or left out of it."""

    entities: Mapping[str, str]
    left_out: frozenset[str]

    def name(self, path: str) -> str:
        """Name the entity of a path."""
        return self.entities[path]


def name_tool(stage: Stage) -> str:
    """Name the tool that a stage is."""
    return f"#stage/{stage.name}"


def name_step(stage: Stage) -> str:
    """Name the step of the workflow that runs a stage."""
    return f"#step/{stage.name}"


def name_parameter(name: str) -> str:
    """Name a parameter of params.yaml as something that a stage takes."""
    return f"#parameter/{name}"


def name_slot(path: str) -> str:
    """Name a file or folder as something that a stage takes or makes."""
    return f"#slot/{name_path(path)}"


def list_data(stage: Stage) -> list[str]:
    """List what a stage reads besides code."""
    return [dep for dep in stage.deps if not dep.startswith(CODE)]


def describe_workflow(
    stages: Mapping[str, Stage],
    about: Mapping[str, str],
    values: Mapping[str, Any],
    paths: Paths,
    file: Entity,
) -> list[Entity]:
    """Describe the pipeline.

    Parameters
    ----------
    stages : mapping of name to Stage
    about : mapping of name to what dvc.yaml says that the stage does
    values : mapping of parameter to the value that it has
    paths : Paths
    file : Entity
        dvc.yaml as a file; the workflow is that file.

    References
    ----------
    Provenance Run Crate 0.5, https://w3id.org/ro/wfrun/provenance/0.5
    """
    made = [out for stage in stages.values() for out in stage.outs]
    read = [dep for stage in stages.values() for dep in list_data(stage)]
    taken = sorted({name for stage in stages.values() for name in stage.params})
    workflow = file | {
        "@type": ["File", "SoftwareSourceCode", "ComputationalWorkflow", "HowTo"],
        "name": "The pipeline: from raw files to pages",
        "programmingLanguage": point(ENGINE),
        "hasPart": point_all(name_tool(stage) for stage in stages.values()),
        "step": point_all(name_step(stage) for stage in stages.values()),
        "input": point_all(
            [name_slot(dep) for dep in read if dep not in made] + [*map(name_parameter, taken)]
        ),
        "output": point_all(name_slot(out) for out in made),
        "softwareRequirements": point("requirements.lock"),
    }
    slots = [_describe_slot(path, paths) for path in dict.fromkeys((*read, *made))]
    parameters = [_describe_parameter(name, values.get(name)) for name in taken]
    tools = [_describe_tool(stage, about, paths) for stage in stages.values()]
    steps = [_describe_step(stage, place) for place, stage in enumerate(stages.values(), start=1)]
    return [workflow, _describe_engine(), *tools, *steps, *slots, *parameters]


def _describe_engine() -> Entity:
    return {
        "@id": ENGINE,
        "@type": ["ComputerLanguage", "SoftwareApplication"],
        "name": "DVC",
        "alternateName": "Data Version Control",
        "description": "Reads dvc.yaml and runs the stages whose inputs changed: `dvc repro`.",
        "url": point("https://dvc.org/"),
    }


def _describe_tool(stage: Stage, about: Mapping[str, str], paths: Paths) -> Entity:
    code = [paths.name(dep) for dep in stage.deps if dep.startswith(CODE)]
    return {
        "@id": name_tool(stage),
        "@type": "SoftwareApplication",
        "name": stage.command,
        "description": about[stage.name],
        "hasPart": point_all(code),
        "input": point_all([*map(name_slot, list_data(stage)), *map(name_parameter, stage.params)]),
        "output": point_all(map(name_slot, stage.outs)),
    }


def _describe_step(stage: Stage, place: int) -> Entity:
    return {
        "@id": name_step(stage),
        "@type": "HowToStep",
        "name": stage.name,
        "position": str(place),
        "workExample": point(name_tool(stage)),
    }


def _describe_slot(path: str, paths: Paths) -> Entity:
    entity = paths.name(path)
    slot = {
        "@id": name_slot(path),
        "@type": "FormalParameter",
        "name": path,
        "additionalType": "Dataset" if entity.endswith("/") else "File",
    }
    # Nothing in the archive is an example of a file that is left out.
    return slot if path in paths.left_out else slot | {"workExample": point(entity)}


def _describe_parameter(name: str, value: Any) -> Entity:
    return {
        "@id": name_parameter(name),
        "@type": "FormalParameter",
        "name": name,
        "description": "A choice that a critic may dispute; its meaning stands in params.yaml.",
        "additionalType": KINDS.get(type(value), "Text"),
        "multipleValues": str(isinstance(value, list)),
    }
