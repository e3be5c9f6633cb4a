"""The national survey after a run from nothing: its estimates, withheld groups and tables."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import yaml

from parentdata.instrument import load_instrument

pytestmark = pytest.mark.xdist_group("pipeline")

MISSING = {"not_answered", "prefer_not_to_say", "not_asked"}
ONE_BASE = {"share", "share_unweighted", "mean", "quantile", "difference"}
INCOMES = ("highest", "high", "middle", "low", "lowest")
# Rows that readers can download, by table; a table that grows or shrinks says so here.
SIZES = {
    "weights": 11, "with-and-without-weights": 2 * 26, "consensus": 26 * 35, "consensus-items": 26,
    "moved-by-weights": 26, "margins": 12 + 3 + 4 + 5 + 2 + 3 + 4, "item-tests": 26,
    "intersections-shares": 5, "crossings": 4 * 2 + 5 * 3,
    "second-opinion": 14, "licence-effects": 26, "reliability": 6,
    "licence-groups": 4, "licence-by-group": 35, "licence-tests": 9,
    "licence-regression": 26, "intersections": 5, "beside": 2 * 24, "precision": 36,
}  # fmt: skip


@pytest.fixture(scope="module")
def derived(repro):
    return repro.folder / "data" / "derived" / "national-survey"


@pytest.fixture(scope="module")
def report(repro):
    return load_instrument(repro.folder / "data/raw/national-survey/instrument.yml").report


@pytest.fixture(scope="module")
def variables(repro):
    return load_instrument(repro.folder / "data/raw/national-survey/instrument.yml").variables


@pytest.fixture(scope="module")
def estimates(derived):
    return pd.read_csv(derived / "estimates.csv", keep_default_na=False, na_values={
        name: [""] for name in ("value", "se", "ci_low", "ci_high", "count", "n", "degf")
    })  # fmt: skip


@pytest.fixture(scope="module")
def respondents(derived):
    return pd.read_csv(
        derived / "respondents.csv", dtype={"respondent_id": str}, keep_default_na=False
    )


@pytest.fixture(scope="module")
def minimum_base(repro):
    return yaml.safe_load((repro.folder / "params.yaml").read_text("utf-8"))["minimum_base"]


def select_group(respondents, domain):
    """Who is in a domain, from its name alone ("" is everyone)."""
    inside = pd.Series(data=True, index=respondents.index)
    for part in filter(None, domain.split("+")):
        characteristic, _, answer = part.partition("=")
        inside &= respondents[characteristic].eq(answer)
    return inside


def score(respondents, report, variables):
    """The index of everyone who answered seven of its items."""
    scores = {}
    for name in report.index.items:
        # Answers stand on their scale from the most favourable, evenly from 1 down to -1.
        names = [answer.name for answer in variables[name].answers]
        scores[name] = respondents[name].map(dict(zip(names, np.linspace(1, -1, len(names)),
                                                      strict=True)))  # fmt: skip
    scores = pd.DataFrame(scores)
    return scores.mean(axis=1)[scores.notna().sum(axis=1).ge(7)]


def pick_shares(estimates, report, variables, *, answer):
    """Weighted shares of an answer, each with the column of the responses that it is about."""
    column_of = {
        (variables[name].topic, variables[name].item): name
        for name in (*report.items, *report.characteristics)
    }
    rows = estimates[estimates["statistic"].eq("share") & estimates["answer"].eq(answer)]
    columns = [column_of.get(pair, "") for pair in zip(rows["topic"], rows["item"], strict=True)]
    return rows.assign(column=columns)[lambda found: found["column"].ne("")]


def test_nine_hundred_respondents_have_an_id_each_and_weights_of_mean_one(respondents, estimates):
    assert len(respondents) == 900
    assert respondents["respondent_id"].is_unique
    assert respondents["weight"].gt(0).all()
    assert respondents["weight"].sum() == pytest.approx(900, abs=0.01)
    counted = estimates.set_index("id")["value"]
    assert counted["national.response.respondents.all.count"] == 900
    assert counted["national.weights.weight.sum.weight"] == pytest.approx(
        respondents["weight"].sum(), rel=1e-11
    )


def test_respondents_lie_in_twelve_regions_with_units_of_their_own(respondents):
    units = respondents.groupby("region")["psu"].nunique()
    assert len(units) == 12
    assert units.min() >= 2
    assert respondents.groupby("psu")["region"].nunique().eq(1).all()


def test_every_estimate_has_an_id_of_its_own_that_begins_with_the_survey(estimates):
    assert estimates["id"].is_unique
    assert estimates["id"].str.startswith("national.").all()
    assert set(estimates["study"]) == {"national-survey"}
    assert estimates["value"].notna().ne(estimates["is_withheld"]).all()


def test_every_item_has_a_share_among_everyone_and_in_every_social_group(
    estimates, report, variables
):
    groups = {
        f"{name}={answer.name}"
        for name in report.characteristics
        for answer in variables[name].answers
    }
    assert len(groups) == 35
    shares = pick_shares(estimates, report, variables, answer="positive")
    found = set(zip(shares["column"], shares["domain"], strict=True))
    assert found == {(item, group) for item in report.items for group in groups | {""}}
    assert len(shares) == len(found) == 26 * 36


def test_an_estimate_is_withheld_for_its_base_exactly_where_that_is_below_the_minimum(
    estimates, minimum_base
):
    rows = estimates[estimates["statistic"].isin(ONE_BASE)]
    is_small = rows["why_withheld"].eq("small_base")
    # Bases of what is withheld for its base are rounded to five.
    assert set(rows.loc[is_small, "n"]) <= set(range(0, minimum_base + 1, 5))
    assert rows.loc[~is_small, "n"].ge(minimum_base).all()
    figures = ["value", "se", "ci_low", "ci_high", "count"]
    assert rows.loc[rows["is_withheld"], figures].isna().all(axis=None)
    assert rows["is_withheld"].equals(rows["why_withheld"].fillna("").ne(""))
    domains = rows.loc[is_small, "domain"].str.partition("~")[0]
    is_crossed = domains.str.contains("+", regex=False)
    thin = {f"income={name}+gender=other" for name in INCOMES} | {"tenure=owned+lone_parent=lone"}
    assert set(domains[is_crossed]) == thin
    domains = domains[~is_crossed]
    is_routed = rows["item"].eq("understanding")
    small = {"ethnicity=mixed", "ethnicity=other", "gender=other"}
    assert set(domains[~is_routed]) == small
    # Only those who had heard of linkage were asked how well they understand it.
    assert set(domains[is_routed]) == small | {"ethnicity=black", "qualification=none"}


def test_shares_lie_within_their_intervals_and_these_within_nought_and_one(estimates):
    shares = estimates[
        estimates["statistic"].isin(["share", "share_unweighted"]) & ~estimates["is_withheld"]
    ]
    assert len(shares) > 1000
    in_order = shares[["ci_low", "value", "ci_high"]].diff(axis=1).iloc[:, 1:]
    assert in_order.ge(0).all(axis=None)
    assert shares["ci_low"].ge(0).all()
    assert shares["ci_high"].le(1).all()


def test_the_answers_of_an_item_share_out_its_base_and_so_do_its_sides(
    estimates, report, variables
):
    rows = estimates[estimates["domain"].eq("")]
    sides = {"positive", "neutral", "negative"}
    for statistic in ("share", "share_unweighted"):
        for name in report.items:
            variable = variables[name]
            item = rows[
                rows["statistic"].eq(statistic)
                & rows["topic"].eq(variable.topic)
                & rows["item"].eq(variable.item)
            ].set_index("answer")
            named = {answer.name for answer in variable.answers} | {"dont_know"}
            assert set(item.index) == named | {answer.side for answer in variable.answers}
            for parts in (named, (sides & set(item.index)) | {"dont_know"}):
                assert item.loc[sorted(parts), "value"].sum() == pytest.approx(1, abs=1e-11)
                assert item.loc[sorted(parts), "count"].sum() == item["n"].iloc[0]


def test_positive_shares_are_the_weights_of_who_said_so_over_the_weights_of_who_answered(
    estimates, report, variables, respondents
):
    shares = pick_shares(estimates, report, variables, answer="positive")
    shown = shares[~shares["is_withheld"]]
    assert len(shown) > 750
    for row in shown.itertuples():
        favourable = {answer.name for answer in variables[row.column].answers
                      if answer.side == "positive"}  # fmt: skip
        answers = respondents[row.column]
        base = select_group(respondents, row.domain) & ~answers.isin(MISSING)
        weight = respondents.loc[base, "weight"].to_numpy()
        said_so = answers[base].isin(favourable).to_numpy()
        assert row.value == pytest.approx(np.average(said_so, weights=weight), abs=1e-12), row.id
        assert (row.n, row.count) == (base.sum(), said_so.sum()), row.id


def test_the_index_of_a_group_is_the_mean_of_scores_from_minus_one_to_one(
    estimates, report, variables, respondents
):
    index = score(respondents, report, variables)
    means = estimates[estimates["statistic"].eq("mean") & ~estimates["is_withheld"]]
    is_group = means["domain"].eq("") | means["domain"].str.contains("=")
    assert is_group.sum() == 1 + 35 - 3
    for row in means[is_group].itertuples():
        inside = index[select_group(respondents, row.domain)[index.index]]
        weight = respondents.loc[inside.index, "weight"]
        assert row.value == pytest.approx(np.average(inside, weights=weight), abs=1e-12), row.id
        assert row.n == len(inside), row.id


def test_crossed_characteristics_have_the_share_of_who_gave_both_answers(
    estimates, report, variables, respondents
):
    index = score(respondents, report, variables)
    rows = estimates[estimates["domain"].str.contains("+", regex=False)]
    assert set(rows["item"]) == {"licence_group"}
    assert rows["domain"].nunique() == 4 * 2 + 5 * 3
    for row in rows[rows["answer"].eq("positive")].itertuples():
        inside = index[select_group(respondents, row.domain)[index.index]]
        # The base of what is withheld for its base is rounded to five.
        assert abs(row.n - len(inside)) <= (2 if row.is_withheld else 0), row.id
        if not row.is_withheld:
            weight = respondents.loc[inside.index, "weight"]
            expected = np.average(inside.ge(-1e-9), weights=weight)
            assert row.value == pytest.approx(expected, abs=1e-12), row.id


def test_every_estimate_that_is_shown_had_a_second_opinion(derived, estimates):
    told = pd.read_csv(derived / "figures" / "second-opinion.csv").set_index("statistic")
    shown = estimates[~estimates["is_withheld"]]["statistic"].value_counts()
    assert told["count"].to_dict() == shown.to_dict()
    assert told[["value", "se", "interval"]].max().max() < 1e-8


def test_the_weights_meet_the_margins_that_the_design_states(derived):
    margins = pd.read_csv(derived / "figures" / "margins.csv")
    # But for the rounding of weights to four decimals.
    assert margins["missed"].abs().max() < 1e-5
    assert (margins["unweighted"] - margins["population"]).abs().max() > 0.02


def test_every_item_is_tested_by_every_characteristic_in_one_family(estimates, report):
    tests = estimates[estimates["statistic"].eq("test")]
    by_item = tests[tests["method"].str.startswith("Rao–Scott")]
    assert len(by_item) == 4 * 26 * 9
    assert by_item["base"].str.contains("one of 234 tests").all()
    p, holm, bh = (
        by_item[by_item["answer"].str.endswith(f"_{name}")]["value"].to_numpy()
        for name in ("p", "holm", "bh")
    )
    assert ((p <= bh + 1e-15) & (bh <= holm + 1e-15)).all()
    ranks = tests[tests["method"].eq("rank F")]
    assert len(ranks) == 4 * 9


def test_an_answer_that_too_few_gave_is_withheld_and_not_dropped_from_the_regressions(
    estimates,
):
    thin = {"ethnicity_mixed", "ethnicity_other", "gender_other"}
    for statistic, times in (("coefficient", 1), ("odds_ratio", 1), ("effect", 4)):
        rows = estimates[estimates["statistic"].eq(statistic) & estimates["is_withheld"]]
        assert set(rows["answer"]) == thin
        assert len(rows) == times * len(thin)


def test_verdicts_follow_from_the_intervals_of_the_groups(derived):
    groups = pd.read_csv(derived / "figures" / "consensus.csv")
    shown = groups[~groups["is_withheld"]].assign(
        is_above=lambda rows: rows["ci_low"].gt(0.5), is_below=lambda rows: rows["ci_high"].lt(0.5)
    )
    found = shown.groupby(["topic", "item"])[["is_above", "is_below"]].agg(["any", "all"])
    expected = np.select(
        [
            found["is_above", "all"],
            found["is_below", "all"],
            found["is_above", "any"] & found["is_below", "any"],
        ],
        ["Consensus: for", "Consensus: against", "Division"],
        default="Cannot tell",
    )
    said = pd.read_csv(derived / "figures" / "consensus-items.csv").set_index(["topic", "item"])
    assert said["by_interval"].to_dict() == dict(zip(found.index, expected, strict=True))
    assert len(set(expected)) >= 3


def test_published_directions_are_calibrated_or_cannot_be_told_and_never_contradicted(derived):
    verdicts = pd.read_csv(derived / "verdicts.csv", keep_default_na=False)
    assert verdicts["claim_id"].is_unique
    assert verdicts["verdict"].eq("calibrated").sum() >= 10
    assert set(verdicts["verdict"]) <= {"calibrated", "undetermined", "not_testable"}


def test_every_table_has_as_many_rows_as_its_figure_shows(derived):
    found = {name: len(pd.read_csv(derived / "figures" / f"{name}.csv")) for name in SIZES}
    assert found == SIZES


def test_every_row_of_every_table_says_that_it_is_stand_in(derived):
    tables = sorted(derived.rglob("*.csv"))
    assert len(tables) > 20
    for path in tables:
        assert set(pd.read_csv(path, dtype=str)["data_status"]) == {"stand-in"}, path.name
