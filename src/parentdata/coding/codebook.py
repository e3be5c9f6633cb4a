"""The codebook: a tree of codes, of which the leaves are what coders decide about every unit."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

PRESENT, ABSENT = "present", "absent"
PRESENCE = (PRESENT, ABSENT)

# So many digits of the digest as nobody meets by chance, and as still fit a column.
STAMP_DIGITS = 12

Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
Text = Annotated[str, Field(min_length=1)]
Number = Annotated[int, Field(ge=1, strict=True)]


class Strict(BaseModel):
    """A block of a YAML file in which an unknown key is a fault."""

    model_config = ConfigDict(extra="forbid", frozen=True, ignored_types=(cached_property,))


class Version(Strict):
    """Which codebook this is; the number rises whenever what coders see changes."""

    number: Number
    date: Annotated[date, Field(strict=True)]
    note: Text | None = None


class Retired(Strict):
    """Since which version nobody codes by a code any more, and why."""

    since: Number
    reason: Text


class Code(Strict):
    """One code, or a group of codes (which has no `kind`, and is not coded itself).

    Attributes
    ----------
    kind : {"presence", "ordinal", "nominal"}, absent for a group
    values : of an ordinal or nominal code, an ordinal's from least to most
    since : number of the version that gave the code its present wording
    """

    id: Name
    label: Text
    parent: Name | None = None
    question: Text | None = None
    kind: Literal["presence", "ordinal", "nominal"] | None = None
    values: tuple[Name, ...] = ()
    definition: Text
    include: Text | None = None
    exclude: Text | None = None
    example: Text | None = None
    since: Number = 1
    retired: Retired | None = None

    @model_validator(mode="after")
    def _says_what_coders_need(self) -> Code:
        if self.kind is None:
            if self.values:
                raise ValueError(f"code {self.id}: values without a kind")
            return self
        absent = [name for name in ("include", "exclude", "example") if not getattr(self, name)]
        if absent:
            raise ValueError(f"code {self.id}: {' and '.join(absent)} missing")
        if self.kind == "presence" and self.values:
            raise ValueError(f"code {self.id}: a presence code is present or absent; no values")
        if self.kind != "presence" and len(set(self.values)) < max(2, len(self.values)):
            raise ValueError(f"code {self.id}: at least two values, each once")
        return self

    @property
    def allowed(self) -> tuple[str, ...]:
        """Values that a coder may give, in order."""
        return PRESENCE if self.kind == "presence" else self.values


class Codebook(Strict):
    """The codes of one study, and what they are coded in (`unit`, in words)."""

    study: Text
    title: Text
    unit: Text
    version: Version
    questions: dict[Text, Text] = {}
    codes: Annotated[tuple[Code, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _holds_together(self) -> Codebook:
        times = Counter(code.id for code in self.codes)
        for name, count in times.items():
            if count > 1:
                raise ValueError(f"code {name!r} stands twice")
        for code in self.codes:
            self._check_code(code)
        return self

    def _check_code(self, code: Code) -> None:
        parent = self.by_id.get(code.parent) if code.parent else None
        latest = max(code.since, code.retired.since if code.retired else 1)
        for is_fault, said in (
            (code.parent and parent is None, f"no code is named {code.parent!r}, its parent"),
            (parent and parent.kind, f"its parent {code.parent!r} has a kind; a group has none"),
            (parent and parent.retired and not code.retired, f"{code.parent!r} is retired"),
            (self._is_circular(code), "it is its own parent, by way of others"),
            (code.kind is None and code.id not in self._parents, "a kind is missing"),
            (code.question and code.question not in self.questions, "its question is not listed"),
            (latest > self.version.number, f"version {latest} is yet to come"),
        ):
            if is_fault:
                raise ValueError(f"code {code.id}: {said}")

    def _is_circular(self, code: Code) -> bool:
        seen: set[str] = set()
        while code.parent and code.parent in self.by_id and code.id not in seen:
            seen.add(code.id)
            code = self.by_id[code.parent]
        return code.id in seen

    @cached_property
    def by_id(self) -> dict[str, Code]:
        """Every code and group by its id, in the order of the file."""
        return {code.id: code for code in self.codes}

    @cached_property
    def _parents(self) -> frozenset[str]:
        return frozenset(code.parent for code in self.codes if code.parent)

    @cached_property
    def leaves(self) -> tuple[Code, ...]:
        """What is coded: codes with a kind that are not retired, in the order of the tree."""
        tree = self.walk()
        return tuple(code for code in tree if code.kind is not None and code.retired is None)

    def walk(self, parent: str | None = None) -> Iterator[Code]:
        """Codes under a group (or all), each group before what it groups; retired ones too."""
        for code in self.codes:
            if code.parent == parent:
                yield code
                yield from self.walk(code.id)

    def leaves_under(self, group: str) -> tuple[Code, ...]:
        """Codes in use under a group, at any depth; the group is present where one of them is."""
        under = {code.id for code in self.walk(group)}
        return tuple(code for code in self.leaves if code.id in under)

    @cached_property
    def code_digests(self) -> dict[str, str]:
        """SHA-256 of what coders see of every code, by id."""
        return {code.id: _digest(self._show(code)) for code in self.codes}

    def _show(self, code: Code) -> dict:
        # Neither the order of the file nor the history of a code changes what is coded.
        seen = code.model_dump(exclude={"since", "retired"})
        asked = self.questions.get(code.question) if code.question else None
        return {**seen, "question": asked, "is_retired": code.retired is not None}

    @cached_property
    def digest(self) -> str:
        """SHA-256 of what coders see: 64 hexadecimal digits."""
        return _digest({"unit": self.unit, "codes": sorted(self.code_digests.items())})

    @property
    def stamp(self) -> str:
        """Version and digest as judgements name them, such as "2-9f86d081884c"."""
        return f"{self.version.number}-{self.digest[:STAMP_DIGITS]}"


def _digest(content: object) -> str:
    text = json.dumps(content, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
