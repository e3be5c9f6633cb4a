"""Taylor linearisation as a textbook has it: totals of sampling units, compared within strata.

Written for being read and for sharing nothing with `parentdata.survey`: slow, and no arrays of
codes. Every respondent stays; outside a domain a score is nothing.

References
----------
Cochran (1977), Sampling Techniques, 3rd ed., sections 6.3 and 11.3; Lumley (2010), ch. 2.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy import special

from parentdata.second_opinion.refusals import unknown_design
from parentdata.second_opinion.rows import Question

# Columns of scores that are held at once.
BATCH = 400


class Textbook:
    """The design of one sample, and what it makes of questions.

    Parameters
    ----------
    respondents : DataFrame, one row per respondent, shape (n, k)
    design
        Names columns: `weight`, `stratum`, `psu`, `fpc`, and says `lonely_psu`.
    """

    def __init__(self, respondents: pd.DataFrame, design) -> None:
        stages = [
            (name,) if isinstance(name, str) else tuple(name) for name in (design.psu, design.fpc)
        ]
        if len(stages[1]) > 1:
            raise unknown_design("populations of several stages")
        if getattr(design, "calibration", None) is not None:
            raise unknown_design("calibration")
        n = len(respondents)
        self.weight = respondents[design.weight].to_numpy(float)
        self.stratum = list(respondents[design.stratum]) if design.stratum else ["all"] * n
        self.psu = list(respondents[stages[0][0]]) if stages[0] else list(range(n))
        self.fpc = respondents[stages[1][0]].to_numpy(float) if stages[1] else None
        self.lonely_psu = design.lonely_psu
        self.units = pd.MultiIndex.from_arrays([self.stratum, self.psu], names=["stratum", "psu"])

    def estimate(self, questions: list[Question]) -> pd.DataFrame:
        """Value and standard error of each question, under its id."""
        parts = []
        for start in range(0, len(questions), BATCH):
            batch = questions[start : start + BATCH]
            found = [self._linearise(question) for question in batch]
            scores = np.column_stack([score for _, score, _ in found])
            reached = np.column_stack([inside for _, _, inside in found])
            se = np.sqrt(self._variance(scores, reached))
            degf = self._degf(reached)
            values = [value for value, _, _ in found]
            part = pd.DataFrame({"id": [q.id for q in batch], "value": values, "se": se})
            for row, question in enumerate(batch):
                if question.quantile is not None:
                    part.loc[row, "se"] = self._woodruff(question, part.loc[row, "se"], degf[row])
            parts.append(part.assign(se=part["se"].mask(degf < 1)))
        return pd.concat(parts, ignore_index=True)

    def _linearise(self, question: Question):
        """An estimate, the score that each respondent adds to its error, and who is reached."""
        if question.quantile is not None:
            value = self._quantile(question, question.quantile)
            below = np.where(np.isnan(question.outcome), np.nan, question.outcome <= value)
            _, score, inside = self._mean(below, question.domain)
            return value, score, inside
        value, score, inside = self._mean(question.outcome, question.domain)
        if question.reference is None:
            return value, score, inside
        other, other_score, other_inside = self._mean(question.outcome, question.reference)
        return value - other, score - other_score, inside | other_inside

    def _mean(self, outcome: np.ndarray, domain: np.ndarray):
        inside = domain & ~np.isnan(outcome)
        weight = np.where(inside, self.weight, 0.0)
        outcome = np.where(inside, outcome, 0.0)
        size = weight.sum()
        mean = (weight * outcome).sum() / size
        return mean, weight * (outcome - mean) / size, inside

    def _variance(self, scores: np.ndarray, reached: np.ndarray) -> np.ndarray:
        """Sum over strata of (1 - f) n s², s² the variance of the totals of its n units."""
        totals = pd.DataFrame(scores, index=self.units).groupby(level=["stratum", "psu"]).sum()
        variance = np.zeros(scores.shape[1])
        lonely = []
        for stratum, of_units in totals.groupby(level="stratum"):
            n = len(of_units)
            uncovered = 1 - self._fraction(stratum, n)
            if n > 1:
                variance += uncovered * n * of_units.var(ddof=1).to_numpy()
            elif uncovered > 1e-7:
                lonely.append(stratum)
                if self.lonely_psu == "centre":
                    variance += uncovered * of_units.to_numpy()[0] ** 2
        return variance * self._share_out(lonely, reached)

    def _share_out(self, lonely: list, reached: np.ndarray):
        """What other strata add on average, for each stratum of one unit that a domain meets."""
        if lonely and self.lonely_psu == "fail":
            raise unknown_design(f"what stratum {lonely[0]} of one sampling unit adds")
        if not lonely or self.lonely_psu != "average":
            return 1.0
        met = pd.DataFrame(reached, index=self.units).groupby(level="stratum").any()
        return (met.sum() / met.drop(lonely).sum()).to_numpy()

    def _fraction(self, stratum, n: int) -> float:
        if self.fpc is None:
            return 0.0
        stated = self.fpc[self.stratum.index(stratum)]
        return stated if self.fpc.max() <= 1 else n / stated

    def _degf(self, reached: np.ndarray) -> np.ndarray:
        met = pd.DataFrame(reached, index=self.units).groupby(level=["stratum", "psu"]).any()
        return (met.sum() - met.groupby(level="stratum").any().sum()).to_numpy()

    def _quantile(self, question: Question, share: float) -> float:
        """The smallest answer that the share of people do not exceed; NaN outside 0..1."""
        inside = question.domain & ~np.isnan(question.outcome)
        people = pd.Series(self.weight[inside], index=question.outcome[inside])
        reach = people.groupby(level=0).sum().cumsum() / people.sum()
        is_reached = reach >= share * (1 - 1e-12)
        if not 0 <= share <= 1:
            return np.nan
        return reach.index[is_reached][0] if is_reached.any() else reach.index[-1]

    def _woodruff(self, question: Question, se_of_share: float, degf: float) -> float:
        """The interval of the share below a quantile, read back through the distribution."""
        if degf < 1:
            return np.nan
        value = self._quantile(question, question.quantile)
        inside = question.domain & ~np.isnan(question.outcome)
        weight = self.weight[inside]
        share = weight[question.outcome[inside] <= value].sum() / weight.sum()
        t = special.stdtrit(degf, (1 + question.level) / 2)
        low, high = (self._quantile(question, share + side * t * se_of_share) for side in (-1, 1))
        return (high - low) / (2 * t)
