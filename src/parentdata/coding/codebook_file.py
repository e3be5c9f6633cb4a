"""Codebooks from their files, with the codes of the tools that tools.yml lists."""

from __future__ import annotations

from pathlib import Path

import yaml
from pydantic import ValidationError

from parentdata.coding.codebook import Codebook
from parentdata.coding.refusals import BadCodebook, BadTools
from parentdata.coding.tools import Tools, parse_tools
from parentdata.errors import Refusal
from parentdata.strict_yaml import describe_faults, parse_yaml

CODEBOOK_FILE = "codebook.yml"
TOOLS_FILE = "tools.yml"


def parse_codebook(text: str, *, source: Path | str, tools: Tools | None = None) -> Codebook:
    """Read a codebook from the text of its file, and add a code for every tool.

    Parameters
    ----------
    text : str
        YAML as decisions/0018 describes it.
    source : Path or str
        Named in refusals.
    tools : Tools, optional
        Become presence codes `tool_<id>` under the group `tools`, which the codebook must have.

    Raises
    ------
    BadCodebook
        Not YAML, an unknown or repeated key, a repeated id, a parent that is not there, a leaf
        without kind, inclusion, exclusion or example, values that do not fit the kind.
    """
    try:
        content = parse_yaml(text)
        return Codebook.model_validate(content if tools is None else _add_tools(content, tools))
    except (yaml.YAMLError, ValidationError) as error:
        raise BadCodebook(
            describe_faults(error),
            file=source,
            expected="study, title, unit, version, questions and codes, as decisions/0018 says",
            do="Correct the place named above; nothing was written.",
        ) from error


def _add_tools(content: object, tools: Tools) -> object:
    """Append the codes of the tools; what is no codebook stays as it is, for the model to refuse.

    Where the group is missing, every added code has a parent that is not there.
    """
    if not isinstance(content, dict) or not isinstance(content.get("codes"), list):
        return content
    made = [code.model_dump() for code in tools.make_codes()]
    return {**content, "codes": [*content["codes"], *made]}


def load_codebook(folder: Path) -> Codebook:
    """Read codebook.yml of a folder, and tools.yml where there is one.

    Raises
    ------
    BadCodebook, BadTools
        A file cannot be read, or is not as `parse_codebook` and `parse_tools` expect.
    """
    tools = load_tools(folder) if (folder / TOOLS_FILE).exists() else None
    path = folder / CODEBOOK_FILE
    return parse_codebook(_read_text(path, BadCodebook), source=path, tools=tools)


def load_tools(folder: Path) -> Tools:
    """Read tools.yml of a folder; `BadTools` as in `parse_tools`, or where there is none."""
    path = folder / TOOLS_FILE
    return parse_tools(_read_text(path, BadTools), source=path)


def _read_text(path: Path, kind: type[Refusal]) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise kind(
            f"the file cannot be read ({type(error).__name__}).",
            file=path,
            expected="a UTF-8 text file",
            do="Put the study's file there; nothing was written.",
        ) from error
