"""What the coders of the discussions judge: each participant's own words, as units of coding."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import pandas as pd

from parentdata.coding.units import Unit
from parentdata.focus_groups.discussions import read_discussions
from parentdata.focus_groups.log import read_log
from parentdata.focus_groups.plan_file import load_plan
from parentdata.focus_groups.transcripts import TRANSCRIPTS, gather_words, load_transcript
from parentdata.focus_groups.withdrawal import find_withdrawn

PLACE = ("discussion_id", "kind", "cell", "route", "held_date")


def gather_contributions(
    folder: Path, log: pd.DataFrame, discussions: pd.DataFrame
) -> pd.DataFrame:
    """Put together what each participant said, those who withdrew among them.

    Parameters
    ----------
    folder : Path
        Holds the transcripts.
    log, discussions : DataFrames
        As `log.read_log` and `discussions.read_discussions` give them.

    Returns
    -------
    DataFrame, one row per participant who spoke, in the order of their pseudonyms
        unit_id (the pseudonym), `PLACE`, words (their own turns, one a line).

    Raises
    ------
    BadTranscript, PersonalDetails
        As `transcripts.load_transcript`.
    """
    came = log[log["has_attended"]]
    rows = []
    for held in discussions.to_dict("records"):
        present = came[came["discussion_id"].eq(held["discussion_id"])]["pseudonym"]
        if present.empty:
            continue
        turns = load_transcript(folder, held["discussion_id"], present=present)
        place = {name: held[name] for name in PLACE}
        rows += [
            {"unit_id": speaker, **place, "words": words}
            for speaker, words in gather_words(turns).items()
        ]
    return pd.DataFrame(rows).sort_values("unit_id", ignore_index=True)


def make_units(contributions: pd.DataFrame) -> dict[str, Unit]:
    """Make the units of coding of the participants' words; their hash is that of the words."""
    return {
        row["unit_id"]: Unit(
            unit_id=row["unit_id"],
            text=row["words"],
            from_date=date.fromisoformat(row["held_date"]),
            file=f"{TRANSCRIPTS}/{row['discussion_id']}.txt",
            sha256=hashlib.sha256(row["words"].encode("utf-8")).hexdigest(),
        )
        for row in contributions.to_dict("records")
    }


def load_group_units(folder: Path) -> tuple[dict[str, Unit], frozenset[str]]:
    """Read the words of every participant who spoke, and who of them withdrew.

    Returns
    -------
    (units, withdrawn)
        Units by pseudonym, in its order, those who withdrew among them: their judgements are
        still checked. Offsets count characters of one participant's words, a turn a line.

    Raises
    ------
    BadPlan, BadCell, StepsOutOfOrder, Ineligible, WrongDiscussion, RepeatedRow, PersonalDetails,
    BadTranscript
        As the readers of the plan, the discussions, the log and the transcripts.
    """
    plan = load_plan(folder)
    discussions = read_discussions(folder, plan)
    log = read_log(folder, plan, discussions)
    units = make_units(gather_contributions(folder, log, discussions))
    return units, frozenset(name for name in find_withdrawn(log) if name in units)
