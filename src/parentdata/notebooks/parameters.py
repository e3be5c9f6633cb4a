"""The parameters of the notebooks: name, type, range and meaning of each."""

from __future__ import annotations

import ast
import difflib
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

import nbformat
import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from parentdata.errors import Refusal
from parentdata.strict_yaml import describe_faults, parse_yaml

Acceptable = Literal["completely_acceptable", "somewhat_acceptable", "neither"]
Outcome = Literal[
    "granted_in_full", "partially_withheld", "fully_withheld", "not_held", "no_response"
]


class BadParameter(Refusal):
    """A parameter is unknown, misspelt, of another type or out of its range."""


class Parameters(BaseModel):
    """Every choice of params.yaml; a notebook takes those that its parameters cell names."""

    model_config = ConfigDict(extra="forbid", strict=True)

    confidence_level: float = Field(gt=0.5, lt=1, description="coverage of every interval")
    dont_know: Literal["in_base", "left_out"] = Field(
        description="whether “don't know” counts as an answer in the base of a share"
    )
    acceptable_answers: Annotated[list[Acceptable], Field(min_length=1)] = Field(
        description="answers that count as finding a reason for linking acceptable"
    )
    minimum_base: int = Field(
        ge=1, le=1000, description="fewest respondents behind a share that is not withheld"
    )
    minimum_cell: int = Field(
        ge=2, le=20, description="fewest who gave an answer in a part of the sample"
    )
    rounding_base: int = Field(
        ge=1, le=20, description="what the base of a withheld share is rounded to"
    )
    minimum_degf: int = Field(
        ge=1, le=100, description="fewest degrees of freedom behind a weighted share"
    )
    dominance: float = Field(
        gt=0, le=1, description="largest part of a weighted base that one weight may be"
    )
    show_quotations: bool = Field(description="whether parents' own words are printed")
    foi_base: Literal["all_requests", "decided"] = Field(
        description="requests that a share of outcomes is of"
    )
    foi_refused_outcomes: Annotated[list[Outcome], Field(min_length=1)] = Field(
        description="outcomes that count as a refusal"
    )
    reliable_alpha: float = Field(
        gt=0, le=1, description="least alpha of a code that counts as reliable"
    )
    undecided_codes: Literal["stop", "range"] = Field(
        description="whether an undecided disagreement of coders stops a page or is a range"
    )
    consensus_threshold: float = Field(
        gt=0, lt=1, description="weighted share that parts acceptance from refusal"
    )
    share_interval: Literal["logit", "beta", "wilson"] = Field(
        description="how the interval of a weighted share is made"
    )
    minimum_answered: int = Field(
        ge=1, le=100, description="fewest items of the index that must be answered"
    )
    group_minimum: int = Field(
        ge=1, le=20, description="fewest participants with which a group is held"
    )
    expected_attendance: float = Field(
        gt=0, le=1, description="chance that somebody given a time for a group comes"
    )
    attendance_correlation: float = Field(
        ge=0, lt=1, description="correlation of attendance within a group"
    )
    shortfall_risk: float = Field(
        gt=0, lt=1, description="accepted chance that one group falls short"
    )
    minimum_poll_base: int = Field(
        ge=3,
        le=1000,
        description="fewest votes in a pool of poll answers that is shown",
    )
    notebook_timeout_s: float = Field(
        default=900,
        gt=0,
        strict=False,
        description="seconds after which a notebook that has not ended is ended",
    )
    study: str = Field(
        default="national-survey",
        pattern=r"^[a-z][a-z0-9-]*$",
        description="the probability survey that the notebook is about; not a line of params.yaml",
    )


def _refuse(came: str, source: Path | str) -> BadParameter:
    known = {name: field.description for name, field in Parameters.model_fields.items()}
    return BadParameter(
        came,
        file=source,
        expected="; ".join(f"{name} ({meaning})" for name, meaning in known.items()),
        do="Correct the parameter; no notebook was started.",
    )


def _nearest(names: Iterable[str]) -> str:
    hints = []
    for name in names:
        near = difflib.get_close_matches(name, Parameters.model_fields, n=1)
        hints.append(f"{name!r}" + (f" (did you mean {near[0]!r}?)" if near else ""))
    return ", ".join(hints)


def check_parameters(values: Mapping[str, Any], *, source: Path | str) -> Parameters:
    """Hold values against the model.

    Raises
    ------
    BadParameter
        A name is unknown or missing, or a value has another type or lies out of range.
    """
    unknown = [name for name in values if name not in Parameters.model_fields]
    if unknown:
        raise _refuse(f"no parameter is named {_nearest(unknown)}.", source)
    try:
        return Parameters.model_validate(dict(values))
    except ValidationError as error:
        raise _refuse(describe_faults(error), source) from error


def load_parameters(path: Path, *, overrides: Iterable[str] = ()) -> Parameters:
    """Read params.yaml, with `NAME=VALUE` overrides (VALUE as YAML) laid over it."""
    try:
        values = parse_yaml(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise _refuse(f"the parameters cannot be read: {error}", path) from error
    if not isinstance(values, dict):
        raise _refuse("the file holds no parameters.", path)
    for override in overrides:
        name, found, text = override.partition("=")
        if not found:
            raise _refuse(f"{override!r} is not of the form NAME=VALUE.", "--parameter")
        values[name] = yaml.safe_load(text)
    return check_parameters(values, source=path)


def write_overrides(text: str, overrides: Iterable[str]) -> str:
    """Lay `NAME=VALUE` overrides over the text of a params.yaml, whose comments stay.

    Parameters
    ----------
    text : str
        One parameter a line.
    overrides : iterable of str
        As `load_parameters` has accepted them.
    """
    for override in overrides:
        name, _, value = override.partition("=")
        written = yaml.safe_dump(yaml.safe_load(value), default_flow_style=True, width=1000)
        # A plain value alone is ended by a line of dots.
        line = f"{name}: {written.splitlines()[0]}"
        stated = re.compile(rf"^{re.escape(name)}:.*$", re.MULTILINE)
        text = stated.sub(line.replace("\\", r"\\"), text)
    return text


def declared_names(notebook: nbformat.NotebookNode, *, source: Path | str) -> tuple[str, ...]:
    """Names that a notebook's one `parameters` cell declares as plain literals.

    Raises
    ------
    BadParameter
        There is not exactly one such cell, it holds more than literals, or a name is unknown.
    """
    cells = [
        cell for cell in notebook.cells if "parameters" in cell.get("metadata", {}).get("tags", [])
    ]
    if len(cells) != 1:
        raise _refuse(f"the notebook has {len(cells)} cells tagged 'parameters', not one.", source)
    try:
        values = {}
        for statement in ast.parse(cells[0].source).body:
            values[statement.targets[0].id] = ast.literal_eval(statement.value)
    except (AttributeError, ValueError, SyntaxError) as error:
        raise _refuse("the parameters cell holds more than literals.", source) from error
    unknown = [name for name in values if name not in Parameters.model_fields]
    if unknown:
        raise _refuse(f"no parameter is named {_nearest(unknown)}.", source)
    return tuple(values)
