"""What a codebook says of each column: question, answers, missing codes, routing, weight."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from parentdata.ddi.elements import add
from parentdata.design_file import DesignFile
from parentdata.instrument import Instrument, Question, Variable

VARIABLE, QUESTION, GROUP = "V_", "Q_", "G_"
# Codes of answers are names of categories; numbers measure.
NOMINAL, CONTINUOUS = "discrete", "contin"


def add_variables(
    top: Element, instrument: Instrument, design: DesignFile | None, *, file: str
) -> None:
    """Put the description of the columns (`dataDscr`) under the top element."""
    data = add(top, "dataDscr")
    for question in instrument.questions:
        if len(question.items) > 1:
            _add_group(data, question)
    _add_key(data, instrument, file=file)
    weight = VARIABLE + design.weight if design else ""
    for variable in instrument.asked.values():
        _add_asked(data, variable, instrument, file=file, weight=weight)
    if design:
        _add_design(data, design, file=file)


def _add_group(data: Element, question: Question) -> None:
    members = " ".join(VARIABLE + name for name in question.items)
    kind = "multipleResp" if question.type == "multiple" else "grid"
    group = add(data, "varGrp", ID=GROUP + question.id, type=kind, var=members, name=question.id)
    add(group, "labl", question.short)
    add(group, "txt", question.text)


def _add_key(data: Element, instrument: Instrument, *, file: str) -> None:
    name = instrument.respondent_id
    key = add(data, "var", ID=VARIABLE + name, name=name, files=file, intrvl=NOMINAL)
    add(key, "labl", "Respondent")
    add(key, "txt", f"Tells the rows apart; matches {instrument.respondent_id_pattern}.")
    add(key, "varFormat", type="character")


def _add_asked(
    data: Element, variable: Variable, instrument: Instrument, *, file: str, weight: str
) -> None:
    """Describe one column that holds answers."""
    question = variable.question
    is_number = question.type == "number"
    column = add(
        data, "var", ID=VARIABLE + variable.name, name=variable.name, files=file,
        intrvl=CONTINUOUS if is_number else NOMINAL, wgt_var=weight,
    )  # fmt: skip
    add(column, "labl", variable.label)
    _add_question(column, variable, instrument)
    if question.range is not None:
        low, high = (f"{limit:g}" for limit in question.range)
        add(add(column, "valrng"), "range", min=low, max=high, UNITS="REAL")
    _add_invalid(column, question, instrument)
    add(column, "universe", instrument.describe_base(question))
    _add_categories(column, variable, instrument)
    add(column, "concept", question.topic.replace("_", " "))
    add(column, "varFormat", type="character" if question.type == "open" else "numeric")
    add(column, "notes", f"Wording of the question: {question.wording}.", type="wording")
    if question.unit:
        add(column, "notes", f"Unit: {question.unit}.", type="unit")


def _add_question(column: Element, variable: Variable, instrument: Instrument) -> None:
    """Put the question's words, and where its routing comes from and leads to."""
    question = variable.question
    element = add(column, "qstn", ID=QUESTION + variable.name, seqNo=_count(question, instrument))
    add(element, "qstnLit", question.text)
    if variable.label != question.short and len(question.items) > 1:
        add(element, "postQTxt", variable.label)
    led_to = [
        other
        for other in instrument.asked.values()
        if variable.name in other.question.ask_if and other.banded is None
    ]
    if led_to:
        names = ", ".join(other.name for other in led_to)
        targets = " ".join(QUESTION + other.name for other in led_to)
        add(element, "forward", f"Decides who is asked {names}.", qstn=targets)
    if question.ask_if:
        sources = " ".join(QUESTION + name for name in question.ask_if)
        add(element, "backward", f"Asked of {instrument.describe_base(question)}.", qstn=sources)


def _count(question: Question, instrument: Instrument) -> str:
    return str(instrument.questions.index(question) + 1)


def _list_missing(question: Question, instrument: Instrument) -> list[str]:
    """Kinds of missing answer that a column may hold; a routed question's also not asked."""
    routed = ("not_asked",) if question.ask_if else ()
    return list(dict.fromkeys((*question.missing, *routed)))


def _add_invalid(column: Element, question: Question, instrument: Instrument) -> None:
    ranges = add(column, "invalrng")
    for kind in _list_missing(question, instrument):
        add(ranges, "item", VALUE=str(instrument.missing[kind].code))


def _add_categories(column: Element, variable: Variable, instrument: Instrument) -> None:
    for answer in variable.answers:
        category = add(column, "catgry")
        add(category, "catValu", str(answer.code))
        add(category, "labl", answer.label)
    for kind in _list_missing(variable.question, instrument):
        missing = instrument.missing[kind]
        category = add(column, "catgry", missing="Y", missType=kind)
        add(category, "catValu", str(missing.code))
        add(category, "labl", missing.label)


def _add_design(data: Element, design: DesignFile, *, file: str) -> None:
    """Describe the columns that tell how the sample was drawn."""
    texts = design.text_columns
    names = (*design.number_columns(()), *texts) if _are_listed(design) else (design.weight, *texts)
    for name in names:
        is_weight = name == design.weight
        is_text = name in texts
        column = add(
            data, "var", ID=VARIABLE + name, name=name, files=file,
            wgt="wgt" if is_weight else "", intrvl=NOMINAL if is_text else CONTINUOUS,
        )  # fmt: skip
        label = "Weight" if is_weight else f"Design of the sample: {name}"
        add(column, "labl", label)
        if is_weight:
            add(column, "txt", design.note)
        add(column, "varFormat", type="character" if is_text else "numeric")


def _are_listed(design: DesignFile) -> bool:
    # Replicate weights that are known by their prefix alone are described with the study.
    return design.replicates is None or design.replicates.prefix is None
