"""Whether an authority says that it uses analytics: one answer per request, from its codes."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from parentdata.answers.frame import read_status
from parentdata.coding.codebook import PRESENT
from parentdata.foi.coded_rows import count_row, make_coded, share_row
from parentdata.foi.estimates import PLACES, fill_places
from parentdata.foi.outcomes import name_slug

# The first that holds is an authority's answer; codes by which each is told.
ADMITS, INTENDS, DENIES, UNMET = "admits", "intends", "denies", "definition_not_met"
CODES = {
    ADMITS: ("uses_has_used", "uses_is_using"),
    INTENDS: ("uses_intends",),
    DENIES: ("uses_denies",),
    UNMET: ("definition_not_met",),
}
UNCLEAR, NO_REPLY, OPEN = "unclear", "no_reply", "open"
USES = {
    ADMITS: "Says that it uses or has used analytics",
    INTENDS: "Says only that it intends to",
    DENIES: "Says that it does not",
    UNMET: "Says only that its systems do not meet the definition",
    UNCLEAR: "Replied, but does not say",
    OPEN: "Not decided: the coders differ",
    NO_REPLY: "No reply",
}
ALL, PROGRAMME = "All requests", "programme"
MEMBERS = {
    "in_programme": "English councils in the Supporting Families Programme",
    "not_in_programme": "All other authorities",
}


def classify_use(register: pd.DataFrame, decided: pd.DataFrame) -> pd.Series:
    """Give every request one answer on use.

    Parameters
    ----------
    register : DataFrame, one row per request
        `request_id`, and `response_id`, which is missing where nobody replied.
    decided : DataFrame, one row per unit and code
        `unit_id` (a request), `code`, `value` (missing where the coders differ and nobody
        decided).

    Returns
    -------
    Series of a name of `USES`, with the index of `register`
        Saying that it uses analytics outweighs intending to, that outweighs denying, and that
        outweighs a definition that is not met. A request is open where a code that nobody decided
        could change its answer.
    """
    codes = [code for named in CODES.values() for code in named]
    about = decided[decided["code"].isin(codes)]
    about = about.assign(value=about["value"].fillna(OPEN))
    wide = about.pivot(index="unit_id", columns="code", values="value").reindex(columns=codes)
    answer = pd.Series(UNCLEAR, index=wide.index)
    for use in reversed(CODES):
        named = list(CODES[use])
        is_said = wide[named].eq(PRESENT).any(axis=1)
        answer = answer.mask(wide[named].eq(OPEN).any(axis=1), OPEN).mask(is_said, use)
    found = register["request_id"].map(answer).fillna(UNCLEAR)
    return found.mask(register["response_id"].isna(), NO_REPLY)


def estimate_use(register: pd.DataFrame, decided: pd.DataFrame) -> pd.DataFrame:
    """Count the answers on use: all requests, and within nations, regions, kinds and programme.

    Parameters
    ----------
    register, decided : DataFrame
        As in `classify_use`; the register with the columns `PLACES` and `is_programme`.

    Returns
    -------
    DataFrame
        The columns `ESTIMATE_COLUMNS`: `foi.requests.<all, programme, replied, silent>.count`, and
        of each answer `foi.use.<answer>.count` and `.share`, with
        `|nation=wales` where they are of a part. Whoever did not reply stays in every base.
    """
    use = classify_use(register, decided)
    member = register["is_programme"].map(
        {True: MEMBERS["in_programme"], False: MEMBERS["not_in_programme"]}
    )
    parts = {column: fill_places(register, column) for column in PLACES} | {PROGRAMME: member}
    rows = [*_count_requests(register), *_count_answers(use, name="", label=ALL, topic="use")]
    for column, places in parts.items():
        order = places.value_counts().sort_index().sort_values(ascending=False, kind="stable")
        for place in order.index:
            slug = _name_part(column, place)
            rows += _count_answers(
                use[places.eq(place)],
                name=f"{column}={slug}",
                label=place,
                topic=f"use_by_{column}",
            )
    return make_coded(rows, status=read_status(register))


def _count_requests(register: pd.DataFrame) -> Iterator[dict]:
    replied = register["response_id"].notna()
    for answer, label, is_in in (
        ("all", ALL, replied | ~replied),
        ("programme", MEMBERS["in_programme"], register["is_programme"]),
        ("replied", "Requests with a reply", replied),
        ("silent", "Requests without a reply", ~replied),
    ):
        yield count_row(
            f"foi.requests.{answer}.count", int(is_in.sum()), topic="requests", item="requests",
            item_label="Requests", answer=answer, answer_label=label, n=len(register),
            base=_describe_base(len(register), ""),
        )  # fmt: skip


def _name_part(column: str, place: str) -> str:
    if column != PROGRAMME:
        return name_slug(place)
    return next(name for name, label in MEMBERS.items() if label == place)


def _count_answers(use: pd.Series, *, name: str, label: str, topic: str) -> Iterator[dict]:
    suffix = f"|{name}" if name else ""
    for answer, answer_label in USES.items():
        about = {
            "topic": topic, "item": name.partition("=")[2] or "use", "item_label": label,
            "answer": answer, "answer_label": answer_label, "domain": name or None,
            "base": _describe_base(len(use), label if name else ""),
        }  # fmt: skip
        count, n = int(use.eq(answer).sum()), len(use)
        yield count_row(f"foi.use.{answer}.count{suffix}", count, n=n, **about)
        yield share_row(f"foi.use.{answer}.share{suffix}", count, n=n, **about)


def _describe_base(n: int, label: str) -> str:
    return f"the {n} requests to {label}" if label else f"all {n} requests"
