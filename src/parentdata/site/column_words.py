"""What the columns of tables that hold no estimates mean, in words a reader of a page knows.

Every column that a page shows by an address (`table.…`) has an entry; a test of the real pages
holds the two against each other. An entry is a pattern, the name, and how the figure is made.
"""

from __future__ import annotations

from parentdata.site.methods import Method, find_entry, read_entries

_COLUMNS = read_entries("""
p
    Probability (p-value)
    The chance of a difference at least this large between the groups if there were none among all
    parents; from the design-based F statistic (Rao–Scott).

p_holm
    Probability, corrected (Holm)
    The p-values of the family in order of size, each multiplied by the number of tests that are
    left, and never below the one before.

p_benjamini_hochberg
    Probability, corrected (Benjamini–Hochberg)
    Each p-value multiplied by the number of tests over its rank; never above the next one.

p_linear|p_ordinal
    Probability that a characteristic adds nothing
    All coefficients of the characteristic at once: Wald test with the design-based covariance.

f_linear|f_ordinal|statistic
    F statistic
    How far the groups differ, over how far they would by chance under the design.

n|n_pairable
    Number of rows behind it
    Rows that have an answer, counted without weights.

count|requests|answers
    Count
    Number of rows of the table that it is counted in.

universes
    Number of universes
    Every option of each declared choice crossed with every other, where they can be.

agree|flips
    Share of universes
    Of the universes that could be judged, those in which the claim stands (agree); of pairs that
    differ in one choice alone, those with another outcome (flips).

reach
    Least and greatest value
    Over all universes that could be judged.

found
    Figure found here
    The estimate that the published figure is held against, or the number that decides.

reason
    Why it cannot be told
    Words of the rule that judged the published figure.

deff
    Design effect
    Variance under the design, over the variance of a simple random sample of the same size; the
    median of the group's shares.

detectable
    Smallest difference that can be told
    Between the group and all others, both near one half: (quantile of the level plus quantile of
    the power) times the root of the sum of share times (1 − share) times design effect / n.

half_width
    Half the width of an interval
    For a share of one half: normal quantile times the root of share times (1 − share) times design
    effect / n.

value|value_unweighted
    Figure of an estimate
    As the estimate has it, with weights or without as the column says; in the table of second
    opinions, the largest distance of two opinions.

apart
    Groups that lie apart
    Those whose answers lie apart from those of the other groups, by the rule that the page states.

se|interval
    Largest difference of two opinions
    The largest distance between an estimate's figure and its second opinion's, over all of a kind.

moved
    Moved by the weights
    Share with weights minus share without.

unweighted|weighted|population
    Share of a group
    In the sample without weights, with weights, and in the population that the weights aim at.

kappa|alpha|gwet|agreed
    Agreement of two coders
    Share of units on which they agree (agreed); less what chance alone would give, over the most it
    could be (Cohen's kappa, Krippendorff's alpha, Gwet's coefficient).

prevalence
    Prevalence
    Units in which both found the code, less those in which neither did, over all units.

bias
    Bias of coders
    How much more often the first coder found the code than the second, over all units.

[a-z]+_(alone|together)
    Chance by the plan
    Worked out exactly from the chance that each person comes, one by one (alone) or with the stated
    correlation within a group (together).

(groups|interviews)_(planned|held|missing|short)
    Against the plan
    Number planned, number held, and what is missing of either.

(expected|most)_gbp|people_(expected|most)
    Budget of the plan
    Number of people, expected or at most, times the voucher that the plan states.

pseudonym|facilitator|second_member|slot_label
    A name in the records
    As the records have it; pseudonyms and made-up names.
""")


def describe_column(name: str) -> Method | None:
    """Describe a column of a table; None where nobody has described it."""
    return find_entry(_COLUMNS, name)
