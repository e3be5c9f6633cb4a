"""Clean the focus groups: check every raw file, leave out who withdrew, write the tables."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd

from parentdata.coding.codebook import Codebook
from parentdata.coding.decide import decide
from parentdata.coding.study import load_adjudications, load_judgements, load_study
from parentdata.focus_groups.discussions import read_discussions
from parentdata.focus_groups.log import read_log
from parentdata.focus_groups.plan_file import Plan, load_plan
from parentdata.focus_groups.polls import read_polls
from parentdata.focus_groups.rows import STUDY
from parentdata.focus_groups.units import gather_contributions, make_units
from parentdata.focus_groups.withdrawal import drop_units, drop_withdrawn, find_withdrawn
from parentdata.paths import written
from parentdata.provenance import check_folder, find_study
from parentdata.tables import write_table


@dataclass(frozen=True, kw_only=True)
class Received:
    """What the raw folder holds, checked, with those who withdrew still in it.

    Attributes
    ----------
    log, discussions : DataFrames
    contributions : DataFrame, one row per participant who spoke
        unit_id, discussion_id, kind, cell, route, held_date, words (their own, one turn a line).
    judgements, decided : DataFrames, as the coding package gives them
    """

    plan: Plan
    codebook: Codebook
    log: pd.DataFrame
    discussions: pd.DataFrame
    contributions: pd.DataFrame
    judgements: pd.DataFrame
    decided: pd.DataFrame


def clean_groups() -> None:
    """Read and check the folder of the focus groups, and write its derived tables.

    Writes recruitment.csv, withdrawals.csv (one number), discussions.csv, contributions.csv,
    judgements.csv and decided.csv. Polls are checked and not written: by group they would pick
    people out; `pool_polls` is what reads them.

    Raises
    ------
    AbsentFile, UnlistedFile, AlteredFile
        As `parentdata.provenance.check_folder`.
    BadPlan, BadCell, StepsOutOfOrder, Ineligible, WrongDiscussion, RepeatedRow, PersonalDetails
        As `plan_file.load_plan`, `discussions.read_discussions` and `log.read_log`.
    BadPoll, BadTranscript
        As `polls.read_polls` and `transcripts.load_transcript`.
    BadCodebook, NoJudgements, FaultyJudgements, OtherCodebook, TooManyCoders
        As the coding package.
    CannotWrite
        As `parentdata.tables.write_table`.
    """
    folder = find_study(STUDY)
    origin = check_folder(folder)
    received = receive_groups(folder, not_after=origin.date_accessed)
    for name, (table, key) in take_out_withdrawn(received).items():
        write_table(table, written(STUDY) / f"{name}.csv", key=key, status=origin.status)


def receive_groups(folder: Path, *, not_after: date) -> Received:
    """Read and check everything in the folder; refusals as `clean_groups`."""
    plan = load_plan(folder)
    discussions = read_discussions(folder, plan)
    log = read_log(folder, plan, discussions)
    came = log[log["has_attended"]]
    read_polls(folder, plan, came.groupby("discussion_id").size().to_dict())
    contributions = gather_contributions(folder, log, discussions)
    # Everyone's coding is checked; who withdrew is taken out of the tables that are made of it.
    study = load_study(folder, units=make_units(contributions))
    judgements = load_judgements(study, not_after=not_after)
    decided = decide(
        judgements, load_adjudications(study), codebook=study.codebook, undecided_codes="range",
        not_after=not_after, file=study.adjudications_file,
    )  # fmt: skip
    return Received(
        plan=plan, codebook=study.codebook, log=log, discussions=discussions,
        contributions=contributions, judgements=judgements, decided=decided,
    )  # fmt: skip


def take_out_withdrawn(received: Received) -> dict[str, tuple[pd.DataFrame, list[str]]]:
    """Make the derived tables without those who withdrew.

    Returns
    -------
    dict of table name to (table, key)
        `withdrawals` holds how many withdrew and nothing else.
    """
    gone = find_withdrawn(received.log)
    count = pd.DataFrame([{"what": "withdrew", "count": int(received.log["has_withdrawn"].sum())}])
    of_unit = {"unit": "unit_id"}
    return {
        "recruitment": (drop_withdrawn(received.log), ["person_id"]),
        "withdrawals": (count, ["what"]),
        "discussions": (_keep_discussions(received), ["discussion_id"]),
        "contributions": (drop_units(received.contributions, gone, **of_unit), ["unit_id"]),
        "judgements": (
            drop_units(received.judgements, gone, **of_unit), ["unit_id", "code", "coder"],
        ),
        "decided": (drop_units(received.decided, gone, **of_unit), ["unit_id", "code"]),
    }  # fmt: skip


def _keep_discussions(received: Received) -> pd.DataFrame:
    """Leave out the interviews of those who withdrew: all of such a row is about one person."""
    withdrew = received.log[received.log["has_withdrawn"]]["discussion_id"]
    is_theirs = received.discussions["discussion_id"].isin(withdrew)
    is_interview = received.discussions["kind"].eq("interview")
    return received.discussions[~(is_theirs & is_interview)].reset_index(drop=True)
