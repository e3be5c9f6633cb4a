"""Universes of survey claims: shares, consensus and differences under the options of a task."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

import pandas as pd

from parentdata import answers, licence
from parentdata.answers import Choices, Domain
from parentdata.answers.domains import read_report
from parentdata.claims import Claim, Evidence
from parentdata.errors import Refusal
from parentdata.instrument import Instrument, Variable
from parentdata.multiverse.tasks import Survey, Task
from parentdata.survey.design import Design
from parentdata.survey.weighting import rake

DEFAULTS = {"level": "0.95", "minimum_base": "30", "dont_know": "in_base", "cut": "usual",
            "interval": "logit", "minimum_answered": "7", "threshold": "0.5"}  # fmt: skip
WEIGHT = "(weight)"
OTHERS = "others"


class NoSuchEstimate(Refusal):
    """A claim rests on an estimate that this family of universes cannot make."""


def estimate_universe_shares(task: Task) -> tuple[Claim, pd.DataFrame]:
    """Estimate the shares that a claim about a sample rests on; for `FAMILIES` "shares"."""
    survey = task.inputs
    variables = {
        variable.name: _cut(variable, _take(task, "cut"))
        for variable in _find_variables(task, survey.instrument, r"\.share")
    }
    respondents = _count_silence(survey.respondents, variables, task)
    found = _estimate(respondents, survey, list(variables.values()), task)
    return task.claim, found


def estimate_universe_shares_of_all(task: Task) -> tuple[Claim, pd.DataFrame]:
    """The same for a claim whose count is taken over everyone who was asked."""
    survey, (name, *_) = task.inputs, task.claim.rests_on.estimates
    variable = _find_variables(task, survey.instrument, r"\.share")[0]
    variable = _cut_trust(variable, task.chosen.get("trust_cut", "usual"))
    respondents = _count_silence(survey.respondents, {variable.name: variable}, task)
    found = _estimate(respondents, survey, [variable], task)
    if task.chosen.get("trust_cut") == "wide":
        found = _add_dont_know(found, name)
    held = Evidence(estimates=(name,), field="value")
    return task.claim.model_copy(update={"rests_on": held}), found


def estimate_universe_consensus(task: Task) -> tuple[Claim, pd.DataFrame]:
    """Estimate the share of every social group that a consensus rests on."""
    variables = _find_variables(task, task.inputs.instrument, r"\.share\|\*")
    found = _estimate_groups(
        task.inputs, tuple(variable.name for variable in variables), _choose(task),
        is_weighted=_is_weighted(task), interval=_take(task, "interval"),
    )  # fmt: skip
    edge = {"above": "low", "below": "high"}[task.claim.side]
    return task.claim.model_copy(update={edge: float(_take(task, "threshold"))}), found


# A threshold changes no share: universes that differ in nothing else share one estimation.
@lru_cache(maxsize=64)
def _estimate_groups(
    survey: Survey, names: tuple[str, ...], choices: Choices, *, is_weighted: bool, interval: str
) -> pd.DataFrame:
    instrument = survey.instrument
    groups = answers.split_domains(
        survey.respondents, instrument, read_report(instrument).characteristics
    )
    found = answers.estimate_weighted_shares(
        _weigh(survey, is_weighted=is_weighted), instrument,
        [instrument.variables[name] for name in names], design=survey.design, choices=choices,
        domains=groups, interval=interval,
    )  # fmt: skip
    return found[found["answer"].eq("positive")]


def estimate_universe_differences(task: Task) -> tuple[Claim, pd.DataFrame]:
    """Estimate the differences between groups that a direction rests on, and no others."""
    survey, instrument = task.inputs, task.inputs.instrument
    index, minimum = read_report(instrument).index, int(_take(task, "minimum_answered"))
    is_licence = any(
        name.startswith(f"{instrument.key}.{index.name}.") for name in task.claim.rests_on.estimates
    )
    if is_licence:
        survey = _add_index(survey, minimum)
        upper = licence.make_group_variable(index, minimum_answered=minimum)
        variables = [_cut(upper, task.chosen.get("licence_cut", "usual"))]
    else:
        found = _find_variables(task, instrument, r"\.difference\|.*")
        variables = [_cut(variable, _take(task, "cut")) for variable in found]
    estimated = answers.estimate_weighted_differences(
        _weigh(survey, is_weighted=_is_weighted(task)), instrument, variables,
        design=survey.design, choices=_choose(task), pairs=_find_pairs(task, survey),
    )  # fmt: skip
    return task.claim, estimated


@lru_cache(maxsize=8)
def _add_index(survey: Survey, minimum: int) -> Survey:
    added = licence.add_index(survey.respondents, survey.instrument, minimum_answered=minimum)
    return replace(survey, respondents=added)


def _take(task: Task, name: str) -> str:
    return task.chosen.get(name, DEFAULTS[name])


def _choose(task: Task) -> Choices:
    return Choices(
        level=float(_take(task, "level")),
        dont_know=_take(task, "dont_know"),
        minimum_base=int(_take(task, "minimum_base")),
    )


def _find_variables(task: Task, instrument: Instrument, ending: str) -> list[Variable]:
    """Variables that the ids of a claim's estimates are about, in their order."""
    known = {(each.topic, each.item): each for each in instrument.variables.values()}
    found: dict[str, Variable] = {}
    for name in task.claim.rests_on.estimates:
        form = rf"{re.escape(instrument.key)}\.([^.]+)\.([^.]+)\.[^.]+{ending}"
        match = re.fullmatch(form, name)
        if match is None or match.groups() not in known:
            raise NoSuchEstimate(
                f"claim {task.claim.id} rests on {name!r}.",
                expected=f"ids of the family {task.family}",
                do="Correct the family in reports/multiverse.yml.",
            )
        variable = known[match.groups()]
        found[variable.name] = variable
    return list(found.values())


def _find_pairs(task: Task, survey: Survey) -> list[tuple[Domain, Domain]]:
    """The pairs of groups that stand behind "|" in the ids of a claim's estimates."""
    respondents, instrument = survey.respondents, survey.instrument
    wanted = dict.fromkeys(name.partition("|")[2] for name in task.claim.rests_on.estimates)
    ends = [between.partition("~")[::2] for between in wanted]
    named = {name.partition("=")[0] for pair in ends for name in pair if "=" in name}
    known = {each.name: each for each in answers.split_domains(respondents, instrument, named)}
    if any(reference == OTHERS for _, reference in ends):
        known |= {each.name: each for each in answers.find_intersections(respondents, instrument)}
    return [
        answers.pair_with_others([known[name]])[0]
        if reference == OTHERS
        else (known[name], known[reference])
        for name, reference in ends
    ]


def _cut(variable: Variable, how: str) -> Variable:
    """Move the line between favourable answers and others."""
    favourable = [answer.name for answer in variable.answers if answer.side == "positive"]
    neutral = [answer.name for answer in variable.answers if answer.side == "neutral"]
    wanted = {"usual": favourable, "strict": favourable[:1], "wide": favourable + neutral}[how]
    return _set_side(variable, "positive", wanted)


def _cut_trust(variable: Variable, how: str) -> Variable:
    unfavourable = [answer.name for answer in variable.answers if answer.side == "negative"]
    # "Definitely not" ends the scale.
    return _set_side(variable, "negative", unfavourable[-1:] if how == "strict" else unfavourable)


def _set_side(variable: Variable, side: str, members: list[str]) -> Variable:
    moved = tuple(
        answer.model_copy(
            update={"side": side if answer.name in members else
                    None if answer.side == side else answer.side}
        )
        for answer in variable.answers
    )  # fmt: skip
    return variable.model_copy(update={"answers": moved})


def _count_silence(
    respondents: pd.DataFrame, variables: Mapping[str, Variable], task: Task
) -> pd.DataFrame:
    """Let those who did not answer, or did not know, stand in the base or outside it.

    Shares know one way of standing in the base without an answer, "don't know". Who is to stand
    there is given it; who is not, is taken as not having answered.
    """
    in_base = {
        kind: task.chosen.get(kind, default) == "in_base"
        for kind, default in (("dont_know", "in_base"), ("not_answered", "left_out"))
    }
    moves = {kind: "dont_know" if stands else "left_out" for kind, stands in in_base.items()}
    return respondents.assign(**{name: respondents[name].replace(moves) for name in variables})


def _estimate(respondents, survey: Survey, variables, task: Task) -> pd.DataFrame:
    choices = replace(_choose(task), dont_know="in_base")
    if task.chosen.get("weights", "none") == "none":
        return answers.estimate_shares(respondents, survey.instrument, variables, choices=choices)
    weighted = respondents.assign(**{WEIGHT: _rake(survey)})
    return answers.estimate_weighted_shares(
        weighted, survey.instrument, variables, design=Design(weight=WEIGHT), choices=choices
    )


@lru_cache(maxsize=8)
def _rake(survey: Survey):
    """Rake to the margins, among categories that are met; who did not say keeps their share."""
    respondents = survey.respondents
    sample, population = respondents.assign(**{WEIGHT: 1.0}), {}
    for name, shares in survey.margins.items():
        met = {each: share for each, share in shares.items() if respondents[name].eq(each).any()}
        is_told, total = respondents[name].isin(met), sum(met.values())
        population[name] = {each: is_told.sum() * share / total for each, share in met.items()}
        if not is_told.all():
            population[name][""] = float((~is_told).sum())
        sample[name] = respondents[name].where(is_told, "")
    return rake(sample, weight=WEIGHT, population=population).weight


def _is_weighted(task: Task) -> bool:
    return task.chosen.get("weights", "design") == "design"


def _weigh(survey: Survey, *, is_weighted: bool) -> pd.DataFrame:
    """The respondents, each with a weight of one where weights are not to count."""
    if is_weighted:
        return survey.respondents
    return survey.respondents.assign(**{survey.design.weight: 1.0})


def _add_dont_know(found: pd.DataFrame, name: str) -> pd.DataFrame:
    """Add the share who do not know to the share on a side; the interval is left open."""
    stem = name.rsplit(".", 2)[0]
    unsure = found.loc[found["id"].eq(f"{stem}.dont_know.share"), "value"].iloc[0]
    is_side = found["id"].eq(name)
    spread = dict.fromkeys(("ci_low", "ci_high"), float("nan"))
    return found.assign(
        value=found["value"].mask(is_side, found["value"] + unsure),
        **{each: found[each].mask(is_side, spread[each]) for each in spread},
    )
