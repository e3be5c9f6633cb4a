"""R's results, the data that they were made from, and a ledger of what was compared."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from parentdata.survey import Design

HERE = Path(__file__).resolve().parent


class Ledger:
    """Holds our numbers against R's, and counts them."""

    def __init__(self) -> None:
        self.count = 0

    def agree(self, what: str, ours, theirs, *, rel: float = 1e-9) -> None:
        """Assert that numbers agree to `rel`; an absolute 1e-14 lets R's zeroes be zeroes."""
        ours, theirs = np.asarray(ours, float), np.asarray(theirs, float)
        assert ours.shape == theirs.shape, what
        np.testing.assert_allclose(ours, theirs, rtol=rel, atol=1e-14, err_msg=what)
        self.count += theirs.size

    def agree_estimate(self, what: str, ours, theirs: dict, *, at: int | None = None) -> None:
        """Assert that value and standard error are those of an R block."""
        pair = [theirs["estimate"], theirs["se"]]
        self.agree(what, [ours.value, ours.se], pair if at is None else [p[at] for p in pair])


@pytest.fixture
def ledger() -> Ledger:
    return Ledger()


@pytest.fixture(scope="session")
def parents() -> pd.DataFrame:
    """900 made-up parents: 12 strata of 6 PSUs, skewed weights; see README.md here."""
    table = pd.read_csv(HERE / "parents900.csv")
    # The two-PSU strata and the populations that write-json.R makes for the project's R.
    table["pair"] = table["strat"] * 10 + (table["psu"] % 100 - 1) // 2
    table["fpc1"] = 28 + 2 * table["strat"]
    table["fpc2"] = 60 + 10 * (table["psu"] % 6)
    table["taken"] = table["fpc1"].where(table["strat"] > 2, 6)
    return table


@pytest.fixture(scope="session")
def parents_lonely() -> pd.DataFrame:
    return pd.read_csv(HERE / "parents900_lonely.csv")


@pytest.fixture(scope="session")
def parents_in_r() -> dict:
    return json.loads((HERE / "parents900.json").read_text())


@pytest.fixture(scope="session")
def case_in_r():
    """Results of one of the project's own R scripts, by its name."""
    return lambda case: json.loads((HERE / f"{case}.json").read_text())


@pytest.fixture(scope="session")
def api(shared) -> dict[str, pd.DataFrame]:
    """R's Californian schools, which stay beside the checkout."""
    names = ("apisrs", "apistrat", "apiclus1")
    tables = {name: pd.read_csv(shared / "oracle" / f"{name}.csv") for name in names}
    return {name: table.assign(sch=table["sch.wide"].eq("Yes")) for name, table in tables.items()}


@pytest.fixture(scope="session")
def api_in_r(shared) -> dict:
    return json.loads((shared / "oracle" / "r-survey.json").read_text())


@pytest.fixture(scope="session")
def api_designs(api) -> dict[str, tuple[pd.DataFrame, Design]]:
    """The designs of R's blocks, each with its sample."""
    return {
        "apisrs": (api["apisrs"], Design(weight="pw", fpc="fpc")),
        "apistrat": (api["apistrat"], Design(weight="pw", stratum="stype", fpc="fpc")),
        "apistrat_nofpc": (api["apistrat"], Design(weight="pw", stratum="stype")),
        "apiclus1": (api["apiclus1"], Design(weight="pw", psu="dnum", fpc="fpc")),
        "apiclus1_nofpc": (api["apiclus1"], Design(weight="pw", psu="dnum")),
    }
