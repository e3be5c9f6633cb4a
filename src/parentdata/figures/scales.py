"""Answers on a scale in the order they are drawn, and items in theirs."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from parentdata.figures.palette import colour_side
from parentdata.figures.refusals import NotDrawable
from parentdata.figures.rows import check_places, check_rows, check_values
from parentdata.instrument import MISSING_KINDS

NEEDS = (
    "id",
    "item_label",
    "answer",
    "answer_label",
    "side",
    "unit",
    "value",
    "is_withheld",
    "data_status",
)  # fmt: skip
SIDES = ("negative", "neutral", "positive")


@dataclass(frozen=True, kw_only=True)
class Answer:
    """One answer as drawn; `colour` is empty for a way of not answering."""

    name: str
    label: str
    side: str
    colour: str = ""


@dataclass(frozen=True, kw_only=True)
class Scale:
    """Answers from the most negative to the most positive, and what is shown beside them."""

    answers: tuple[Answer, ...]
    beside: tuple[Answer, ...]


@dataclass(frozen=True, kw_only=True)
class Item:
    """One item: its label and one row for each answer, by the answer's name."""

    label: str
    rows: dict[str, dict]

    def is_withheld(self, answers: tuple[Answer, ...]) -> bool:
        """Say whether any of these answers is withheld."""
        return any(self.rows[answer.name]["is_withheld"] for answer in answers)

    def share(self, answer: Answer) -> float:
        """Share of an answer, in 0..1; nought where it was not offered or is withheld."""
        row = self.rows.get(answer.name)
        return 0.0 if row is None or row["is_withheld"] else float(row["value"])

    def reach(self, scale: Scale, side: str) -> float:
        """How far the bar reaches from the centre line to one side, as a share."""
        own = sum(self.share(answer) for answer in scale.answers if answer.side == side)
        neutral = sum(self.share(answer) for answer in scale.answers if answer.side == "neutral")
        return own + neutral / 2


def choose_rows(estimates: pd.DataFrame) -> pd.DataFrame:
    """Choose the shares of single answers, and of the ways of not answering; check them.

    Raises
    ------
    NotDrawable
        See `draw_likert`.
    """
    rows = check_rows(estimates, needs=NEEDS)
    # A table that comes back from disk has no empty text.
    rows["side"] = rows["side"].fillna("")
    is_sum = rows["answer"].eq(rows["side"])
    single = rows["side"].isin(SIDES) & ~is_sum & rows["unit"].eq("share")
    chosen = check_rows(rows[single | rows["answer"].isin(MISSING_KINDS)], needs=NEEDS)
    check_places(chosen, place=("item_label", "answer"))
    return check_values(chosen, units=("share",))


def read_scale(rows: pd.DataFrame) -> Scale:
    """Order the answers from negative to positive and colour them.

    Raises
    ------
    TooManyColours
        More answers on one side than can be told apart.
    """
    named = rows.drop_duplicates("answer")
    answers = [
        Answer(name=row["answer"], label=row["answer_label"], side=row["side"])
        for row in named.to_dict("records")
    ]
    sided = [answer for answer in answers if answer.side in SIDES]
    # Scales are asked from either end; within a side the strongest answer stands outermost.
    if sided and sided[0].side == "positive":
        sided.reverse()
    drawn = []
    for side in SIDES:
        own = [answer for answer in sided if answer.side == side]
        colours = colour_side(side, len(own))
        ordered = colours if side != "positive" else colours[::-1]
        drawn += [
            Answer(name=answer.name, label=answer.label, side=side, colour=colour)
            for answer, colour in zip(own, ordered, strict=True)
        ]
    return Scale(
        answers=tuple(drawn), beside=tuple(answer for answer in answers if answer.side == "")
    )


def read_items(rows: pd.DataFrame, scale: Scale, *, order: str) -> list[Item]:
    """Gather the rows of each item; `order` is "asked" or "net".

    Raises
    ------
    NotDrawable
        An item has no row for one of the answers: its bar would be too short.
    """
    items = []
    for name, own in rows.groupby("item_label", sort=False):
        held = {row["answer"]: row for row in own.to_dict("records")}
        lost = [answer.name for answer in scale.answers if answer.name not in held]
        if lost:
            raise NotDrawable(
                f"the item {name!r} has no row for {', '.join(lost)}.",
                expected="a row for each answer of the scale, those that nobody gave included",
                do="Draw items of one scale together, with all their rows.",
            )
        items.append(Item(label=name, rows=held))
    if order == "net":
        items.sort(key=lambda item: _sort_key(item, scale))
    return items


def _sort_key(item: Item, scale: Scale) -> tuple[bool, float]:
    net = item.reach(scale, "positive") - item.reach(scale, "negative")
    return item.is_withheld(scale.answers), -net
