"""Secondary suppression: withhold what would give away a figure that is withheld.

The attack is the judge. Where it bounds a withheld count too closely, the cheapest figure that
takes part in it is withheld too, and the attack is repeated until it fails (decisions/0037).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from parentdata.answers.frame import COMPLEMENTARY, SPREAD, say_why
from parentdata.disclosure.attack import bound_target
from parentdata.disclosure.released import Question, Statement, Target, read_questions
from parentdata.disclosure.rules import Rules
from parentdata.disclosure.system import System
from parentdata.disclosure.where import BETWEEN, read_where
from parentdata.errors import Refusal
from parentdata.instrument import Instrument

FIGURES = ["value", "ci_low", "ci_high", "count", "n_weighted", *SPREAD]


class CannotProtect(Refusal):
    """A withheld figure can be worked out, whatever else of a table is withheld."""


def read_released(
    estimates: pd.DataFrame,
    instrument: Instrument | None,
    *,
    rules: Rules,
    unions: Mapping[str, Iterable[str]] | None = None,
) -> dict[str, Question]:
    """Read a table of estimates as `read_questions`, parts of the sample by their instrument.

    Raises
    ------
    UnknownDomain
        A part of the sample has a name that nothing explains.
    """
    report = instrument.report if instrument else None
    intersections = {
        each.name: {name: frozenset(answers) for name, answers in each.where.items()}
        for each in (report.intersections if report else ())
    }
    return read_questions(
        estimates,
        read_domain=lambda domain: read_where(domain, intersections),
        unions=unions,
        rounding_base=rules.rounding_base,
    )


def withhold_complements(
    estimates: pd.DataFrame,
    instrument: Instrument,
    *,
    rules: Rules,
    beside: Iterable[pd.DataFrame] = (),
    unions: Mapping[str, Iterable[str]] | None = None,
) -> pd.DataFrame:
    """Withhold more rows of a table, until no withheld count can be worked out.

    Parameters
    ----------
    estimates : DataFrame, one row per estimate
        Rows in which what is small is withheld already. Rows about everyone are never withheld.
    instrument : Instrument
        For the intersections that domains are named after.
    rules : Rules
    beside : tables of the same release
        What a reader knows too; nothing of them is withheld here.
    unions : mapping of a name to answers
        Sets of answers that are counted together, such as {"acceptable": [...]}.

    Returns
    -------
    DataFrame
        The table, with more rows `complementary`: few, though not proved to be the fewest.

    Raises
    ------
    CannotProtect
        Nothing is left to withhold.
    """
    table = estimates.reset_index(drop=True)
    known = pd.concat([each for each in (*beside, table) if len(each)], ignore_index=True)
    # A difference of a withheld share goes first: the attack need not find it.
    known = hide(known, [])
    ours = set(table["id"])
    questions = read_released(known, instrument, rules=rules, unions=unions).values()
    hidden = [each for question in questions for each in _protect(question, ours, rules)]
    return hide(table, hidden)


def hide(table: pd.DataFrame, ids: Iterable[str]) -> pd.DataFrame:
    """Empty the figures of some rows, and of every difference that one of them takes part in."""
    is_hidden = table["id"].isin(list(ids))
    hidden = table[is_hidden | table["is_withheld"].astype(bool)]
    parts = set(zip(hidden["topic"], hidden["item"], hidden["answer"], hidden["domain"],
                    strict=True))  # fmt: skip
    for row in table[table["statistic"].eq("difference")].itertuples():
        sides = row.domain.split(BETWEEN)
        if any((row.topic, row.item, row.answer, side) in parts for side in sides):
            is_hidden[row.Index] = True
    is_hidden &= ~table["is_withheld"].astype(bool)
    why = table["why_withheld"].mask(is_hidden, COMPLEMENTARY)
    return table.assign(
        **{name: table[name].mask(is_hidden) for name in FIGURES},
        base=say_why(table["base"], why.where(is_hidden, "")),
        is_withheld=table["is_withheld"].astype(bool) | is_hidden,
        why_withheld=why,
    )


def withhold_differences(differences: pd.DataFrame, shares: pd.DataFrame) -> pd.DataFrame:
    """Withhold every difference of which one share is withheld: the other would give it away."""
    columns = differences.columns
    table = pd.concat([shares, differences], ignore_index=True)
    return hide(table, []).iloc[len(shares) :][columns].reset_index(drop=True)


def _protect(question: Question, ours: set[str], rules: Rules) -> list[str]:
    """Withhold the cheapest figures of a question, one after the other, until the attack fails."""
    system = System(question)
    open_ = [target for target in question.targets if _judge(question, target, system, rules)]
    hidden: list[Statement] = []
    while open_:
        cheapest = _find_cheapest(question, open_[0], ours, hidden, system)
        if cheapest is None:
            breach = bound_target(question, open_[0], system, minimum_cell=rules.minimum_cell)
            raise CannotProtect(
                f"{breach.tell()}, and nothing is left to withhold.",
                expected=f"at least {rules.minimum_cell} possible values of every withheld count",
                do="Merge the smallest parts of the sample, or leave out the one that gives it"
                " away.",
            )
        hidden.append(cheapest)
        # What is open already stays so: taking a statement away can only open more.
        system.drop(cheapest)
        open_ = [target for target in open_ if _judge(question, target, system, rules)]
    return _give_back(question, hidden, system, rules)


def _give_back(
    question: Question, hidden: Sequence[Statement], system: System, rules: Rules
) -> list[str]:
    """Show again what later ones have made needless, the figure of most people first."""
    kept = []
    for told in sorted(hidden, key=lambda each: (-each.high, each.source)):
        system.restore(told)
        if any(_judge(question, target, system, rules) for target in question.targets):
            system.drop(told)
            kept.append(told.source)
    return kept


def _judge(question: Question, target: Target, system: System, rules: Rules) -> bool:
    return bound_target(question, target, system, minimum_cell=rules.minimum_cell).is_breach


def _find_cheapest(
    question: Question,
    target: Target,
    ours: set[str],
    hidden: Sequence[Statement],
    system: System,
) -> Statement | None:
    """The figure to withhold next: of few people, and one that costs no other.

    A figure that was withheld alone is given away by its base and the other answers of its part of
    the sample. Its pair is sought there first, on its own side of the scale, so that the sum of
    the side can stand. Then the same answer in another part of the sample.
    """
    names = set(question.domains[target.domain])
    sides = [told.answers for told in question.statements if told.answers and len(told.answers) > 1]
    given = {told.domain: told.answers for told in hidden if _is_told(told, system)}
    gone = {told.source for told in hidden}
    same = (target.answers, frozenset(question.answers) - target.answers)

    def rank(told: Statement) -> tuple:
        alone = given.get(told.domain, frozenset())
        is_pair = bool(alone) and any(side >= alone | told.answers for side in sides)
        return (not alone, alone and not is_pair, not alone and told.answers not in same,
                len(told.answers) > 1, told.high, told.source)  # fmt: skip

    near = [
        told
        for told in question.statements
        if told.source in ours - gone and told.answers is not None and told.domain
        and names & set(question.domains[told.domain])
    ]  # fmt: skip
    return min(near, key=rank, default=None)


def _is_told(hidden: Statement, system: System) -> bool:
    low, high = system.bound(hidden.domain, hidden.answers)
    return low == high
