"""A raw folder of two groups and an interview, small enough to count by hand."""

from __future__ import annotations

import csv
from pathlib import Path

from parentdata.coding.codebook_file import parse_codebook
from parentdata.focus_groups.log import LOG_COLUMNS

DISCUSSIONS = """discussion_id,kind,cell,route,slot,mode,held_date,facilitator,second_member
G01,group,owners,known,tuesday,online,2021-04-06,F1,F2
G02,group,renters,not_known,saturday,online,2021-04-10,F2,F1
I01,interview,renters,,tuesday,phone,2021-04-12,F1,
"""
CODEBOOK = """
study: focus-groups
title: Small
unit: What one participant said.
version: {number: 1, date: 2021-04-01}
codes:
  - {id: harm, label: Harm, definition: What could go wrong.}
  - {id: stigma, label: Stigma, parent: harm, kind: presence, definition: Marked., include: Labels.,
     exclude: Errors., example: We are on a list.}
  - {id: asked, label: To be asked, kind: presence, definition: Asked., include: Consent.,
     exclude: Told., example: Ask me.}
  - {id: turns, label: Scenario, kind: ordinal, values: [at_counting, at_company, nowhere],
     definition: First step refused., include: Steps., exclude: Silence., example: No companies.}
"""
TRANSCRIPTS = {
    "G01": "[Stand-in]\n\nF1: What do you think?\nP01: We are on a list. Ask me.\nP02: Ask me.\n",
    "G02": "F2: What do you think?\nP03: I agree with P01.\nF1: And you?\nP03: We are on a list.\n",
    "I01": "F1: What do you think?\nP04: No companies.\n",
}


def person(number: int, **changes: str) -> dict[str, str]:
    """One row of the log: a parent of the group G01 who took part, but for the changes."""
    row = dict.fromkeys(LOG_COLUMNS, "")
    row |= {
        "person_id": f"A{number:03d}", "channel": "school", "cell": "owners", "route": "known",
        "kind": "group", "approached_date": "2021-03-01", "replied_date": "2021-03-02",
        "has_child_16_or_under": "true", "is_in_cell": "true", "consented_date": "2021-03-03",
        "scheduled_date": "2021-03-04", "discussion_id": "G01", "has_attended": "true",
        "needs_top_up": "false", "pseudonym": f"P{number:02d}",
    }  # fmt: skip
    return row | changes


RENTER = {"cell": "renters", "route": "not_known", "discussion_id": "G02"}
SPOKEN_TO = {"cell": "renters", "route": "", "kind": "interview", "discussion_id": "I01",
             "has_service_contact": "true"}  # fmt: skip
NO_REPLY = dict.fromkeys(
    ("replied_date", "has_child_16_or_under", "is_in_cell", "consented_date", "scheduled_date",
     "discussion_id", "has_attended", "needs_top_up", "pseudonym"), "",
)  # fmt: skip
PEOPLE = [
    person(1),
    person(2),
    person(3, **RENTER),
    person(4, **SPOKEN_TO),
    person(5, **NO_REPLY, lost_reason="no_reply"),
    person(6, channel="foodbank", has_attended="false", pseudonym="", lost_reason="did_not_come"),
]


def judge(unit: str, code: str, coder: str, value: str, quote: str = "", start: int = 0) -> dict:
    """One judgement; the passage stands at `start` of the participant's words."""
    stamp = parse_codebook(CODEBOOK, source="codebook.yml").stamp
    place = {"start": str(start), "end": str(start + len(quote))} if quote else {}
    return {"unit_id": unit, "code": code, "coder": coder, "value": value, "start": "", "end": "",
            "quote": quote, "codebook_version": stamp, "coded_date": "2021-05-01", "note": "",
            **place}  # fmt: skip


def judgements(coder: str) -> list[dict]:
    """What both coders find: stigma with P01 and P03, a wish to be asked with P01 and P02."""
    rows = [
        judge("P01", "stigma", coder, "present", "We are on a list."),
        judge("P01", "asked", coder, "present", "Ask me.", 18),
        judge("P02", "stigma", coder, "absent"),
        judge("P02", "asked", coder, "present", "Ask me."),
        judge("P03", "stigma", coder, "present", "We are on a list.", 18),
        judge("P03", "asked", coder, "absent"),
        judge("P04", "stigma", coder, "absent"),
        judge("P04", "asked", coder, "absent"),
        judge("P04", "turns", coder, "at_company", "No companies."),
    ]
    return [row | {"note": "P01 said so too"} if row["unit_id"] == "P03" else row for row in rows]


def write_csv(rows: list[dict], path: Path) -> None:
    """Write rows of text as CSV."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def write_folder(folder: Path, plan_text: str, people: list[dict] = PEOPLE) -> Path:
    """Write the raw folder, without its origin.yml."""
    (folder / "transcripts").mkdir(parents=True, exist_ok=True)
    (folder / "plan.yml").write_text(plan_text, encoding="utf-8")
    (folder / "codebook.yml").write_text(CODEBOOK, encoding="utf-8")
    (folder / "discussions.csv").write_text(DISCUSSIONS, encoding="utf-8")
    votes = [
        {"discussion_id": name, "poll": "asked", "answer": answer, "votes": count}
        for name, answer, count in (("G01", "always", "1"), ("G01", "never", "1"))
    ]
    write_csv(votes, folder / "polls.csv")
    write_csv(people, folder / "recruitment.csv")
    for coder in ("coder-a", "coder-b"):
        write_csv(judgements(coder), folder / f"judgements-{coder}.csv")
    for name, text in TRANSCRIPTS.items():
        (folder / "transcripts" / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder
