"""The questionnaire as a whole: its scales, questions, missing codes, routing and report."""

from __future__ import annotations

from functools import cached_property
from typing import Literal

from pydantic import model_validator

from parentdata.instrument.questions import BAND_ENDING, Question, Variable, derive_band
from parentdata.instrument.report import Report, check_report
from parentdata.instrument.scales import (
    COLUMN,
    NAME,
    SELECTED,
    Answer,
    BadInstrument,
    MissingCode,
    MissingKind,
    Scale,
    Strict,
    refuse_repeats,
)


class Instrument(Strict):
    """A questionnaire: its scales, questions, missing codes and routing."""

    study: str
    key: NAME
    title: str
    population: str
    sampling: Literal["voluntary", "probability"]
    respondent_id: COLUMN
    respondent_id_pattern: str
    other_columns: Literal["refused", "ignored"] = "refused"
    missing: dict[MissingKind, MissingCode]
    scales: dict[NAME, Scale]
    questions: tuple[Question, ...]
    report: Report | None = None

    @model_validator(mode="after")
    def _holds_together(self) -> Instrument:
        refuse_repeats([question.id for question in self.questions], "question id")
        asked = [name for question in self.questions for name in question.items]
        refuse_repeats([self.respondent_id, *asked], "column name")
        refuse_repeats([str(missing.code) for missing in self.missing.values()], "missing code")
        for question in self.questions:
            self._check_question(question)
        refuse_repeats([self.respondent_id, *asked, *self._list_derived()], "column name")
        self._check_routing()
        if self.report is not None:
            check_report(self.report, self.variables)
        return self

    def _check_question(self, question: Question) -> None:
        if question.scale is not None and question.scale not in self.scales:
            raise ValueError(f"question {question.id}: no scale is named {question.scale!r}")
        lost = set(question.missing) - set(self.missing)
        if lost:
            raise ValueError(f"question {question.id}: no missing code for {sorted(lost)}")
        if question.ask_if and "not_asked" not in self.missing:
            raise ValueError(f"question {question.id}: routing needs a missing code 'not_asked'")
        codes = {answer.code for answer in self._answers(question)}
        clash = codes & {missing.code for missing in self.missing.values()}
        if clash:
            raise ValueError(
                f"question {question.id}: {sorted(clash)} are answers and missing codes"
            )

    def _list_derived(self) -> list[str]:
        """Columns that cleaning adds: companions of numbers and texts, and bands."""
        endings = [
            (question, ending)
            for question in self.questions
            for ending, is_made in (
                ("_missing", question.type in ("number", "open")),
                (BAND_ENDING, bool(question.bands)),
            )
            if is_made
        ]
        return [name + ending for question, ending in endings for name in question.items]

    def _check_routing(self) -> None:
        for question in self.questions:
            for name, wanted in question.ask_if.items():
                if name not in self.asked:
                    raise ValueError(f"question {question.id}: routed on unknown column {name!r}")
                offered = {answer.name for answer in self.asked[name].answers}
                if set(wanted) - offered:
                    unknown = sorted(set(wanted) - offered)
                    raise ValueError(f"question {question.id}: {name!r} has no answer {unknown}")
            self._follow_routing(question, ())

    def _follow_routing(self, question: Question, trail: tuple[str, ...]) -> None:
        if question.id in trail:
            raise ValueError(f"routing loop: {' → '.join((*trail, question.id))}")
        for name in question.ask_if:
            self._follow_routing(self.asked[name].question, (*trail, question.id))

    def _answers(self, question: Question) -> tuple[Answer, ...]:
        if question.type == "multiple":
            return SELECTED
        return self.scales[question.scale] if question.scale else ()

    @cached_property
    def variables(self) -> dict[str, Variable]:
        """Every variable of the cleaned table, in the order asked; bands follow their numbers."""
        found: dict[str, Variable] = {}
        for question in self.questions:
            for name, label in question.items.items():
                found[name] = Variable(
                    name=name, label=label, question=question, answers=self._answers(question)
                )
                if question.bands:
                    band = derive_band(found[name])
                    found[band.name] = band
        return found

    @property
    def asked(self) -> dict[str, Variable]:
        """Every column that the responses must have but the respondent id, in the order asked."""
        return {name: one for name, one in self.variables.items() if one.banded is None}

    def topic(self, topic: str) -> tuple[Variable, ...]:
        """Variables of one topic, in the order asked.

        Raises
        ------
        BadInstrument
            No question has that topic.
        """
        found = tuple(item for item in self.variables.values() if item.topic == topic)
        if not found:
            raise BadInstrument(
                f"no question has the topic {topic!r}.",
                expected=f"one of {sorted({question.topic for question in self.questions})}",
                do="Correct the topic, or add the question to the instrument.",
            )
        return found

    def describe_base(self, question: Question) -> str:
        """Say in words who was asked a question, as its routing has it."""
        if not question.ask_if:
            return "everyone"
        return " and ".join(
            f"those who answered {self._label_answers(name, wanted)} to {self._question_id(name)}"
            for name, wanted in question.ask_if.items()
        )

    def _question_id(self, name: str) -> str:
        return self.variables[name].question.id

    def _label_answers(self, name: str, wanted: tuple[str, ...]) -> str:
        labels = [answer.label for answer in self.variables[name].answers if answer.name in wanted]
        return " or ".join(f"“{label}”" for label in labels)
