"""The consensus baseline, on shares whose sides can be read off."""

from __future__ import annotations

import math

import pandas as pd
import pytest
import yaml

from parentdata.answers import Choices, Domain
from parentdata.consensus import BadThreshold, find_consensus, judge_items, place_groups
from parentdata.instrument import BadInstrument, parse_instrument
from parentdata.survey import Design

GROUPS = ("home=owned", "home=rented", "age=young")
EVERYONE = pd.Series(dtype=bool)
DOMAINS = [Domain(name=name, label=name.upper(), members=EVERYONE) for name in GROUPS]


def share(item: str, domain: str, value: float, half: float = 0.1, *, withheld=False) -> dict:
    figures = {"value": value, "se": half / 2, "ci_low": value - half, "ci_high": value + half}
    if withheld:
        figures = dict.fromkeys(figures, math.nan)
    return {
        "id": f"small.trust.{item}.positive.share" + (f"|{domain}" if domain else ""),
        "topic": "trust", "item": item, "item_label": item.title(), "domain": domain,
        **figures, "n": 10, "unit": "share", "data_status": "stand-in", "is_withheld": withheld,
    }  # fmt: skip


def judge(*shares: dict, threshold: float = 0.5) -> dict:
    table = pd.DataFrame(shares)
    placed = place_groups(table, DOMAINS, threshold=threshold)
    overall = table[table["domain"].eq("")]
    return judge_items(placed, overall=overall, threshold=threshold).iloc[0].to_dict()


def test_groups_all_on_one_side_agree_by_both_rules():
    found = judge(
        share("nhs", "", 0.8), share("nhs", GROUPS[0], 0.9), share("nhs", GROUPS[1], 0.61),
        share("nhs", GROUPS[2], 0.75),
    )  # fmt: skip
    assert found == {
        "topic": "trust", "item": "nhs", "item_label": "Nhs", "value": 0.8, "se": 0.05,
        "ci_low": 0.8 - 0.1, "ci_high": 0.8 + 0.1, "n": 10,
        "by_interval": "consensus", "by_interval_side": "above", "by_interval_dividing": (),
        "by_interval_straddling": (),
        "by_point": "consensus", "by_point_side": "above", "by_point_dividing": (),
        "by_point_straddling": (), "withheld": (),
    }  # fmt: skip


def test_a_group_whose_interval_straddles_undoes_consensus_by_the_interval_rule_alone():
    found = judge(
        share("nhs", "", 0.3), share("nhs", GROUPS[0], 0.2), share("nhs", GROUPS[1], 0.45)
    )
    assert (found["by_interval"], found["by_interval_side"]) == ("undetermined", "")
    assert found["by_interval_straddling"] == ("home=rented",)
    assert (found["by_point"], found["by_point_side"]) == ("consensus", "below")


def test_groups_on_both_sides_divide_even_where_another_straddles():
    found = judge(
        share("nhs", "", 0.6), share("nhs", GROUPS[0], 0.7), share("nhs", GROUPS[1], 0.3),
        share("nhs", GROUPS[2], 0.45),
    )  # fmt: skip
    assert found["by_interval"] == found["by_point"] == "division"
    assert found["by_interval_dividing"] == ("home=rented",)
    assert found["by_point_dividing"] == ("home=rented", "age=young")
    assert found["by_interval_straddling"] == ("age=young",)


def test_where_most_parents_refuse_those_who_accept_are_the_groups_that_divide():
    found = judge(share("nhs", "", 0.4), share("nhs", GROUPS[0], 0.7), share("nhs", GROUPS[1], 0.3))
    assert found["by_interval_dividing"] == ("home=owned",)


def test_a_withheld_group_does_not_decide_and_is_listed():
    found = judge(
        share("nhs", "", 0.8), share("nhs", GROUPS[0], 0.8),
        share("nhs", GROUPS[1], 0.1, withheld=True),
    )  # fmt: skip
    assert (found["by_interval"], found["by_point"]) == ("consensus", "consensus")
    assert found["withheld"] == ("home=rented",)


def test_where_no_group_decides_nothing_is_determined():
    found = judge(share("nhs", "", 0.8, withheld=True), share("nhs", GROUPS[0], 0.8, withheld=True))
    assert (found["by_interval"], found["by_point"]) == ("undetermined", "undetermined")
    assert found["withheld"] == ("home=owned",)


def test_a_share_on_the_threshold_and_an_interval_that_touches_it_are_on_neither_side():
    rows = [share("nhs", GROUPS[0], 0.5), share("nhs", GROUPS[1], 0.75, half=0.25)]
    placed = place_groups(pd.DataFrame(rows), DOMAINS, threshold=0.5)
    assert placed["by_point"].tolist() == ["straddles", "above"]
    assert placed["by_interval"].tolist() == ["straddles", "straddles"]


def test_a_share_without_interval_straddles():
    row = share("nhs", GROUPS[0], 0.9) | {"ci_low": math.nan, "ci_high": math.nan}
    placed = place_groups(pd.DataFrame([row]), DOMAINS, threshold=0.5)
    assert placed[["by_interval", "by_point"]].iloc[0].tolist() == ["straddles", "above"]


def test_turning_the_threshold_moves_the_verdict():
    shares = (share("nhs", "", 0.6), share("nhs", GROUPS[0], 0.7), share("nhs", GROUPS[1], 0.3))
    assert judge(*shares)["by_interval"] == "division"
    assert judge(*shares, threshold=0.15)["by_interval"] == "consensus"


def test_the_map_has_a_row_for_each_item_and_group():
    shares = [share(item, name, 0.9) for item in ("nhs", "police") for name in ("", *GROUPS)]
    placed = place_groups(pd.DataFrame(shares), DOMAINS, threshold=0.5)
    assert placed[["item", "characteristic", "group", "domain_label"]].values.tolist() == [
        [item, *parts]
        for item in ("nhs", "police")
        for parts in (
            ["home", "owned", "HOME=OWNED"],
            ["home", "rented", "HOME=RENTED"],
            ["age", "young", "AGE=YOUNG"],
        )
    ]


SCALES = {
    "trust": [
        {"code": 1, "name": "would", "label": "Would", "side": "positive"},
        {"code": 2, "name": "would_not", "label": "Would not", "side": "negative"},
    ],
    "home": [
        {"code": 1, "name": "owned", "label": "Owned"},
        {"code": 2, "name": "rented", "label": "Rented"},
    ],
}
QUESTIONS = [
    {
        "id": id_, "topic": topic, "short": "s", "text": "t", "wording": "reconstructed",
        "type": "single", "scale": scale, "items": items,
    }
    for id_, topic, scale, items in (
        ("Q1", "trust", "trust", {"trust_nhs": "The NHS", "trust_police": "The police"}),
        ("Q2", "you", "home", {"home": "Home"}),
    )
]  # fmt: skip
FIELDS = {
    "study": "small", "key": "small", "title": "Small", "population": "parents",
    "sampling": "probability", "respondent_id": "id", "respondent_id_pattern": "[0-9]+",
    "missing": {"not_answered": {"code": -9, "label": "Not answered"}},
    "scales": SCALES, "questions": QUESTIONS,
}  # fmt: skip
REPORT = {"characteristics": ["home"], "items": ["trust_nhs", "trust_police"]}


def parse(**report):
    return parse_instrument(yaml.safe_dump(FIELDS | report, sort_keys=False), source="test")


def respond(owned: tuple[int, int], rented: tuple[int, int]) -> pd.DataFrame:
    """Those who would trust the police, and would not, by home; all would trust the NHS."""
    rows = [
        {"trust_nhs": "would", "trust_police": answer, "home": home}
        for home, counts in (("owned", owned), ("rented", rented))
        for answer, count in zip(("would", "would_not"), counts, strict=True)
        for _ in range(count)
    ]
    return pd.DataFrame(rows).assign(weight=1.0, data_status="stand-in")


def find(respondents, **options):
    choices = Choices(level=0.95, dont_know="in_base", minimum_base=options.pop("minimum_base", 5))
    instrument = options.pop("instrument", None) or parse(report=REPORT)
    return find_consensus(
        respondents, instrument, design=Design(weight="weight"), choices=choices,
        **{"threshold": 0.5} | options,
    )  # fmt: skip


def test_a_survey_is_judged_from_its_weighted_shares():
    found = find(respond((80, 20), (20, 80)))
    assert found.items[["item", "by_interval", "by_interval_dividing"]].values.tolist() == [
        ["nhs", "consensus", ()],
        ["police", "division", ("home=owned",)],
    ]
    assert found.shares["id"].tolist() == [
        f"small.trust.{item}.positive.share{domain}"
        for domain in ("", "|home=owned", "|home=rented")
        for item in ("nhs", "police")
    ]
    assert found.groups["value"].tolist() == [1, 0.8, 1, 0.2]


def test_weights_move_a_group_across_the_threshold():
    respondents = respond((80, 20), (20, 80))
    heavy = respondents["trust_police"].eq("would")
    found = find(respondents.assign(weight=heavy.map({True: 16.0, False: 1.0})))
    assert found.items["by_point"].tolist() == ["consensus", "consensus"]


def test_a_division_that_only_chance_in_one_of_the_groups_could_make_is_marked():
    # 61 of 100 clear a half at 95 %, and not at the 97.5 % that two groups ask for.
    thin = find(respond((61, 39), (39, 61))).items.set_index("item").loc["police"]
    wide = find(respond((80, 20), (20, 80))).items.set_index("item").loc["police"]
    assert (thin["by_interval"], thin["is_division_in_family"]) == ("division", False)
    assert (wide["by_interval"], wide["is_division_in_family"]) == ("division", True)


def test_a_group_below_the_minimum_base_is_withheld_from_the_judgement():
    found = find(respond((80, 20), (1, 3)))
    assert found.items["by_interval"].tolist() == ["consensus", "consensus"]
    assert found.items["withheld"].tolist() == [("home=rented",)] * 2
    assert found.groups["by_point"].tolist() == ["above", "above", "withheld", "withheld"]


@pytest.mark.parametrize("threshold", [0, 1, 50, math.nan])
def test_a_threshold_that_is_no_share_is_refused(threshold):
    with pytest.raises(BadThreshold, match="strictly between 0 and 1"):
        find(respond((8, 2), (2, 8)), threshold=threshold)


def test_an_instrument_without_a_report_is_refused():
    with pytest.raises(BadInstrument, match="says nothing of its report"):
        find(respond((8, 2), (2, 8)), instrument=parse())
