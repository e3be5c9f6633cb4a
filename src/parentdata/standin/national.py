"""Stand-in responses to the national survey: one attitude, divided as published and no further."""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum, sqrt

import numpy as np
import pandas as pd

from parentdata.instrument import Instrument
from parentdata.standin import national_plan as plan
from parentdata.standin.latent import BadPlan, answer_item, take_highest
from parentdata.standin.national_people import EVERYONE, People, average_within
from parentdata.standin.national_weights import weigh
from parentdata.standin.pilot_plan import OPINIONS, Plan

# Rounds of taking group averages out of a trait; each leaves a small part of those before it.
ROUNDS = 60

DESIGN_COLUMNS = ("region", "psu", "weight")


def make_national(instrument: Instrument) -> pd.DataFrame:
    """Make stand-in responses to the national survey's questionnaire.

    Parameters
    ----------
    instrument : Instrument
        Gives the columns, their order, codes, missing codes and routing.

    Returns
    -------
    DataFrame, one row per respondent, shape (900, 1 + columns of the instrument + 3)
        Codes as in the raw file; then the design's columns `region`, `psu` and `weight`.

    Raises
    ------
    BadPlan
        The plan and the instrument differ in columns or answers, or counts do not add up.
    """
    survey = _National(instrument)
    columns = {
        **{name: survey.answer(name) for name in (*OPINIONS, *plan.CONSENSUS)},
        **{name: survey.describe(name) for name in plan.CHARACTERISTICS if name not in _NUMBERS},
        "age": survey.people.age,
        "children": survey.people.children,
    }
    unplanned = set(columns) ^ set(instrument.asked)
    if unplanned:
        raise BadPlan(
            f"the plan and the instrument differ in {', '.join(sorted(unplanned))}.",
            expected="a plan for every column of the instrument, and for no other",
            do="Correct src/parentdata/standin/national_plan.py or the instrument.",
        )
    ids = [f"{number:04d}" for number in range(1, plan.RESPONDENTS + 1)]
    ordered = {name: columns[name] for name in instrument.asked}
    return pd.DataFrame({instrument.respondent_id: ids, **ordered, **survey.list_design()})


# Asked as numbers; the bands are the instrument's.
_NUMBERS = ("age_band", "children")


class _National:
    """Parents with their traits and weights, and the columns that they have answered so far."""

    def __init__(self, instrument: Instrument) -> None:
        self.instrument = instrument
        self.people = People()
        self.sample = self.people.sample
        self.weight = weigh(self.people.places, self.sample)
        self.standing = self._stand()
        own = self._set_apart(self.sample.draw_trait("disposition"))
        self.attitude = self.standing + plan.DISPOSITION * own
        self.principle = self._set_apart(self.sample.draw_trait("principle"))
        self.fatigue = self.sample.draw_trait("fatigue")
        self.uncertainty = self.sample.draw_trait("uncertainty")
        self.answered: dict[str, np.ndarray] = {}

    def answer(self, name: str) -> np.ndarray:
        """Answer one item, shape (n,), in the proportions planned among those who are asked."""
        planned = plan.CONSENSUS.get(name) or OPINIONS[name]
        codes = [answer.code for answer in self.instrument.variables[name].answers]
        _refuse_other_answers(name, len(planned.answers), len(codes))
        asked = self._find_asked(name)
        *answers, dont_know, not_answered = apportion(
            (*planned.answers, planned.dont_know, planned.not_answered), int(asked.sum())
        )
        self.answered[name] = answer_item(
            self._incline(name, planned),
            dict(zip(codes, answers, strict=True)),
            {
                self._missing("not_answered"): (
                    self.sample.load(self.fatigue, f"{name} skipped", loading=0.9),
                    not_answered,
                ),
                self._missing("dont_know"): (
                    self.sample.load(self.uncertainty, f"{name} unsure", loading=0.6),
                    dont_know,
                ),
            },
            asked=asked,
            not_asked=self._missing("not_asked"),
        )
        return self.answered[name]

    def describe(self, name: str) -> np.ndarray:
        """Codes of one characteristic, shape (n,), some of them kept back."""
        answers = self.instrument.variables[name].answers
        _refuse_other_answers(name, len(plan.CHARACTERISTICS[name]), len(answers))
        codes = np.array([answer.code for answer in answers])[self.people.places[name]]
        reserve = self.sample.draw_trait(f"{name} kept back")
        unwilling, silent = plan.KEPT_BACK.get(name, (0, 0))
        is_kept = take_highest(reserve, unwilling + silent, among=EVERYONE)
        is_silent = take_highest(-reserve, silent, among=is_kept)
        codes = np.where(is_kept, self._missing("prefer_not_to_say"), codes)
        return np.where(is_silent, self._missing("not_answered"), codes)

    def list_design(self) -> dict[str, object]:
        """The columns of the design: names of regions and sampling units, and weights."""
        regions, region = list(plan.REGIONS), self.people.places["region"]
        return {
            "region": [regions[place] for place in region],
            "psu": [f"P{number + 1:03d}" for number in self.people.places["psu"]],
            "weight": [f"{weight:.4f}" for weight in self.weight],
        }

    def _stand(self) -> np.ndarray:
        standing = np.zeros(plan.RESPONDENTS)
        for name, effects in plan.STANDING.items():
            standing = standing + np.array(effects)[self.people.places[name]]
        return standing - average_within(standing, np.zeros_like(self.people.age), self.weight)

    def _set_apart(self, trait: np.ndarray) -> np.ndarray:
        """Take the differences between groups of every characteristic out of a trait."""
        for _ in range(ROUNDS):
            for name in plan.BALANCED:
                trait = trait - average_within(trait, self.people.places[name], self.weight)
        return trait

    def _incline(self, name: str, planned: Plan) -> np.ndarray:
        if name in plan.CONSENSUS:
            return self.sample.load(self.principle, name, loading=planned.loading)
        if name in plan.KNOWLEDGE:
            share = plan.KNOWLEDGE[name]
            spread = sqrt(fsum(self.standing * self.standing) / plan.RESPONDENTS)
            own = self._set_apart(self.sample.draw_trait(name))
            return share * self.standing / spread + sqrt(1 - share**2) * own
        return self.sample.load(self.attitude, name, loading=planned.loading)

    def _missing(self, kind: str) -> int:
        return self.instrument.missing[kind].code

    def _find_asked(self, name: str) -> np.ndarray:
        asked = EVERYONE.copy()
        for column, wanted in self.instrument.variables[name].question.ask_if.items():
            answers = self.instrument.variables[column].answers
            codes = [answer.code for answer in answers if answer.name in wanted]
            asked &= np.isin(self.answered[column], codes)
        return asked


def apportion(parts: Sequence[int], total: int) -> list[int]:
    """Share a number of people out in given proportions, largest remainders first.

    Whole-number arithmetic, so that no machine rounds differently.
    """
    whole = sum(parts)
    counts = [total * part // whole for part in parts]
    remainders = [total * part % whole for part in parts]
    by_remainder = sorted(range(len(parts)), key=lambda place: (-remainders[place], place))
    for place in by_remainder[: total - sum(counts)]:
        counts[place] += 1
    return counts


def _refuse_other_answers(name: str, planned: int, offered: int) -> None:
    if planned != offered:
        raise BadPlan(
            f"{name} has {planned} planned answers and {offered} codes.",
            expected="a count for every answer of the scale",
            do="Correct src/parentdata/standin/national_plan.py or the instrument.",
        )
