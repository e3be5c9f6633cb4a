"""What a share could be if those who did not answer had: the worst and the best case."""

from __future__ import annotations

from dataclasses import dataclass

from parentdata.foi.register.refusals import BadCounts


@dataclass(frozen=True, kw_only=True)
class Bounds:
    """A share between two ends, neither of which assumes anything of the silent.

    Attributes
    ----------
    low, high : float in 0..1
        The share if none, and if all, of those without an answer were like those who admit.
    answered : float in 0..1, or NaN
        The share of those who answered alone, which takes the silent to be like them.
    n : int
        All of them.
    """

    low: float
    high: float
    answered: float
    n: int


def bound_share(admit: int, deny: int, silent: int) -> Bounds:
    """Bound the share that would admit, whatever the silent would say.

    Parameters
    ----------
    admit, deny, silent : int
        Authorities that admit, that deny, and of which neither is known: no reply, a refusal, or
        a reply that does not say.

    Returns
    -------
    Bounds
        The width is the share of the silent; no interval for chance is added to it.

    Raises
    ------
    BadCounts
        A count is negative, or there is nobody.

    References
    ----------
    Manski (1989), Journal of Human Resources 24; worst-case bounds.
    """
    n = admit + deny + silent
    if min(admit, deny, silent) < 0 or n == 0:
        raise BadCounts(
            f"{admit} admit, {deny} deny and {silent} are silent.",
            expected="counts of nought or more, and somebody in all",
            do="Count every authority once.",
        )
    answered = admit / (admit + deny) if admit + deny else float("nan")
    return Bounds(low=admit / n, high=(admit + silent) / n, answered=answered, n=n)
