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
    ASKED,
    Question,
    Reader,
    find_cases,
    find_reviewed,
    hold_second_opinion,
    read_comparison,
    second_opinions,
)
from parentdata.survey.from_file import build_design
from parentdata.tables import read_table

HERE = Path(__file__).resolve().parent
SVY_PYTHON = HERE.parents[1] / ".venv" / "svy" / "bin" / "python"
# Why svy is not asked about what it is not asked about.
WHY_NOT = {
    "share_unweighted": "no design stands behind a plain count",
    "count": "no design stands behind a plain count",
    "weight": "figures about the weights themselves",
    "odds_ratio": "svy has no ordinal regression",
    "effect": "svy has no ordinal regression",
    "assumption": "svy has no ordinal regression",
    "term": "probabilities, and F of the ordinal regression, which svy has not",
    "test": "probabilities, as svy counts degrees of freedom another way and corrects none; "
    "and tests of ranks, where svy weighs the places of equal answers and R does not",
    "reliability": "svy has neither alpha, omega nor a factor",
    "quantile": "standard errors of quantiles: svy reads Woodruff's interval back another way",
}


def ask_svy(
    respondents: pd.DataFrame, questions: list[Question], design, **more: np.ndarray
) -> dict[str, np.ndarray]:
    """Have svy answer, in its own process.

    Parameters
    ----------
    questions : list of Question
        Shares, nets, means, differences and quantiles.
    more : arrays
        What `ask_svy.py` reads of tests and of the linear regression.

    Returns
    -------
    dict
        `value` and `se`, one per question (no `se` of quantiles), and what else was asked.
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
            quantile=np.array([one.quantile or np.nan for one in questions], float),
            **asked,
            **more,
        )
        subprocess.run([SVY_PYTHON, HERE / "ask_svy.py", *paths], check=True)
        with np.load(paths[1]) as answers:
            return dict(answers)


class Asked:
    """What svy is asked of one table, and its answers under the ids of the rows."""

    def __init__(self, reader: Reader, shown: pd.DataFrame) -> None:
        rows = shown.to_dict("records")
        is_question = shown["statistic"].isin(ASKED) & shown["n_weighted"].notna()
        self.questions = reader.read(shown[is_question])
        self.tests = [
            row
            for row in rows
            if row["method"].startswith("Rao–Scott") and row["answer"].endswith("_f")
        ]
        self.pairs = [read_comparison(reader, row) for row in self.tests]
        linear = [row for row in rows if row["item"] == "linear"]
        self.coefficients = {
            r["answer"]: r["id"] for r in linear if r["statistic"] == "coefficient"
        }
        self.terms = {r["answer"]: r["id"] for r in linear if r["statistic"] == "term"}
        self.cases = None
        if linear:
            self.cases = find_cases(reader.respondents, reader.instrument, linear[0]["base"])

    def arrays(self) -> dict[str, np.ndarray]:
        """Tests and regression as `ask_svy.py` reads them."""
        found: dict[str, np.ndarray] = {}
        if self.pairs:
            found["test_outcome"] = np.array([outcome for outcome, _ in self.pairs])
            found["test_group"] = np.array([group for _, group in self.pairs])
        if self.cases is not None:
            found |= self._model(self.cases)
        return found

    @staticmethod
    def _model(cases) -> dict[str, np.ndarray]:
        code = {name: np.zeros(cases.inside.size, int) for name, _ in cases.columns}
        for (name, answer), column in zip(cases.columns, cases.matrix.T, strict=True):
            place = [other for one, other in cases.columns if one == name].index(answer) + 1
            code[name][cases.inside] += place * column.astype(int)
        outcome = np.zeros(cases.inside.size)
        outcome[cases.inside] = cases.score
        return {
            "model_code": np.array(list(code.values())),
            "model_outcome": outcome,
            "model_inside": cases.inside,
        }

    def name(self, answers: dict[str, np.ndarray]) -> pd.DataFrame:
        """svy's figures, one row each: `id`, `value`, `se`."""
        ids = [one.id for one in self.questions]
        parts = [pd.DataFrame({"id": ids, "value": answers["value"], "se": answers["se"]})]
        if self.tests:
            tests = {"id": [row["id"] for row in self.tests], "value": answers["test_f"]}
            parts.append(pd.DataFrame(tests))
        if self.cases is not None:
            names = ["intercept", *(f"{name}_{answer}" for name, answer in self.cases.columns)]
            value, se = answers["coefficients"]
            ids = [self.coefficients[name] for name in names]
            parts.append(pd.DataFrame({"id": ids, "value": value, "se": se}))
            terms = [
                self.terms[f"{name}_f"] for name in dict.fromkeys(n for n, _ in self.cases.columns)
            ]
            parts.append(pd.DataFrame({"id": terms, "value": answers["terms"]}))
        return pd.concat(parts, ignore_index=True)


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
    apart = {"the textbook": [hold_second_opinion(estimates, opinions)]}
    shown = estimates[find_reviewed(estimates)]
    asked = Asked(Reader(respondents, instrument, named), shown)
    answers = asked.name(ask_svy(respondents, asked.questions, design, **asked.arrays()))
    # Where the design leaves no degree of freedom we print no error, and svy does.
    has_se = answers["id"].map(estimates.set_index("id")["se"]).notna()
    answers["se"] = answers["se"].where(has_se)
    is_quantile = answers["id"].str.contains(r"\.quantile(?:\||$)")
    apart["svy"] = [
        hold_second_opinion(estimates[estimates["id"].isin(part["id"])], part)
        for part in (answers[~is_quantile], answers.loc[is_quantile, ["id", "value"]])
        if len(part)
    ]
    return [*_say_agreement(apart), *_say_rest(shown, answers), *_say_withheld(estimates)]


def _say_agreement(apart: dict[str, list[pd.DataFrame]]) -> list[str]:
    lines = []
    for path, tables in apart.items():
        for statistic, rows in pd.concat(tables).groupby("statistic"):
            se = rows["se"].max() if "se" in rows else np.nan
            error = "" if np.isnan(se) else f", se {se:.1e}"
            lines.append(
                f"{statistic:<16} {len(rows):>6} agree with {path:<13} largest difference: "
                f"value {rows['value'].max():.1e}{error}"
            )
    return lines


def _say_rest(shown: pd.DataFrame, answers: pd.DataFrame) -> list[str]:
    """What svy was not asked, and why; the textbook has reviewed all of it."""
    rest = shown[~shown["id"].isin(answers["id"])]["statistic"].value_counts()
    quantiles = shown["statistic"].eq("quantile").sum()
    counts = rest.to_dict() | ({"quantile": quantiles} if quantiles else {})
    return [
        f"{name:<16} {count:>6} not asked of svy  {WHY_NOT[name]}"
        for name, count in sorted(counts.items())
    ]


def _say_withheld(estimates: pd.DataFrame) -> list[str]:
    is_withheld = ~find_reviewed(estimates)
    return [f"{'withheld':<16} {is_withheld.sum():>6} nothing is shown"]


if __name__ == "__main__":
    reader = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    reader.add_argument("--study", default="national-survey")
    try:
        sys.stdout.write("\n".join(verify(reader.parse_args().study)) + "\n")
    except Refusal as refusal:
        sys.exit(f"refused: {refusal}")
