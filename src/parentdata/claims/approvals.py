"""Approvals of claims: what somebody read and let stand, and when it has moved since.

Policy: decisions/0032-ledger-and-approvals.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated

import pandas as pd
import yaml
from pydantic import Field, ValidationError

from parentdata.claims.evidence import DIGITS, digest
from parentdata.claims.model import Claim, ClaimId, Strict, Text
from parentdata.errors import Refusal
from parentdata.strict_yaml import describe_faults, parse_yaml

Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{16}$")]
FIRST = "0" * 16  # what stands before the first approval of a claim
HEAD = """\
# Approvals of claims: what somebody read, let stand, and why.
# Written by `python -m parentdata claims approve ID --reason TEXT`, never by hand: each entry is
# sealed with the one before it, and all of them together, so that an edit is found
# (decisions/0032-ledger-and-approvals.md).

"""


class BadApprovals(Refusal):
    """The file of approvals cannot be read, or was edited by hand."""


class NoReason(Refusal):
    """An approval without a reason."""


class NothingToApprove(Refusal):
    """A claim is not in the ledger, has no verdict, or has not moved since it was approved."""


class Approval(Strict):
    """One approval: the verdict and value that were read, digests of claim and evidence, and why.

    `seal` is a digest of the approval and of the seal before it.
    """

    date: date
    verdict: Text
    value: float | None
    claim: Digest
    evidence: Digest
    reason: Text
    seal: Digest


class _Plain(yaml.SafeDumper):
    """YAML without anchors: two entries of one day say the day twice."""

    def ignore_aliases(self, data: object) -> bool:
        return True


class _File(Strict):
    seal: Digest
    approvals: dict[ClaimId, Annotated[tuple[Approval, ...], Field(min_length=1)]]


@dataclass(frozen=True, kw_only=True)
class Approvals:
    """Every approval of every claim, the oldest first, and the seal over all of them."""

    histories: Mapping[str, tuple[Approval, ...]]
    seal: str

    def latest(self, name: str) -> Approval | None:
        """The last approval of a claim, if there is one."""
        history = self.histories.get(name, ())
        return history[-1] if history else None

    def find_edits(self) -> tuple[str, ...]:
        """Claims whose approvals are not as they were written; "" if one was taken off the end."""
        edited = []
        for name, history in self.histories.items():
            before = FIRST
            for each in history:
                if each.seal != _seal(each.model_dump(), name, before):
                    edited.append(name)
                    break
                before = each.seal
        is_whole = self.seal == _seal_all(self.histories)
        return (*edited, *([] if is_whole or edited else [""]))


NONE_YET = Approvals(histories={}, seal=digest([]))


def parse_approvals(text: str, *, source: Path | str) -> Approvals:
    """Read reports/approvals.yml; an edit by hand is not refused here but found by `find_edits`.

    Raises
    ------
    BadApprovals
        Not YAML, or not the form that `write_approvals` gives.
    """
    try:
        found = _File.model_validate(parse_yaml(text))
    except (yaml.YAMLError, ValidationError) as error:
        raise BadApprovals(
            describe_faults(error),
            file=source,
            expected="approvals as `python -m parentdata claims approve` writes them",
            do="Restore the file from the repository; nothing was written.",
        ) from error
    return Approvals(histories=found.approvals, seal=found.seal)


def write_approvals(approvals: Approvals) -> str:
    """Write approvals as the text of reports/approvals.yml, claims in the order of their ids."""
    listed = {
        name: [each.model_dump() for each in approvals.histories[name]]
        for name in sorted(approvals.histories)
    }
    content = {"seal": approvals.seal, "approvals": listed}
    form = {"sort_keys": False, "allow_unicode": True, "width": 1000}
    return HEAD + yaml.dump(content, Dumper=_Plain, **form)


def add_approvals(
    approvals: Approvals,
    ledger: Iterable[Claim],
    verdicts: pd.DataFrame,
    *,
    ids: Iterable[str],
    reason: str,
    day: date,
) -> Approvals:
    """Approve claims as their verdicts stand now; what was approved before is kept.

    Parameters
    ----------
    approvals : Approvals
    ledger : iterable of Claim
    verdicts : DataFrame, one row per claim
        As `judge_claims` gives it, of all studies together.
    ids : iterable of str
        Claims to approve, each once.
    reason : str
        Why they may stand.
    day : date

    Raises
    ------
    NoReason
        The reason is empty.
    BadApprovals
        An approval was edited by hand: adding to it would seal the edit.
    NothingToApprove
        A claim is not in the ledger or has no verdict.
    """
    if not reason.strip():
        raise NoReason(
            "the reason is empty.",
            expected="why the claim may stand as it is now, in a sentence",
            do='Give it as --reason "…"; nothing was written.',
        )
    _refuse_edited(approvals)
    claims = {claim.id: claim for claim in ledger}
    rows = verdicts.set_index("claim_id", drop=False)
    histories = dict(approvals.histories)
    for name in ids:
        if name not in claims or name not in rows.index:
            raise _refuse_unknown(name, claims, rows.index)
        history = histories.get(name, ())
        before = history[-1].seal if history else FIRST
        entry = {
            "date": day,
            "verdict": rows.at[name, "verdict"],
            "value": _round(rows.at[name, "found"]),
            "claim": digest_claim(claims[name]),
            "evidence": rows.at[name, "evidence_id"],
            "reason": " ".join(reason.split()),
        }
        histories[name] = (*history, Approval(**entry, seal=_seal(entry, name, before)))
    return Approvals(histories=histories, seal=_seal_all(histories))


def digest_claim(claim: Claim) -> str:
    """Digest of all that a claim says: its words, its figure, its rule and what it rests on."""
    return digest(claim.model_dump(mode="json", exclude_none=True))


def _round(found: object) -> float | None:
    return None if found is None or pd.isna(found) else float(format(float(found), DIGITS))


def _seal(entry: Mapping, name: str, before: str) -> str:
    said = [f"{key}: {entry[key]}" for key in sorted(entry) if key != "seal"]
    return digest([name, before, *said])


def _seal_all(histories: Mapping[str, tuple[Approval, ...]]) -> str:
    return digest([[name, len(histories[name]), histories[name][-1].seal]
                   for name in sorted(histories)])  # fmt: skip


def _refuse_edited(approvals: Approvals) -> None:
    edited = approvals.find_edits()
    if edited:
        named = ", ".join(name for name in edited if name) or "an approval that was taken away"
        raise BadApprovals(
            f"approvals were edited by hand: {named}.",
            file="reports/approvals.yml",
            expected="approvals as the command wrote them, each with its seal",
            do="Restore the file from the repository; nothing was written.",
        )


def _refuse_unknown(name: str, claims: Mapping[str, Claim], judged: pd.Index) -> NothingToApprove:
    is_claim = name in claims
    return NothingToApprove(
        f"{name!r} has no verdict yet." if is_claim else f"no claim has the id {name!r}.",
        expected="a claim of reports/claims.yml whose study has a table of verdicts",
        do=f"Run `dvc repro {claims[name].study}` first; nothing was written."
        if is_claim
        else "See `python -m parentdata claims list`; nothing was written.",
    )
