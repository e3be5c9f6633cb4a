"""Time to a reply with some still waiting, and bounds for those who never answer."""

import math

import numpy as np
import pytest

from parentdata.foi.register import Bounds, bound_share, kaplan_meier
from parentdata.foi.register.refusals import BadCounts, NoSurvivalTimes


def test_who_is_still_waiting_counts_until_last_seen():
    # Of five: replies on day 2 and twice on day 3; lost on day 2 (after the reply) and day 9.
    curve = kaplan_meier([2, 3, 3, 2, 9], [1, 1, 1, 0, 0], level=0.95)
    assert curve.time.tolist() == [2, 3, 9]
    assert curve.at_risk.tolist() == [5, 3, 1]
    assert curve.replied.tolist() == [1, 2, 0]
    assert curve.censored.tolist() == [1, 0, 1]
    np.testing.assert_allclose(curve.waiting, [0.8, 0.8 / 3, 0.8 / 3])
    np.testing.assert_allclose(curve.se[0], math.sqrt(0.8 * 0.2 / 5))


def test_leaving_the_silent_out_would_make_replies_look_certain():
    with_silent = kaplan_meier([5, 8, 30, 30], [1, 1, 0, 0], level=0.95)
    without = kaplan_meier([5, 8], [1, 1], level=0.95)
    assert with_silent.replied_by(20)[0] == 0.5
    assert without.replied_by(20)[0] == 1


def test_nobody_has_replied_before_the_first_reply():
    curve = kaplan_meier([5, 8], [1, 0], level=0.95)
    assert curve.replied_by(4) == (0, 0, 0)
    assert curve.replied_by(5)[0] == 0.5


def test_a_share_that_is_never_reached_has_no_time():
    assert math.isnan(kaplan_meier([5, 30, 30], [1, 0, 0], level=0.95).quantile(0.5)[0])


@pytest.mark.parametrize(
    ("days", "replied"), [([], []), ([-1.0], [1]), ([float("nan")], [1]), ([1, 2], [1])]
)
def test_times_that_are_none_are_refused(days, replied):
    with pytest.raises(NoSurvivalTimes, match="are missing or negative"):
        kaplan_meier(days, replied, level=0.95)


def test_the_silent_could_all_be_like_one_side_or_the_other():
    assert bound_share(76, 54, 20) == Bounds(low=76 / 150, high=96 / 150, answered=76 / 130, n=150)
    assert math.isnan(bound_share(0, 0, 3).answered)


def test_without_silent_the_bounds_meet():
    bounds = bound_share(3, 1, 0)
    assert bounds.low == bounds.high == bounds.answered == 0.75


@pytest.mark.parametrize("counts", [(0, 0, 0), (-1, 2, 3)])
def test_counts_of_nobody_are_refused(counts):
    with pytest.raises(BadCounts, match="are silent"):
        bound_share(*counts)
