"""The numbers that prose may cite, from the derived tables, the claims and the parameters."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import yaml

from parentdata.errors import Refusal
from parentdata.numbers import (
    Number,
    join_numbers,
    read_claims,
    read_estimates,
    read_parameters,
)
from parentdata.strict_yaml import parse_yaml

NEEDED = ("id", "unit", "value", "count", "n", "base", "is_withheld", "data_status")


class BadTable(Refusal):
    """A file that prose cites cannot be read, or lacks a column."""


def _read_rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        table = csv.DictReader(lines)
        absent = [name for name in NEEDED if name not in (table.fieldnames or ())]
        if absent:
            raise BadTable(
                f"the table has no column {', '.join(absent)}.",
                file=path,
                expected=f"the columns {', '.join(NEEDED)}",
                do="Run `dvc repro`, which writes the table again.",
            )
        return list(table)


def load_yaml(path: Path) -> Any:
    """Read a YAML file.

    Raises
    ------
    BadTable
        It is absent, not UTF-8 or not YAML.
    """
    try:
        return parse_yaml(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise BadTable(
            f"the file cannot be read: {error}",
            file=path,
            expected="a YAML file in UTF-8",
            do="Correct the place named above; the site was left as it is.",
        ) from error


def load_numbers(root: Path) -> dict[str, Number]:
    """Load every number that prose may cite.

    They are the rows of `data/derived/*/estimates.csv`, the claims of `reports/claims.yml` as
    `published.<id>`, and `params.yaml` as `params.<name>`.

    Raises
    ------
    BadTable, BadNumber
        A file cannot be read or lacks a column; an id stands twice.
    """
    found: dict[str, Number] = {}
    for path in sorted((root / "data" / "derived").glob("*/estimates.csv")):
        source = path.relative_to(root).as_posix()
        join_numbers(found, read_estimates(_read_rows(path), source=source), source=source)
    claims = root / "reports" / "claims.yml"
    if claims.is_file():
        listed = load_yaml(claims)["claims"]
        join_numbers(found, read_claims(listed, source="reports/claims.yml"), source="claims.yml")
    join_numbers(found, read_parameters(load_yaml(root / "params.yaml")), source="params.yaml")
    return found
