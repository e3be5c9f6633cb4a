"""`make verify`: every published estimate of the national survey, worked out again by svy.

The textbook's second opinion is held too. Prints one line per kind of estimate; stops at the
first disagreement over 1e-8, naming both figures. `--study` verifies another survey's table.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import pandas as pd
import yaml

from parentdata.design_file import load_design_file
from parentdata.errors import Refusal
from parentdata.instrument import load_instrument
from parentdata.paths import derived, find_root, raw
from parentdata.second_opinion import (
    Question,
    Reader,
    find_reviewed,
    hold_second_opinion,
    second_opinions,
)
from parentdata.survey.from_file import build_design
from parentdata.tables import read_table

HERE = Path(__file__).resolve().parent
SVY_PYTHON = HERE.parents[1] / ".venv" / "svy" / "bin" / "python"


def ask_svy(respondents: pd.DataFrame, questions: list[Question], design) -> pd.DataFrame:
    """Have svy answer questions about shares, nets, means and differences, in its own process.

    Returns
    -------
    DataFrame
        As `second_opinions`.
    """
    outside = np.zeros(len(respondents), bool)
    psu = design.psu if isinstance(design.psu, str) else next(iter(design.psu), None)
    fpc = design.fpc if isinstance(design.fpc, str) else next(iter(design.fpc), None)
    columns = {"stratum": design.stratum, "psu": psu, "fpc": fpc}
    asked = {part: respondents[name].to_numpy() for part, name in columns.items() if name}
    asked = {part: of.astype(str) if of.dtype == object else of for part, of in asked.items()}
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{name}.npz" for name in ("questions", "answers")]
        np.savez(
            paths[0],
            weight=respondents[design.weight].to_numpy(float),
            outcome=np.array([one.outcome for one in questions]),
            domain=np.array([one.domain for one in questions]),
            reference=np.array(
                [outside if one.reference is None else one.reference for one in questions]
            ),
            **asked,
        )
        subprocess.run([SVY_PYTHON, HERE / "ask_svy.py", *paths], check=True)
        with np.load(paths[1]) as answers:
            found = {name: answers[name] for name in ("value", "se")}
    return pd.DataFrame({"id": [one.id for one in questions], **found})


def verify(study: str) -> list[str]:
    """Hold a study's estimates table against both second opinions; one line per kind."""
    instrument = load_instrument(raw(study) / "instrument.yml")
    stated = load_design_file(raw(study) / "design.yml")
    respondents = read_table(derived(study) / "respondents.csv", text=stated.text_columns)
    estimates = read_table(derived(study) / "estimates.csv")
    design = build_design(stated, respondents.columns)
    parameters = yaml.safe_load((find_root() / "params.yaml").read_text(encoding="utf-8"))
    named = {"acceptable": parameters["acceptable_answers"]}
    opinions = second_opinions(respondents, estimates, instrument, design, named=named)
    apart = {"the textbook": hold_second_opinion(estimates, opinions)}
    # svy has quantiles, but reads their intervals back in another way.
    asked = estimates[find_reviewed(estimates) & estimates["statistic"].ne("quantile")]
    questions = Reader(respondents, instrument, named).read(asked)
    answers = ask_svy(respondents, questions, design)
    answers["se"] = answers["se"].where(answers["id"].map(opinions.set_index("id")["se"]).notna())
    apart["svy"] = hold_second_opinion(asked, answers)
    return [*_say_agreement(apart), *_say_rest(estimates)]


def _say_agreement(apart: dict[str, pd.DataFrame]) -> list[str]:
    return [
        f"{statistic:<12} {len(rows):>6} agree with {path:<13} largest difference: "
        f"value {rows['value'].max():.1e}, se {rows['se'].max():.1e}"
        for path, table in apart.items()
        for statistic, rows in table.groupby("statistic")
    ]


def _say_rest(estimates: pd.DataFrame) -> list[str]:
    is_withheld = estimates["is_withheld"].astype(str).eq("True")
    rest = estimates[~find_reviewed(estimates) & ~is_withheld]["statistic"].value_counts()
    lines = [f"{name:<12} {count:>6} not reviewed" for name, count in rest.sort_index().items()]
    return [*lines, f"{'withheld':<12} {is_withheld.sum():>6} nothing is shown"]


if __name__ == "__main__":
    reader = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    reader.add_argument("--study", default="national-survey")
    try:
        sys.stdout.write("\n".join(verify(reader.parse_args().study)) + "\n")
    except Refusal as refusal:
        sys.exit(f"refused: {refusal}")
