"""The texts of the stand-in replies: a letter around the answers, with every passage's place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from parentdata.coding.tools import Tool, Tools
from parentdata.standin import foi_sentences_letters as letters
from parentdata.standin.foi_answers import POINTER, Answers, Writer
from parentdata.standin.foi_draw import Draw
from parentdata.standin.foi_passages import Deck, Passage, Placed, Voice, lay_out, write_date
from parentdata.standin.foi_requests import NI
from parentdata.standin.foi_truth import Held

LATE_DAYS = 33
# How questions are put together, each group with one heading; and how a heading is written.
GROUPS = (
    ((1,), (2,), (3,), (4,), (5,), (6,)),
    ((1, 2, 3), (4, 5), (6,)),
    ((1,), (2,), (3,), (4, 5, 6)),
    ((1, 2), (3,), (4,), (5,), (6,)),
)
HEADINGS = ("Question {n}", "Q{n}", "Question {n}. {asked}", "{n}) {asked}", "Your question {n}")


@dataclass(frozen=True, kw_only=True)
class Reply:
    """One reply: what it holds, its text, and where its passages stand in it."""

    held: Held
    text: str
    placed: tuple[Placed, ...]


def write_replies(held: list[Held], tools: Tools, draw: Draw) -> list[Reply]:
    """Write the text of every reply.

    Parameters
    ----------
    held : list of Held
        What each is to hold.
    tools : Tools
        Names of tools and suppliers.
    draw : Draw

    Returns
    -------
    list of Reply, in the order of `held`
        Texts are UTF-8 with line feeds; no two are the same, and each says in its first line that
        it is a stand-in.
    """
    deck = Deck(draw)
    by_code = {tool.code_id: tool for tool in tools.tools}
    return [_write(one, Voice(one.request, deck), by_code) for one in held]


def _write(held: Held, voice: Voice, tools: Mapping[str, Tool]) -> Reply:
    writer = Writer(held, voice, tools)
    paragraphs = [
        *_open(held, voice),
        *_group(writer.answer(), voice),
        [voice.say("closing", letters.CLOSINGS)],
        *_follow_up(writer.follow_up(), voice),
        [Passage(voice.choose("ending", letters.ENDINGS) + "\n"),
         Passage(voice.choose("signature", letters.SIGNATURES))],
    ]  # fmt: skip
    text, placed = lay_out(paragraphs)
    return Reply(held=held, text=text, placed=tuple(one for one in placed if _matters(one)))


def _matters(one: Placed) -> bool:
    return bool(one.passage.codes) or one.passage.tempts not in ("", POINTER)


def _open(held: Held, voice: Voice) -> list[list[Passage]]:
    request = held.request
    number = 1000 + voice.draw.number(f"{request.id} number", 9000)
    reference = voice.choose("reference", letters.REFERENCES).format(n=number)
    opening = [voice.say("opening", letters.OPENINGS)]
    if voice.choose("searched", (True, False)):
        opening.append(voice.say("searched", letters.SEARCHED))
    if (request.replied - request.sent).days >= LATE_DAYS:
        opening.insert(0, voice.say("late", letters.LATE_OPENINGS))
    welsh = [[Passage(" ".join(letters.WELSH))]] if request.authority.nation == "Wales" else []
    head = (f"{request.authority.name}\n", f"{write_date(request.replied)}\n", reference)
    return [
        [Passage(letters.FIRST_LINE)],
        [Passage(line) for line in head],
        *welsh,
        [Passage(voice.choose("greeting", letters.GREETINGS))],
        opening,
    ]


def _group(answers: Answers, voice: Voice) -> list[list[Passage]]:
    if set(answers) == {0}:
        return [answers[0]]
    heading = voice.choose("heading", HEADINGS)
    groups = voice.choose("groups", GROUPS)
    return [
        [Passage(_head(heading, group, voice) + "\n"), *_join(answers, group)] for group in groups
    ]


def _join(answers: Answers, group: tuple[int, ...]) -> list[Passage]:
    """The answers under one heading; none of them points to another under the same heading."""
    joined = [passage for number in group for passage in answers[number]]
    return [one for one in joined if len(group) == 1 or one.tempts != POINTER]


def _head(heading: str, group: tuple[int, ...], voice: Voice) -> str:
    which = letters.WHICH if voice.request.authority.nation == NI else ""
    asked = "; ".join(letters.QUESTIONS[n] + (which if n <= len("123") else "") for n in group)
    number = (
        str(group[0])
        if len(group) == 1
        else f"{group[0]}{' and ' if len(group) == 2 else ' to '}{group[-1]}"
    )
    if len(group) > 1:
        heading = heading.replace("Question", "Questions").replace("question", "questions")
    return heading.format(n=number, asked=asked)


def _follow_up(passages: list[Passage], voice: Voice) -> list[list[Passage]]:
    if not passages:
        return []
    heading = voice.choose("follow-up heading", letters.FOLLOW_UP_HEADINGS)
    return [[Passage(heading + "\n"), *passages]]
