"""Chances that a group falls below its minimum, counted by hand as fractions."""

from fractions import Fraction
from math import sqrt

import numpy as np
import pytest

from parentdata.focus_groups.attendance import (
    attendance_chances,
    chance_above,
    chance_any,
    chance_below,
    find_invitations,
)
from parentdata.focus_groups.refusals import BadChance, NoInvitations
from parentdata.focus_groups.simulation import describe_totals, share_below, simulate_attendance

HALF, THIRD = Fraction(1, 2), Fraction(1, 3)


def test_five_invited_and_fewer_than_four_come_as_counted_by_hand():
    # Nobody, 1, 2 or 3 of 5 at 3/4: (1 + 15 + 90 + 270) / 1024.
    assert chance_below(5, 4, expected=Fraction(3, 4)) == Fraction(376, 1024)


def test_three_who_hang_together_come_all_or_not_at_all_more_often():
    # An urn with two balls of each kind to which one is added: correlation 1 / (4 + 1).
    alone = attendance_chances(3, expected=HALF)
    together = attendance_chances(3, expected=HALF, correlation=Fraction(1, 5))
    assert alone == [Fraction(1, 8), Fraction(3, 8), Fraction(3, 8), Fraction(1, 8)]
    # 2/4 * 3/5 * 4/6 = 1/5, and 3 * (2/4 * 3/5 * 2/6) = 3/10.
    assert together == [Fraction(1, 5), Fraction(3, 10), Fraction(3, 10), Fraction(1, 5)]


def test_a_correlation_leaves_the_expected_number_and_sets_the_correlation_of_two():
    for correlation in (Fraction(0), Fraction(1, 10), Fraction(2, 3)):
        chances = attendance_chances(6, expected=THIRD, correlation=correlation)
        assert sum(chances) == 1
        assert sum(n * chance for n, chance in enumerate(chances)) == 2
    # Of two people: the chance that both come is p² + ρ p (1 - p).
    both = attendance_chances(2, expected=THIRD, correlation=Fraction(1, 4))[2]
    assert both == THIRD**2 + Fraction(1, 4) * THIRD * (1 - THIRD)


def test_below_and_above_leave_out_the_limits_themselves():
    chances = attendance_chances(4, expected=HALF)
    assert chance_below(4, 2, expected=HALF) == chances[0] + chances[1]
    assert chance_above(4, 3, expected=HALF) == chances[4]
    assert chance_above(4, 4, expected=HALF) == 0


def test_of_two_groups_one_at_least_falls_short_as_counted_by_hand():
    assert chance_any([Fraction(1, 4), Fraction(1, 3)]) == Fraction(1, 2)
    assert chance_any([]) == 0


def test_the_fewest_invitations_that_are_enough_are_found():
    # 6 invited: 173.5 in 1,024; 7 invited: 72.25 in 1,024.
    assert find_invitations(4, expected=0.75, risk=0.17) == 6
    assert find_invitations(4, expected=0.75, risk=0.1) == 7
    assert find_invitations(4, expected=0.75, correlation=0.1, risk=0.1) == 8
    assert find_invitations(4, expected=1.0, risk=0.1) == 4


def test_a_correlation_that_no_invitations_can_make_up_for_is_refused():
    with pytest.raises(NoInvitations, match="with 20 invitations the chance of fewer than 4"):
        find_invitations(4, expected=0.5, correlation=0.9, risk=0.1)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"invited": -1, "expected": 0.5}, "-1 people are invited"),
        ({"invited": 3, "expected": 1.5}, "the chance to come is 1.5"),
        ({"invited": 3, "expected": 0.5, "correlation": 1}, "the correlation is 1"),
        ({"invited": 3, "expected": 0.5, "correlation": -0.1}, "the correlation is -0.1"),
    ],
)
def test_a_chance_that_is_none_is_refused(arguments, said):
    with pytest.raises(BadChance, match=said):
        attendance_chances(**arguments)


def test_a_risk_that_is_none_is_refused():
    with pytest.raises(BadChance, match="the accepted risk is 0"):
        find_invitations(4, expected=0.75, risk=0)


# --- simulation -------------------------------------------------------------------------------


@pytest.mark.parametrize("correlation", [0.0, 0.1, 0.5])
def test_the_urn_draws_what_the_exact_formula_says(correlation):
    runs = 20_000
    drawn = simulate_attendance(1, 7, expected=0.75, correlation=correlation, runs=runs, seed=3)
    exact = attendance_chances(7, expected=0.75, correlation=correlation)
    shares = np.bincount(drawn[:, 0], minlength=8) / runs
    for share, chance in zip(shares, exact, strict=True):
        assert abs(share - chance) < 4 * sqrt(chance * (1 - chance) / runs)


def test_the_whole_plan_falls_short_as_often_as_groups_that_are_independent_do():
    drawn = simulate_attendance(12, 8, expected=0.75, correlation=0.1)
    share, error = share_below(drawn, 4)
    exact = chance_any([chance_below(8, 4, expected=0.75, correlation=0.1)] * 12)
    assert abs(share - exact) < 4 * error


def test_the_same_seed_draws_the_same_plan():
    first, again = (simulate_attendance(3, 5, expected=0.7, correlation=0.2, runs=50, seed=1)
                    for _ in range(2))  # fmt: skip
    assert first.shape == (50, 3)
    assert (first == again).all()


def test_the_totals_of_runs_are_described_by_their_middle_and_limits():
    attendance = np.arange(101)[:, None]
    assert describe_totals(attendance, level=0.9) == (50, 5, 95)


def test_a_run_falls_short_if_any_of_its_groups_does():
    share, error = share_below(np.array([[4, 4], [3, 5], [2, 2], [6, 4]]), 4)
    assert (share, error) == (0.5, 0.25)
