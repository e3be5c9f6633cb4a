"""Passages of a stand-in reply: sentences with the codes that they hold, and where they stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple, TypeVar

from parentdata.standin import foi_sentences_letters as letters
from parentdata.standin.foi_authorities import COMPANY
from parentdata.standin.foi_draw import Draw
from parentdata.standin.foi_requests import Request

T = TypeVar("T")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


class Passage(NamedTuple):
    """A sentence, the codes that it holds, and what it may be mistaken for."""

    text: str
    codes: tuple[str, ...] = ()
    tempts: str = ""


class Placed(NamedTuple):
    """A passage where it stands in a text: text[start:end], in a paragraph that ends at `last`."""

    passage: Passage
    start: int
    end: int
    last: int


@dataclass
class Deck:
    """Sentences dealt out in turn, so that each is used as often as any other."""

    draw: Draw
    dealt: Counter[str] = field(default_factory=Counter)

    def deal(self, name: str, sentences: tuple[str, ...]) -> str:
        """The next sentence of a list, in an order drawn once and gone through again and again."""
        order = self.draw.shuffle(f"deck {name}", sentences)
        self.dealt[name] += 1
        return order[self.dealt[name] % len(order)]


class Voice:
    """How one authority writes: its words for itself, its service, its Act."""

    def __init__(self, request: Request, deck: Deck) -> None:
        self.request, self.deck, self.draw = request, deck, deck.draw
        authority = request.authority
        is_scottish = authority.nation == "Scotland"
        self.law = letters.SCOTTISH_ACT if is_scottish else letters.UK_ACT
        self.service = self.choose("service", letters.SERVICES)
        kind = "company" if authority.kind == COMPANY else "council"
        self.words = {
            "body": letters.BODIES[kind],
            "svc": self.service,
            "act": self.law["act"],
            "act_in_full": self.law["act_in_full"],
            "commissioner": self.law["commissioner"],
            "sent": write_date(request.sent),
            "families": "troubled families" if request.is_programme else "families",
            **{name: self.law[name][0] for name in ("s12", "s43", "s14", "s40")},
        }

    def choose(self, stream: str, options: Sequence[T]) -> T:
        """One of some options, by a stream of this request's own."""
        return self.draw.pick(f"{self.request.id} {stream}", options)

    def say(
        self, name: str, sentences: tuple[str, ...], *codes: str, tempts: str = "", **more: str
    ) -> Passage:
        """The next sentence of a list in this authority's words, as a passage."""
        return Passage(self.fill(self.deck.deal(name, sentences), name, **more), codes, tempts)

    def fill(self, sentence: str, stream: str, **more: str) -> str:
        """Put this authority's words into a sentence; a capital where the slot has one."""
        words = self.words | {
            "team": self.choose(f"team {stream}", letters.TEAMS),
            "yr": self.choose(f"year {stream}", letters.YEARS),
            **more,
        }
        capital = {name.capitalize(): text[:1].upper() + text[1:] for name, text in words.items()}
        filled = sentence.format(**words, **capital)
        return filled[:1].upper() + filled[1:]


def lay_out(paragraphs: list[list[Passage]]) -> tuple[str, list[Placed]]:
    """Join passages by spaces and paragraphs by empty lines, and note where each passage stands.

    Returns
    -------
    text : str
        Ends with a line end.
    placed : list of Placed, in the order of the text
    """
    text, placed = "", []
    for paragraph in paragraphs:
        spans = []
        for passage in paragraph:
            spans.append((passage, len(text), len(text) + len(passage.text)))
            text += passage.text + ("" if passage.text.endswith("\n") else " ")
        text = text.rstrip()
        placed += [Placed(*span, len(text)) for span in spans]
        text += "\n\n"
    return text.rstrip() + "\n", placed


def write_date(day: date) -> str:
    """A day as letters write it: 3 March 2021."""
    # strftime takes the month's name from the language that a machine is set to.
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
