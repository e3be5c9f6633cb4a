"""A register of a few made-up authorities, written as mySociety's columns are."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from parentdata.authorities import read_register
from parentdata.authorities.register import USED

KIND = "Unitary authority"


def make_cells(code: str, name: str, gss: str = "", **others: str) -> dict[str, str]:
    """One line of a register: id, official name, code, and what differs from the usual."""
    place = name.removesuffix(" Council")
    usual = {"nice-name": place, "nation": "England", "region": "East Midlands",
             "local-authority-type-name": KIND}  # fmt: skip
    named = {key.replace("_", "-"): value for key, value in others.items()}
    return {
        **dict.fromkeys(USED, ""),
        "local-authority-code": code, "official-name": name, "gss-code": gss, **usual, **named,
    }  # fmt: skip


# A county and one of its districts, and the two that took their place on the day they ended.
NORTHAMPTONSHIRE = (
    make_cells("NTH", "Northamptonshire County Council", "E10000021", end_date="2021-04-01",
               replaced_by="NNT,WNT", nice_name="Northamptonshire"),
    make_cells("COR", "Corby Borough Council", "E07000150", end_date="2021-04-01",
               replaced_by="NNT", nice_name="Corby"),
    make_cells("NNT", "North Northamptonshire Council", "E06000061", start_date="2021-04-01"),
    make_cells("WNT", "West Northamptonshire Council", "E06000062", start_date="2021-04-01"),
)  # fmt: skip
# A county that ended on the day before its successor of nearly the same name began.
BUCKINGHAMSHIRE = (
    make_cells("BKM", "Buckinghamshire County Council", "E10000002", end_date="2020-03-31",
               replaced_by="BUC", nice_name="Buckinghamshire", region=""),
    make_cells("BUC", "Buckinghamshire Council", "E06000060", start_date="2020-04-01",
               region="South East"),
)  # fmt: skip
OTHERS = (
    make_cells("BST", "Bristol City Council", "E06000023", nice_name="City of Bristol",
               alt_names="Bristol, City of,Bristol UA,bristol", region="South West"),
    make_cells("LIC", "Lichfield District Council", "E07000194", nice_name="Lichfield",
               region="West Midlands"),
    make_cells("GLG", "Glasgow City Council", "S12000049", nice_name="Glasgow City",
               alt_names="glasgow", nation="Scotland", region="Scotland",
               former_gss_codes="S12000046,S12000043"),
    make_cells("NIR-A", "Derry City Council", nice_name="Derry", nation="Northern Ireland",
               region="Northern Ireland", end_date="2015-03-31"),
)  # fmt: skip
ALL = (*NORTHAMPTONSHIRE, *BUCKINGHAMSHIRE, *OTHERS)

Write = Callable[..., Path]


@pytest.fixture
def write_register(tmp_path) -> Write:
    """Write lines to a register and return its path."""

    def write(*lines: dict[str, str]) -> Path:
        path = tmp_path / "register.csv"
        pd.DataFrame(lines).to_csv(path, index=False)
        return path

    return write


@pytest.fixture
def register(write_register) -> pd.DataFrame:
    return read_register(write_register(*ALL))
