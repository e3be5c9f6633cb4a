"""An estimates table that contradicts itself is refused, by the rule that it breaks."""

from __future__ import annotations

import pandas as pd
import pytest

from parentdata.answers import BadEstimates, check_estimates

ROW = {
    "id": "small.a.share", "unit": "share", "value": 0.25, "ci_low": 0.2, "ci_high": 0.4,
    "count": 5, "n": 20, "method": "Wilson", "is_withheld": False,
}  # fmt: skip
WITHHELD = ROW | {
    "id": "small.b.share", "value": None, "ci_low": None, "ci_high": None, "count": None,
    "is_withheld": True,
}  # fmt: skip


def make(**changed) -> pd.DataFrame:
    rows = [ROW | changed, WITHHELD]
    return pd.DataFrame(rows).astype(
        {"count": "Int64", "value": float, "ci_low": float, "ci_high": float}
    )


def test_a_table_that_holds_together_is_accepted():
    check_estimates(make())


@pytest.mark.parametrize(
    ("changed", "rule"),
    [
        ({"id": "small.b.share"}, "an id stands once"),
        ({"count": 25}, "a count lies within its base"),
        ({"value": 1.5, "ci_high": 2.0, "method": "logit"}, "a share lies in 0..1"),
        ({"value": 0.3}, "a share is its count over its base"),
        ({"ci_low": 0.26}, "a figure lies within its interval"),
        ({"unit": "points", "value": -1.5, "ci_low": -2.0}, "a net lies in -1..1"),
        ({"is_withheld": True}, "what is withheld has no figures"),
    ],
)
def test_a_table_that_contradicts_itself_is_refused(changed, rule):
    with pytest.raises(BadEstimates, match=rule):
        check_estimates(make(**changed))
