"""A sample small enough to work out by hand."""

import pandas as pd
import pytest

from parentdata.survey import Design


@pytest.fixture
def respondents() -> pd.DataFrame:
    """Two strata of three PSUs, two respondents each; weights of 1 and 2."""
    return pd.DataFrame(
        {
            "stratum": ["north"] * 6 + ["south"] * 6,
            "psu": [1, 1, 2, 2, 3, 3, 1, 1, 2, 2, 3, 3],
            "weight": [1.0, 2.0] * 6,
            "heard": [1, 0, 1, 1, 0, None, 1, 0, 0, 0, 1, 1],
            "tenure": ["own", "rent"] * 5 + ["own", "own"],
            "trust": [1, 2, 3, 1, 2, 3, 3, 2, 1, 3, 2, 1],
            "age": [25, 31, 40, 44, 52, 38, 29, 61, 47, 33, 36, 58],
            "only": ["yes"] * 12,
        }
    )


@pytest.fixture
def design() -> Design:
    return Design(weight="weight", stratum="stratum", psu="psu")
