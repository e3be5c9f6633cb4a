"""Which groups of the survey become recruitment cells, and how they overlap."""

import pandas as pd
import pytest

from parentdata.answers import Domain
from parentdata.focus_groups.frame import (
    choose_cells,
    count_memberships,
    cross_cells,
    estimate_size,
    list_not_recruited,
    match_domains,
)
from parentdata.focus_groups.refusals import UnknownCell
from parentdata.survey import Design


def differences(**by_domain):
    return pd.DataFrame(
        [
            {"id": f"d|{name}~others", "domain": f"{name}~others", "base": "everyone",
             "value": value, "ci_low": low, "ci_high": high, "n": 90, "is_withheld": False,
             "data_status": "stand-in"}
            for name, (value, low, high) in by_domain.items()
        ]
    )  # fmt: skip


def parents(*members, name="a"):
    return Domain(name=name, label=name.upper(), members=pd.Series(members, dtype=bool))


def test_a_cell_is_chosen_if_its_whole_interval_lies_on_the_stated_side(plan):
    table = differences(**{"tenure=owned": (0.2, 0.1, 0.3), "tenure=rented": (-0.1, -0.2, 0.01)})
    chosen = choose_cells(table, plan.cells)
    assert chosen["cell"].tolist() == ["owners", "renters"]
    assert chosen["is_chosen"].tolist() == [True, False]
    assert chosen["difference_id"].tolist() == ["d|tenure=owned~others", "d|tenure=rented~others"]


def test_an_interval_on_the_other_side_does_not_choose_a_cell(plan):
    table = differences(**{"tenure=owned": (-0.2, -0.3, -0.1), "tenure=rented": (0.2, 0.1, 0.3)})
    assert choose_cells(table, plan.cells)["is_chosen"].tolist() == [False, False]


def test_a_withheld_difference_does_not_choose_a_cell(plan):
    table = differences(**{"tenure=owned": (None, None, None), "tenure=rented": (-0.1, -0.2, -0.1)})
    table.loc[0, "is_withheld"] = True
    chosen = choose_cells(
        table.astype({"value": float, "ci_low": float, "ci_high": float}), plan.cells
    )
    assert chosen["is_chosen"].tolist() == [False, True]


def test_a_cell_without_a_difference_of_its_own_is_refused(plan):
    with pytest.raises(UnknownCell, match="'tenure=rented', which has 0 differences"):
        choose_cells(differences(**{"tenure=owned": (0.2, 0.1, 0.3)}), plan.cells)


def test_groups_that_stand_out_and_are_not_recruited_are_listed_farthest_first(plan):
    table = differences(
        **{"tenure=owned": (0.2, 0.1, 0.3), "young": (-0.1, -0.2, -0.05), "old": (0.0, -0.1, 0.1),
           "poor": (-0.3, -0.4, -0.2)}
    )  # fmt: skip
    assert list_not_recruited(table, plan.cells)["domain"].tolist() == [
        "poor~others",
        "young~others",
    ]


def test_cells_are_found_by_the_name_of_their_domain(plan):
    domains = [parents(True, name="tenure=rented"), parents(False, name="tenure=owned")]
    found = match_domains(plan.cells, domains)
    assert [(cell.name, cell.label, cell.members.tolist()) for cell in found] == [
        ("owners", "Owners", [False]),
        ("renters", "Renters", [True]),
    ]


def test_a_cell_of_an_unknown_domain_is_refused(plan):
    with pytest.raises(UnknownCell, match="'owners' is of the unknown domain 'tenure=owned'"):
        match_domains(plan.cells, [parents(True, name="tenure=rented")])


def test_of_the_parents_in_one_cell_the_weighted_share_in_another_is_shown():
    one, other = parents(1, 1, 0, 0), parents(0, 1, 1, 0, name="b")
    crossed = cross_cells([one, other], pd.Series([1.0, 3.0, 2.0, 4.0]))
    assert crossed[["cell", "other", "count", "n", "value"]].to_dict("records") == [
        {"cell": "a", "other": "b", "count": 1, "n": 2, "value": 0.75},
        {"cell": "b", "other": "a", "count": 1, "n": 2, "value": 0.6},
    ]


def test_parents_are_counted_by_the_number_of_cells_they_are_in():
    cells = [parents(1, 1, 0, 0), parents(0, 1, 1, 0, name="b")]
    counted = count_memberships(cells, pd.Series([1.0, 3.0, 2.0, 4.0]))
    assert counted.to_dict("list") == {
        "cells": [0, 1, 2], "count": [1, 2, 1], "n": [4, 4, 4], "value": [0.4, 0.3, 0.3],
    }  # fmt: skip


def test_a_cell_stands_for_its_weight_in_the_whole_sample():
    sample = pd.DataFrame({"w": [1.0, 3.0, 2.0, 4.0], "psu": [1, 2, 3, 4]})
    size = estimate_size([parents(1, 1, 0, 0)], sample, Design(weight="w", psu="psu"), level=0.95)
    row = size.iloc[0]
    assert (row["count"], row["n"], row["value"]) == (2, 4, pytest.approx(0.4))
    assert row["n_weighted"] == pytest.approx(4)
    assert 0 < row["ci_low"] < 0.4 < row["ci_high"] < 1
