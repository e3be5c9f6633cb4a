"""What two stand-in coders make of the discussions, and how an adjudicator decides between them."""

from __future__ import annotations

import pandas as pd

from parentdata.coding.codebook import ABSENT, PRESENT, Code, Codebook
from parentdata.standin import groups_plan as plan
from parentdata.standin.groups_talk import Speaker
from parentdata.standin.latent import Sample

COLUMNS = (
    "unit_id", "code", "coder", "value", "start", "end", "quote", "codebook_version", "coded_date",
    "note",
)  # fmt: skip


def make_judgements(speakers: list[Speaker], codebook: Codebook, coder: str) -> pd.DataFrame:
    """Judge every participant by every code, with the errors planned for that coder.

    Returns
    -------
    DataFrame of str, columns as the reader of judgements expects them
    """
    overlooks, invents, doubts, slips = plan.ERRORS[coder]
    sample = Sample(size=len(speakers), seed=plan.SEED)
    rows = []
    for code in codebook.leaves:
        draws = sample.draw_uniform(f"{coder} {code.id}")
        for one, draw in zip(speakers, draws, strict=True):
            if code.kind == "presence":
                value = _judge(code.id in one.passages, draw, overlooks, invents, doubts)
            elif code.id in one.steps:
                value = _slip(code, one.steps[code.id], draw, slips)
            else:
                continue
            rows.append(_write_row(one, code.id, coder, value, codebook.stamp))
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _judge(is_there: bool, draw: float, overlooks: float, invents: float, doubts: float) -> str:  # noqa: FBT001 (a truth, not a choice)
    if draw > 1 - doubts:
        return ""
    wrong = draw < (overlooks if is_there else invents)
    return PRESENT if is_there != wrong else ABSENT


def _slip(code: Code, step: str, draw: float, slips: float) -> str:
    """Take the step beside the one said, now and then."""
    place = code.values.index(step)
    if draw < slips:
        place += 1 if place + 1 < len(code.values) else -1
    return code.values[place]


def _write_row(one: Speaker, code: str, coder: str, value: str, stamp: str) -> dict[str, str]:
    row = dict.fromkeys(COLUMNS, "")
    row |= {"unit_id": one.pseudonym, "code": code, "coder": coder, "value": value,
            "codebook_version": stamp, "coded_date": plan.CODED_BY[coder].isoformat()}  # fmt: skip
    if value not in ("", ABSENT):
        # Who sees a theme that is not there points at the first thing that was said.
        quote = one.passages.get(code, one.words.split(". ")[0].split("\n")[0])
        start = one.words.index(quote)
        row |= {"start": str(start), "end": str(start + len(quote)), "quote": quote}
    return row


def make_adjudications(
    speakers: list[Speaker], first: pd.DataFrame, second: pd.DataFrame
) -> pd.DataFrame:
    """Decide what the two coders disagree on, as the discussions were made."""
    by_name = {one.pseudonym: one for one in speakers}
    both = first.merge(second, on=["unit_id", "code"], suffixes=("_a", "_b"))
    apart = both[
        both["value_a"].ne(both["value_b"]) & both["value_a"].ne("") & both["value_b"].ne("")
    ]
    rows = []
    for number, pair in enumerate(apart.to_dict("records")):
        one, code = by_name[pair["unit_id"]], pair["code"]
        there = one.steps.get(code) or (PRESENT if code in one.passages else ABSENT)
        rows.append(
            {"unit_id": pair["unit_id"], "code": code, "value_a": pair["value_a"],
             "value_b": pair["value_b"], "decision": there, "adjudicated_by": "adjudicator",
             "adjudicated_date": plan.ADJUDICATED.isoformat(),
             "reason": plan.REASONS[number % len(plan.REASONS)]}
        )  # fmt: skip
    return pd.DataFrame(rows)
