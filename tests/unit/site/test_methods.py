"""Every method that a derived table names is described."""

from __future__ import annotations

import pytest

from parentdata.site.methods import describe_method


@pytest.mark.parametrize(
    ("method", "statistic", "name"),
    [
        ("Wilson", "share", "Share without weights"),
        ("logit, linearised", "share", "Weighted share"),
        ("t, linearised", "difference", "Difference of two groups"),
        ("Rao–Scott F, favourable side", "test", "Rao–Scott test"),
        ("percentile bootstrap over authorities, 1,000 replicates", "alpha", "Agreement of coders"),
        ("Kaplan–Meier, log-log interval; silent requests censored at the last day on record",
         "share", "Kaplan–Meier"),
        ("simulation, 20,000 runs", "share", "Chance by simulation"),
        ("rounds_to", "found", "Published figure held against the estimates"),
    ],
)  # fmt: skip
def test_a_method_is_described_by_its_name(method, statistic, name):
    assert describe_method(method, statistic).name == name


def test_a_method_that_nobody_described_is_none():
    assert describe_method("by magic", "share") is None
