"""How many of those invited to a group will come: exact chances, and how many to invite."""

from __future__ import annotations

from collections.abc import Iterable
from math import comb, prod

from parentdata.focus_groups.refusals import BadChance, NoInvitations

# More invitations than this for one discussion would be another kind of event.
MOST_INVITED = 20


def attendance_chances(invited: int, *, expected, correlation=0) -> list:
    """Chance of each number of participants of one group, from none to all who were invited.

    Everyone comes with the same chance. With a correlation, those of one group come or stay away
    together more often than by chance (beta-binomial); without, each decides alone (binomial).

    Parameters
    ----------
    invited : int
        People given a time for the group.
    expected : float or Fraction in [0, 1]
        Chance that one of them comes.
    correlation : float or Fraction in [0, 1)
        Correlation between the attendance of two people of one group.

    Returns
    -------
    list, length invited + 1
        Chances that sum to 1; exact fractions if given fractions.

    Raises
    ------
    BadChance
        A number of people below nought, or a chance or correlation out of its range.

    References
    ----------
    Skellam (1948), A probability distribution derived from the binomial distribution, JRSS B 10.
    """
    _check(invited, expected, correlation)
    come, stay = expected * (1 - correlation), (1 - expected) * (1 - correlation)
    whole = prod((1 - correlation + correlation * place for place in range(invited)), start=1)
    return [
        comb(invited, count)
        * prod((come + correlation * place for place in range(count)), start=1)
        * prod((stay + correlation * place for place in range(invited - count)), start=1)
        / whole
        for count in range(invited + 1)
    ]


def chance_below(invited: int, minimum: int, *, expected, correlation=0):
    """Chance that fewer than `minimum` come; other arguments as `attendance_chances`."""
    chances = attendance_chances(invited, expected=expected, correlation=correlation)
    return sum(chances[:minimum])


def chance_above(invited: int, maximum: int, *, expected, correlation=0):
    """Chance that more than `maximum` come; other arguments as `attendance_chances`."""
    chances = attendance_chances(invited, expected=expected, correlation=correlation)
    return sum(chances[maximum + 1 :])


def chance_any(chances: Iterable):
    """Chance that at least one of several independent things happens."""
    return 1 - prod((1 - chance for chance in chances), start=1)


def find_invitations(
    minimum: int, *, expected, correlation=0, risk, most: int = MOST_INVITED
) -> int:
    """Find the fewest invitations with which a group falls below its minimum rarely enough.

    Parameters
    ----------
    minimum : int
        Fewest participants with which the discussion is held.
    expected, correlation
        As `attendance_chances`.
    risk : float in (0, 1)
        Greatest chance of fewer participants that is accepted, for one group.
    most : int
        Largest number of invitations considered.

    Raises
    ------
    NoInvitations
        Not even `most` invitations are enough.
    BadChance
        As `attendance_chances`, or a risk that is none.
    """
    if not 0 < risk < 1:
        raise BadChance(
            f"the accepted risk is {risk}.",
            expected="a chance between 0 and 1",
            do="Correct shortfall_risk in params.yaml.",
        )
    for invited in range(minimum, most + 1):
        if chance_below(invited, minimum, expected=expected, correlation=correlation) <= risk:
            return invited
    raise NoInvitations(
        f"with {most} invitations the chance of fewer than {minimum} participants is still above "
        f"{float(risk):.3g}.",
        expected=f"at most {most} invitations for one group",
        do="Lower the minimum, accept a greater risk, or hold smaller groups.",
    )


def _check(invited: int, expected, correlation) -> None:
    for is_fault, said, wanted in (
        (invited < 0, f"{invited} people are invited.", "nought or more people"),
        (not 0 <= expected <= 1, f"the chance to come is {expected}.", "a chance from 0 to 1"),
        (not 0 <= correlation < 1, f"the correlation is {correlation}.", "from 0 to below 1"),
    ):
        if is_fault:
            raise BadChance(
                said,
                expected=wanted,
                do="Correct expected_attendance or attendance_correlation in params.yaml.",
            )
