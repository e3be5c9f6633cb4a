"""Wilson's interval against published values, at its edges, and its refusals."""

import numpy as np
import pytest

from parentdata.survey import BadLevel, EmptyDomain, ImpossibleCount, wilson_interval

# Newcombe (1998), Statistics in Medicine 17, 857-872, table I, method 3, printed to 4 decimals.
NEWCOMBE = {
    (81, 263): (0.2553, 0.3662),
    (15, 148): (0.0624, 0.1605),
    (0, 20): (0.0, 0.1611),
    (1, 29): (0.0061, 0.1718),
}


@pytest.mark.parametrize(("count", "n"), NEWCOMBE)
def test_wilson_intervals_are_those_newcombe_printed(count, n):
    low, high = wilson_interval(count, n, level=0.95)
    assert (round(low, 4), round(high, 4)) == NEWCOMBE[count, n]


def test_an_array_of_counts_gives_the_same_intervals_as_one_count_at_a_time():
    counts, bases = np.array([81, 15, 0]), np.array([263, 148, 20])
    low, high = wilson_interval(counts, bases, level=0.9)
    single = [wilson_interval(c, n, level=0.9) for c, n in zip(counts, bases, strict=True)]
    assert list(zip(low, high, strict=True)) == single


def test_a_share_of_nought_or_one_has_an_interval_that_touches_the_edge_and_has_width():
    assert wilson_interval(0, 10, level=0.95)[0] == 0.0
    assert wilson_interval(10, 10, level=0.95)[1] == 1.0
    assert wilson_interval(0, 10, level=0.95)[1] == pytest.approx(0.2775327998628898, rel=1e-12)


@pytest.mark.parametrize("n", [1, 3, 7, 49, 1000])
def test_wilson_intervals_stay_within_nought_and_one_and_hold_the_share(n):
    counts = np.arange(n + 1)
    low, high = wilson_interval(counts, n, level=0.9999)
    assert np.all((low >= 0) & (low <= counts / n) & (counts / n <= high) & (high <= 1))


def test_a_share_of_no_answers_is_refused():
    with pytest.raises(EmptyDomain, match="a share of 0 answers"):
        wilson_interval([1, 0], [5, 0], level=0.95)


@pytest.mark.parametrize("count", [-1, 6, np.nan])
def test_a_count_outside_its_base_is_refused(count):
    with pytest.raises(ImpossibleCount, match=f"a count of {count:g} out of 5 answers"):
        wilson_interval(count, 5, level=0.95)


@pytest.mark.parametrize("level", [0, 1, 95])
def test_a_level_that_is_no_fraction_is_refused(level):
    with pytest.raises(BadLevel, match=f"a confidence level of {level}"):
        wilson_interval(1, 5, level=level)
