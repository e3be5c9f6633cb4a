"""Two coders judge the stand-in replies: mostly as planned, and apart where the plan says so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from parentdata.coding.codebook import ABSENT, PRESENT, Code, Codebook
from parentdata.standin import foi_plan as plan
from parentdata.standin.foi_confusions import CONFUSED, UNSURE, give_reason
from parentdata.standin.foi_draw import Draw
from parentdata.standin.foi_passages import Placed
from parentdata.standin.foi_replies import Reply
from parentdata.standin.latent import BadPlan


class Judged(NamedTuple):
    """One judgement; `passage` shows a value of present, `value` is blank where none was given."""

    reply: Reply
    code: str
    coder: str
    value: str
    planned: str
    passage: Placed | None


def judge_replies(replies: Sequence[Reply], codebook: Codebook, draw: Draw) -> list[Judged]:
    """Let both coders judge every reply by every code.

    Where both give the same value it is the planned one, and one of them always gives it: so the
    value that is decided in the end is the planned one for every reply and code.

    Returns
    -------
    list of Judged
        In the order of the codes, then of the replies, then of the coders.

    Raises
    ------
    BadPlan
        The plan and the codebook differ in codes, or too few replies can be confused.
    """
    planned, coded = set(plan.SLIPS), {code.id for code in codebook.leaves}
    if planned != coded:
        raise BadPlan(
            f"the plan and the codebook differ in {', '.join(sorted(planned ^ coded))}.",
            expected="a plan for every code of the codebook, and for no other",
            do="Correct src/parentdata/standin/foi_plan.py or the codebook.",
        )
    return [
        judged
        for code in codebook.leaves
        for judged in (_judge_presence if code.kind == "presence" else _judge_values)(
            code, replies, draw
        )
    ]


def _judge_presence(code: Code, replies: Sequence[Reply], draw: Draw) -> Iterator[Judged]:
    slips, name = plan.SLIPS[code.id], code.id
    holding = [one for one in replies if name in one.held.codes]
    others = [one for one in replies if name not in one.held.codes and _find_tempting(one, name)]
    missed = _split(draw, f"{name} missed", holding, slips.misses)
    added = _split(draw, f"{name} added", others, slips.adds)
    unsure = _split_rest(draw, name, replies, missed | added)
    for one in replies:
        truth = PRESENT if name in one.held.codes else ABSENT
        for place, coder in enumerate(plan.CODERS):
            value = truth
            if (missed | added).get(one.held.request.id) == place:
                value = ABSENT if truth == PRESENT else PRESENT
            elif unsure.get(one.held.request.id) == place:
                value = ""
            passage = None
            if value == PRESENT:
                passage = _find_passage(one, name) or _find_tempting(one, name)
            yield Judged(one, name, coder, value, truth, passage)


def _judge_values(code: Code, replies: Sequence[Reply], draw: Draw) -> Iterator[Judged]:
    """Judge by a code with ordered values: who slips is one value too low or too high."""
    slips, name, values = plan.SLIPS[code.id], code.id, code.values
    can_sink = [one for one in replies if one.held.disclosure != values[0]]
    low = _split(draw, f"{name} low", can_sink, slips.misses)
    can_rise = [
        one
        for one in replies
        if one.held.disclosure != values[-1] and one.held.request.id not in low
    ]
    high = _split(draw, f"{name} high", can_rise, slips.adds)
    unsure = _split_rest(draw, name, replies, low | high)
    for one in replies:
        truth, request = one.held.disclosure, one.held.request.id
        for place, coder in enumerate(plan.CODERS):
            step = (high.get(request) == place) - (low.get(request) == place)
            value = "" if unsure.get(request) == place else values[values.index(truth) + step]
            yield Judged(one, name, coder, value, truth, None)


def _split(
    draw: Draw, stream: str, replies: Sequence[Reply], sizes: tuple[int, int]
) -> dict[str, int]:
    """Draw replies on which one coder slips; by request, the place of that coder."""
    taken = draw.shuffle(stream, draw.take(f"{stream} taken", replies, sum(sizes)))
    return {one.held.request.id: int(place >= sizes[0]) for place, one in enumerate(taken)}


def _split_rest(
    draw: Draw, name: str, replies: Sequence[Reply], slipped: dict[str, int]
) -> dict[str, int]:
    """Draw those a coder is unsure of, among the replies on which nobody slips."""
    left = [one for one in replies if one.held.request.id not in slipped]
    return _split(draw, f"{name} unsure", left, plan.SLIPS[name].unsure)


def _find_passage(reply: Reply, code: str) -> Placed | None:
    return next((one for one in reply.placed if code in one.passage.codes), None)


def _find_tempting(reply: Reply, code: str) -> Placed | None:
    for name in CONFUSED.get(code, ()):
        for one in reply.placed:
            if one.passage.tempts == name or name in one.passage.codes:
                return one
    return None


def mark_passage(judged: Judged, draw: Draw) -> tuple[int, int]:
    """Where the passage that a coder marked begins and ends.

    coder-a marks whole sentences; coder-b begins later, stops before the full stop or reads on to
    the end of the paragraph. Passages of one sentence by both always overlap.
    """
    placed, text = judged.passage, judged.reply.text
    ways = ("whole", "whole", "unstopped")
    if judged.coder == plan.CODERS[1]:
        ways = ("whole", "unstopped", "later", "later", "onwards", "onwards")
    way = draw.pick(f"{judged.reply.held.request.id} {judged.code} {judged.coder} mark", ways)
    start, end = placed.start, placed.end
    if way == "unstopped":
        end -= len(text[start:end]) - len(text[start:end].rstrip("."))
    elif way == "later":
        # After the first word; a passage of one word is marked whole.
        start += text[start:end].find(" ") + 1
    elif way == "onwards":
        end = placed.last
    return start, end


def write_judgements(
    judged: Sequence[Judged], coder: str, codebook: Codebook, draw: Draw
) -> Iterator[dict[str, str]]:
    """Write one coder's judgements as rows of a judgements file, in the order of the units."""
    day = plan.CODED.isoformat()
    for one in sorted((j for j in judged if j.coder == coder), key=_unit):
        start, end = mark_passage(one, draw) if one.passage else (None, None)
        note = "" if one.value else draw.pick(f"{_unit(one)} {one.code} note", UNSURE)
        yield {
            "unit_id": _unit(one),
            "code": one.code,
            "coder": coder,
            "value": one.value,
            "start": "" if start is None else str(start),
            "end": "" if end is None else str(end),
            "quote": "" if start is None else one.reply.text[start:end],
            "codebook_version": codebook.stamp,
            "coded_date": day,
            "note": note,
        }


def write_adjudications(
    judged: Sequence[Judged], draw: Draw, *, undecided: int
) -> Iterator[dict[str, str]]:
    """Write a decision for every disagreement, but for so many that are left undecided."""
    pairs: dict[tuple[str, str], list[Judged]] = {}
    for one in judged:
        pairs.setdefault((_unit(one), one.code), []).append(one)
    differing = [
        (key, pair)
        for key, pair in sorted(pairs.items())
        if all(one.value for one in pair) and pair[0].value != pair[1].value
    ]
    for (unit, code), (first, second) in draw.take(
        "decided", differing, max(len(differing) - undecided, 0)
    ):
        yield {
            "unit_id": unit,
            "code": code,
            "value_a": first.value,
            "value_b": second.value,
            "decision": first.planned,
            "adjudicated_by": "adjudicator",
            "adjudicated_date": plan.CODED.isoformat(),
            "reason": give_reason(code, first.planned),
        }


def _unit(one: Judged) -> str:
    return one.reply.held.request.id
