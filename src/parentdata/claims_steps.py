"""Read the ledger, the verdicts and the approvals; list, approve and check."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd

from parentdata import claims, paths
from parentdata.claims.standing import STALE, UNAPPROVED
from parentdata.errors import Refusal
from parentdata.numbers import Number, write_number
from parentdata.stages import settle_tables
from parentdata.tables import read_table, write_table, write_text

LEDGER, APPROVALS = Path("reports") / "claims.yml", Path("reports") / "approvals.yml"
TEXT = ("claim_id", "reason", "tolerance", "rests_on", "published")


class StaleClaims(Refusal):
    """A claim's evidence moved since it was approved, or nobody has approved it."""


class OldVerdicts(Refusal):
    """A table of verdicts was written before verdicts held a digest of their evidence."""


class NoState(Refusal):
    """Claims were asked for by a state that there is not."""


def load_ledger(root: Path) -> tuple[claims.Claim, ...]:
    """Read reports/claims.yml; refusals as `claims.parse_claims`."""
    path = root / LEDGER
    return claims.parse_claims(path.read_text(encoding="utf-8"), source=path)


def load_approvals(root: Path) -> claims.Approvals:
    """Read reports/approvals.yml; none yet, where there is no such file."""
    path = root / APPROVALS
    if not path.is_file():
        return claims.NONE_YET
    return claims.parse_approvals(path.read_text(encoding="utf-8"), source=path)


def load_verdicts(root: Path, ledger: Sequence[claims.Claim]) -> pd.DataFrame:
    """Read the verdicts of every study of the ledger that has a table of them.

    Raises
    ------
    NoTable, NoDataStatus
        As `tables.read_table`.
    OldVerdicts
        A table has no column `evidence_id`.
    """
    found = [pd.DataFrame(columns=list(claims.VERDICT_COLUMNS))]
    for study in dict.fromkeys(claim.study for claim in ledger):
        path = root / "data" / "derived" / study / "verdicts.csv"
        if path.is_file():
            found.append(_read_verdicts(path, study))
    full = [table for table in found if len(table)]
    return pd.concat(full, ignore_index=True) if full else found[0]


def _read_verdicts(path: Path, study: str) -> pd.DataFrame:
    table = read_table(path, text=TEXT)
    if "evidence_id" not in table:
        raise OldVerdicts(
            "the verdicts hold no digest of their evidence.",
            file=path,
            expected="a column evidence_id, as claims.judge_claims gives it",
            do=f"Run `dvc repro {study}`, which writes them anew.",
        )
    return table


def list_claims(arguments: argparse.Namespace) -> None:
    """Write one line a claim: its state, its id, the published figure, the one found."""
    root = paths.find_root()
    standing, verdicts = _read_all(root)
    if arguments.state not in (None, *claims.STATES):
        raise NoState(
            f"no state is named {arguments.state!r}.",
            expected=f"one of {', '.join(claims.STATES)}",
            do="Correct --state, or leave it out.",
        )
    judged = {row["claim_id"]: row for row in verdicts.to_dict("records")}
    for row in standing.to_dict("records"):
        if arguments.state in (None, row["state"]):
            verdict = judged.get(row["claim_id"], {})
            line = (row["state"], row["claim_id"], *_write_verdict(verdict))
            sys.stdout.write("\t".join(line).rstrip() + "\n")


def _write_verdict(row: dict) -> tuple[str, ...]:
    if not row:
        return ()
    found = "" if pd.isna(row["found"]) else write_number(
        Number(id=row["claim_id"], unit=row["unit"], value=row["found"])
    )  # fmt: skip
    return str(row["verdict"]), str(row["published"]), found or "-"


def approve_claims(arguments: argparse.Namespace) -> None:
    """Approve claims by id, or all that may not stand yet, and write reports/approvals.yml.

    Raises
    ------
    NoReason, BadApprovals, NothingToApprove
        As `claims.add_approvals`; also where no claim is named and none has moved, or a named one
        has not.
    """
    root = paths.find_root()
    ledger, approvals = load_ledger(root), load_approvals(root)
    verdicts = load_verdicts(root, ledger)
    standing = claims.check_approvals(ledger, verdicts, approvals)
    open_ = standing.loc[standing["state"].isin([STALE, UNAPPROVED]), "claim_id"].tolist()
    ids = open_ if arguments.all else list(dict.fromkeys(arguments.ids))
    _refuse_settled(ids, standing)
    today = datetime.now(UTC).date()
    added = claims.add_approvals(
        approvals, ledger, verdicts, ids=ids, reason=arguments.reason, day=today
    )
    write_text(claims.write_approvals(added), root / APPROVALS)
    sys.stdout.write(f"approved: {len(ids)} ({', '.join(ids)})\n")


def _refuse_settled(ids: Sequence[str], standing: pd.DataFrame) -> None:
    is_approved = standing.set_index("claim_id")["state"].eq("approved")
    settled = [name for name in ids if is_approved.get(name, False)]
    if settled or not ids:
        raise claims.NothingToApprove(
            f"{', '.join(settled)} is approved as it stands."
            if settled
            else "no claim is named, or none has moved.",
            expected="ids of claims that moved or were never approved, or --all",
            do="See `python -m parentdata claims list --state stale`; nothing was written.",
        )


def check_claims(arguments: argparse.Namespace) -> None:
    """Write data/derived/claims/approvals.csv, if every claim stands as it was approved.

    Raises
    ------
    StaleClaims
        Names each claim that moved, that nobody approved, or whose approval was edited by hand,
        with the value approved and the value now.
    """
    root = paths.find_root()
    standing, verdicts = _read_all(root)
    told = claims.tell_faults(standing)
    if told:
        raise StaleClaims(
            f"{len(told)} claims may not stand as they are:\n  - " + "\n  - ".join(told),
            file=APPROVALS,
            expected="every claim as it was when somebody approved it",
            do="Look at what moved, and find out why. Where the change is right, run"
            ' `python -m parentdata claims approve ID --reason "…"` (or --all), then `dvc repro`'
            " again. Where approvals were edited, restore the file from the repository.",
        )
    status = "stand-in" if verdicts["data_status"].eq("stand-in").any() else "real"
    with settle_tables("check-claims", arguments.settle):
        path = paths.written("claims") / "approvals.csv"
        write_table(standing, path, key=["claim_id"], status=status)


def _read_all(root: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    ledger = load_ledger(root)
    verdicts = load_verdicts(root, ledger)
    return claims.check_approvals(ledger, verdicts, load_approvals(root)), verdicts
