"""What the archive says of itself, from CITATION.cff: title, authors, abstract, keywords."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from parentdata.crate.refusals import BadCitation
from parentdata.strict_yaml import describe_faults, parse_yaml

CITATION = "CITATION.cff"


class Citation(BaseModel):
    """The fields of CITATION.cff that the archive uses; the others are not looked at."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    title: str
    abstract: str
    version: str
    keywords: tuple[str, ...] = ()
    authors: Annotated[tuple[dict[str, Any], ...], Field(min_length=1)]
    references: tuple[dict[str, Any], ...] = ()


def read_citation(root: Path) -> Citation:
    """Read CITATION.cff.

    Raises
    ------
    BadCitation
        It is not there, is not YAML, or lacks a title, abstract, version or author.
    """
    path = root / CITATION
    try:
        return Citation.model_validate(parse_yaml(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, yaml.YAMLError, ValidationError) as error:
        is_told = isinstance(error, yaml.YAMLError | ValidationError)
        raise BadCitation(
            describe_faults(error) if is_told else f"it cannot be read ({type(error).__name__}).",
            file=path,
            expected="a Citation File Format file with title, abstract, version and authors",
            do="Restore it from the repository; no archive was made.",
        ) from error


def name_author(author: dict[str, Any]) -> str:
    """Name an author in words: a person's given and family names, or an entity's name."""
    parts = (author.get("given-names"), author.get("family-names"), author.get("name"))
    return " ".join(part for part in parts if part)
