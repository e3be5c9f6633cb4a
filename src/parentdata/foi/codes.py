"""How many replies hold each code: counts and shares of all requests, with what is undecided."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from parentdata.answers.frame import read_status
from parentdata.coding.codebook import PRESENT, Code, Codebook
from parentdata.foi.coded_rows import RANGE, count_row, make_coded, share_row
from parentdata.foi.outcomes import name_slug

NO_REPLY, NO_REPLY_LABEL = "no_reply", "No reply"


def estimate_codes(
    register: pd.DataFrame, decided: pd.DataFrame, codebook: Codebook, *, by: str | None = None
) -> pd.DataFrame:
    """Count the requests whose reply holds each code, of all requests or of each part of them.

    Parameters
    ----------
    register : DataFrame, one row per request
        `request_id`, `response_id` (missing where nobody replied).
    decided : DataFrame, one row per unit and code
        `unit_id`, `code`, `value`, missing where the coders differ and nobody decided.
    codebook : Codebook
        Its leaves are counted, in the order of its tree.
    by : str, optional
        Column of the register whose values part the requests, such as "nation".

    Returns
    -------
    DataFrame
        The columns `ESTIMATE_COLUMNS`. `topic` is the group that a code stands in, `item` the
        code, `answer` its value. Of a presence code `foi.code.<code>.present.count`, `.share` and
        `.count_high`: the count if every undecided reply held it. Of a code with values, one count
        and share a value, and one of the requests without a reply. Ids of a part end in it
        (`|nation=wales`), and shares are of all requests of the part.
    """
    rows = [
        row
        for code in codebook.leaves
        for domain, members in _split(register, by)
        for row in _count_code(code, codebook, members, decided, domain)
    ]
    return make_coded(rows, status=read_status(register))


def _split(
    register: pd.DataFrame, by: str | None
) -> Iterator[tuple[tuple[str, str], pd.DataFrame]]:
    if by is None:
        yield ("", ""), register
        return
    for part in sorted(register[by].unique()):
        yield (f"{by}={name_slug(part)}", part), register[register[by].eq(part)]


def _count_code(
    code: Code,
    codebook: Codebook,
    register: pd.DataFrame,
    decided: pd.DataFrame,
    domain: tuple[str, str],
) -> Iterator[dict]:
    name, place = domain
    inside = decided["code"].eq(code.id) & decided["unit_id"].isin(register["request_id"])
    values, n = decided.loc[inside, "value"], len(register)
    open_, suffix = int(values.isna().sum()), f"|{name}" if name else ""
    about = {
        "topic": code.parent or "codes", "item": code.id, "item_label": code.label,
        "domain": name or None, "n": n,
        "base": f"all {n} requests" + (f": {place.replace('_', ' ')}" if place else ""),
    }  # fmt: skip
    for value, label in _list_answers(code):
        count = int(values.eq(value).sum())
        if value == NO_REPLY:
            count = int(register["response_id"].isna().sum())
        stem = f"foi.code.{code.id}.{value}"
        answer = {**about, "answer": value, "answer_label": label}
        yield count_row(f"{stem}.count{suffix}", count, **answer)
        yield share_row(f"{stem}.share{suffix}", count, **answer)
        if value == PRESENT:
            high = {**answer, "statistic": "count_high", "method": RANGE}
            yield count_row(f"{stem}.count_high{suffix}", count + open_, **high)


def _list_answers(code: Code) -> list[tuple[str, str]]:
    if code.kind == "presence":
        return [(PRESENT, "Found in the reply")]
    named = [(value, value.replace("_", " ").capitalize()) for value in code.values]
    return [*named, (NO_REPLY, NO_REPLY_LABEL)]
