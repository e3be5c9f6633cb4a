"""Tools and suppliers that replies name: one entry each, whatever it is written as."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import Field, ValidationError, model_validator

from parentdata.coding.codebook import Code, Name, Number, Strict, Text
from parentdata.coding.refusals import BadTools, UnknownTool
from parentdata.strict_yaml import describe_faults, parse_yaml

TOOLS_GROUP = "tools"
TOOL_PREFIX = "tool_"


def normalise_name(name: str) -> str:
    """Bring a written name into the form in which names are compared: case, spaces, dashes."""
    return " ".join(name.casefold().replace("-", " ").replace("\N{EN DASH}", " ").split())


class Tool(Strict):
    """A tool, or a supplier of tools, and the other names it goes by."""

    id: Name
    label: Text
    kind: Literal["tool", "supplier"]
    aliases: tuple[Text, ...] = ()
    note: Text | None = None
    since: Number = 1

    @property
    def code_id(self) -> str:
        """Id of its code, such as "tool_xantura"."""
        return TOOL_PREFIX + self.id

    def make_code(self) -> Code:
        """The presence code that coders see for it."""
        names = tuple(dict.fromkeys((self.label, *self.aliases)))
        return Code(
            id=self.code_id,
            label=self.label,
            parent=TOOLS_GROUP,
            kind="presence",
            definition=f"The text names this {self.kind}, by whatever name.",
            include=f"Any of the names: {'; '.join(names)}. Whatever it is said to be used for.",
            exclude="A description that fits, without one of the names.",
            example=f"… {names[-1]} …",
            since=self.since,
        )


class Tools(Strict):
    """The authority file of tools and suppliers."""

    tools: Annotated[tuple[Tool, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _tells_them_apart(self) -> Tools:
        owners: dict[str, str] = {}
        ids: set[str] = set()
        for name, tool in self._list_names():
            if owners.setdefault(name, tool.id) != tool.id:
                raise ValueError(f"{owners[name]} and {tool.id} share the name {name!r}")
        for tool in self.tools:
            if tool.id in ids:
                raise ValueError(f"the id {tool.id!r} stands twice")
            ids.add(tool.id)
        return self

    def _list_names(self) -> Iterator[tuple[str, Tool]]:
        for tool in self.tools:
            for name in dict.fromkeys(map(normalise_name, (tool.label, *tool.aliases))):
                yield name, tool

    @cached_property
    def _by_name(self) -> dict[str, Tool]:
        return dict(self._list_names())

    def resolve(self, name: str) -> Tool:
        """Find the tool or supplier that a written name means.

        Raises
        ------
        UnknownTool
            No entry has that name, in any case, spacing or hyphenation.
        """
        try:
            return self._by_name[normalise_name(name)]
        except KeyError:
            raise UnknownTool(
                f"{name!r} is not the name of a tool or supplier.",
                expected="a label or alias of tools.yml",
                do="Add it there, as an alias or as an entry of its own; nothing was written.",
            ) from None

    def make_codes(self) -> tuple[Code, ...]:
        """One presence code per entry, in the order of the file."""
        return tuple(tool.make_code() for tool in self.tools)


def parse_tools(text: str, *, source: Path | str) -> Tools:
    """Read the list of tools from the text of its file.

    Raises
    ------
    BadTools
        Not YAML, an unknown or repeated key, or two entries that share a name or an id.
    """
    try:
        return Tools.model_validate(parse_yaml(text))
    except (yaml.YAMLError, ValidationError) as error:
        raise BadTools(
            describe_faults(error),
            file=source,
            expected="`tools:`, a list of entries with id, label, kind and aliases",
            do="Correct the place named above; nothing was written.",
        ) from error
