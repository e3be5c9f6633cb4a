"""What public sources show beside what an authority replied: cases, each with its source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    model_validator,
)

from parentdata.foi.refusals import BadPublicEvidence
from parentdata.strict_yaml import describe_faults, parse_yaml

STUDY = "foi-evidence"
FILE = "evidence.yml"
NOT_GIVEN = "not_given"
USES, DENIES, NOT_KNOWN = "uses", "denies", "not_known"
MEMBER, NOT_MEMBER = "member", "not_member"
CONTRADICTS, EXTENDS, CONFIRMS = "contradicts", "extends", "confirms"

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Use = Literal["uses", "denies", "not_known"]
Day = Annotated[date, Field(strict=True)] | Literal["not_given"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Case(_Strict):
    """One authority's reply and what is public about it (data/raw/foi-evidence/evidence.yml)."""

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    authority: Text
    programme: Literal["member", "not_member", "not_known"]
    reply: Text
    reply_says: Use
    reply_date: Day
    shows: Text
    shows_use: Use
    seen_at: Text
    seen_date: Day
    relation: Literal["contradicts", "extends", "confirms"]
    source: Text
    note: Text

    @model_validator(mode="after")
    def _relates(self) -> Case:
        possible = _list_relations(self.reply_says, self.shows_use)
        if self.relation not in possible:
            raise ValueError(
                f"{self.id}: relation {self.relation!r} does not follow where the reply says "
                f"{self.reply_says!r} and the public source {self.shows_use!r}: "
                f"{' or '.join(possible)}"
            )
        if NOT_GIVEN in (self.shows, self.seen_at):
            raise ValueError(f"{self.id}: a case without its evidence is none")
        if (self.reply == NOT_GIVEN) != (self.reply_says == NOT_KNOWN):
            raise ValueError(
                f"{self.id}: what a reply says is not_known exactly where it is not_given"
            )
        return self

    @property
    def adds_user(self) -> bool:
        """Whether believing the public source makes a council that denied use a user."""
        return self.relation == CONTRADICTS and self.shows_use == USES

    @property
    def takes_user(self) -> bool:
        """Whether believing the public source makes a council that admitted use no user."""
        return self.relation == CONTRADICTS and self.shows_use == DENIES


class PublicEvidence(_Strict):
    """All cases, in the order of the file."""

    cases: Annotated[tuple[Case, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _holds_together(self) -> PublicEvidence:
        for told in ("id", "authority"):
            times = Counter(getattr(case, told) for case in self.cases)
            repeated = [name for name, count in times.items() if count > 1]
            if repeated:
                raise ValueError(f"{told} {repeated[0]!r} stands twice: one case an authority")
        return self


def read_evidence(path: Path, *, sources: Collection[str]) -> PublicEvidence:
    """Read evidence.yml, strictly.

    Parameters
    ----------
    path : Path
    sources : collection of str
        Keys of the sources that are on record, as in reports/claims.yml.

    Raises
    ------
    BadPublicEvidence
        The file is absent or no YAML; a field is missing, unknown or of another kind; a source is
        not on record; a relation does not follow from what reply and public source say; an id or
        an authority stands twice.
    """
    try:
        evidence = PublicEvidence.model_validate(parse_yaml(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise _refuse(path, f"the file cannot be read: {error.strerror}.") from error
    except (yaml.YAMLError, UnicodeDecodeError, ValidationError) as error:
        said = f"{error}." if isinstance(error, UnicodeDecodeError) else describe_faults(error)
        raise _refuse(path, said) from error
    unknown = [case for case in evidence.cases if case.source not in sources]
    if unknown:
        raise _refuse(
            path,
            f"case {unknown[0].id!r} has the source {unknown[0].source!r}, which is not on record.",
            expected=f"one of {', '.join(sorted(sources))}",
        )
    return evidence


def _list_relations(reply: str, shown: str) -> tuple[str, ...]:
    """Relations that can hold between what a reply and what a public source says of use."""
    if NOT_KNOWN in (reply, shown):
        return (EXTENDS,)
    return (CONFIRMS, EXTENDS) if reply == shown else (CONTRADICTS,)


def _refuse(
    path: Path, came: str, expected: str = "the fields that its first lines describe"
) -> BadPublicEvidence:
    return BadPublicEvidence(
        came,
        file=path,
        expected=expected,
        do="Correct the place named above; where the source is silent write not_given or "
        "not_known; nothing was written.",
    )
