"""The file of parallels: what is published of schools and of social care, and where we look."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from parentdata.education.refusals import BadParallels, NoSource
from parentdata.strict_yaml import describe_faults, parse_yaml

STUDIES = {
    "pilot-survey": "Pilot survey",
    "national-survey": "National survey",
    "foi-requests": "FOI replies",
    "focus-groups": "Focus groups",
}
STATED = ("issues", "parallels")

Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
Text = Annotated[str, Field(min_length=1)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Issue(_Strict):
    """One key issue of the report on schools, as its source says it."""

    id: Name
    label: Text
    text: Text
    source: Text


class Evidence(_Strict):
    """An estimate of this compendium, and how it bears on a parallel.

    With `holds_if` and `limit` the estimate can speak for or against; without, it is related and
    decides nothing.
    """

    estimate: Text
    study: Literal[tuple(STUDIES)]
    label: Text
    holds_if: Literal["below", "above"] | None = None
    limit: float | None = None
    because: Text

    @model_validator(mode="after")
    def _has_both_or_none(self) -> Evidence:
        if (self.holds_if is None) != (self.limit is None):
            raise ValueError(f"{self.estimate}: give 'holds_if' and 'limit' together, or neither")
        return self


class Parallel(_Strict):
    """One parallel with local authorities, and the evidence here, or why there is none."""

    id: Name
    label: Text
    text: Text
    source: Text
    evidence: tuple[Evidence, ...] = ()
    no_evidence: Text | None = None

    @model_validator(mode="after")
    def _says_why_there_is_none(self) -> Parallel:
        if bool(self.evidence) == (self.no_evidence is not None):
            raise ValueError(f"{self.id}: give 'evidence', or 'no_evidence' with the reason")
        return self


class Link(_Strict):
    """An issue in schools and a parallel in social care that go together, and why."""

    issue: Name
    parallel: Name
    kind: Literal["same", "related"]
    because: Text


class Crosswalk(_Strict):
    """Issues, parallels, what links them, and the sources that say so."""

    sources: Annotated[dict[Text, Text], Field(min_length=1)]
    issues: Annotated[tuple[Issue, ...], Field(min_length=1)]
    parallels: Annotated[tuple[Parallel, ...], Field(min_length=1)]
    links: tuple[Link, ...] = ()

    @model_validator(mode="after")
    def _holds_together(self) -> Crosswalk:
        issues, parallels = (
            [entry.id for entry in group] for group in (self.issues, self.parallels)
        )
        used = [evidence.estimate for each in self.parallels for evidence in each.evidence]
        pairs = [(link.issue, link.parallel) for link in self.links]
        for names in (issues, parallels, used, pairs):
            twice = [name for name, times in Counter(names).items() if times > 1]
            if twice:
                raise ValueError(f"{twice[0]!r} stands twice")
        for link in self.links:
            if link.issue not in issues or link.parallel not in parallels:
                raise ValueError(
                    f"a link is of {link.issue!r} and {link.parallel!r}, not both listed"
                )
        return self


def parse_parallels(text: str, *, source: Path | str) -> Crosswalk:
    """Read the parallels from the text of their file.

    Raises
    ------
    NoSource
        An issue or parallel has no source, or one that is not listed under `sources`.
    BadParallels
        Not YAML, a field that is missing, unknown or of another kind, an id that stands twice, a
        link to what is not there, a parallel with neither evidence nor a reason for having none.
    """
    try:
        content = parse_yaml(text)
        _refuse_without_source(content, source)
        return Crosswalk.model_validate(content)
    except (yaml.YAMLError, ValidationError) as error:
        raise BadParallels(
            describe_faults(error),
            file=source,
            expected="sources, issues, parallels and links, as decisions/0029 describes them",
            do="Correct the place named above; nothing was written.",
        ) from error


def _refuse_without_source(content: object, source: Path | str) -> None:
    """Refuse a statement that nobody stands behind, before anything else is said of the file."""
    if not isinstance(content, dict):
        return
    listed = content.get("sources")
    known = list(listed) if isinstance(listed, dict) else []
    for block in STATED:
        for place, entry in enumerate(content.get(block) or [], start=1):
            given = entry.get("source") if isinstance(entry, dict) else None
            if given not in known:
                name = entry.get("id", f"number {place}") if isinstance(entry, dict) else place
                raise NoSource(
                    f"the entry {name!r} under {block} has "
                    + (f"the source {given!r}, which is not listed." if given else "no source."),
                    file=source,
                    expected=f"a source out of {', '.join(known) or 'the block sources'}",
                    do="Say who published it, and list the source; nothing was written.",
                )


def load_parallels(folder: Path) -> Crosswalk:
    """Read parallels.yml of a folder; refusals as in `parse_parallels`, or if it is absent."""
    path = folder / "parallels.yml"
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadParallels(
            f"the file cannot be read ({type(error).__name__}).",
            file=path,
            expected="a UTF-8 file",
            do="Put it there; nothing was written.",
        ) from error
    return parse_parallels(text, source=path)
