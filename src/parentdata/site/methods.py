"""How each kind of estimate is worked out, with its formula in words.

Every `method` that occurs in a derived table has an entry; a test holds the two against each other.
An entry is a pattern, and beneath it the name of the method and its formula in words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

# By statistic, where one method serves several.
_BY_STATISTIC = """
difference
    Difference of two groups
    Share of the first group minus share of the second; both shares move together in the
    standard error where they share sampling units.

mean
    Weighted mean
    Sum of weight times value, over the sum of the weights. The standard error comes from
    each sampling unit's total of (answer minus share) times weight: the spread of these
    totals within strata (Taylor linearisation).

net
    Net
    Share on the favourable side minus share on the unfavourable side.
"""
# By method; the first pattern that fits holds.
_BY_METHOD = """
logit, linearised
    Weighted share
    Sum of the weights of those who answered so, over the sum of the weights of the base.
    The standard error comes from each sampling unit's total of (answer minus share) times
    weight: the spread of these totals within strata (Taylor linearisation). The interval is
    made on the logit scale with t.

beta, linearised|Korn.*
    Weighted share
    Sum of the weights of those who answered so, over the sum of the weights of the base.
    The standard error comes from each sampling unit's total of (answer minus share) times
    weight: the spread of these totals within strata (Taylor linearisation). Interval: Korn
    and Graubard, on the effective number.

wilson, linearised
    Weighted share
    Sum of the weights of those who answered so, over the sum of the weights of the base.
    The standard error comes from each sampling unit's total of (answer minus share) times
    weight: the spread of these totals within strata (Taylor linearisation). Interval:
    Wilson, on the effective number.

t, linearised
    Weighted mean or difference
    Sum of weight times value, over the sum of the weights, or the difference of two such.
    The standard error comes from each sampling unit's total of (answer minus share) times
    weight: the spread of these totals within strata (Taylor linearisation).

Wilson, people taken as independent
    Share of people, without weights
    Number of people who did so, over the number invited or present. Interval: Wilson's score
    interval; people of one family or group are taken as independent, so it may be too short.

Wilson, on a list that is not a random sample
    Share of a list
    Number of requests with the outcome, over all of the list. Interval: Wilson's score interval,
    as if the list were a random sample, which it is not.

weighted share
    Weighted share
    Sum of the weights of those who are in both groups, over the sum of the weights of the first.

exact
    Chance by the plan
    Worked out exactly from the chance that each person comes, alike within a group by the stated
    correlation (beta-binomial).

simulation, [0-9,]+ runs
    Chance by simulation
    Share of runs of the plan, drawn from a fixed seed, in which it happened.

as published
    Published count
    As the study has published it.

every option crossed
    Multiverse
    Each declared choice crossed with every other; the claim is judged anew in each universe. The
    figure is over all universes in which it could be judged.

above|at_least|below|consensus|direction|equal|largest|rounds_to|within
    Published figure held against the estimates
    By the rule that is named: the figure found, and its distance from the published one or from
    the limit that the published words set.

Wilson
    Share without weights
    Number who answered so, over the number in the base. Interval: Wilson's score interval.

Wald, multinomial
    Net of two shares
    Share on the favourable side minus share on the unfavourable side. Its variance is (p +
    q − (p − q)²) / n.

Woodruff, linearised
    Weighted quantile
    The least value at which the weighted share of lower or equal values reaches the level.
    The interval is that of the share, read back as values (Woodruff).

Rao–Scott F.*
    Rao–Scott test
    Pearson's chi-squared of the weighted table, divided by its mean design effect and
    referred to F. Corrections (Holm, Benjamini–Hochberg) are over the family of tests that
    the base names.

Wald F.*
    Wald test
    Coefficients, times the inverse of their design-based covariance, times the
    coefficients, over their number; referred to F.

rank F.*
    Rank test
    Weighted means of the ranks of the index compared between groups, with their
    design-based covariance; referred to F.

average marginal effect.*
    Average marginal effect
    The mean, over all who are in the regression, of the change in the chance when one
    answer is put in the place of the reference answer.

number
    Figure of the plan
    As the plan states it: numbers of people, and pounds for each of them.

linear
    Weighted linear regression
    Weighted least squares; standard errors from each sampling unit's total of score
    (sandwich).

proportional odds
    Ordinal regression
    Weighted proportional odds; standard errors from each sampling unit's total of score
    (sandwich).

description
    Figure about the weights
    Worked out from the column of weights: sum, least, greatest, and Kish's 1 + (spread over
    mean)².

weighted, pairs of answers.*
    Agreement of items
    From the weighted covariances (or polychoric correlations) of each pair of items, over
    all who answered both.

count of coded replies.*
    Count of coded replies
    Number of requests whose reply holds the code in the table of decisions; a share is that
    number over all requests of the part.

count of the register.*
    Count of requests
    Number of requests of the register; a share is that number over all requests of the
    part.

count, with the replies that nobody has decided
    Count at most
    Number of replies that hold the code, and of those that nobody has decided.

count of cases on record
    Count of cases
    Number of cases that public sources name.

count.*
    Count
    Number of rows of the table that it is counted in.

percentile bootstrap.*
    Agreement of coders
    The coefficient over all units that two coders judged. Its interval holds the middle of
    the coefficients of samples drawn anew with replacement from the authorities.

worst and best case.*
    Least and greatest possible share
    Least: all who do not say are counted as no. Greatest: all of them are counted as yes.
    No interval for chance.

Kaplan–Meier.*
    Kaplan–Meier
    At each time with a reply, the share still waiting is multiplied by (1 − replies / still
    waiting). Silent requests leave at the last day on record. Interval: log-log.

arithmetic on published counts.*
    Arithmetic on published counts
    Sums, differences and quotients of counts that the study has published.

published.*
    Published count
    As the study has published it.

request numbers|dates.*
    Facts of the list
    Number of rows of the table that it is counted in.

normal.*|t .*|Clopper.*|binomial.*|beta-binomial.*
    Interval by a distribution
    The figure, with the interval of the distribution that is named.
"""


@dataclass(frozen=True)
class Method:
    """A way of working a figure out: its name, and its formula in words."""

    name: str
    formula: str


PLAIN = Method("Figure of a table", "As the table's file has it; the code cell made it.")


def read_entries(entries: str) -> list[tuple[str, Method]]:
    """Read entries: a pattern, and beneath it the name and the formula in words."""
    found = []
    for entry in entries.strip().split("\n\n"):
        pattern, name, *formula = (line.strip() for line in entry.splitlines())
        found.append((pattern, Method(name, " ".join(formula))))
    return found


def find_entry(entries: Iterable[tuple[str, Method]], name: str) -> Method | None:
    """Find the first entry whose pattern fits."""
    return next((known for pattern, known in entries if re.fullmatch(pattern, name)), None)


_STATISTICS, _METHODS = dict(read_entries(_BY_STATISTIC)), read_entries(_BY_METHOD)


def describe_method(method: str, statistic: str = "") -> Method | None:
    """Describe a method by its name in a derived table; None where nobody has described it."""
    return _STATISTICS.get(statistic) or find_entry(_METHODS, method)
