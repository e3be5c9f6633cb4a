"""Who differs on which item, in words, and what each characteristic adds."""

from __future__ import annotations

import pandas as pd

from parentdata.licence import list_smallest, tabulate_terms, tabulate_tests


def make_tests() -> pd.DataFrame:
    rows = [
        ("Police", "Home", 0.001, 0.004, 0.004), ("Police", "Age", 0.03, 0.06, 0.045),
        ("Council", "Home", 0.2, 0.2, 0.2), ("Council", "Age", None, None, None),
    ]  # fmt: skip
    columns = ["item_label", "characteristic_label", "p", "p_holm", "p_benjamini_hochberg"]
    tests = pd.DataFrame(rows, columns=columns)
    return tests.assign(topic="trust", item=tests["item_label"].str.lower())


def test_tests_are_told_by_the_characteristics_in_which_answers_differ():
    told = tabulate_tests(make_tests(), level=0.95, data_status="real")
    assert told.values.tolist() == [
        ["trust", "police", "Police", "Home", "Home, Age", "none", "real"],
        ["trust", "council", "Council", "none", "none", "Age", "real"],
    ]


def test_tests_of_a_small_probability_are_listed_the_smallest_first():
    tests = make_tests().assign(characteristic="home", statistic=3.0, n=40).iloc[::-1]
    told = list_smallest(tests, level=0.95, data_status="real")
    assert told[
        ["item_label", "characteristic_label", "p_holm", "data_status"]
    ].values.tolist() == [
        ["Police", "Home", 0.004, "real"],
        ["Police", "Age", 0.06, "real"],
    ]


def test_what_each_characteristic_adds_stands_beside_the_test_of_the_model():
    terms = pd.DataFrame(
        {
            "model": ["linear", "ordinal"],
            "characteristic_label": "Home",
            "f": [3.0, 4.0],
            "p": [0.1, 0.05],
        }
    )
    told = tabulate_terms(terms, odds_f=1.5, odds_p=0.2, data_status="real")
    assert told.astype(object).where(told.notna(), None).values.tolist() == [
        ["Home", 3.0, 0.1, 4.0, 0.05, "real"],
        ["Test: same slopes at every cut point", None, None, 1.5, 0.2, "real"],
    ]
