"""The stand-in recruitment log, the list of discussions and the polls."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pandas as pd

from parentdata.standin import groups_plan as plan
from parentdata.standin.latent import Sample

ELIGIBLE_REASONS = ("no_child_16_or_under", "no_service_contact", "not_in_cell")


def make_discussions() -> pd.DataFrame:
    """List the discussions that were held, or for which somebody had a time."""
    return pd.DataFrame(
        [
            {"discussion_id": one.id, "kind": "group" if one.route else "interview",
             "cell": one.cell, "route": one.route, "slot": one.slot,
             "mode": "phone" if one.id in ("I05", "I11") else "online",
             "held_date": one.on.isoformat(), "facilitator": one.facilitator,
             "second_member": one.second}
            for one in plan.DISCUSSIONS
        ]
    )  # fmt: skip


def make_recruitment() -> pd.DataFrame:
    """Make the log: for each discussion as many lost on the way and as many who came as planned.

    Returns
    -------
    DataFrame of str, one row per person approached, in the order in which they were
        Ids A001… follow that order, and pseudonyms P01… that of the discussions.
    """
    rows = [row for one in plan.DISCUSSIONS for row in _approach(one)]
    sample = Sample(size=len(rows), seed=plan.SEED)
    channels = _pick(sample.draw_uniform("channel"), plan.CHANNELS)
    gaps = {name: sample.draw_uniform(name) for name in ("approach", "reply", "consent", "time")}
    needs = sample.draw_uniform("top up") < plan.NEEDS_TOP_UP
    noted = sample.draw_uniform("note")
    for place, row in enumerate(rows):
        row["channel"] = channels[place]
        _date(row, {name: draws[place] for name, draws in gaps.items()})
        if row["consented_date"]:
            row["needs_top_up"] = "true" if needs[place] else "false"
            if noted[place] < 0.05:
                row["note"] = plan.NOTES[place % len(plan.NOTES)]
    _withdraw(rows)
    ordered = sorted(rows, key=lambda row: row["approached_date"])
    for number, row in enumerate(ordered, start=1):
        row["person_id"] = f"A{number:03d}"
    return pd.DataFrame(ordered).drop(columns="on")[["person_id", *_COLUMNS]]


_COLUMNS = (
    "channel", "cell", "route", "kind", "approached_date", "replied_date", "has_child_16_or_under",
    "has_service_contact", "is_in_cell", "consented_date", "scheduled_date", "discussion_id",
    "has_attended", "lost_reason", "needs_top_up", "pseudonym", "withdrew_date", "note",
)  # fmt: skip


def _approach(one: plan.Held) -> list[dict]:
    """Rows of one discussion's people, with the step that each came to, without dates."""
    is_group = bool(one.route)
    lost = [name for name, counts in plan.LOST.items() for _ in range(counts[not is_group])]
    missed = [plan.DID_NOT_COME[n % 3] for n in range(one.scheduled - one.attended)]
    ends = [*lost, *missed, *[""] * one.attended]
    return [_make_row(one, end, is_group=is_group) for end in ends]


def _make_row(one: plan.Held, end: str, *, is_group: bool) -> dict:
    has_replied = end != "no_reply"
    is_eligible = has_replied and end not in ELIGIBLE_REASONS
    has_consented = is_eligible and end not in ("declined", "silent_after_information")
    has_time = has_consented and end not in ("no_slot", "group_full")
    row = dict.fromkeys(("person_id", *_COLUMNS), "")
    row |= {"cell": one.cell, "route": one.route, "kind": "group" if is_group else "interview",
            "lost_reason": end, "on": one.on}  # fmt: skip
    if has_replied:
        row["has_child_16_or_under"] = "false" if end == "no_child_16_or_under" else "true"
        row["is_in_cell"] = "false" if end == "not_in_cell" else "true"
        if not is_group:
            row["has_service_contact"] = "false" if end == "no_service_contact" else "true"
    # Placeholders until the dates are drawn.
    row["replied_date"] = "?" if has_replied else ""
    row["consented_date"] = "?" if has_consented else ""
    if has_time:
        row |= {"scheduled_date": "?", "discussion_id": one.id,
                "has_attended": "false" if end else "true"}  # fmt: skip
    return row


def _date(row: dict, draws: dict[str, float]) -> None:
    """Date the steps of one person, from about five weeks before the discussion."""
    day = row["on"] - timedelta(days=36 - int(8 * draws["approach"]))
    row["approached_date"] = day.isoformat()
    for column, longest, draw in (
        ("replied_date", 9, draws["reply"]),
        ("consented_date", 8, draws["consent"]),
        ("scheduled_date", 6, draws["time"]),
    ):
        if row[column]:
            day += timedelta(days=1 + int(longest * draw))
            row[column] = day.isoformat()


def _withdraw(rows: list[dict]) -> None:
    """Give pseudonyms to those who took part; one withdraws afterwards, another before."""
    came = [row for row in rows if row["has_attended"] == "true"]
    for number, row in enumerate(came, start=1):
        row["pseudonym"] = f"P{number:02d}"
    after = came[plan.WITHDREW_AFTER]
    after["withdrew_date"] = (after["on"] + timedelta(days=9)).isoformat()
    before = [row for row in rows if row["lost_reason"] in plan.DID_NOT_COME][plan.WITHDREW_BEFORE]
    before["withdrew_date"] = (before["on"] - timedelta(days=1)).isoformat()


def make_polls() -> pd.DataFrame:
    """Make the polls' own exports: votes by group and answer, and nobody's name."""
    rows = []
    for poll, shares in plan.POLLS.items():
        for one in plan.GROUPS:
            voters = Sample(size=one.attended, seed=plan.SEED)
            votes = _pick(voters.draw_uniform(f"{poll} {one.id}"), shares)
            rows += [
                {"discussion_id": one.id, "poll": poll, "answer": answer,
                 "votes": str(votes.count(answer))}
                for answer in shares
            ]  # fmt: skip
    return pd.DataFrame(rows)


def _pick(draws: np.ndarray, shares: dict[str, float]) -> list[str]:
    """Turn uniform draws into names, as often as their shares say."""
    limits = np.cumsum(list(shares.values()))
    names = list(shares)
    return [names[min(int((limits <= draw).sum()), len(names) - 1)] for draw in draws]
