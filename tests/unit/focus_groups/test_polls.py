"""Anonymous polls: read, and pooled until nobody can be picked out."""

import pandas as pd
import pytest

from parentdata.focus_groups.polls import pool_polls, read_polls
from parentdata.focus_groups.refusals import BadCell, BadPoll, RepeatedRow

from .folder import write_csv

DISCUSSIONS = pd.DataFrame(
    {
        "discussion_id": ["G01", "G02", "G03", "G04", "G05", "G06"],
        "cell": ["owners", "owners", "owners", "renters", "renters", "renters"],
    }
)


def votes(**by_group: tuple[int, int]) -> pd.DataFrame:
    """Votes for always and never, by group."""
    return pd.DataFrame(
        [
            {"discussion_id": group, "poll": "asked", "answer": answer, "votes": count}
            for group, counts in by_group.items()
            for answer, count in zip(("always", "never"), counts, strict=True)
        ]
    )


def pool(plan, minimum_base, **by_group):
    pooled = pool_polls(votes(**by_group), DISCUSSIONS, plan, minimum_base=minimum_base)
    return [(r["pool"], r["answer"], r["votes"], r["n"]) for r in pooled.to_dict("records")]


THREE_AND_THREE = {"G01": (3, 2), "G02": (2, 2), "G03": (4, 1),
                   "G04": (3, 3), "G05": (5, 0), "G06": (2, 2)}  # fmt: skip


def test_cells_stand_alone_where_each_has_enough_votes_from_three_groups(plan):
    assert pool(plan, 14, **THREE_AND_THREE) == [
        ("owners", "always", 9, 14), ("owners", "never", 5, 14),
        ("renters", "always", 10, 15), ("renters", "never", 5, 15),
    ]  # fmt: skip


def test_below_the_minimum_of_any_pool_all_are_pooled_further(plan):
    assert pool(plan, 15, **THREE_AND_THREE) == [
        ("everyone", "always", 19, 29), ("everyone", "never", 10, 29),
    ]  # fmt: skip


def test_two_groups_are_never_a_pool_for_each_knows_its_own_votes(plan):
    two = {name: THREE_AND_THREE[name] for name in ("G01", "G02", "G04", "G05", "G06")}
    assert {row[0] for row in pool(plan, 3, **two)} == {"everyone"}


@pytest.mark.parametrize("owners", [((5, 0), (5, 0), (5, 0)), ((5, 0), (5, 0), (4, 1))])
def test_a_pool_that_agrees_or_all_but_one_is_pooled_further(plan, owners):
    by_group = THREE_AND_THREE | dict(zip(("G01", "G02", "G03"), owners, strict=True))
    assert {row[0] for row in pool(plan, 3, **by_group)} == {"everyone"}


def test_where_not_even_everyone_is_safe_nothing_is_shown(plan):
    pooled = pool_polls(votes(**THREE_AND_THREE), DISCUSSIONS, plan, minimum_base=30)
    assert pooled["is_withheld"].all()
    assert pooled["votes"].isna().all()
    assert set(pooled["pool"]) == {"everyone"}
    unanimous = {name: (5, 0) for name in DISCUSSIONS["discussion_id"]}
    assert all(pd.isna(row[2]) for row in pool(plan, 3, **unanimous))


def test_pools_of_one_poll_never_overlap(plan):
    for minimum in range(3, 32):
        pooled = pool_polls(votes(**THREE_AND_THREE), DISCUSSIONS, plan, minimum_base=minimum)
        assert pooled.drop_duplicates("pool")["n"].sum() == 29


# --- the file ---------------------------------------------------------------------------------


@pytest.fixture
def read(tmp_path, plan):
    def run(*rows):
        names = ("discussion_id", "poll", "answer", "votes")
        write_csv([dict(zip(names, row, strict=True)) for row in rows], tmp_path / "polls.csv")
        return read_polls(tmp_path, plan, {"G01": 3, "I01": 1})

    return run


def test_votes_are_read_as_numbers(read):
    assert read(("G01", "asked", "always", "2"), ("G01", "asked", "never", "1"))["votes"].sum() == 3


def test_more_votes_than_participants_are_refused(read):
    with pytest.raises(BadPoll, match="G01 has 4 votes on 'asked', and 3 took part"):
        read(("G01", "asked", "always", "2"), ("G01", "asked", "never", "2"))


def test_an_answer_that_stands_twice_is_refused(read):
    with pytest.raises(RepeatedRow, match="the answer stands in row 2 too"):
        read(("G01", "asked", "always", "1"), ("G01", "asked", "always", "1"))


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (("I01", "asked", "always", "1"), "discussion_id"),
        (("G09", "asked", "always", "1"), "discussion_id"),
        (("G01", "told", "always", "1"), "poll"),
        (("G01", "asked", "perhaps", "1"), "answer"),
        (("G01", "asked", "always", "-1"), "votes"),
        (("G01", "asked", "always", ""), "votes"),
    ],
)
def test_a_cell_that_is_no_vote_of_a_group_is_refused(read, row, column):
    with pytest.raises(BadCell) as refusal:
        read(row)
    assert refusal.value.column == column
