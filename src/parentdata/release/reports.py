"""The record of checks in two forms that others read: ACRO's results.json, OpenSAFELY's request.

ACRO's `record.py` (AI-SDC) writes one record an output: uid, status, type, properties, files (each
with its sdc), outcome (by column), command, summary, timestamp, comments, exception. OpenSAFELY's
release request wants, for each group of files, a context (variables, sample, degrees of freedom,
related tables) and the controls that were applied.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

import pandas as pd

from parentdata.answers.frame import REASONS
from parentdata.disclosure import Bounded, Rules

# ACRO reads a file of its own version alone; the form is that of its `finalise_json`.
VERSION = "1.0.2"


def write_acro(tables: Mapping[str, pd.DataFrame], found: Sequence[Bounded], rules: Rules) -> str:
    """Write the checks in the form of ACRO's results.json; the same checks give the same bytes.

    The time of the record is left empty: it would differ between two runs of the same checks.
    """
    results = {}
    for number, (study, table) in enumerate(sorted(tables.items())):
        withheld = table[table["is_withheld"].astype(bool)]
        ours = [each for each in found if each.question.startswith(f"{study}.")]
        breaches = [each for each in ours if each.is_breach]
        results[f"output_{number}"] = {
            "uid": f"output_{number}",
            "status": "fail" if breaches else "pass",
            "type": "table",
            "properties": {"method": "estimates", "study": study, "rows": len(table)},
            "files": [
                {"name": f"data/derived/{study}/estimates.csv", "sdc": _list_suppressed(table)}
            ],
            "command": "python -m parentdata release check",
            "summary": _summarise(breaches, ours, len(withheld)),
            "outcome": _list_outcome(ours),
            "timestamp": "",
            "comments": [f"{name}: {value}" for name, value in vars(rules).items()],
            "exception": "",
        }  # fmt: skip
    return json.dumps({"version": VERSION, "results": results}, indent=1, ensure_ascii=False) + "\n"


def _list_suppressed(table: pd.DataFrame) -> dict:
    withheld = table[table["is_withheld"].astype(bool)]
    cells = {name: withheld.loc[withheld["why_withheld"].eq(name), "id"].tolist()
             for name in REASONS}  # fmt: skip
    counts = {name: len(ids) for name, ids in cells.items()}
    return {"summary": {"suppressed": len(withheld) > 0, **counts}, "cells": cells}


def _list_outcome(ours: Sequence[Bounded]) -> dict[str, dict]:
    """By column, as a frame of pandas is written: ACRO reads it back as one."""
    columns = {name: {each.id: getattr(each, name) for each in ours}
               for name in ("low", "high", "needed")}  # fmt: skip
    return columns | {"status": {each.id: "fail" if each.is_breach else "pass" for each in ours}}


def _summarise(breaches: Sequence[Bounded], ours: Sequence[Bounded], withheld: int) -> str:
    if breaches:
        return "fail; " + "; ".join(each.tell() for each in breaches)
    return f"pass; {withheld} figures suppressed; {len(ours)} counts attacked, none bounded"


def write_context(
    tables: Mapping[str, pd.DataFrame], found: Sequence[Bounded], rules: Rules
) -> str:
    """Write context and controls as OpenSAFELY's release request asks for them, filled in."""
    lines = ["# Release request: context and controls", ""]
    for study, table in sorted(tables.items()):
        ours = [each for each in found if each.question.startswith(f"{study}.")]
        lines += [f"## {study}", "", "### Context", "", *_write_study(study, table), ""]
        lines += ["### Controls", "", *_write_controls(table, ours, rules), ""]
    return "\n".join(lines)


def _write_study(study: str, table: pd.DataFrame) -> list[str]:
    return [
        f"- **Files**: `data/derived/{study}/estimates.csv`, and every table, figure, page and"
        " record of the site that carries one of its ids.",
        "- **Variable descriptions**: each row is one estimate; `item_label` and `answer_label`"
        " say what was asked and answered, `base` of whom. Columns are described in the data"
        " dictionary.",
        f"- **Population and count of the underlying sample**: {_say_sample(table)}",
        f"- **Degrees of freedom**: {_say_degrees(table)}",
        "- **Relationship to other tables**: all tables of this release, and those of earlier"
        " releases, were put together in one attack.",
    ]


def _write_controls(table: pd.DataFrame, ours: Sequence[Bounded], rules: Rules) -> list[str]:
    withheld = table[table["is_withheld"].astype(bool)]
    return [
        f"- Figures on fewer than {rules.minimum_base} people are suppressed; bases of these"
        f" are rounded to {rules.rounding_base}.",
        f"- Answers of a group that fewer than {rules.minimum_cell} gave are suppressed.",
        f"- Weighted figures of a group below {rules.minimum_degf} degrees of freedom are"
        f" suppressed; no weight is more than {rules.dominance:g} of a group's.",
        *(f"- Suppressed because {why}: {int(withheld['why_withheld'].eq(name).sum())}."
          for name, why in REASONS.items()),
        f"- {len(ours)} suppressed counts and their rests attacked by integer programming;"
        f" {sum(each.is_breach for each in ours)} could be bounded to fewer than"
        f" {rules.minimum_cell} values.",
    ]  # fmt: skip


def _say_sample(table: pd.DataFrame) -> str:
    everyone = table[table["topic"].eq("response") & table["statistic"].eq("count")]
    if everyone.empty:
        return "participants of group discussions and interviews; each row has its own base."
    row = everyone.iloc[0]
    return f"{int(row['n'])} respondents ({row['base']}); each row has its own base."


def _say_degrees(table: pd.DataFrame) -> str:
    degf = pd.to_numeric(table["degf"], errors="coerce").dropna()
    return f"{degf.min():g} to {degf.max():g}." if len(degf) else "none; no weighted estimate."
