"""What a codebook says of the study: who made it, of whom, how they were drawn, on what terms."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from parentdata.data_status import STAND_IN
from parentdata.ddi.elements import add
from parentdata.design_file import DesignFile, Margin, ReplicateColumns
from parentdata.instrument import Instrument
from parentdata.origin import Origin

WARNING = (
    "STAND-IN DATA. These responses were made by a program; no respondent gave them. Do not"
    " analyse them as findings about anybody."
)


def add_study(
    top: Element, instrument: Instrument, design: DesignFile | None, origin: Origin
) -> None:
    """Put the study's description (`stdyDscr`) under the top element."""
    study = add(top, "stdyDscr")
    _add_citation(study, instrument, origin)
    _add_information(study, instrument, origin)
    _add_method(study, instrument, design)
    _add_access(study, origin)
    # Once more at the end, where programs that show no abstract look.
    add(study, "notes", _state_status(origin), type="data_status", subject=origin.status)


def _state_status(origin: Origin) -> str:
    return WARNING if origin.status == STAND_IN else "Responses as received from the producer."


def _add_citation(study: Element, instrument: Instrument, origin: Origin) -> None:
    citation = add(study, "citation")
    title = add(citation, "titlStmt")
    add(title, "titl", instrument.title)
    if origin.status == STAND_IN:
        add(title, "subTitl", WARNING)
    add(title, "IDNo", instrument.study)
    production = add(citation, "prodStmt")
    add(production, "producer", origin.producer)
    add(citation, "biblCit", f"{origin.where}; accessed {origin.date_accessed.isoformat()}")


def _add_information(study: Element, instrument: Instrument, origin: Origin) -> None:
    information = add(study, "stdyInfo")
    subject = add(information, "subject")
    for topic in dict.fromkeys(question.topic for question in instrument.questions):
        add(subject, "keyword", topic.replace("_", " "))
    words = dict.fromkeys(question.wording for question in instrument.questions)
    add(
        information,
        "abstract",
        f"{_state_status(origin)} {instrument.title}: {instrument.population}. The wording of"
        f" questions is {', '.join(words)}; each variable says which.",
    )
    summary = add(information, "sumDscr")
    add(summary, "anlyUnit", "Individual")
    add(summary, "universe", instrument.population)
    kind = "Stand-in survey data, made by a program" if origin.status == STAND_IN else "Survey data"
    add(summary, "dataKind", kind)


def _add_method(study: Element, instrument: Instrument, design: DesignFile | None) -> None:
    method = add(study, "method")
    collection = add(method, "dataColl")
    drawn = f"{instrument.sampling} sample"
    add(collection, "sampProc", f"{drawn}. {design.description}" if design else drawn)
    add(collection, "resInstru", "Questionnaire, described variable by variable under dataDscr.")
    add(collection, "weight", _describe_weights(design))
    if design:
        for name, margin in design.margins.items():
            add(method, "notes", _describe_margin(name, margin), type="margin")


def _describe_weights(design: DesignFile | None) -> str:
    if design is None:
        return "None: every respondent counts the same."
    parts = [f"Weight in column {design.weight}"]
    if design.stratum:
        parts.append(f"stratum in {design.stratum}")
    for kind, columns in (("sampling unit", design.psu), ("population size", design.fpc)):
        names = (columns,) if isinstance(columns, str) else columns
        parts += [f"{kind} in {name}" for name in names]
    if design.replicates:
        parts.append(_describe_replicates(design.replicates))
    return f"{'; '.join(parts)}. {design.note}"


def _describe_replicates(replicates: ReplicateColumns) -> str:
    columns = ", ".join(replicates.columns) or f"those that begin with {replicates.prefix}"
    return f"replicate weights ({replicates.type}) in {columns}"


def _describe_margin(name: str, margin: Margin) -> str:
    shares = ", ".join(f"{answer} {share:g}" for answer, share in margin.shares.items())
    return f"Weights were fitted to {name}: {shares}. {margin.basis.capitalize()}. {margin.source}"


def _add_access(study: Element, origin: Origin) -> None:
    access = add(study, "dataAccs")
    terms = add(access, "useStmt")
    add(terms, "restrctn", _state_status(origin))
    add(terms, "conditions", f"Licence: {origin.licence}")
