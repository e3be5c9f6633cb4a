"""The attack finds what follows from a release, and nothing that does not."""

from __future__ import annotations

from itertools import product

import numpy as np
import pandas as pd
import pytest

from parentdata.disclosure import Contradiction, UnknownDomain, attack
from parentdata.disclosure.released import read_questions
from parentdata.disclosure.where import read_where

EVERYONE = {"yes": 20, "no": 30}


def row(answer, domain, count, n, *, why="", statistic="share", value=None, item="q"):
    mark = f"|{domain}" if domain else ""
    shown = pd.NA if why else count
    share = None if why or count is None else count / n
    return {
        "id": f"s.t.{item}.{answer}.{statistic}{mark}", "study": "s", "topic": "t", "item": item,
        "answer": answer, "side": "", "statistic": statistic, "domain": domain,
        "value": share if value is None else value, "count": shown, "n": n,
        "is_withheld": bool(why), "why_withheld": why,
    }  # fmt: skip


def bound(rows, *, minimum_cell=3, intersections=None, **options):
    table = pd.DataFrame(rows)
    questions = read_questions(
        table, read_domain=lambda name: read_where(name, intersections or {}), **options
    )
    found = attack(questions.values(), minimum_cell=minimum_cell)
    return {each.id: each for each in found}


def test_a_withheld_count_is_found_by_taking_the_shown_group_from_the_total():
    found = bound([
        row("yes", "", 20, 50), row("no", "", 30, 50),
        row("yes", "home=owned", 18, 40), row("no", "home=owned", 22, 40),
        row("yes", "home=rented", 2, 10, why="small_cell"), row("no", "home=rented", 8, 10),
    ])["s.t.q.yes.share|home=rented"]  # fmt: skip
    assert (found.low, found.high, found.needed, found.is_breach) == (2, 2, 3, True)
    assert "tells that it is 2;" in found.tell()


def test_people_who_did_not_say_where_they_live_leave_a_count_open():
    found = bound([
        row("yes", "", 20, 50), row("yes", "home=owned", 12, 30),
        row("yes", "home=rented", 4, 10, why="small_base"),
    ])["s.t.q.yes.share|home=rented"]  # fmt: skip
    assert not found.is_breach


def test_a_leak_across_two_tables_is_found_where_neither_leaks_alone():
    crossed = [
        row("yes", "", 20, 50), row("yes", "home=owned+sex=man", 6, 20),
        row("yes", "home=rented+sex=man", 1, 10, why="small_cell"),
    ]  # fmt: skip
    by_sex = [row("yes", "sex=man", 7, 30)]
    target = "s.t.q.yes.share|home=rented+sex=man"
    assert not bound(crossed)[target].is_breach
    assert (bound([*crossed, *by_sex])[target].low, bound([*crossed, *by_sex])[target].high) == (
        1,
        1,
    )


def test_groups_that_an_intersection_pools_are_told_apart_by_it():
    where = {"young_poor": {"home": frozenset(["rented", "lodging"])}}
    rows = [
        row("yes", "", 20, 50), row("yes", "young_poor", 9, 20), row("yes", "home=lodging", 7, 12),
        row("yes", "home=rented", 2, 8, why="small_cell"),
    ]  # fmt: skip
    found = bound(rows, intersections=where)["s.t.q.yes.share|home=rented"]
    assert (found.low, found.high) == (2, 2)


def test_a_union_of_answers_gives_away_the_one_that_is_withheld():
    rows = [
        row("fully", "", 9, 60), row("partly", "", 20, 60), row("no", "", 31, 60),
        row("fine", "", 29, 60), row("fine", "sex=man", 12, 30), row("partly", "sex=man", 10, 30),
        row("fully", "sex=man", 2, 30, why="small_cell"),
    ]  # fmt: skip
    found = bound(rows, unions={"fine": ["fully", "partly"]})["s.t.q.fully.share|sex=man"]
    assert (found.low, found.high) == (2, 2)


def test_a_rounded_base_does_not_end_a_subtraction_of_bases():
    rows = [row("yes", "", 20, 50), row("yes", "home=owned", 16, 44),
            row("yes", "home=rented", 4, 5, why="small_base")]  # fmt: skip
    found = bound(rows, rounding_base=5)["s.t.q.yes.share|home=rented"]
    # Three to six people, of whom two at most said no.
    assert (found.low, found.high) == (1, 4)


def test_a_difference_that_stands_gives_a_withheld_share_away():
    rows = [
        row("positive", "", 20, 50), row("positive", "sex=man", 12, 30),
        row("positive", "sex=woman", 8, 20, why="complementary"),
        row("positive", "sex=woman~sex=man", None, 50, statistic="difference", value=0.0),
    ]  # fmt: skip
    found = bound(rows)["s.t.q.positive.share|sex=woman"]
    assert found.is_breach
    assert "can be worked out from s.t.q.positive.difference|sex=woman~sex=man" in found.tell()


def test_a_weighted_share_of_nought_tells_that_nobody_answered_so_without_any_count():
    weighted = row("yes", "sex=man", None, 30, value=0.0)
    rows = [row("yes", "", 2, 50), weighted, row("yes", "sex=woman", 2, 20, why="small_base")]
    found = bound(rows)["s.t.q.yes.share|sex=woman"]
    assert found.high <= 2
    assert bound([rows[0], weighted | {"value": 0.04}, rows[2]])[found.id].low == 0


def test_tables_that_no_people_could_make_are_refused():
    rows = [row("yes", "", 5, 50), row("yes", "sex=man", 9, 30),
            row("yes", "sex=woman", 2, 20, why="small_cell")]  # fmt: skip
    with pytest.raises(Contradiction, match=r"s\.t\.q cannot be true together"):
        bound(rows)


def test_a_part_of_the_sample_that_nothing_explains_is_refused():
    with pytest.raises(UnknownDomain, match="'night_owls' is in a released table"):
        bound([row("yes", "night_owls", 5, 50)])


def brute_force(totals, columns, hidden):
    """Every table of 2 answers x 3 groups with the released margins and cells."""
    cells = [range(totals[0] + 1)] * 3
    return [
        yes for yes in product(*cells)
        if sum(yes) == totals[0]
        and all(0 <= y <= n for y, n in zip(yes, columns, strict=True))
        and all(y == shown for y, shown in zip(yes, hidden, strict=True) if shown is not None)
    ]  # fmt: skip


@pytest.mark.parametrize("seed", range(12))
def test_bounds_hold_the_truth_and_are_those_of_every_table_that_could_be(seed):
    random = np.random.default_rng(seed)
    columns = random.integers(2, 7, size=3)
    yes = [int(random.integers(0, n + 1)) for n in columns]
    shown = [None, None, yes[2]] if seed % 2 else [None, yes[1], yes[2]]
    names = ("a", "b", "c")
    rows = [row("yes", "", sum(yes), int(sum(columns)))]
    rows += [
        row("yes", f"g={name}", y, int(n), why="" if known is not None else "small_cell")
        for name, y, n, known in zip(names, yes, columns, shown, strict=True)
    ]
    found = bound(rows, minimum_cell=99)["s.t.q.yes.share|g=a"]
    possible = [table[0] for table in brute_force((sum(yes),), columns, shown)]
    assert (found.low, found.high) == (min(possible), max(possible))
    assert found.low <= yes[0] <= found.high
