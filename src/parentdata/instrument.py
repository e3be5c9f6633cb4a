"""What was asked: questions, answers, missing codes and routing, from one instrument file."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from parentdata.errors import Refusal
from parentdata.strict_yaml import describe_faults, parse_yaml

MISSING_KINDS = ("not_answered", "dont_know", "prefer_not_to_say", "not_asked")
MissingKind = Literal["not_answered", "dont_know", "prefer_not_to_say", "not_asked"]
Side = Literal["positive", "neutral", "negative"]

NAME = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]

SELECTED = (
    {"code": 1, "name": "selected", "label": "Chosen"},
    {"code": 0, "name": "not_selected", "label": "Not chosen"},
)


class BadInstrument(Refusal):
    """An instrument file does not describe a questionnaire."""


def _refuse_repeats(values: list[str], what: str) -> None:
    repeated = [value for value, times in Counter(values).items() if times > 1]
    if repeated:
        raise ValueError(f"{what} stands more than once: {', '.join(map(str, repeated))}")


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, ignored_types=(cached_property,))


class Answer(_Strict):
    """One answer that a respondent could choose."""

    code: int
    name: NAME
    label: str
    side: Side | None = None


class MissingCode(_Strict):
    """One way in which an answer can be missing."""

    code: int
    label: str


def _check_scale(answers: tuple[Answer, ...]) -> tuple[Answer, ...]:
    _refuse_repeats([str(answer.code) for answer in answers], "code")
    _refuse_repeats([answer.name for answer in answers], "answer name")
    _refuse_repeats([answer.label for answer in answers], "answer label")
    return answers


Scale = Annotated[tuple[Answer, ...], Field(min_length=2), AfterValidator(_check_scale)]


class Question(_Strict):
    """One question as asked; each of its items is a column of the responses."""

    id: str
    topic: NAME
    short: str
    text: str
    wording: Literal["published", "paraphrased", "reconstructed"]
    type: Literal["single", "multiple", "likert", "open", "number"]
    items: dict[NAME, str]
    scale: str | None = None
    missing: tuple[MissingKind, ...] = ("not_answered",)
    ask_if: dict[NAME, tuple[NAME, ...]] = {}
    exclusive: tuple[NAME, ...] = ()
    unit: str | None = None
    range: tuple[float, float] | None = None

    @model_validator(mode="after")
    def _fits_its_type(self) -> Question:
        if (self.type in ("single", "likert")) != (self.scale is not None):
            raise ValueError(
                f"question {self.id} of type {self.type}: 'scale' is for single, likert"
            )
        if (self.type == "number") != (self.range is not None):
            raise ValueError(f"question {self.id} of type {self.type}: 'range' is for number")
        if set(self.exclusive) - set(self.items) or (self.exclusive and self.type != "multiple"):
            raise ValueError(f"question {self.id}: 'exclusive' names items of a multiple question")
        return self


class Variable(_Strict):
    """One column of the responses, with all that its question says of it."""

    name: str
    label: str
    question: Question
    answers: tuple[Answer, ...]

    @property
    def topic(self) -> str:
        """Topic of the question."""
        return self.question.topic

    @property
    def item(self) -> str:
        """Name without the word that begins every item of its grid, as ids of estimates have it."""
        items = self.question.items
        is_one_grid = len(items) > 1 and len({name.partition("_")[0] for name in items}) == 1
        return self.name.partition("_")[2] if is_one_grid else self.name


class Instrument(_Strict):
    """A questionnaire: its scales, questions, missing codes and routing."""

    study: str
    key: NAME
    title: str
    population: str
    sampling: Literal["voluntary", "probability"]
    respondent_id: NAME
    respondent_id_pattern: str
    missing: dict[MissingKind, MissingCode]
    scales: dict[NAME, Scale]
    questions: tuple[Question, ...]

    @model_validator(mode="after")
    def _holds_together(self) -> Instrument:
        _refuse_repeats([question.id for question in self.questions], "question id")
        columns = [name for question in self.questions for name in question.items]
        _refuse_repeats([self.respondent_id, *columns], "column name")
        _refuse_repeats([str(missing.code) for missing in self.missing.values()], "missing code")
        for question in self.questions:
            self._check_question(question)
        self._check_routing()
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

    def _check_routing(self) -> None:
        for question in self.questions:
            for name, wanted in question.ask_if.items():
                if name not in self.variables:
                    raise ValueError(f"question {question.id}: routed on unknown column {name!r}")
                offered = {answer.name for answer in self.variables[name].answers}
                if set(wanted) - offered:
                    unknown = sorted(set(wanted) - offered)
                    raise ValueError(f"question {question.id}: {name!r} has no answer {unknown}")
            self._follow_routing(question, ())

    def _follow_routing(self, question: Question, trail: tuple[str, ...]) -> None:
        if question.id in trail:
            raise ValueError(f"routing loop: {' → '.join((*trail, question.id))}")
        for name in question.ask_if:
            self._follow_routing(self.variables[name].question, (*trail, question.id))

    def _answers(self, question: Question) -> tuple[Answer, ...]:
        if question.type == "multiple":
            return tuple(Answer(**answer) for answer in SELECTED)
        return self.scales[question.scale] if question.scale else ()

    @cached_property
    def variables(self) -> dict[str, Variable]:
        """Every column of the responses but the respondent id, by name, in the order asked."""
        return {
            name: Variable(
                name=name, label=label, question=question, answers=self._answers(question)
            )
            for question in self.questions
            for name, label in question.items.items()
        }

    def topic(self, topic: str) -> tuple[Variable, ...]:
        """Columns of one topic, in the order asked.

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


def parse_instrument(text: str, *, source: Path | str) -> Instrument:
    """Read an instrument from the text of its file.

    Raises
    ------
    BadInstrument
        The text is not YAML, has an unknown or repeated key, a repeated code, a missing scale,
        or routing that leads back to itself.
    """
    try:
        return Instrument.model_validate(parse_yaml(text))
    except (yaml.YAMLError, ValidationError) as error:
        raise BadInstrument(
            describe_faults(error),
            file=source,
            expected="an instrument as CONTRIBUTING.md describes it",
            do="Correct the place named above; nothing was written.",
        ) from error


def load_instrument(path: Path) -> Instrument:
    """Read an instrument file (see `parse_instrument`)."""
    try:
        return parse_instrument(path.read_text(encoding="utf-8"), source=path)
    except (FileNotFoundError, UnicodeDecodeError) as error:
        raise BadInstrument(
            f"the instrument cannot be read ({type(error).__name__}).",
            file=path,
            expected="a UTF-8 text file that describes the questions",
            do="Put the study's instrument.yml there.",
        ) from error
