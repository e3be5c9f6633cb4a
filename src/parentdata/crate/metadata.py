"""ro-crate-metadata.json: all entities of the archive, in one graph."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from parentdata.crate.actions import ENGINE_RUN, WHOLE, describe_runs, name_run
from parentdata.crate.citation import Citation, name_author
from parentdata.crate.contents import Contents, Item
from parentdata.crate.entities import (
    CC_BY,
    MIT,
    Entity,
    describe_file,
    describe_folder,
    describe_left_out,
    name_left_out,
    name_path,
    name_raw_licence,
    point,
    point_all,
)
from parentdata.crate.runs import StageRun
from parentdata.crate.workflow import Paths, describe_workflow
from parentdata.stages import PIPELINE

METADATA = "ro-crate-metadata.json"
CONTEXT = "https://w3id.org/ro/crate/1.1/context"
SPECIFICATION = "https://w3id.org/ro/crate/1.1"
WORKFLOW_CRATE = "https://w3id.org/workflowhub/workflow-ro-crate/1.0"
PROFILES = {
    "https://w3id.org/ro/wfrun/process/0.5": "Process Run Crate",
    "https://w3id.org/ro/wfrun/workflow/0.5": "Workflow Run Crate",
    "https://w3id.org/ro/wfrun/provenance/0.5": "Provenance Run Crate",
    WORKFLOW_CRATE: "Workflow RO-Crate",
}
# Terms of the profiles for runs that the context of RO-Crate 1.1 does not have.
TERMS = {
    "sha256": "https://w3id.org/ro/terms/workflow-run#sha256",
    "multipleValues": "https://w3id.org/ro/terms/workflow-run#multipleValues",
}
DATA_STATUS = (
    "The responses, requests, replies and discussions in this archive are stand-ins made by a"
    " program, except where the origin.yml of their folder says that they are real."
)


@dataclass(frozen=True, kw_only=True)
class Crate:
    """What the metadata are made from."""

    contents: Contents
    runs: Sequence[StageRun]
    citation: Citation
    about: Mapping[str, str]
    values: Mapping[str, Any]
    made: Sequence[Item]


def write_metadata(graph: Sequence[Entity]) -> bytes:
    """Write the entities of an archive as JSON-LD; the same ones always give the same bytes."""
    document = {"@context": [CONTEXT, TERMS], "@graph": list(graph)}
    return (json.dumps(document, indent=1, ensure_ascii=False) + "\n").encode("utf-8")


def describe_crate(crate: Crate) -> list[Entity]:
    """List all entities of an archive: itself, its files, its workflow, its runs.

    References
    ----------
    RO-Crate 1.1, https://w3id.org/ro/crate/1.1
    """
    contents = crate.contents
    held = [*contents.held, *crate.made]
    left_out = [item for item in contents.items if item.left_out is not None]
    files = {item.path: describe_file(item) for item in held}
    paths = _find_paths(crate, files)
    folders = _describe_folders(paths, files)
    # dvc.yaml is a file and the workflow at once.
    workflow = describe_workflow(contents.stages, crate.about, crate.values, paths, files[PIPELINE])
    parts = [*(entity["@id"] for entity in (*files.values(), *folders))]
    return [
        _describe_metadata(),
        _describe_root(crate, parts, [name_left_out(item.path) for item in left_out]),
        *(entity for path, entity in files.items() if path != PIPELINE),
        *folders,
        *map(describe_left_out, left_out),
        *workflow,
        *describe_runs(crate.runs, paths),
        *_describe_profiles(),
        *_describe_licences(contents),
        *_describe_people(crate.citation),
    ]


def list_folders(graph: Iterable[Entity]) -> list[str]:
    """List the folders that entities speak of, the archive itself not counted."""
    return [
        entity["name"] for entity in graph if entity["@type"] == "Dataset" and entity["@id"] != "./"
    ]


def _find_paths(crate: Crate, files: Mapping[str, Entity]) -> Paths:
    """Find the entity of each path of dvc.yaml: a file, a folder, or one that is left out."""
    stages = crate.contents.stages.values()
    found, gone = {}, set()
    for path in dict.fromkeys(path for stage in stages for path in (*stage.deps, *stage.outs)):
        if path in files:
            found[path] = name_path(path)
        elif any(file.startswith(f"{path}/") for file in files):
            found[path] = f"{name_path(path)}/"
        else:
            found[path] = name_left_out(path)
            gone.add(path)
    return Paths(entities=found, left_out=frozenset(gone))


def _describe_folders(paths: Paths, files: Mapping[str, Entity]) -> list[Entity]:
    folders = [path for path, name in paths.entities.items() if name.endswith("/")]
    return [
        describe_folder(
            folder,
            [entity["@id"] for path, entity in files.items() if path.startswith(f"{folder}/")],
        )
        for folder in sorted(folders)
    ]


def _describe_metadata() -> Entity:
    return {
        "@id": METADATA,
        "@type": "CreativeWork",
        "about": point("./"),
        "conformsTo": [point(SPECIFICATION), point(WORKFLOW_CRATE)],
    }


def _describe_root(crate: Crate, parts: Iterable[str], left_out: Sequence[str]) -> Entity:
    citation = crate.citation
    absent = (
        f" {len(left_out)} files are left out, each with its SHA-256 and the reason."
        if left_out
        else ""
    )
    return {
        "@id": "./",
        "@type": "Dataset",
        "name": citation.title,
        "description": f"{citation.abstract.strip()} {DATA_STATUS}{absent}",
        "version": citation.version,
        "keywords": list(citation.keywords),
        "datePublished": max(run.ended for run in crate.runs),
        "license": point_all([CC_BY, MIT]),
        "author": point_all(f"#author/{place}" for place, _ in enumerate(citation.authors, 1)),
        "citation": point_all(_name_work(work) for work in citation.references),
        "conformsTo": point_all(PROFILES),
        "mainEntity": point(PIPELINE),
        "hasPart": point_all(parts),
        "mentions": point_all([WHOLE, ENGINE_RUN, *map(name_run, crate.runs), *left_out]),
    }


def _describe_profiles() -> list[Entity]:
    return [
        {"@id": name, "@type": "CreativeWork", "name": title, "version": name.rpartition("/")[2]}
        for name, title in PROFILES.items()
    ]


def _describe_licences(contents: Contents) -> list[Entity]:
    ours = {
        MIT: ("MIT", "Program code."),
        CC_BY: ("CC-BY-4.0", "Text, figures and tables."),
    }
    entities = [
        {"@id": name, "@type": "CreativeWork", "name": short, "identifier": short,
         "description": f"{what} See LICENSE."}
        for name, (short, what) in ours.items()
    ]  # fmt: skip
    for study, origin in contents.origins.items():
        where = {"url": origin.url} if origin.url else {}
        entities.append(
            {"@id": name_raw_licence(study), "@type": "CreativeWork",
             "name": f"Licence of data/raw/{study}", "description": origin.licence,
             "about": f"{origin.title}. Status: {origin.status}.", **where}
        )  # fmt: skip
    return entities


def _describe_people(citation: Citation) -> list[Entity]:
    authors: list[Entity] = [
        {"@id": f"#author/{place}", "name": name_author(author),
         "@type": "Person" if "family-names" in author else "Organization"}
        for place, author in enumerate(citation.authors, 1)
    ]  # fmt: skip
    works = [
        {"@id": _name_work(work), "@type": "ScholarlyArticle", "name": work["title"],
         "creator": [name_author(author) for author in work.get("authors", ())]}
        for work in citation.references
    ]  # fmt: skip
    return authors + works


def _name_work(work: Mapping[str, Any]) -> str:
    return f"https://doi.org/{work['doi']}" if "doi" in work else f"#work/{work['title']}"
