"""Secondary suppression: what leaks is refused by the attack, and holds after it."""

from __future__ import annotations

import pandas as pd
import pytest

from parentdata.answers import ESTIMATE_COLUMNS
from parentdata.answers.frame import Choices, Domain
from parentdata.answers.shares import estimate_shares
from parentdata.disclosure import (
    CannotProtect,
    Rules,
    attack,
    read_released,
    withhold_complements,
    withhold_differences,
)
from parentdata.instrument import parse_instrument

RULES = Rules(minimum_base=10, minimum_cell=3, rounding_base=5, minimum_degf=1)
INSTRUMENT = parse_instrument(
    """
study: small-survey
key: small
title: A small survey
population: parents
sampling: voluntary
respondent_id: respondent_id
respondent_id_pattern: "[0-9]+"
missing: {not_answered: {code: -99, label: Not answered}}
scales:
  trust:
    - {code: 1, name: would, label: Would, side: positive}
    - {code: 2, name: would_not, label: Would not, side: negative}
  home:
    - {code: 1, name: owned, label: Owned}
    - {code: 2, name: rented, label: Rented}
    - {code: 3, name: lodging, label: Lodging}
questions:
  - {id: Q1, topic: trust, short: Trust, text: "Would you?", wording: reconstructed, type: likert,
     scale: trust, missing: [not_answered], items: {trust_council: The council}}
  - {id: Q2, topic: respondent, short: Home, text: "Home?", wording: reconstructed, type: single,
     scale: home, missing: [not_answered], items: {home: Home}}
""",
    source="instrument.yml",
)


def make_people(*groups):
    """Groups of (home, how many would, how many would not)."""
    return pd.DataFrame([
        {"home": home, "trust_council": answer, "data_status": "stand-in"}
        for home, would, would_not in groups
        for answer in ["would"] * would + ["would_not"] * would_not
    ])  # fmt: skip


def estimate(people):
    choices = RULES.make_choices(level=0.95, dont_know="left_out")
    variables = [INSTRUMENT.variables["trust_council"]]
    homes = [Domain(name=f"home={name}", label=name, members=people["home"].eq(name))
             for name in ("owned", "rented", "lodging")]  # fmt: skip
    everyone = estimate_shares(people, INSTRUMENT, variables, choices=choices)
    parts = estimate_shares(people, INSTRUMENT, variables, choices=choices, domains=homes)
    return everyone, parts[parts["answer"].eq("positive")]


def find_breaches(*tables):
    table = pd.concat(tables, ignore_index=True)
    questions = read_released(table, INSTRUMENT, rules=RULES).values()
    return [each for each in attack(questions, minimum_cell=3) if each.is_breach]


def test_a_table_that_leaks_by_subtraction_is_released_after_the_smaller_group_is_withheld_too():
    everyone, parts = estimate(make_people(("owned", 20, 20), ("rented", 9, 9), ("lodging", 4, 4)))
    assert find_breaches(everyone, parts)[0].id.endswith("|home=lodging")
    safe = withhold_complements(parts, INSTRUMENT, rules=RULES, beside=[everyone])
    assert dict(zip(safe["domain"], safe["why_withheld"], strict=True)) == {
        "home=owned": "", "home=rented": "complementary", "home=lodging": "small_base",
    }  # fmt: skip
    assert safe.set_index("domain").loc["home=rented", ["value", "count", "ci_low"]].isna().all()
    assert (
        safe.set_index("domain")
        .loc["home=rented", "base"]
        .endswith("; withheld: it would give away another figure that is withheld")
    )
    assert find_breaches(everyone, safe) == []


def test_a_table_that_does_not_leak_is_left_as_it_is():
    everyone, parts = estimate(make_people(("owned", 20, 20), ("rented", 9, 9)))
    parts = parts[parts["domain"].ne("home=lodging")]
    safe = withhold_complements(parts, INSTRUMENT, rules=RULES, beside=[everyone])
    assert safe["why_withheld"].tolist() == ["", ""]


def test_a_base_that_is_withheld_is_rounded_and_a_small_cell_is_withheld_by_itself():
    _, parts = estimate(make_people(("owned", 20, 20), ("rented", 2, 18), ("lodging", 4, 4)))
    by_home = parts.set_index("domain")
    assert by_home.loc["home=lodging", ["n", "why_withheld"]].tolist() == [10, "small_base"]
    assert by_home.loc["home=rented", ["n", "why_withheld"]].tolist() == [20, "small_cell"]


def test_few_degrees_of_freedom_withhold_a_part_and_never_everyone():
    from parentdata.answers.frame import withhold_weighted

    rows = pd.DataFrame({
        "domain": ["", "home=owned"], "value": [0.5, 0.5], "count": pd.array([20, 20], "Int64"),
        "base": "everyone", "n": [40, 40], "degf": [5.0, 5.0], "n_weighted": [40.0, 40.0],
        **{name: [0.1, 0.1] for name in ("se", "ci_low", "ci_high", "deff", "n_effective")},
    })  # fmt: skip
    choices = Choices(level=0.95, dont_know="in_base", minimum_base=10, minimum_degf=8)
    found = withhold_weighted(rows, make_people(("owned", 1, 1)), choices)
    assert found["why_withheld"].tolist() == ["", "few_degf"]
    assert found["base"].tolist()[0] == "everyone"
    assert found["base"].tolist()[1].startswith("everyone; withheld: too few places")


def test_a_difference_is_withheld_with_either_of_its_shares():
    _, parts = estimate(make_people(("owned", 20, 20), ("rented", 9, 9), ("lodging", 4, 4)))
    gap = parts.iloc[:1].assign(
        id="gap", statistic="difference", domain="home=lodging~home=owned", value=0.1
    )
    found = withhold_differences(gap, parts)
    assert (found["is_withheld"].tolist(), found["value"].isna().tolist()) == ([True], [True])
    shown = withhold_differences(gap.assign(domain="home=rented~home=owned"), parts)
    assert (shown["is_withheld"].tolist(), shown["value"].tolist()) == ([False], [0.1])


def test_what_cannot_be_protected_is_refused():
    everyone, parts = estimate(make_people(("owned", 20, 20), ("rented", 9, 9), ("lodging", 4, 4)))
    lodging = parts[parts["domain"].eq("home=lodging")]
    rest = parts[parts["domain"].ne("home=lodging")]
    with pytest.raises(CannotProtect, match="nothing is left to withhold"):
        withhold_complements(lodging, INSTRUMENT, rules=RULES, beside=[everyone, rest])


def test_every_estimate_says_why_it_is_withheld():
    assert "why_withheld" in ESTIMATE_COLUMNS
