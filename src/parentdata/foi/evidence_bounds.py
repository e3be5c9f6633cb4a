"""How far the published count moves where public evidence is believed instead of a reply."""

from __future__ import annotations

import pandas as pd

from parentdata.foi.coded_rows import count_row, make_coded, share_row
from parentdata.foi.evidence import (
    CONFIRMS,
    CONTRADICTS,
    EXTENDS,
    MEMBER,
    NOT_GIVEN,
    NOT_KNOWN,
    NOT_MEMBER,
    STUDY,
    Case,
    PublicEvidence,
)
from parentdata.foi.published import ARITHMETIC, TAKE_PART, PublishedCounts
from parentdata.foi.refusals import BadCount

RELATIONS = {
    CONTRADICTS: "Contradicts the reply",
    EXTENDS: "Extends it",
    CONFIRMS: "Confirms it",
}
REPLIES = "By their own replies"
LOW = "At least, if the public evidence on record is believed"
HIGH = "At most, if the public evidence on record is believed"
COUNTED = "count of cases on record"
_TOPIC = {"topic": "evidence", "item": "admitted", "base": TAKE_PART, "method": ARITHMETIC,
          "item_label": "Councils that use data analytics", "study": STUDY}  # fmt: skip


def bound_by_evidence(
    counts: PublishedCounts, evidence: PublicEvidence, *, status: str
) -> pd.DataFrame:
    """Turn the published count of users into an interval between replies and public evidence.

    Parameters
    ----------
    counts : PublishedCounts
        `users` of `programme` councils, as published.
    evidence : PublicEvidence
        A contradicted denial may add one council, a contradicted admission may take one away;
        an authority known to be outside the programme moves nothing. One whose membership is not
        known is counted as the one council it may be. What extends or confirms moves nothing.
    status : {"stand-in", "real"}
        Of the folder of evidence.

    Returns
    -------
    DataFrame with the columns of an estimates table
        `foi.evidence.admitted.{replies,low,high}.{count,share}`: what was admitted, and the ends of
        the interval; `foi.evidence.cases.RELATION.count`; and
        `foi.evidence.admitted.not_known.count`: how many of the councils by which the interval is
        wide may be no council of the programme. No interval of chance: these are sums.

    Raises
    ------
    BadCount
        More councils are moved than there are.
    """
    added = _list_movers(evidence, "adds_user")
    taken = _list_movers(evidence, "takes_user")
    low, high = counts.users - len(taken), counts.users + len(added)
    if not 0 <= low <= high <= counts.programme:
        raise BadCount(
            f"from {low} to {high} users out of {counts.programme} councils.",
            expected="no more councils contradicted than there are on either side",
            do="Look for authorities of evidence.yml that are not in the programme.",
        )
    unsure = [case for case in (*added, *taken) if case.programme == NOT_KNOWN]
    rows = [
        *_bound("replies", REPLIES, counts.users, counts.programme),
        *_bound("low", LOW, low, counts.programme),
        *_bound("high", HIGH, high, counts.programme),
        count_row("foi.evidence.admitted.not_known.count", len(unsure), answer="not_known",
                  answer_label="Contradicted, and not known to be in the programme", **_TOPIC),
        *(_count_relation(evidence, relation) for relation in RELATIONS),
    ]  # fmt: skip
    return make_coded(rows, status=status)


def tabulate_evidence(evidence: PublicEvidence, *, status: str) -> pd.DataFrame:
    """Lay the cases out for readers, in the order of the file.

    Returns
    -------
    DataFrame, one row per case
        authority, reply, reply_date, shows, seen_at, seen_date, relation, moves (in words),
        source (its key), data_status.
    """
    rows = [
        {
            "authority": case.authority,
            "reply": _tell(case.reply),
            "reply_date": _tell(case.reply_date),
            "shows": case.shows,
            "seen_at": case.seen_at,
            "seen_date": _tell(case.seen_date),
            "relation": RELATIONS[case.relation],
            "moves": tell_move(case),
            "source": case.source,
        }
        for case in evidence.cases
    ]
    return pd.DataFrame(rows).assign(data_status=status)


def tell_move(case: Case) -> str:
    """Say in words what believing the public source does to the count of councils."""
    if not (case.adds_user or case.takes_user):
        return "Nothing"
    if case.programme == NOT_MEMBER:
        return "Nothing: it is not one of the councils"
    way = "one more council" if case.adds_user else "one council fewer"
    if case.programme == MEMBER:
        return way.capitalize()
    return f"At most {way}: it is not known to be one of the councils"


def _list_movers(evidence: PublicEvidence, way: str) -> list[Case]:
    moved = [case for case in evidence.cases if getattr(case, way)]
    return [case for case in moved if case.programme != NOT_MEMBER]


def _bound(name: str, label: str, count: int, n: int) -> list[dict]:
    told = {"answer": name, "answer_label": label, **_TOPIC}
    id_ = f"foi.evidence.admitted.{name}"
    return [
        count_row(f"{id_}.count", count, n=n, **told),
        share_row(f"{id_}.share", count, n=n, **told),
    ]


def _count_relation(evidence: PublicEvidence, relation: str) -> dict:
    count = sum(case.relation == relation for case in evidence.cases)
    told = _TOPIC | {"item": "cases", "item_label": "Cases where a reply meets public evidence",
                     "base": "cases on record", "method": COUNTED}  # fmt: skip
    return count_row(f"foi.evidence.cases.{relation}.count", count, n=len(evidence.cases),
                     answer=relation, answer_label=RELATIONS[relation], **told)  # fmt: skip


def _tell(given: object) -> str:
    return "not given" if given == NOT_GIVEN else str(given)
