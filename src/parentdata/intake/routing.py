"""Who was asked what: the instrument's routing, applied to the answers and held against them."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from parentdata.instrument import Instrument, Question
from parentdata.intake.refusals import (
    AnsweredUnasked,
    ExclusiveTogether,
    Fault,
    UnaskedThoughRouted,
    refuse_cells,
)


def find_asked(respondents: pd.DataFrame, question: Question) -> pd.Series:
    """Who was asked a question: those who gave one of the wanted answers on every condition.

    Returns
    -------
    Series of bool, shape (respondents,)
        True throughout where the question has no routing. Whoever did not answer a question that
        routes was not asked what it leads to.
    """
    asked = pd.Series(data=True, index=respondents.index)
    for name, wanted in question.ask_if.items():
        asked &= respondents[name].isin(wanted)
    return asked


def mark_unasked(respondents: pd.DataFrame, instrument: Instrument) -> pd.DataFrame:
    """Turn `not_answered` into `not_asked` where the routing did not ask.

    The routing decides, not the file's missing code: many platforms write one code for both.
    """
    marked = respondents.copy(deep=False)
    for question in instrument.questions:
        asked = find_asked(respondents, question)
        for column in _missing_columns(question):
            marked[column] = marked[column].mask(
                ~asked & marked[column].eq("not_answered"), "not_asked"
            )
    return marked


def check_routing(
    respondents: pd.DataFrame, cells: pd.DataFrame, instrument: Instrument, *, file: Path
) -> None:
    """Hold the answers against the routing.

    Parameters
    ----------
    respondents : DataFrame, one row per respondent
        As `mark_unasked` gives it; its index counts rows of the file.
    cells : DataFrame of text
        The same rows as received, for the messages.
    instrument : Instrument
    file : Path
        Named in the refusals.

    Raises
    ------
    AnsweredUnasked
        A question was answered that was not asked.
    UnaskedThoughRouted
        A question is coded as not asked that was.
    """
    answered, unasked = [], []
    for question in instrument.questions:
        asked = find_asked(respondents, question)
        for name, column in zip(question.items, _missing_columns(question), strict=True):
            is_unasked = respondents[column].eq("not_asked")
            # Blanks beside a chosen item stand for "not chosen"; the fault is the chosen one.
            given = cells[name][~asked & ~is_unasked]
            answered += _list_faults(given[given.str.strip().ne("")])
            unasked += _list_faults(cells[name][asked & is_unasked])
    for kind, faults, said in (
        (AnsweredUnasked, answered, "questions are answered that the routing did not ask"),
        (UnaskedThoughRouted, unasked, "questions are coded as not asked that the routing asks"),
    ):
        if faults:
            question = instrument.variables[min(faults).column].question
            raise refuse_cells(
                kind,
                sorted(faults),
                said,
                file=file,
                expected=f"{question.id} asked of {instrument.describe_base(question)}, "
                "and left blank by all others",
                do="Find out how the questionnaire was routed, and correct the answers at the "
                "source or ask_if in instrument.yml",
            )


def check_exclusive(respondents: pd.DataFrame, instrument: Instrument, *, file: Path) -> None:
    """Refuse an answer that stands alone ("none of these") beside another; `ExclusiveTogether`."""
    faults = []
    for question in instrument.questions:
        chosen = respondents[list(question.items)].eq("selected")
        for name in question.exclusive:
            together = chosen[name] & (chosen.sum(axis=1) > 1)
            for row, items in chosen[together].iterrows():
                others = [other for other in items.index[items] if other != name]
                faults.append(Fault(int(row), name, "chosen with " + ", ".join(others)))
    if faults:
        raise refuse_cells(
            ExclusiveTogether,
            sorted(faults),
            "answers that stand alone are chosen together with others",
            file=file,
            expected=f"{faults[0].column} alone, or not at all",
            do="Find out what was meant, and correct it at the source; or take the item out of "
            "'exclusive' in instrument.yml if the questionnaire allowed it",
        )


def _missing_columns(question: Question) -> list[str]:
    ending = "_missing" if question.type in ("number", "open") else ""
    return [name + ending for name in question.items]


def _list_faults(cells: pd.Series) -> list[Fault]:
    return [Fault(int(row), str(cells.name), came) for row, came in cells.items()]
