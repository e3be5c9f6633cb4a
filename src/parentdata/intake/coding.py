"""From codes or labels, as received, to the names of answers."""

from __future__ import annotations

import pandas as pd

from parentdata.instrument import BadInstrument, Instrument, Question, Variable, name_bands

# Before what a cell held, where that is no answer: no name of an answer can begin with it.
UNLISTED = "?"

_NUMBER = r"[+-]?\d+(?:\.\d+)?"
_QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"'})


def fold(text: str) -> str:
    """A label as it is compared: case, outer and repeated blanks and kinds of quotes aside."""
    return " ".join(text.translate(_QUOTES).split()).casefold()


def list_cells(variable: Variable, instrument: Instrument) -> dict[str, str]:
    """List what a cell of a closed question may hold, folded, with the name it stands for.

    A code, the label of that code, for an item of a multiple question also the item's own label
    (platforms write that where it was chosen), and each kind of missing by code and label.

    Raises
    ------
    BadInstrument
        The same text would stand for two answers.
    """
    listed: dict[str, str] = {}
    texts = [(answer.name, str(answer.code)) for answer in variable.answers]
    texts += [(answer.name, answer.label) for answer in variable.answers]
    if variable.question.type == "multiple":
        texts.append(("selected", variable.label))
    for kind in list_missing(variable.question):
        missing = instrument.missing[kind]
        texts += [(kind, str(missing.code)), (kind, missing.label)]
    for name, text in texts:
        if listed.setdefault(fold(text), name) != name:
            raise BadInstrument(
                f"{text!r} may stand for {listed[fold(text)]!r} and for {name!r}.",
                column=variable.name,
                expected="codes and labels that tell the answers of a question apart",
                do="Correct the labels or codes in instrument.yml; nothing was written.",
            )
    return listed


def list_missing(question: Question) -> tuple[str, ...]:
    """Kinds of missing that a question's cells may hold; routing adds `not_asked`."""
    if question.ask_if and "not_asked" not in question.missing:
        return (*question.missing, "not_asked")
    return question.missing


def code_cells(cells: pd.DataFrame, instrument: Instrument) -> pd.DataFrame:
    """Turn cells as received into the cleaned table, faults marked and not yet refused.

    Parameters
    ----------
    cells : DataFrame of text, shape (respondents, 1 + variables)
        Respondent id and the instrument's columns, by name; blanks are "".
    instrument : Instrument

    Returns
    -------
    DataFrame, shape (respondents, columns of the cleaned table)
        Names of answers or kinds of missing; numbers and texts with a companion column
        `<name>_missing`. A cell that holds no listed answer holds `UNLISTED` and what came; blank
        is `not_answered`.
    """
    columns = {instrument.respondent_id: cells[instrument.respondent_id].str.strip()}
    for question in instrument.questions:
        names = list(question.items)
        for name in names:
            columns |= _code_column(cells[name], instrument.variables[name], instrument)
        if question.type == "multiple":
            columns |= _settle_blanks({name: columns[name] for name in names}, cells)
    return pd.DataFrame(columns, index=cells.index)


def add_bands(respondents: pd.DataFrame, instrument: Instrument) -> pd.DataFrame:
    """Add the band that each number lies in, or its kind of missing, behind every banded number.

    A number within its question's range that lies in no band is marked `UNLISTED`.
    """
    banded = respondents.copy(deep=False)
    for variable in instrument.variables.values():
        if variable.banded is None:
            continue
        question = instrument.variables[variable.banded].question
        numbers = banded[variable.banded]
        missing = banded[f"{variable.banded}_missing"]
        bands = name_bands(numbers, question).fillna(missing)
        is_lost = bands.isna() & numbers.between(*question.range)
        bands = bands.mask(is_lost, UNLISTED + numbers.map("{:.15g}".format))
        banded.insert(banded.columns.get_loc(missing.name) + 1, variable.name, bands)
    return banded


def _code_column(cells: pd.Series, variable: Variable, instrument: Instrument) -> dict:
    if variable.question.type == "number":
        return _code_numbers(cells, variable, instrument)
    if variable.question.type == "open":
        return _code_texts(cells, variable, instrument)
    listed = list_cells(variable, instrument) | {"": "not_answered"}
    return {variable.name: _name_answers(cells, listed)}


def _name_answers(cells: pd.Series, listed: dict[str, str]) -> pd.Series:
    # Each distinct cell is looked up once, so that a million rows cost no more than their map.
    names = {cell: listed.get(_settle_code(cell), UNLISTED + cell) for cell in cells.unique()}
    return cells.map(names)


def _settle_code(cell: str) -> str:
    whole, point, decimals = cell.strip().partition(".")
    return whole if point and decimals and not decimals.strip("0") else fold(cell)


def _code_numbers(cells: pd.Series, variable: Variable, instrument: Instrument) -> dict:
    listed = list_cells(variable, instrument) | {"": "not_answered"}
    _refuse_codes_in_range(variable, instrument)
    settled = {cell: listed.get(_settle_code(cell)) for cell in cells.unique()}
    missing = cells.map(settled)
    is_number = missing.isna() & cells.str.strip().str.fullmatch(_NUMBER)
    numbers = pd.to_numeric(cells.str.strip().where(is_number), errors="raise").astype(float)
    missing = missing.astype(str).where(missing.notna() | is_number, UNLISTED + cells)
    return {variable.name: numbers, f"{variable.name}_missing": missing.where(~is_number)}


def _refuse_codes_in_range(variable: Variable, instrument: Instrument) -> None:
    low, high = variable.question.range
    for kind in list_missing(variable.question):
        if low <= instrument.missing[kind].code <= high:
            raise BadInstrument(
                f"{instrument.missing[kind].code} is a number of the range and means {kind!r}.",
                column=variable.name,
                expected=f"missing codes outside {low:g} to {high:g}",
                do="Correct the range or the missing codes in instrument.yml; nothing was written.",
            )


def _code_texts(cells: pd.Series, variable: Variable, instrument: Instrument) -> dict:
    texts = cells.str.strip().str.replace("\r\n", "\n", regex=False)
    texts = texts.str.replace("\r", "\n", regex=False)
    listed = list_cells(variable, instrument) | {"": "not_answered"}
    missing = texts.map({text: listed.get(_settle_code(text)) for text in texts.unique()})
    missing = missing.astype("str")
    return {variable.name: texts.where(missing.isna()), f"{variable.name}_missing": missing}


def _settle_blanks(items: dict[str, pd.Series], cells: pd.DataFrame) -> dict[str, pd.Series]:
    """Blank beside a chosen item means not chosen; where all is blank nobody answered."""
    chosen = pd.DataFrame(items).eq("selected").any(axis=1)
    return {
        name: answers.mask(chosen & cells[name].str.strip().eq(""), "not_selected")
        for name, answers in items.items()
    }
