"""What a release is made of: its tables about people, its files, and who was asked what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from parentdata.disclosure import ABOUT_PEOPLE, Rules, read_released
from parentdata.disclosure.released import Question
from parentdata.instrument import Instrument, load_instrument
from parentdata.notebooks.parameters import Parameters, load_parameters
from parentdata.tables import read_table

SITE = Path("reports") / "_site"
EXECUTED = Path("build") / "executed"
# Columns that say which person a row is about.
IDENTIFIERS = ("respondent_id", "participant_id", "participant", "row_id", "email", "telephone")
# The answers that a share of its own counts together, by params.yaml.
UNION = "acceptable"


@dataclass(frozen=True)
class Material:
    """A release, as a reader has it."""

    root: Path
    parameters: Parameters
    tables: Mapping[str, pd.DataFrame]
    instruments: Mapping[str, Instrument]

    @property
    def rules(self) -> Rules:
        """The rules of params.yaml."""
        taken = ("minimum_base", "minimum_cell", "rounding_base", "minimum_degf", "dominance")
        return Rules(**{name: getattr(self.parameters, name) for name in taken})

    @property
    def rows(self) -> dict[str, dict[str, str]]:
        """Every row of the tables about people, by id, as text."""
        found = {}
        for table in self.tables.values():
            told = table.astype(object).where(table.notna(), "").astype(str)
            found |= {row["id"]: row for row in told.to_dict("records")}
        return found

    @property
    def status(self) -> str:
        """Stand-in, if any table is."""
        said = {status for table in self.tables.values() for status in table["data_status"]}
        return "stand-in" if "stand-in" in said else "real"

    def list_files(self) -> Iterator[tuple[str, Path]]:
        """Files that a reader gets, and the executed notebooks: names within the compendium."""
        for folder in (SITE, EXECUTED):
            for path in sorted((self.root / folder).rglob("*")):
                if path.is_file():
                    yield path.relative_to(self.root).as_posix(), path

    def read_questions(self, study: str, table: pd.DataFrame) -> dict[str, Question]:
        """Read a table of a study as statements about unknown counts."""
        unions = {UNION: self.parameters.acceptable_answers}
        instrument = self.instruments.get(study)
        return read_released(table, instrument, rules=self.rules, unions=unions)


def load_material(root: Path) -> Material:
    """Read what is to be released from a finished run.

    Raises
    ------
    NoTable, NoDataStatus, BadParameter, BadInstrument
    """
    tables, instruments = {}, {}
    for study in ABOUT_PEOPLE:
        path = root / "data" / "derived" / study / "estimates.csv"
        tables[study] = read_counts(path)
        asked = root / "data" / "raw" / study / "instrument.yml"
        if asked.is_file():
            instruments[study] = load_instrument(asked)
    return Material(root, load_parameters(root / "params.yaml"), tables, instruments)


def read_counts(path: Path) -> pd.DataFrame:
    """Read a table of estimates; an empty name of a part, or no reason, is no missing value."""
    return _fill(read_table(path))


def _fill(table: pd.DataFrame) -> pd.DataFrame:
    words = table.reindex(columns=["domain", "side", "why_withheld"]).astype(object).fillna("")
    return table.assign(**{name: words[name].astype(str) for name in words})
