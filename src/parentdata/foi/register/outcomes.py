"""What became of the requests: counts and shares of all of them, silent ones included."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd

from parentdata.answers.frame import read_status
from parentdata.foi.coded_rows import count_row, make_coded, share_row
from parentdata.foi.outcomes import OUTCOMES, UNDECIDED, UNDECIDED_LABEL
from parentdata.foi.refusals import UnknownFoiChoice
from parentdata.foi.register.places import Part, split_everyhow
from parentdata.foi.register.sections import LABELS

COUNTED = "count of the register"
ALL_OUTCOMES = {**OUTCOMES, UNDECIDED: UNDECIDED_LABEL}
REFUSED = "refused"


def estimate_outcomes(register: pd.DataFrame, *, refused: Sequence[str]) -> pd.DataFrame:
    """Count the outcomes of the requests, in all and by nation, region and kind of authority.

    Parameters
    ----------
    register : DataFrame
        As `build_register` returns it.
    refused : sequence of str
        Outcomes that count as a refusal.

    Returns
    -------
    DataFrame with the columns `ESTIMATE_COLUMNS`
        `foi.outcome.<outcome>.count` and `.share`, `foi.outcome.refused.…`, each with "|nation=…"
        and so on. Every share is of all requests to the place: late, silent, refused and
        undecided ones stay in it. No interval: the list is counted whole.

    Raises
    ------
    UnknownFoiChoice
        An outcome of `refused` is none, or there is none.
    """
    unknown = [name for name in refused if name not in OUTCOMES]
    if unknown or not refused:
        raise UnknownFoiChoice(
            f"the outcome {unknown[0]!r} is not known." if unknown else "no outcome is named.",
            expected=f"one or more of {', '.join(OUTCOMES)}",
            do="Correct foi_refused_outcomes in params.yaml.",
        )
    rows = [row for part in split_everyhow(register) for row in _count_part(part, refused)]
    return make_coded(rows, status=read_status(register))


def estimate_exemptions(register: pd.DataFrame) -> pd.DataFrame:
    """Count the requests to which each section was applied, Scotland's mapped to the 2000 Act.

    Returns
    -------
    DataFrame with the columns `ESTIMATE_COLUMNS`
        `foi.exemption.<section>.count` and `.share` (of all requests), the most frequent first;
        `foi.exemption.any.…`. A request may have several.
    """
    n = len(register)
    named = register["exemptions"].fillna("").str.split(";").explode()
    counts = named[named.ne("")].value_counts().sort_index().sort_values(
        ascending=False, kind="stable"
    )  # fmt: skip
    counted = {section: (LABELS[section], int(count)) for section, count in counts.items()}
    counted["any"] = ("Any section", int(register["exemptions"].notna().sum()))
    rows = []
    for section, (label, count) in counted.items():
        name = f"{label} ({section})" if section in LABELS else label
        about = {
            "topic": "exemption" if section in LABELS else "exemption_any", "item": section,
            "item_label": name, "answer": "applied", "answer_label": "Applied", "n": n,
            "base": f"all {n:,} requests", "method": COUNTED,
        }  # fmt: skip
        rows.append(count_row(f"foi.exemption.{section}.count", count, **about))
        rows.append(share_row(f"foi.exemption.{section}.share", count, **about))
    return make_coded(rows, status=read_status(register))


def _count_part(part: Part, refused: Sequence[str]) -> Iterator[dict]:
    outcome, n = part.requests["outcome"], len(part.requests)
    named = ", ".join(OUTCOMES[name].lower() for name in refused)
    counted = [
        (f"outcome{part.topic}", name, label, int(outcome.eq(name).sum()))
        for name, label in ALL_OUTCOMES.items()
    ]
    label = f"Refused ({named})"
    counted.append((f"refused{part.topic}", REFUSED, label, int(outcome.isin(refused).sum())))
    for topic, name, label, count in counted:
        about = {
            "topic": topic, "item": part.slug, "item_label": part.label, "answer": name,
            "answer_label": label, "domain": part.domain or None, "n": n, "base": part.base,
            "method": COUNTED,
        }  # fmt: skip
        yield count_row(f"foi.outcome.{name}.count{part.suffix}", count, **about)
        yield share_row(f"foi.outcome.{name}.share{part.suffix}", count, **about)
