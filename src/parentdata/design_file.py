"""How a survey's sample was drawn, from its design.yml: column names and choices, no data."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import Field, ValidationError, model_validator

from parentdata.errors import Refusal
from parentdata.instrument import Instrument
from parentdata.instrument.scales import COLUMN, Strict, refuse_repeats
from parentdata.strict_yaml import describe_faults, parse_yaml

# Shares of a margin that were rounded need not add up to one exactly.
ROUNDING = 0.005


class BadDesignFile(Refusal):
    """A design file does not say how a sample was drawn, or contradicts the instrument."""


class ReplicateColumns(Strict):
    """Replicate weights that came with the data, as a list of columns or by their prefix."""

    columns: tuple[COLUMN, ...] = ()
    prefix: str | None = None
    type: Literal["bootstrap", "JK1", "JKn", "BRR", "Fay", "other"]
    scale: float | None = None
    rscales: tuple[float, ...] | None = None
    mse: bool = False
    degf: float | None = None

    @model_validator(mode="after")
    def _names_its_columns(self) -> ReplicateColumns:
        if bool(self.columns) == (self.prefix is not None):
            raise ValueError("replicates: give either 'columns' or 'prefix'")
        refuse_repeats(self.columns, "replicate column")
        return self


class Margin(Strict):
    """What a characteristic's shares in the population are held to be, and on what ground."""

    basis: Literal["published", "assumed"]
    source: str
    shares: Annotated[dict[str, Annotated[float, Field(gt=0, lt=1)]], Field(min_length=2)]

    @model_validator(mode="after")
    def _adds_up(self) -> Margin:
        total = sum(self.shares.values())
        if abs(total - 1) > ROUNDING:
            raise ValueError(f"shares add up to {total:g}, not to 1")
        return self


class DesignFile(Strict):
    """A sample's design as its file states it.

    Attributes
    ----------
    weight : str
        Column of weights; people (or parts of the mean respondent) each respondent stands for.
    stratum, psu, fpc : str or tuple of str, optional
        As `parentdata.survey.design.Design`.
    replicates : ReplicateColumns, optional
        In the place of stratum, psu and fpc.
    lonely_psu : what a stratum with one PSU does
    margins : mapping of a variable to its `Margin`, optional
        What the weights were fitted to, as far as it is known.
    description, note : str
        How the sample was drawn, in words for a reader.
    """

    description: str
    weight: COLUMN
    stratum: COLUMN | None = None
    psu: COLUMN | tuple[COLUMN, ...] = ()
    fpc: COLUMN | tuple[COLUMN, ...] = ()
    replicates: ReplicateColumns | None = None
    lonely_psu: Literal["fail", "centre", "average", "certainty", "remove"] = "fail"
    margins: dict[COLUMN, Margin] = Field(default={})
    note: str = ""

    @model_validator(mode="after")
    def _is_one_design(self) -> DesignFile:
        if self.replicates is not None and (self.stratum or self.psu or self.fpc):
            raise ValueError("replicates stand in the place of stratum, psu and fpc")
        refuse_repeats(
            [self.weight, *self.text_columns, *_as_tuple(self.fpc)], "column of the design"
        )
        return self

    @property
    def text_columns(self) -> tuple[str, ...]:
        """Columns of strata and sampling units."""
        return (*((self.stratum,) if self.stratum else ()), *_as_tuple(self.psu))

    def number_columns(self, names: Iterable[str]) -> tuple[str, ...]:
        """Columns of weights, population sizes and replicate weights (see `replicate_columns`)."""
        return (self.weight, *_as_tuple(self.fpc), *self.replicate_columns(names))

    def replicate_columns(self, names: Iterable[str]) -> tuple[str, ...]:
        """Columns of replicate weights, in the order listed or of their numbers.

        Parameters
        ----------
        names : names of the columns that the data have

        Raises
        ------
        BadDesignFile
            No column has the prefix of the replicate weights.
        """
        if self.replicates is None or self.replicates.prefix is None:
            return self.replicates.columns if self.replicates else ()
        form = re.compile(re.escape(self.replicates.prefix) + r"(\d+)")
        found = [match for name in names if (match := form.fullmatch(name))]
        if not found:
            raise BadDesignFile(
                f"no column is named {self.replicates.prefix!r} and a number.",
                expected="columns of replicate weights that begin so",
                do="Correct 'prefix' in the design file, or list the columns.",
            )
        return tuple(match.string for match in sorted(found, key=lambda match: int(match[1])))


def _as_tuple(columns: str | tuple[str, ...]) -> tuple[str, ...]:
    return (columns,) if isinstance(columns, str) else columns


def check_design_file(design: DesignFile, instrument: Instrument, *, source: Path | str) -> None:
    """Hold a design file against the questionnaire.

    Raises
    ------
    BadDesignFile
        A column of the design is also a column of the questionnaire, or a margin names a
        variable or an answer that is not there, or not every answer.
    """
    described = {instrument.respondent_id, *instrument.variables}
    listed = design.replicates.columns if design.replicates else ()
    names = (design.weight, *design.text_columns, *_as_tuple(design.fpc), *listed)
    for name in names:
        if name in described:
            raise BadDesignFile(
                "a column of the design is in the questionnaire as well.",
                file=source,
                column=name,
                expected="columns that instrument.yml does not describe",
                do="Take the question out of the instrument, or name another column.",
            )
    for name, margin in design.margins.items():
        _check_margin(name, margin, design, instrument, source=source)


def _check_margin(
    name: str, margin: Margin, design: DesignFile, instrument: Instrument, *, source: Path | str
) -> None:
    # The strata are the producer's words: their margin is held against the data alone.
    if name in design.text_columns:
        return
    variables: Mapping = instrument.variables
    offered = [answer.name for answer in variables[name].answers] if name in variables else []
    if set(margin.shares) != set(offered):
        raise BadDesignFile(
            f"a margin is given for {', '.join(margin.shares)}.",
            file=source,
            column=name,
            expected=f"every answer of the question: {', '.join(offered)}"
            if offered
            else "a variable of the questionnaire, or a stratum",
            do="Correct the margin in the design file.",
        )


def parse_design_file(text: str, *, source: Path | str) -> DesignFile:
    """Read a design from the text of its file.

    Raises
    ------
    BadDesignFile
        The text is not YAML, has an unknown or repeated key, no weight, a margin whose shares do
        not add up, or replicate weights beside strata.
    """
    try:
        return DesignFile.model_validate(parse_yaml(text))
    except (yaml.YAMLError, ValidationError) as error:
        raise BadDesignFile(
            describe_faults(error),
            file=source,
            expected="a design as data/raw/README.md describes it",
            do="Correct the place named above; nothing was written.",
        ) from error


def load_design_file(path: Path) -> DesignFile:
    """Read a design file (see `parse_design_file`)."""
    try:
        return parse_design_file(path.read_text(encoding="utf-8"), source=path)
    except (FileNotFoundError, UnicodeDecodeError) as error:
        raise BadDesignFile(
            f"the design cannot be read ({type(error).__name__}).",
            file=path,
            expected="a UTF-8 text file that names the columns of the design",
            do="Put the study's design.yml there.",
        ) from error
