"""The passages behind a count: what was decided, in whose reply, and who coded what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from parentdata.figures.refusals import NotDrawable

PRESENT, ABSENT = "present", "absent"
# Letters of the reply shown before and after a passage, cut at words.
CONTEXT = 60
NEEDS = {
    "decided": ("unit_id", "code", "value", "how", "start", "end", "quote", "data_status"),
    "judgements": ("unit_id", "code", "coder", "value", "start", "end", "quote"),
    "register": ("request_id", "authority", "nation", "outcome", "file", "sha256"),
    "adjudications": ("unit_id", "code", "decision", "adjudicated_by", "reason"),
}


class BadPassage(NotDrawable):
    """A passage cannot be shown where it stands."""


@dataclass(frozen=True, kw_only=True)
class Passage:
    """A quotation with the words around it; the latter may be empty."""

    before: str
    quote: str
    after: str


@dataclass(frozen=True, kw_only=True)
class Judged:
    """One unit and code: the request it stands for, who coded what, and how it was decided."""

    request: dict
    code: str
    value: str | None
    how: str
    passage: Passage | None
    coders: tuple[dict, ...]
    decision: dict | None


@dataclass(frozen=True, kw_only=True)
class Sources:
    """The tables that passages are read from; each is checked once."""

    decided: pd.DataFrame
    judgements: pd.DataFrame
    requests: Mapping[str, dict]
    decisions: Mapping[tuple[str, str], dict]
    texts: Mapping[str, str]

    @classmethod
    def read(
        cls,
        decided: pd.DataFrame,
        judgements: pd.DataFrame,
        register: pd.DataFrame,
        adjudications: pd.DataFrame,
        texts: Mapping[str, str],
    ) -> Sources:
        """Check the tables for what passages need.

        Raises
        ------
        NotDrawable
            A column is absent, or a unit that was coded is not in the register.
        """
        tables = {"decided": decided, "judgements": judgements, "register": register,
                  "adjudications": adjudications}  # fmt: skip
        for name, table in tables.items():
            _check_columns(name, table)
        requests = {row["request_id"]: row for row in register.to_dict("records")}
        lost = [unit for unit in decided["unit_id"].unique() if unit not in requests]
        if lost:
            raise NotDrawable(
                f"{', '.join(map(str, lost[:5]))} were coded and are not in the register.",
                column="unit_id",
                expected="a request for every unit",
                do="Pass the register that the replies belong to.",
            )
        decisions = {(row["unit_id"], row["code"]): row for row in adjudications.to_dict("records")}
        return cls(
            decided=decided.reset_index(drop=True), judgements=judgements, requests=requests,
            decisions=decisions, texts=texts,
        )  # fmt: skip


def _check_columns(name: str, table: pd.DataFrame) -> None:
    absent = [column for column in NEEDS[name] if column not in table]
    if absent:
        raise NotDrawable(
            f"the table of {name} has no column {', '.join(absent)}.",
            expected=f"the columns {', '.join(NEEDS[name])}",
            do="Pass the table as it was checked and written.",
        )


def read_judged(sources: Sources, codes: Mapping[str, str]) -> dict[str, list[Judged]]:
    """Read what was decided for each code, by request; what is absent is left out.

    Parameters
    ----------
    sources : Sources
    codes : dict of code to label

    Raises
    ------
    NotDrawable
        A code that no unit was coded by.
    BadPassage
        A passage outside its reply, or whose words are not those that stand there.
    """
    decided = sources.decided
    absent = [code for code in codes if code not in set(decided["code"])]
    if absent:
        raise NotDrawable(
            f"no reply was coded by {', '.join(absent)}.",
            column="code",
            expected="codes of the codebook",
            do="Correct the codes whose passages are shown.",
        )
    own = decided[decided["code"].isin(codes) & decided["value"].ne(ABSENT)]
    told = {(unit, code): rows for (unit, code), rows in _group(sources.judgements, codes)}
    held: dict[str, list[Judged]] = {code: [] for code in codes}
    for row in own.sort_values(["code", "unit_id"]).to_dict("records"):
        key = (row["unit_id"], row["code"])
        held[row["code"]].append(_read_one(row, sources, told.get(key, ())))
    return held


def _group(
    judgements: pd.DataFrame, codes: Mapping[str, str]
) -> Iterator[tuple[tuple[str, str], tuple[dict, ...]]]:
    own = judgements[judgements["code"].isin(codes)].sort_values("coder")
    gathered: dict[tuple[str, str], list[dict]] = {}
    for row in own.to_dict("records"):
        gathered.setdefault((row["unit_id"], row["code"]), []).append(row)
    yield from ((key, tuple(rows)) for key, rows in gathered.items())


def _read_one(row: dict, sources: Sources, coders: tuple[dict, ...]) -> Judged:
    unit, code = row["unit_id"], row["code"]
    return Judged(
        request=sources.requests[unit],
        code=code,
        value=None if pd.isna(row["value"]) else row["value"],
        how=row["how"],
        passage=find_passage(row, sources.texts.get(unit)),
        coders=coders,
        decision=sources.decisions.get((unit, code)),
    )


def find_passage(row: Mapping[str, object], text: str | None) -> Passage | None:
    """Find the passage of a judgement in its reply; none where no passage was marked.

    Raises
    ------
    BadPassage
        The passage is outside the reply, or its words are others.
    """
    if pd.isna(row["quote"]) or row["quote"] == "":
        return None
    quote = str(row["quote"])
    if text is None:
        return Passage(before="", quote=quote, after="")
    start, end = int(row["start"]), int(row["end"])
    if text[start:end] != quote:
        raise BadPassage(
            f"{row['unit_id']} says {text[start:end][:60]!r} where {row['code']} was coded.",
            column="quote",
            expected=f"the words {quote[:60]!r} at {start} to {end}",
            do="Pass the reply that was coded, and judgements that were checked.",
        )
    before, after = text[max(start - CONTEXT, 0) : start], text[end : end + CONTEXT]
    if start > CONTEXT:
        before = before.partition(" ")[2]
    if end + CONTEXT < len(text):
        after = after.rpartition(" ")[0]
    return Passage(before=before, quote=quote, after=after)
