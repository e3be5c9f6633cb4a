"""The data dictionary: one section per question, from the instruments alone."""

from __future__ import annotations

import html
from collections.abc import Iterable
from pathlib import Path

from parentdata.errors import Refusal
from parentdata.instrument import Instrument, Question, load_instrument

TITLE = "Data dictionary"
COUNTED = ("Questions", "Columns")

WORDINGS = {
    "published": "the words as the study printed them",
    "paraphrased": "the study’s own description of the question; the words that parents saw are"
    " not public",
    "reconstructed": "written for this compendium from the topics that the study names; not the"
    " words that parents saw",
}
_TYPES = {
    "single": "one answer",
    "multiple": "any number of answers; one column for each",
    "likert": "one answer on a scale",
    "open": "in the parent’s own words",
    "number": "a number",
}


class NoInstrument(Refusal):
    """No study of the dictionary has an instrument."""


def write_dictionary(root: Path, studies: Iterable[str]) -> tuple[str, list[str]]:
    """Write the dictionary of the studies as a title and markdown cells.

    Raises
    ------
    NoInstrument
        A study has no instrument.yml.
    BadInstrument
        One cannot be read.
    """
    cells = [_explain()]
    for study in studies:
        path = root / "data" / "raw" / study / "instrument.yml"
        if not path.is_file():
            raise NoInstrument(
                "the study has no instrument.",
                file=path.relative_to(root),
                expected="a description of what was asked",
                do="Write it, or take the study off the dictionary's line in _quarto.yml.",
            )
        instrument = load_instrument(path)
        cells.append(_introduce(instrument))
        cells.extend(_describe_question(instrument, each) for each in instrument.questions)
        cells.append(_describe_missing(instrument))
    return TITLE, cells


def _text(words: str) -> str:
    return html.escape(words, quote=False)


def _block(markup: str) -> str:
    return f"```{{=html}}\n{markup}\n```"


def _badge(wording: str) -> str:
    return f'<span class="pd-badge" data-wording="{wording}">{wording}</span>'


def _explain() -> str:
    meanings = "".join(
        f"<dt>{_badge(word)}</dt><dd>{_text(WORDINGS[word])}</dd>" for word in WORDINGS
    )
    return (
        "What was asked, of whom, and how each answer is stored. The validation of the data, the"
        " labels of every table and figure, and the base of every share are made from the same"
        " description.\n\nThe wording of each question is marked:\n\n"
        + _block(f'<dl class="pd-wordings">{meanings}</dl>')
    )


def _introduce(instrument: Instrument) -> str:
    facts = {
        "Who answered": instrument.population,
        "Sampling": instrument.sampling,
        "Questions": str(len(instrument.questions)),
        "Columns": str(len(instrument.variables) + 1),
        "Respondent id": f"<code>{instrument.respondent_id}</code>",
    }
    # Counts carry an id, as all numbers of the site do.
    ids = {name: f' data-id="instrument.{instrument.study}.{name.lower()}"' for name in COUNTED}
    rows = "".join(
        f"<dt>{name}</dt><dd{ids.get(name, '')}>"
        f"{fact if fact.startswith('<code>') else _text(fact)}</dd>"
        for name, fact in facts.items()
    )
    return f"## {_plain(instrument.title)}\n\n" + _block(f'<dl class="pd-facts">{rows}</dl>')


def _plain(words: str) -> str:
    """Escape what markdown would take for markup."""
    return "".join(f"\\{sign}" if sign in "\\`*_{}[]<>#|$@^~" else sign for sign in words)


def _describe_question(instrument: Instrument, question: Question) -> str:
    missing = [
        f"{_text(instrument.missing[kind].label)} <code>{instrument.missing[kind].code}</code>"
        for kind in question.missing
    ]
    facts = {
        "Asked": _text(instrument.describe_base(question)),
        "Answer": _describe_type(question),
        "Missing": ", ".join(missing),
    }
    rows = "".join(f"<dt>{name}</dt><dd>{fact}</dd>" for name, fact in facts.items() if fact)
    tables = [_table_columns(question)]
    answers = instrument.variables[next(iter(question.items))].answers
    if answers:
        tables.append(_table_answers(question, answers))
    head = (
        f'<p class="pd-asked"><q>{_text(question.text)}</q> {_badge(question.wording)}</p>'
        f'<dl class="pd-facts">{rows}</dl>'
    )
    anchor = f"{instrument.key}-{question.id.lower()}"
    heading = f"### {_plain(question.id)}. {_plain(question.short)} {{#{anchor}}}"
    return f"{heading}\n\n" + _block(f'{head}<div class="pd-pair">{"".join(tables)}</div>')


def _describe_type(question: Question) -> str:
    words = _TYPES[question.type]
    if question.range is not None:
        low, high = question.range
        words += f" from {low:g} to {high:g}" + (f" ({question.unit})" if question.unit else "")
    return _text(words)


def _table(about: str, caption: str, heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    label = html.escape(f"{about}: {caption.lower()}")
    head = "".join(f'<th scope="col">{name}</th>' for name in heads)
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return (
        f'<div class="pd-scroll" tabindex="0" role="region" aria-label="{label}">'
        f'<table class="pd-table"><caption>{_text(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _table_columns(question: Question) -> str:
    rows = [(f"<code>{name}</code>", _text(label)) for name, label in question.items.items()]
    return _table(question.id, "Columns", ("Column", "What it holds"), rows)


def _table_answers(question: Question, answers: Iterable) -> str:
    rows = [
        (f"<code>{answer.code}</code>", _text(answer.label), _text(answer.side or ""))
        for answer in answers
    ]
    if any(side for *_, side in rows):
        return _table(question.id, "Answers", ("Code", "Answer", "Side"), rows)
    return _table(question.id, "Answers", ("Code", "Answer"), (row[:2] for row in rows))


def _describe_missing(instrument: Instrument) -> str:
    rows = [
        (f"<code>{missing.code}</code>", _text(missing.label))
        for missing in instrument.missing.values()
    ]
    return f"### Missing answers {{#{instrument.key}-missing}}\n\n" + _block(
        _table(instrument.title, "Codes for missing answers", ("Code", "Meaning"), rows)
    )
