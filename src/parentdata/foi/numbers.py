"""Request numbers: which stand in the public list, and which are absent between them."""

from __future__ import annotations

import pandas as pd

from parentdata.answers.frame import read_status
from parentdata.foi.estimates import make_estimates


def list_runs(requests: pd.DataFrame) -> pd.DataFrame:
    """List the runs of consecutive request numbers, present and absent by turns.

    Parameters
    ----------
    requests : DataFrame with the integer column `request_number`

    Returns
    -------
    DataFrame, one row per run from the lowest number to the highest
        first, last (request numbers), length (numbers), is_present (bool), data_status.
    """
    present = set(requests["request_number"])
    numbers = pd.DataFrame({"number": range(min(present), max(present) + 1)})
    numbers["is_present"] = numbers["number"].isin(present)
    turn = numbers["is_present"].ne(numbers["is_present"].shift()).cumsum()
    runs = numbers.groupby(turn).agg(
        first=("number", "min"),
        last=("number", "max"),
        length=("number", "size"),
        is_present=("is_present", "first"),
    )
    return runs.assign(data_status=read_status(requests)).reset_index(drop=True)


def estimate_numbers(requests: pd.DataFrame) -> pd.DataFrame:
    """Count the request numbers that are absent between the lowest and the highest listed.

    Returns
    -------
    DataFrame with the columns of an estimates table
        The lowest and highest number, how many lie between them (both included), how many of
        those are listed and absent; the widest run of absent numbers (the first, if two are as
        wide) with its ends, and how many are absent outside it; and every run, with its length.
    """
    runs = list_runs(requests)
    absent = runs[~runs["is_present"]]
    widest = absent.nlargest(1, "length")
    gap = widest.iloc[0] if len(widest) else pd.Series({"first": None, "last": None, "length": 0})
    span, missing = int(runs["length"].sum()), int(absent["length"].sum())
    counts = {
        "span": ("Numbers from the lowest to the highest", span),
        "present": ("Numbers in the list", span - missing),
        "absent": ("Numbers absent from the list", missing),
        "widest_gap": ("Numbers in the widest run of absent ones", int(gap["length"])),
        "scattered": ("Absent numbers outside that run", missing - int(gap["length"])),
    }
    numbers = {
        "lowest": ("Lowest number in the list", runs["first"].min()),
        "highest": ("Highest number in the list", runs["last"].max()),
        "gap_first": ("First number of the widest run of absent ones", gap["first"]),
        "gap_last": ("Last number of the widest run of absent ones", gap["last"]),
    }
    rows = [
        _make_row(name, "count", label, value, n=span) for name, (label, value) in counts.items()
    ]
    rows += [_make_row(name, "number", label, value) for name, (label, value) in numbers.items()]
    rows += [_describe_run(run) for run in runs.to_dict("records")]
    return make_estimates(rows, status=read_status(requests))


def _describe_run(run: dict) -> dict:
    first, last = run["first"], run["last"]
    name, label = ("present", "In the list") if run["is_present"] else ("absent", "Not in the list")
    return {
        **_make_row(f"run.{first}", "count", label, run["length"]),
        "topic": "runs",
        "item": str(first),
        "item_label": str(first) if first == last else f"{first} to {last}",
        "answer": name,
    }


def _make_row(name: str, unit: str, label: str, value: object, **found) -> dict:
    return {
        "id": f"outcomes.numbers.{name}.{unit}",
        "topic": "numbers",
        "item": "request_number",
        "item_label": "Request number",
        "answer": name,
        "answer_label": label,
        "statistic": unit,
        "unit": unit,
        "value": value,
        "base": "request numbers from the lowest listed to the highest",
        "method": "count",
        **found,
    }
