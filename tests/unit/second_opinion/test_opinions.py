"""The second opinion: by hand, against the estimator on every design, and where it stops."""

from __future__ import annotations

import ast
import math
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import parentdata.second_opinion
from parentdata.answers import Choices, estimate_weighted_shares, split_domains
from parentdata.second_opinion import (
    ASKED,
    REVIEWED,
    Disagreement,
    NoSecondOpinion,
    hold_second_opinion,
    second_opinions,
)
from parentdata.survey import Calibration, Design, ReplicateDesign, make_bootstrap


def test_a_share_and_its_standard_error_are_those_worked_out_by_hand(survey):
    respondents = pd.DataFrame(
        {
            "view_L1": ["a1", "a5", "a1", "a1", "not_answered", "a5"],
            "strat": [1, 1, 1, 2, 2, 2],
            "psu": [1, 1, 2, 1, 1, 2],
            "w": [1.0, 3.0, 2.0, 2.0, 9.0, 2.0],
            "data_status": "stand-in",
        }
    )
    choices = Choices(level=0.95, dont_know="in_base", minimum_base=1)
    estimates = estimate_weighted_shares(
        respondents, survey.instrument, survey.views[:1], design=survey.design, choices=choices
    )
    opinions = second_opinions(respondents, estimates, survey.instrument, survey.design)
    found = opinions.set_index("id").loc["p.views.L1.a1.share"]
    # 5 of 10. Scores: 0.05, -0.15, 0.10; 0.10, -0.10. Totals -0.10 and 0.10 in both strata, so
    # each adds 2 x 0.02.
    assert found["value"] == pytest.approx(0.5, abs=1e-15)
    assert found["se"] == pytest.approx(math.sqrt(0.08), abs=1e-15)


def test_without_a_degree_of_freedom_neither_path_gives_a_standard_error(survey):
    respondents = pd.DataFrame(
        {
            "view_L1": ["a1", "a5", "a1", "a5", "a1", "a5"],
            "sex": ["f", "f", "m", "f", "m", "m"],
            "strat": [1, 1, 1, 2, 2, 2],
            "psu": [1, 1, 2, 1, 2, 2],
            "w": [1.0, 3.0, 2.0, 2.0, 4.0, 2.0],
            "data_status": "stand-in",
        }
    )
    choices = Choices(level=0.95, dont_know="in_base", minimum_base=1)
    estimates = estimate_weighted_shares(
        respondents, survey.instrument, survey.views[:1], design=survey.design, choices=choices,
        domains=split_domains(respondents, survey.instrument, ["sex"]),
    )  # fmt: skip
    opinions = second_opinions(respondents, estimates, survey.instrument, survey.design)
    # Women are met in one sampling unit of each stratum.
    assert opinions["se"].isna().all()
    assert hold_second_opinion(estimates, opinions)["se"].eq(0.0).all()


FIGURES = ["value", "se", "ci_low", "ci_high", "degf", "n", "n_weighted", "deff"]


@pytest.mark.parametrize("dont_know", ["in_base", "left_out"])
def test_every_statistic_in_every_domain_is_the_same_on_both_paths(survey, parents, dont_know):
    estimates = survey.estimate_all(parents, dont_know=dont_know)
    apart = survey.review(parents, estimates)
    assert set(apart["statistic"]) == set(ASKED) - {"share_unweighted"}
    assert len(apart) > 500
    assert apart[FIGURES].max().max() < 1e-11


@pytest.mark.parametrize("interval", ["beta", "wilson"])
def test_other_intervals_of_shares_are_the_same_on_both_paths(survey, parents, interval):
    choices = Choices(level=0.9, dont_know="in_base", minimum_base=1)
    domains = split_domains(parents, survey.instrument, ["grp"])
    estimates = estimate_weighted_shares(
        parents, survey.instrument, survey.views, design=survey.design, choices=choices,
        domains=domains, interval=interval,
    )  # fmt: skip
    # Among them shares of nobody, whose interval has a form of its own.
    assert estimates["value"].eq(0).any()
    assert survey.review(parents, estimates)[FIGURES].max().max() < 1e-11


@pytest.mark.parametrize(
    "design",
    [
        Design(weight="w"),
        Design(weight="w", stratum="strat"),
        Design(weight="w", psu="psu"),
        Design(weight="w", stratum="strat", psu="psu", fpc="fpc"),
        Design(weight="w", stratum="strat", psu="psu", fpc="taken"),
    ],
    ids=["weights", "strata", "psus", "populations", "fractions"],
)
def test_every_design_is_the_same_on_both_paths(survey, parents, design):
    # Every other row, which leaves some of every statistic.
    apart = survey.review(parents, survey.estimate_all(parents, design).iloc[::2], design)
    assert len(apart) > 250
    assert apart[FIGURES].max().max() < 1e-11


@pytest.mark.parametrize("lonely_psu", ["centre", "average", "certainty", "remove"])
def test_a_stratum_of_one_unit_is_treated_alike_on_both_paths(survey, parents, lonely_psu):
    lonely = parents[(parents["strat"] != 3) | (parents["psu"] == 301)].reset_index(drop=True)
    assert lonely.loc[lonely["strat"] == 3, "psu"].nunique() == 1
    design = Design(weight="w", stratum="strat", psu="psu", lonely_psu=lonely_psu)
    apart = survey.review(lonely, survey.estimate_all(lonely, design).iloc[::2], design)
    assert apart[FIGURES].max().max() < 1e-11


def test_replicate_weights_are_the_same_on_both_paths(survey, parents):
    random = np.random.default_rng(900)
    columns = {f"r{k}": parents["w"] * random.uniform(0.5, 1.5, len(parents)) for k in range(25)}
    sample = parents.assign(**columns)
    for mse, rscales in ((True, None), (False, (0.0, 2.0, *[1.0] * 23))):
        design = ReplicateDesign(
            weight="w",
            replicates=tuple(columns),
            kind="other",
            scale=0.04,
            rscales=rscales,
            mse=mse,
        )
        estimates = survey.estimate_all(sample, design).iloc[::5]
        apart = survey.review(sample, estimates, design)
        assert apart[FIGURES].max().max() < 1e-11


def test_one_corrupted_weight_on_one_path_stops_the_run(survey, parents, estimates):
    weights = parents["w"].copy()
    weights[17] *= 1.001
    with pytest.raises(Disagreement, match=r"estimate p\.\S+: (value|se) \S+, and by the second"):
        survey.review(parents.assign(w=weights), estimates.sample(80, random_state=1))


def test_the_refusal_names_the_estimate_and_both_figures(survey, parents, estimates):
    estimates = estimates.copy()
    place = estimates.index[estimates["id"].eq("p.views.L2.net.net|sex=f")][0]
    was = estimates.loc[place, "se"]
    estimates.loc[place, "se"] = was + 2e-8
    with pytest.raises(Disagreement) as refused:
        survey.review(parents, estimates)
    assert f"estimate p.views.L2.net.net|sex=f: se {was + 2e-8:.12g}" in refused.value.came
    assert f"by the second opinion {was:.12g}; 1 of" in refused.value.came


def test_what_is_within_the_tolerance_passes_and_is_reported(survey, parents, estimates):
    estimates = estimates.head(60).copy()
    estimates.loc[0, "value"] += 4e-9
    assert survey.review(parents, estimates).loc[0, "value"] == pytest.approx(4e-9, rel=1e-3)


@pytest.mark.parametrize("figure", ["value", "se"])
def test_a_figure_that_is_there_on_one_path_alone_is_a_disagreement(
    survey, parents, estimates, figure
):
    estimates = estimates.head(60).copy()
    estimates.loc[0, figure] = np.nan
    with pytest.raises(Disagreement, match=rf"{figure} nan, and by"):
        survey.review(parents, estimates)


def test_withheld_rows_are_passed_over(survey, parents, estimates):
    rows = estimates.head(60).copy()
    rows.loc[:1, "is_withheld"] = [True, False]
    assert list(survey.review(parents, rows)["id"]) == list(rows["id"].drop(0))


def test_plain_counts_their_shares_and_the_weights_are_the_same_on_both_paths(survey, parents):
    estimates = survey.estimate_plain(parents)
    apart = survey.review(parents, estimates)
    assert set(apart["statistic"]) == {"share_unweighted", "count", "weight"}
    assert len(apart) == len(estimates)
    assert apart[FIGURES].max().max() < 1e-13


def test_every_row_that_is_shown_is_reviewed_and_of_a_known_kind(survey, parents):
    estimates = survey.estimate_plain(parents)
    estimates.loc[3, "statistic"] = "guess"
    with pytest.raises(NoSecondOpinion, match=r"a4\.share_unweighted cannot .* again: 'guess'"):
        survey.review(parents, estimates)
    assert "guess" not in REVIEWED


def test_an_empty_table_has_no_opinions(survey, parents, estimates):
    opinions = second_opinions(parents, estimates.iloc[:0], survey.instrument, survey.design)
    assert list(opinions.columns) == ["id", *FIGURES]
    assert opinions.empty


def test_an_estimate_without_an_opinion_is_refused(survey, parents, estimates):
    estimates = estimates.head(60)
    opinions = second_opinions(
        parents, estimates.iloc[1:], survey.instrument, survey.design, named=survey.named
    )
    with pytest.raises(NoSecondOpinion, match=r"1 estimates have no .* p\.views\.L1\.a1\.share\."):
        hold_second_opinion(estimates, opinions)


@pytest.mark.parametrize(
    ("column", "value"),
    [("item", "L9"), ("answer", "a9"), ("domain", "grp=a+nobody"), ("domain", "hair=red")],
)
def test_a_row_that_names_what_nobody_knows_is_refused(survey, parents, estimates, column, value):
    estimates = estimates.iloc[:3].copy()
    estimates.loc[1, column] = value
    name = value.split("+")[-1].split("=")[0]
    with pytest.raises(NoSecondOpinion, match=rf"a2\.share cannot .* again: .*{name}"):
        survey.review(parents, estimates)


def test_an_index_whose_base_does_not_say_who_has_one_is_refused(survey, parents, estimates):
    estimates = estimates[estimates["item"].eq("licence")].assign(base="everyone")
    with pytest.raises(NoSecondOpinion, match="does not say how many items had to be answered"):
        survey.review(parents, estimates)


@pytest.mark.parametrize(
    ("design", "what"),
    [
        (Design(weight="w", psu=("psu", "id"), fpc=("taken", "taken")), "several stages"),
        (
            Design(weight="w", calibration=Calibration(method="rake", columns=("sex",))),
            "calibration",
        ),
    ],
)
def test_a_design_that_this_path_does_not_go_is_refused(survey, parents, estimates, design, what):
    with pytest.raises(NoSecondOpinion, match=what):
        second_opinions(parents, estimates, survey.instrument, design, named=survey.named)


def test_replicates_made_here_are_refused(survey, parents, estimates):
    design = make_bootstrap(parents, survey.design, n_replicates=20, seed=1)
    with pytest.raises(NoSecondOpinion, match="replicates made from a design"):
        second_opinions(parents, estimates, survey.instrument, design, named=survey.named)


def test_a_stratum_of_one_unit_is_refused_where_the_design_says_so(survey, parents, estimates):
    lonely = parents[(parents["strat"] != 3) | (parents["psu"] == 301)].reset_index(drop=True)
    with pytest.raises(NoSecondOpinion, match="what stratum 3 of one sampling unit adds"):
        second_opinions(lonely, estimates, survey.instrument, survey.design, named=survey.named)


def test_the_second_path_shares_no_code_with_the_first():
    folder = Path(parentdata.second_opinion.__file__).parent
    imported = set()
    for module in folder.glob("*.py"):
        for node in ast.walk(ast.parse(module.read_text())):
            if isinstance(node, ast.ImportFrom):
                imported.add(node.module)
            elif isinstance(node, ast.Import):
                imported |= {name.name for name in node.names}
    ours = {name for name in imported if name.startswith("parentdata")}
    own = {name for name in ours if name.startswith("parentdata.second_opinion")}
    assert ours - own == {"parentdata.errors", "parentdata.instrument"}
