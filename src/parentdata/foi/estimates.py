"""Counts and shares of the public outcomes, as rows of an estimates table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pandas as pd

from parentdata.answers.frame import ESTIMATE_COLUMNS, read_status
from parentdata.foi.outcomes import EVENTS, OUTCOMES, UNDECIDED, UNDECIDED_LABEL, name_slug
from parentdata.foi.refusals import UnknownFoiChoice
from parentdata.survey.intervals import wilson_interval

# An interval on a list that nobody drew at random is labelled wherever it travels.
WILSON = "Wilson, on a list that is not a random sample"
COUNTED = "count"
NO_REGION = "No region (a company)"
PLACES = {"nation": "Nation", "region": "Region", "authority_type": "Kind of authority"}


@dataclass(frozen=True, kw_only=True)
class FoiChoices:
    """What a critic may dispute about a share of outcomes (params.yaml says what each means)."""

    level: float
    base: str
    refused_outcomes: tuple[str, ...] = field(default=("fully_withheld",))


def make_estimates(rows: list[dict], *, status: str) -> pd.DataFrame:
    """Complete rows to the columns of an estimates table.

    No row is withheld: the outcomes are public records of named authorities, so a small count
    tells nothing that their own pages do not.
    """
    shared = {"study": "foi-outcomes", "is_withheld": False, "data_status": status}
    return pd.DataFrame([{**shared, **row} for row in rows]).reindex(columns=ESTIMATE_COLUMNS)


def estimate_requests(requests: pd.DataFrame, *, choices: FoiChoices) -> pd.DataFrame:
    """Count the listed requests by status, outcome, place and event, with the share refused.

    Parameters
    ----------
    requests : DataFrame, one row per request, as `clean_requests` gives it
    choices : FoiChoices
        Level of the intervals, base of the shares of outcomes, outcomes that count as refused.

    Returns
    -------
    DataFrame
        The columns `ESTIMATE_COLUMNS`. Shares of statuses, places and events are of all listed
        requests and have no interval: they describe the list. Shares of outcomes and the share
        refused are of the base chosen and carry Wilson's interval.

    Raises
    ------
    UnknownFoiChoice
        The base or an outcome is none of those that exist.
    EmptyDomain
        The base holds no request.
    """
    rows = [
        *_count_all(requests),
        *_describe(requests, "wdtk_status", topic="status"),
        *_describe(requests, "event", topic="event"),
        *_count_outcomes(requests),
        *_share_outcomes(requests, choices),
    ]
    for column in PLACES:
        rows += _describe(requests, column, topic=column)
        rows += _cross_outcomes(requests, column)
    return make_estimates(rows, status=read_status(requests))


def take_base(requests: pd.DataFrame, base: str) -> tuple[pd.DataFrame, str]:
    """Take the requests that a share of outcomes is of, and say which they are.

    Raises
    ------
    UnknownFoiChoice
        `base` is neither "all_requests" nor "decided".
    """
    listed = f"the {len(requests)} listed requests"
    if base == "all_requests":
        return requests, listed
    if base == "decided":
        decided = requests[requests["is_decided"]]
        left_out = len(requests) - len(decided)
        return decided, f"{listed}, {left_out} without an outcome left out"
    raise UnknownFoiChoice(
        f"the base {base!r} is not known.",
        expected="all_requests or decided",
        do="Correct foi_base in params.yaml.",
    )


def fill_places(requests: pd.DataFrame, column: str) -> pd.Series:
    """Return a column of places with a label where an authority has no region."""
    return requests[column].astype("object").where(requests[column].notna(), NO_REGION)


def name_outcomes(requests: pd.DataFrame) -> pd.Series:
    """Return the outcome of every request, "undecided" where it has none."""
    return requests["outcome"].astype("object").where(requests["is_decided"], UNDECIDED)


def _count_row(id_: str, count: int, **found) -> dict:
    return {
        "id": id_,
        "statistic": "count",
        "unit": "count",
        "value": count,
        "count": count,
        "method": COUNTED,
        **found,
    }


def _count_all(requests: pd.DataFrame) -> Iterator[dict]:
    n, decided = len(requests), int(requests["is_decided"].sum())
    for answer, label, count in (
        ("all", "All listed requests", n),
        ("decided", "With an outcome", decided),
        (UNDECIDED, UNDECIDED_LABEL, n - decided),
    ):
        yield _count_row(
            f"outcomes.requests.{answer}.count", count, topic="requests", item="requests",
            item_label="Requests", answer=answer, answer_label=label, n=n,
            base=f"the {n} listed requests",
        )  # fmt: skip


def _describe(requests: pd.DataFrame, column: str, *, topic: str) -> Iterator[dict]:
    """Count every value of a column, most frequent first, and take its share of the list."""
    n = len(requests)
    counts = fill_places(requests, column).value_counts().sort_index().sort_values(
        ascending=False, kind="stable"
    )  # fmt: skip
    for label, count in counts.items():
        about = {
            "topic": topic, "item": topic, "item_label": PLACES.get(topic, topic.capitalize()),
            "answer": name_slug(label), "answer_label": EVENTS.get(label, label), "n": n,
            "base": f"the {n} listed requests",
        }  # fmt: skip
        name = f"outcomes.{topic}.{about['answer']}"
        yield _count_row(f"{name}.count", int(count), **about)
        share = {"statistic": "share", "unit": "share", "value": count / n, "count": int(count)}
        yield {"id": f"{name}.share", **share, "method": COUNTED, **about}


def _count_outcomes(requests: pd.DataFrame) -> Iterator[dict]:
    named, n = name_outcomes(requests), len(requests)
    for outcome, label in {**OUTCOMES, UNDECIDED: UNDECIDED_LABEL}.items():
        yield _count_row(
            f"outcomes.outcome.{outcome}.count", int(named.eq(outcome).sum()), topic="outcome",
            item="outcome", item_label="Outcome", answer=outcome, answer_label=label, n=n,
            base=f"the {n} listed requests",
        )  # fmt: skip


def _share_outcomes(requests: pd.DataFrame, choices: FoiChoices) -> Iterator[dict]:
    _refuse_unknown_outcomes(choices.refused_outcomes)
    inside, base = take_base(requests, choices.base)
    named = inside["outcome"]
    sets = [(f"outcome.{name}", name, label, [name]) for name, label in OUTCOMES.items()]
    counted = ", ".join(OUTCOMES[name].lower() for name in choices.refused_outcomes)
    sets.append(("refused", "refused", f"Refused ({counted})", list(choices.refused_outcomes)))
    for name, answer, label, members in sets:
        count, n = int(named.isin(members).sum()), len(inside)
        low, high = wilson_interval(count, n, level=choices.level)
        yield {
            "id": f"outcomes.{name}.share", "topic": name.partition(".")[0], "item": "outcome",
            "item_label": "Outcome", "answer": answer, "answer_label": label,
            "statistic": "share", "unit": "share", "value": count / n, "ci_low": low,
            "ci_high": high, "count": count, "n": n, "base": base, "method": WILSON,
            "level": choices.level,
        }  # fmt: skip


def _cross_outcomes(requests: pd.DataFrame, column: str) -> Iterator[dict]:
    """Count every outcome within every place; places in order of size, then of name."""
    places, named = fill_places(requests, column), name_outcomes(requests)
    order = places.value_counts().sort_index().sort_values(ascending=False, kind="stable")
    for place, n in order.items():
        slug = name_slug(place)
        for outcome, label in {**OUTCOMES, UNDECIDED: UNDECIDED_LABEL}.items():
            count = int((places.eq(place) & named.eq(outcome)).sum())
            yield _count_row(
                f"outcomes.outcome.{outcome}.count|{column}={slug}", count,
                topic=f"outcome_by_{column}", item=slug, item_label=place, answer=outcome,
                answer_label=label, domain=f"{column}={slug}", n=int(n),
                base=f"the {n} listed requests to {place}",
            )  # fmt: skip


def _refuse_unknown_outcomes(outcomes: tuple[str, ...]) -> None:
    unknown = [name for name in outcomes if name not in OUTCOMES]
    if unknown or not outcomes:
        raise UnknownFoiChoice(
            f"the outcome {unknown[0]!r} is not known." if unknown else "no outcome is named.",
            expected=f"one or more of {', '.join(OUTCOMES)}",
            do="Correct foi_refused_outcomes in params.yaml.",
        )
