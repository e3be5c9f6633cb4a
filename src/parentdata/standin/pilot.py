"""Stand-in responses to the pilot: one attitude behind every opinion, published counts held."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from parentdata.instrument import Instrument
from parentdata.standin import pilot_plan as plan
from parentdata.standin.concern_sentences import SENTENCES, STANDALONE
from parentdata.standin.latent import BadPlan, Sample, answer_item, take_highest


def make_pilot(instrument: Instrument) -> pd.DataFrame:
    """Make stand-in responses to the pilot's questionnaire.

    Parameters
    ----------
    instrument : Instrument
        Gives the columns, their order, codes, missing codes and routing.

    Returns
    -------
    DataFrame, one row per respondent, shape (365, 1 + columns of the instrument)
        Codes as in the raw file; an unanswered open question is an empty text.

    Raises
    ------
    BadPlan
        The plan and the instrument differ in columns, or counts do not add up.
    """
    pilot = _Pilot(instrument)
    columns = {
        **{name: pilot.answer(name, pilot.acceptance) for name in plan.OPINIONS},
        **{name: pilot.answer(name, pilot.hardship) for name in plan.CHARACTERISTICS},
        **pilot.choose_circumstances(),
        "concerns": pilot.write_concerns(),
    }
    unplanned = set(columns) ^ set(instrument.variables)
    if unplanned:
        raise BadPlan(
            f"the plan and the instrument differ in {', '.join(sorted(unplanned))}.",
            expected="a plan for every column of the instrument, and for no other",
            do="Correct src/parentdata/standin/pilot_plan.py or the instrument.",
        )
    ids = [f"{number:04d}" for number in range(1, plan.RESPONDENTS + 1)]
    ordered = {name: columns[name] for name in instrument.variables}
    return pd.DataFrame({instrument.respondent_id: ids, **ordered})


class _Pilot:
    """Respondents with their traits, and the columns that they have answered so far."""

    def __init__(self, instrument: Instrument) -> None:
        self.instrument = instrument
        self.sample = Sample(size=plan.RESPONDENTS, seed=plan.SEED)
        self.acceptance = self.sample.draw_trait("acceptance")
        self.hardship = self.sample.draw_trait("hardship")
        self.fatigue = self.sample.draw_trait("fatigue")
        self.uncertainty = self.sample.draw_trait("uncertainty")
        self.answered: dict[str, np.ndarray] = {}

    def answer(self, name: str, trait: np.ndarray) -> np.ndarray:
        """Answer one closed column as planned, shape (n,); a trait pulls to the first answer."""
        counts = {**plan.OPINIONS, **plan.CHARACTERISTICS}[name]
        codes = self._codes(name)
        if len(codes) != len(counts.answers):
            raise BadPlan(
                f"{name} has {len(counts.answers)} planned answers and {len(codes)} codes.",
                expected="a count for every answer of the scale",
                do="Correct src/parentdata/standin/pilot_plan.py or the instrument.",
            )
        self.answered[name] = answer_item(
            self.sample.load(trait, name, loading=counts.loading),
            dict(zip(codes, counts.answers, strict=True)),
            {
                self._missing("not_answered"): (self._tire(name), counts.not_answered),
                self._missing("dont_know"): (self._doubt(name), counts.dont_know),
                self._missing("prefer_not_to_say"): (
                    self.sample.draw_trait(f"{name} kept back"),
                    counts.prefer_not_to_say,
                ),
            },
            asked=self._find_asked(name),
            not_asked=self._missing("not_asked"),
        )
        return self.answered[name]

    def choose_circumstances(self) -> dict[str, np.ndarray]:
        """Choose circumstances, each code column of shape (n,); `never` where none is chosen."""
        everyone = np.ones(plan.RESPONDENTS, dtype=bool)
        silent = take_highest(
            self._tire("circumstances"), plan.CIRCUMSTANCES_NOT_ANSWERED, among=everyone
        )
        chosen = {
            name: take_highest(
                self.sample.load(self.acceptance, name, loading=loading), count, among=~silent
            )
            for name, (count, loading) in plan.CIRCUMSTANCES.items()
        }
        chosen["circumstance_never"] = ~np.logical_or.reduce(list(chosen.values()))
        return {
            name: np.where(silent, self._missing("not_answered"), picked.astype(np.int64))
            for name, picked in chosen.items()
        }

    def write_concerns(self) -> np.ndarray:
        """Write answers to the open question, shape (n,); empty where somebody wrote nothing."""
        everyone = np.ones(plan.RESPONDENTS, dtype=bool)
        urge = self.sample.load(self.acceptance, "concerns", loading=-0.3)
        wrote = take_highest(urge, plan.WROTE, among=everyone)
        # Short answers such as "none" come from those who accept linkage most.
        short = take_highest(self.acceptance, plan.WROTE_STANDALONE, among=wrote)
        texts = np.full(plan.RESPONDENTS, "", dtype=object)
        texts[short] = _deal(STANDALONE, plan.WROTE_STANDALONE)
        order = np.argsort(self.sample.draw_uniform("concerns order"), kind="stable")
        writers = order[(wrote & ~short)[order]]
        shuffled = Sample(size=len(SENTENCES), seed=plan.SEED).draw_uniform("sentences")
        texts[writers] = _compose(
            [SENTENCES[place] for place in np.argsort(shuffled, kind="stable")],
            singles=plan.WROTE_ONE_SENTENCE,
            pairs=len(writers) - plan.WROTE_ONE_SENTENCE,
        )
        return texts

    def _codes(self, name: str) -> list[int]:
        variable = self.instrument.variables[name]
        if variable.question.type == "number":
            lowest = int(variable.question.range[0])
            return list(range(lowest, lowest + len(plan.CHARACTERISTICS[name].answers)))
        return [answer.code for answer in variable.answers]

    def _missing(self, kind: str) -> int:
        return self.instrument.missing[kind].code

    def _tire(self, name: str) -> np.ndarray:
        return self.sample.load(self.fatigue, f"{name} skipped", loading=0.9)

    def _doubt(self, name: str) -> np.ndarray:
        return self.sample.load(self.uncertainty, f"{name} unsure", loading=0.6)

    def _find_asked(self, name: str) -> np.ndarray:
        asked = np.ones(plan.RESPONDENTS, dtype=bool)
        for gate, wanted in self.instrument.variables[name].question.ask_if.items():
            codes = [a.code for a in self.instrument.variables[gate].answers if a.name in wanted]
            asked &= np.isin(self.answered[gate], codes)
        return asked


def _deal(texts: Sequence[str], count: int) -> list[str]:
    return [texts[place % len(texts)] for place in range(count)]


def _compose(sentences: Sequence[str], *, singles: int, pairs: int) -> list[str]:
    """Texts of one sentence, then of two; the step between partners grows, so no pair recurs."""
    size = len(sentences)
    if singles > size:
        raise BadPlan(
            f"{singles} texts of one sentence are planned and {size} sentences are written.",
            expected="no more than there are sentences, so that no two texts are alike",
            do="Write more sentences, or plan fewer such texts.",
        )
    joined = [
        f"{sentences[place % size]} {sentences[(place + 7 + 3 * (place // size)) % size]}"
        for place in range(pairs)
    ]
    return [*sentences[:singles], *joined]
