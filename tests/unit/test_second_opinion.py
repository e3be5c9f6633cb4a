"""The second opinion: by hand, against the estimator on every design, and where it stops."""

from __future__ import annotations

import ast
import math
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import parentdata.second_opinion
from parentdata.answers import (
    Choices,
    cross_domains,
    estimate_weighted_differences,
    estimate_weighted_net,
    estimate_weighted_shares,
    everyone,
    find_intersections,
    pair_with_reference,
    split_domains,
)
from parentdata.instrument import parse_instrument
from parentdata.licence import estimate_distribution, estimate_group_shares
from parentdata.second_opinion import (
    REVIEWED,
    Disagreement,
    NoSecondOpinion,
    hold_second_opinion,
    second_opinions,
)
from parentdata.survey import Calibration, Design, ReplicateDesign, make_bootstrap

TEXT = """
study: parents900
key: p
title: Made-up parents
population: parents
sampling: probability
respondent_id: id
respondent_id_pattern: "[0-9]+"
missing:
  not_answered: {code: -9, label: Not answered}
  dont_know: {code: -8, label: Don't know}
scales:
  agreement:
    - {code: 1, name: a1, label: Strongly agree, side: positive}
    - {code: 2, name: a2, label: Agree, side: positive}
    - {code: 3, name: a3, label: Neither, side: neutral}
    - {code: 4, name: a4, label: Disagree, side: negative}
    - {code: 5, name: a5, label: Strongly disagree, side: negative}
  sex:
    - {code: 1, name: f, label: Female}
    - {code: 2, name: m, label: Male}
  group:
    - {code: 1, name: a, label: A}
    - {code: 2, name: b, label: B}
    - {code: 3, name: c, label: C}
    - {code: 4, name: d, label: D}
    - {code: 5, name: e, label: E}
questions:
  - {id: Q1, topic: views, short: Views, text: "Views?", wording: reconstructed, type: likert,
     scale: agreement, missing: [not_answered, dont_know], items: {view_L1: First, view_L2: Second}}
  - {id: Q2, topic: you, short: Sex, text: "Sex?", wording: reconstructed, type: single,
     scale: sex, items: {sex: Sex}}
  - {id: Q3, topic: you, short: Group, text: "Group?", wording: reconstructed, type: single,
     scale: group, items: {grp: Group}}
report:
  characteristics: [sex, grp]
  items: [view_L1, view_L2]
  index:
    name: licence
    label: Licence
    items: [view_L1, view_L2]
    groups:
      strong: {label: Strong, from: 0.25}
      qualified: {label: Qualified, from: -0.25}
      none: {label: None, from: -1.0}
  intersections:
    - {name: women_ab, label: Women in A or B, where: {sex: [f], grp: [a, b]}}
"""
INSTRUMENT = parse_instrument(TEXT, source="test")
VIEWS = [INSTRUMENT.variables[name] for name in ("view_L1", "view_L2")]
NAMED = {"any_view": ["a1", "a2", "a4", "a5"]}
DESIGN = Design(weight="w", stratum="strat", psu="psu")


@pytest.fixture(scope="module")
def parents() -> pd.DataFrame:
    """The 900 parents of tests/reference, with answers named; every ninth "don't know"."""
    table = pd.read_csv(Path(__file__).parents[1] / "reference" / "parents900.csv")
    for item in ("L1", "L2"):
        named = table[item].map({k: f"a{k}" for k in range(1, 6)}).astype(object)
        table[f"view_{item}"] = named.where(named.notna(), "not_answered")
        table.loc[table["id"] % 9 == 0, f"view_{item}"] = "dont_know"
    table["sex"], table["grp"] = table["sex"].str.lower(), table["grp"].str.lower()
    table["fpc"] = 28 + 2 * table["strat"]
    table["taken"] = 6 / table["fpc"]
    return table.assign(data_status="stand-in")


def estimate_all(respondents, design=DESIGN, *, dont_know="in_base", quantiles=True):
    """Rows of every statistic that is reviewed, in domains of every kind."""
    choices = Choices(level=0.95, dont_know=dont_know, minimum_base=8)
    names = INSTRUMENT.report.characteristics
    domains = [
        everyone(respondents),
        *split_domains(respondents, INSTRUMENT, names),
        *cross_domains(respondents, INSTRUMENT, names),
        *find_intersections(respondents, INSTRUMENT),
    ]
    options = {"design": design, "choices": choices, "domains": domains}
    pairs = list(pair_with_reference(respondents, INSTRUMENT, names))
    parts = [
        estimate_weighted_shares(respondents, INSTRUMENT, VIEWS, named=NAMED, **options),
        estimate_weighted_net(respondents, INSTRUMENT, VIEWS, **options),
        estimate_weighted_differences(
            respondents, INSTRUMENT, VIEWS, design=design, choices=choices, pairs=pairs
        ),
        estimate_group_shares(respondents, INSTRUMENT, minimum_answered=2, **options),
    ]
    if quantiles:
        parts.append(estimate_distribution(respondents, INSTRUMENT, minimum_answered=2, **options))
    return pd.concat(parts, ignore_index=True)


def review(respondents, estimates, design=DESIGN, **options):
    opinions = second_opinions(
        respondents, estimates, INSTRUMENT, design, **{"named": NAMED} | options
    )
    return hold_second_opinion(estimates, opinions)


def test_a_share_and_its_standard_error_are_those_worked_out_by_hand():
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
        respondents, INSTRUMENT, VIEWS[:1], design=DESIGN, choices=choices
    )
    opinions = second_opinions(respondents, estimates, INSTRUMENT, DESIGN)
    found = opinions.set_index("id").loc["p.views.L1.a1.share"]
    # 5 of 10. Scores: 0.05, -0.15, 0.10; 0.10, -0.10. Totals -0.10 and 0.10 in both strata, so
    # each adds 2 x 0.02.
    assert found["value"] == pytest.approx(0.5, abs=1e-15)
    assert found["se"] == pytest.approx(math.sqrt(0.08), abs=1e-15)


def test_without_a_degree_of_freedom_neither_path_gives_a_standard_error():
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
        respondents, INSTRUMENT, VIEWS[:1], design=DESIGN, choices=choices,
        domains=split_domains(respondents, INSTRUMENT, ["sex"]),
    )  # fmt: skip
    opinions = second_opinions(respondents, estimates, INSTRUMENT, DESIGN)
    # Women are met in one sampling unit of each stratum.
    assert opinions["se"].isna().all()
    assert hold_second_opinion(estimates, opinions)["se"].eq(0.0).all()


@pytest.mark.parametrize("dont_know", ["in_base", "left_out"])
def test_every_statistic_in_every_domain_is_the_same_on_both_paths(parents, dont_know):
    estimates = estimate_all(parents, dont_know=dont_know)
    apart = review(parents, estimates)
    assert set(apart["statistic"]) == set(REVIEWED)
    assert len(apart) > 500
    assert apart[["value", "se"]].max().max() < 1e-11


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
def test_every_design_is_the_same_on_both_paths(parents, design):
    apart = review(parents, estimate_all(parents, design), design)
    assert len(apart) > 500
    assert apart[["value", "se"]].max().max() < 1e-11


@pytest.mark.parametrize("lonely_psu", ["centre", "average", "certainty", "remove"])
def test_a_stratum_of_one_unit_is_treated_alike_on_both_paths(parents, lonely_psu):
    lonely = parents[(parents["strat"] != 3) | (parents["psu"] == 301)].reset_index(drop=True)
    assert lonely.loc[lonely["strat"] == 3, "psu"].nunique() == 1
    design = Design(weight="w", stratum="strat", psu="psu", lonely_psu=lonely_psu)
    apart = review(lonely, estimate_all(lonely, design), design)
    assert apart[["value", "se"]].max().max() < 1e-11


def test_replicate_weights_are_the_same_on_both_paths(parents):
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
        estimates = estimate_all(sample, design, quantiles=False)
        apart = review(sample, estimates, design)
        assert apart[["value", "se"]].max().max() < 1e-11


def test_one_corrupted_weight_on_one_path_stops_the_run(parents):
    estimates = estimate_all(parents)
    weights = parents["w"].copy()
    weights[17] *= 1.001
    with pytest.raises(Disagreement, match=r"estimate p\.\S+: (value|se) \S+, and by the second"):
        review(parents.assign(w=weights), estimates)


def test_the_refusal_names_the_estimate_and_both_figures(parents):
    estimates = estimate_all(parents)
    place = estimates.index[estimates["id"].eq("p.views.L2.net.net|sex=f")][0]
    was = estimates.loc[place, "se"]
    estimates.loc[place, "se"] = was + 2e-8
    with pytest.raises(Disagreement) as refused:
        review(parents, estimates)
    assert f"estimate p.views.L2.net.net|sex=f: se {was + 2e-8:.12g}" in refused.value.came
    assert f"by the second opinion {was:.12g}; 1 of" in refused.value.came


def test_what_is_within_the_tolerance_passes_and_is_reported(parents):
    estimates = estimate_all(parents)
    estimates.loc[0, "value"] += 4e-9
    assert review(parents, estimates).loc[0, "value"] == pytest.approx(4e-9, rel=1e-3)


@pytest.mark.parametrize("figure", ["value", "se"])
def test_a_figure_that_is_there_on_one_path_alone_is_a_disagreement(parents, figure):
    estimates = estimate_all(parents)
    estimates.loc[0, figure] = np.nan
    with pytest.raises(Disagreement, match=rf"{figure} nan, and by"):
        review(parents, estimates)


def test_withheld_and_unweighted_rows_are_passed_over(parents):
    estimates = estimate_all(parents)
    shown = len(review(parents, estimates))
    estimates.loc[0, "is_withheld"] = True
    estimates.loc[1, "n_weighted"] = np.nan
    assert len(review(parents, estimates)) == shown - 2


def test_an_empty_table_has_no_opinions(parents):
    opinions = second_opinions(parents, estimate_all(parents).iloc[:0], INSTRUMENT, DESIGN)
    assert list(opinions.columns) == ["id", "value", "se"]
    assert opinions.empty


def test_an_estimate_without_an_opinion_is_refused(parents):
    estimates = estimate_all(parents)
    opinions = second_opinions(parents, estimates.iloc[1:], INSTRUMENT, DESIGN, named=NAMED)
    with pytest.raises(NoSecondOpinion, match=r"1 estimates have no .* p\.views\.L1\.a1\.share\."):
        hold_second_opinion(estimates, opinions)


@pytest.mark.parametrize(
    ("column", "value"),
    [("item", "L9"), ("answer", "a9"), ("domain", "grp=a+nobody"), ("domain", "hair=red")],
)
def test_a_row_that_names_what_nobody_knows_is_refused(parents, column, value):
    estimates = estimate_all(parents).iloc[:3].copy()
    estimates.loc[1, column] = value
    name = value.split("+")[-1].split("=")[0]
    with pytest.raises(NoSecondOpinion, match=rf"a2\.share cannot .* again: .*{name}"):
        review(parents, estimates)


def test_an_index_whose_base_does_not_say_who_has_one_is_refused(parents):
    estimates = estimate_all(parents)
    estimates = estimates[estimates["item"].eq("licence")].assign(base="everyone")
    with pytest.raises(NoSecondOpinion, match="does not say how many items had to be answered"):
        review(parents, estimates)


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
def test_a_design_that_this_path_does_not_go_is_refused(parents, design, what):
    with pytest.raises(NoSecondOpinion, match=what):
        second_opinions(parents, estimate_all(parents), INSTRUMENT, design, named=NAMED)


def test_replicates_made_here_are_refused(parents):
    design = make_bootstrap(parents, DESIGN, n_replicates=20, seed=1)
    with pytest.raises(NoSecondOpinion, match="replicates made from a design"):
        second_opinions(parents, estimate_all(parents), INSTRUMENT, design, named=NAMED)


def test_quantiles_by_replicate_weights_are_refused(parents):
    design = ReplicateDesign(weight="w", replicates=("w",), kind="other", scale=1.0)
    with pytest.raises(NoSecondOpinion, match="quantiles by replicate weights"):
        second_opinions(parents, estimate_all(parents), INSTRUMENT, design, named=NAMED)


def test_a_stratum_of_one_unit_is_refused_where_the_design_says_so(parents):
    estimates = estimate_all(parents)
    lonely = parents[(parents["strat"] != 3) | (parents["psu"] == 301)].reset_index(drop=True)
    with pytest.raises(NoSecondOpinion, match="what stratum 3 of one sampling unit adds"):
        second_opinions(lonely, estimates, INSTRUMENT, DESIGN, named=NAMED)


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
