"""Instruments from their files, with every fault told in one refusal."""

from __future__ import annotations

from pathlib import Path

import yaml
from pydantic import ValidationError

from parentdata.instrument.questionnaire import Instrument
from parentdata.instrument.scales import BadInstrument
from parentdata.strict_yaml import describe_faults, parse_yaml


def parse_instrument(text: str, *, source: Path | str) -> Instrument:
    """Read an instrument from the text of its file.

    Raises
    ------
    BadInstrument
        The text is not YAML, has an unknown or repeated key, a repeated code, a missing scale,
        routing that leads back to itself, or a report of columns or answers that are not there.
    """
    try:
        return Instrument.model_validate(parse_yaml(text))
    except (yaml.YAMLError, ValidationError) as error:
        raise BadInstrument(
            describe_faults(error),
            file=source,
            expected="an instrument as CONTRIBUTING.md describes it",
            do="Correct the place named above; nothing was written.",
        ) from error


def load_instrument(path: Path) -> Instrument:
    """Read an instrument file (see `parse_instrument`)."""
    try:
        return parse_instrument(path.read_text(encoding="utf-8"), source=path)
    except (FileNotFoundError, UnicodeDecodeError) as error:
        raise BadInstrument(
            f"the instrument cannot be read ({type(error).__name__}).",
            file=path,
            expected="a UTF-8 text file that describes the questions",
            do="Put the study's instrument.yml there.",
        ) from error
