"""One published figure: its sentence, its value or range, its rule and what it rests on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from parentdata.claims.rules import INTERVAL_RULES, LARGEST, RULES, RuleName

ClaimId = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Text = Annotated[str, Field(min_length=1)]
FIGURES = ("low", "value", "high")
EVERY_GROUP = "|*"
OPERATIONS: dict[str, Callable[..., float]] = {
    "share": lambda part, whole: part / whole,
    "sum": lambda *parts: sum(parts),
    "remainder": lambda whole, *parts: whole - sum(parts),
    "remaining_share": lambda whole, *parts: (whole - sum(parts)) / whole,
}


class Strict(BaseModel):
    """A part of the ledger; a key that it does not know is a fault."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Evidence(Strict):
    """The estimates that a claim is held against: the sum of one field, or each one's interval.

    `over` names an estimate whose count the sum is divided by, where the study's base is another
    than the table's. An id that ends in `EVERY_GROUP` stands for the same estimate in every answer
    to every characteristic. `among` names all estimates of a kind, of which the one in `estimates`
    is said to be the largest: one "*" in it stands for what tells them apart.
    """

    estimates: Annotated[tuple[Text, ...], Field(min_length=1)]
    field: Literal["value", "count", "interval"]
    over: Text | None = None
    among: Annotated[str, Field(pattern=r"^[^*]+\*[^*]*$")] | None = None


class Arithmetic(Strict):
    """How a derived figure follows from published ones (`OPERATIONS`, in the order of `claims`)."""

    operation: Literal["share", "sum", "remainder", "remaining_share"]
    claims: Annotated[tuple[ClaimId, ...], Field(min_length=2)]

    @model_validator(mode="after")
    def _takes_its_claims(self) -> Arithmetic:
        if self.operation == "share" and len(self.claims) != 2:
            raise ValueError("a share is the first of two claims over the second")
        return self

    def compute(self, figures: Sequence[float]) -> float:
        """Compute the derived figure from the figures of `claims`, in their order."""
        return OPERATIONS[self.operation](*figures)


class Claim(Strict):
    """One published figure, or one derived from published figures by arithmetic.

    `text` is the figure in the study's words; shares live in 0..1. A claim rests on estimates, or
    says why nothing here can test it.
    """

    id: ClaimId
    study: Text
    sentence: Text
    source: Text
    kind: Literal["count", "verbal", "derived"]
    unit: Literal["count", "share", "number", "points"] | None = None
    text: Text | None = None
    value: float | None = None
    low: float | None = None
    high: float | None = None
    places: Annotated[int, Field(ge=2, le=6)] | None = None
    tolerance: Text | None = None
    rule: RuleName | None = None
    side: Literal["above", "below"] | None = None
    derived_from: Arithmetic | None = None
    rests_on: Evidence | None = None
    not_testable: Text | None = None

    @model_validator(mode="after")
    def _fits_its_rule(self) -> Claim:
        if (self.rests_on is None) == (self.not_testable is None):
            raise ValueError(f"{self.id}: give 'rests_on' or 'not_testable', one of the two")
        if self.rests_on is not None and (self.rule is None or self.unit is None):
            raise ValueError(f"{self.id}: a claim that rests on estimates needs 'rule' and 'unit'")
        lacking = [
            name
            for name in (RULES[self.rule].needs if self.rule in RULES else ())
            if getattr(self, name) is None
        ]
        if lacking:
            raise ValueError(f"{self.id}: rule {self.rule} needs {', '.join(lacking)}")
        return self

    @model_validator(mode="after")
    def _fits_its_intervals(self) -> Claim:
        takes_intervals = self.rule in INTERVAL_RULES
        if takes_intervals != (self.side is not None):
            raise ValueError(f"{self.id}: 'side' is for the rules {' and '.join(INTERVAL_RULES)}")
        if self.rests_on is None:
            return self
        if takes_intervals != (self.rests_on.field == "interval"):
            raise ValueError(f"{self.id}: rule {self.rule} does not take {self.rests_on.field}")
        if (self.rule == LARGEST) != (self.rests_on.among is not None):
            raise ValueError(f"{self.id}: 'among' is for the rule {LARGEST}, which needs it")
        ends = {name.endswith(EVERY_GROUP) for name in self.rests_on.estimates}
        if ends != {self.rule == "consensus"}:
            raise ValueError(f"{self.id}: ids of a consensus, and no others, end in {EVERY_GROUP}")
        if takes_intervals:
            given = [name for name in (*FIGURES, "tolerance") if getattr(self, name) is not None]
            edge = {"above": "low", "below": "high"}[self.side]
            if given != ([edge, "tolerance"] if self.rule == "consensus" else []):
                raise ValueError(
                    f"{self.id}: a consensus {self.side} needs {edge} and tolerance alone, and a "
                    "direction none of them"
                )
        return self

    @model_validator(mode="after")
    def _fits_its_kind(self) -> Claim:
        if (self.kind == "verbal") != (self.text is not None):
            raise ValueError(f"{self.id}: 'text' is for the words of a verbal figure")
        if (self.kind == "derived") != (self.derived_from is not None):
            raise ValueError(f"{self.id}: 'derived_from' is for derived figures")
        if self.kind == "derived" and self.rule not in ("equal", "rounds_to"):
            raise ValueError(f"{self.id}: a derived figure has rule equal or rounds_to")
        if self.kind == "count" and self.value is None:
            raise ValueError(f"{self.id}: a count needs its value")
        return self

    @model_validator(mode="after")
    def _fits_its_unit(self) -> Claim:
        figures = [getattr(self, name) for name in FIGURES if getattr(self, name) is not None]
        if figures != sorted(figures):
            raise ValueError(f"{self.id}: low, value and high are not in that order")
        if figures and self.unit is None:
            raise ValueError(f"{self.id}: a figure needs a 'unit'")
        if self.unit == "share" and any(not 0 <= figure <= 1 for figure in figures):
            raise ValueError(f"{self.id}: a share lies in 0..1; 15 percent is 0.15")
        if self.unit == "count" and any(figure != int(figure) for figure in figures):
            raise ValueError(f"{self.id}: a count is a whole number")
        return self

    def describe(self) -> str:
        """Say what was published: the figure, or its words with what they are taken for."""
        if self.rule is None:
            return self.text or self._write("value")
        if self.rule == LARGEST:
            return f"{self.text} (more than any other)"
        if self.rule == "direction":
            return f"{self.text} (every difference {self.side} 0)"
        if self.rule == "consensus":
            edge = "low" if self.side == "above" else "high"
            return f"{self.text} (every group {self.side} {self._write(edge)})"
        held = RULES[self.rule].words.format(**{name: self._write(name) for name in FIGURES})
        return f"{self.text} ({held})" if self.text else held

    def agrees(self, found: float) -> bool:
        """Whether a figure is what was published, by the claim's rule."""
        return RULES[self.rule].holds(self, found)

    def find_limit(self) -> float:
        """The limit that intervals lie above or below: of a difference, nought."""
        if self.rule == "direction":
            return 0.0
        return self.low if self.side == "above" else self.high

    def measure(self, found: float) -> float:
        """Distance of a figure from the published one, or from the limit that the words set."""
        if self.rule in INTERVAL_RULES:
            return found - self.find_limit()
        return found - getattr(self, RULES[self.rule].edge)

    def _write(self, name: str) -> str:
        figure = getattr(self, name)
        if figure is None:
            return ""
        if self.unit != "share":
            return f"{figure:,.12g}"
        if self.places is None:
            return f"{figure * 100:.12g}%"
        return f"{figure * 100:.{self.places - 2}f}%"
