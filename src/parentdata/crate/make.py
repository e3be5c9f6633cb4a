"""Make the archive of a finished run: `python -m parentdata crate`."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from parentdata.crate.archive import write_archive
from parentdata.crate.citation import read_citation
from parentdata.crate.contents import Contents, Item
from parentdata.crate.metadata import METADATA, Crate, describe_crate, list_folders, write_metadata
from parentdata.crate.refusals import AlreadyThere, NotVerified
from parentdata.crate.runs import find_runs
from parentdata.ddi import describe_survey
from parentdata.design_file import load_design_file
from parentdata.instrument import load_instrument
from parentdata.stages import PIPELINE, read_stages
from parentdata.strict_yaml import parse_yaml
from parentdata.verify import verify


def write_crate(root: Path, out: Path) -> Path:
    """Write one archive of the compendium and of its finished run.

    Parameters
    ----------
    root : Path
        Top folder of the compendium.
    out : Path
        The archive, a zip that is not there yet.

    Returns
    -------
    Path
        `out`. It holds the sources, what the run made, its records, DDI of each survey, and
        ro-crate-metadata.json, which gives size and SHA-256 of each.

    Raises
    ------
    AlreadyThere
        A file stands at `out`.
    BrokenRecord, NoFinishedRun
        As `find_runs`.
    UnclearLicence
        The licence of a raw folder does not say whether its files may be handed on.
    NotVerified
        Something that `make verify` checks is wrong.
    CannotWrite
        As `parentdata.whole_files.write_whole`.
    """
    if out.exists():
        raise AlreadyThere(
            "a file of that name is there.",
            file=out,
            expected="a new name, since an archive that was handed on must not change",
            do="Remove it, or name another with --out; nothing was written.",
        )
    runs = find_runs(root)
    contents = Contents(root, read_stages(root))
    # Licences are refused before the longer checks, and what is not there before all.
    held, citation = contents.held, read_citation(root)
    _refuse_unverified(root)
    made = _describe_surveys(contents)
    crate = Crate(
        contents=contents,
        runs=runs,
        citation=citation,
        about=_read_descriptions(root),
        values=parse_yaml((root / "params.yaml").read_text(encoding="utf-8")) or {},
        made=[_measure(path, content) for path, content in made.items()],
    )
    graph = describe_crate(crate)
    write_archive(
        out,
        root=root,
        files=[item.path for item in held],
        folders=list_folders(graph),
        made={**made, METADATA: write_metadata(graph)},
    )
    return out


def _refuse_unverified(root: Path) -> None:
    findings = [finding for verdict in verify(root) for finding in verdict.findings]
    if findings:
        more = f" (and {len(findings) - 1} more)" if len(findings) > 1 else ""
        raise NotVerified(
            f"{findings[0].came}{more}",
            file=findings[0].file,
            expected="a run in which `make verify` finds nothing wrong",
            do=f"{findings[0].do} `make verify` lists everything. No archive was made.",
        )


def _describe_surveys(contents: Contents) -> dict[str, bytes]:
    """Describe each survey in DDI, by the path of the description in the archive."""
    found = {}
    for study, origin in contents.origins.items():
        folder = contents.root / "data" / "raw" / study
        if "instrument.yml" in origin.files:
            design = folder / "design.yml"
            found[f"ddi/{study}.xml"] = describe_survey(
                load_instrument(folder / "instrument.yml"),
                load_design_file(design) if design.is_file() else None,
                origin,
            )
    return found


def _measure(path: str, content: bytes) -> Item:
    return Item(path=path, sha256=hashlib.sha256(content).hexdigest(), size=len(content))


def _read_descriptions(root: Path) -> Mapping[str, str]:
    stages = parse_yaml((root / PIPELINE).read_text(encoding="utf-8"))["stages"]
    return {name: stage.get("desc", stage["cmd"]) for name, stage in stages.items()}
