"""Themes by discussion, scenarios, saturation, quotations, and how far coders agree."""

import pandas as pd
import pytest

from parentdata.coding.codebook_file import parse_codebook
from parentdata.coding.refusals import UndecidedCodes
from parentdata.focus_groups.quotations import choose_quotations
from parentdata.focus_groups.refusals import BadThemes
from parentdata.focus_groups.scenarios import count_turns
from parentdata.focus_groups.themes import (
    count_new_codes,
    count_presence,
    find_presence,
    refuse_undecided,
)

from .folder import CODEBOOK

PLACES = {
    "P01": ("G01", "group", "owners", "known", "2021-04-06"),
    "P02": ("G01", "group", "owners", "known", "2021-04-06"),
    "P03": ("G02", "group", "renters", "not_known", "2021-04-10"),
    "P04": ("I01", "interview", "renters", "", "2021-04-12"),
}
WORDS = pd.DataFrame(
    [
        dict(zip(("unit_id", "discussion_id", "kind", "cell", "route", "held_date"),
                 (name, *place), strict=True))
        for name, place in PLACES.items()
    ]
)  # fmt: skip


@pytest.fixture
def codebook():
    return parse_codebook(CODEBOOK, source="codebook.yml")


def decide(*rows):
    """Decisions: unit, code, value, quote."""
    return pd.DataFrame(
        [dict(zip(("unit_id", "code", "value", "quote"), row, strict=True)) for row in rows]
    )


ALL = decide(
    ("P01", "stigma", "present", "On a list."), ("P01", "asked", "present", "Ask me."),
    ("P02", "stigma", "present", "A label."), ("P02", "asked", "present", "Ask us."),
    ("P03", "stigma", "present", "Marked."), ("P03", "asked", "absent", None),
    ("P04", "stigma", "absent", None), ("P04", "asked", None, None),
    ("P01", "turns", "at_company", "No firm."), ("P02", "turns", "nowhere", "All of it."),
    ("P03", "turns", "at_company", "No firms."),
)  # fmt: skip


def raised(presence, code):
    own = presence[presence["code"].eq(code)].set_index("discussion_id")["is_present"]
    return {name: None if pd.isna(value) else bool(value) for name, value in own.items()}


def test_a_theme_is_raised_in_a_group_if_anybody_raised_it(codebook):
    presence = find_presence(ALL, WORDS, codebook)
    assert raised(presence, "stigma") == {"G01": True, "G02": True, "I01": False}
    assert presence[presence["code"].eq("stigma")]["group_label"].unique().tolist() == ["Harm"]


def test_where_somebody_is_undecided_and_nobody_raised_it_it_is_not_known(codebook):
    assert raised(find_presence(ALL, WORDS, codebook), "asked") == {
        "G01": True, "G02": False, "I01": None,
    }  # fmt: skip


def test_two_voices_in_one_group_count_once(codebook):
    counted = count_presence(find_presence(ALL, WORDS, codebook), by="cell")
    stigma = counted[counted["code"].eq("stigma")].set_index("cell")
    assert stigma[["count", "n"]].to_dict("index") == {
        "owners": {"count": 1, "n": 1}, "renters": {"count": 1, "n": 2},
    }  # fmt: skip
    asked = counted[counted["code"].eq("asked")].set_index("cell")
    assert asked["undecided"].to_dict() == {"owners": 0, "renters": 1}


def test_new_themes_are_counted_in_the_order_held(codebook):
    late = WORDS.assign(held_date=WORDS["held_date"].replace({"2021-04-06": "2021-05-01"}))
    new = count_new_codes(find_presence(ALL, late, codebook))
    assert new[["order", "discussion_id", "new", "seen", "themes"]].to_numpy().tolist() == [
        [1, "G02", 1, 1, 2], [2, "I01", 0, 1, 2], [3, "G01", 1, 2, 2],
    ]  # fmt: skip


def test_acceptability_turns_at_a_step_in_as_many_discussions_as_somebody_said_so(codebook):
    turns = count_turns(ALL, WORDS, codebook)
    assert turns[["step", "count", "n"]].to_numpy().tolist() == [
        ["at_counting", 0, 2], ["at_company", 2, 2], ["nowhere", 1, 2],
    ]  # fmt: skip


def test_routes_are_kept_apart(codebook):
    groups = WORDS[WORDS["kind"].eq("group")]
    turns = count_turns(ALL, groups, codebook, by="route").set_index(["route", "step"])
    assert turns.loc[("known", "nowhere"), ["count", "n"]].tolist() == [1, 1]
    assert turns.loc[("not_known", "nowhere"), ["count", "n"]].tolist() == [0, 1]


def test_quotations_are_of_different_cells_and_of_those_quoted_least(codebook):
    chosen = choose_quotations(ALL, WORDS, codebook, is_shown=True)
    told = chosen[chosen["code"].isin(["stigma", "asked"])]
    assert told[["code", "pseudonym", "quotation"]].to_numpy().tolist() == [
        ["stigma", "P01", "On a list."], ["stigma", "P03", "Marked."],
        ["asked", "P02", "Ask us."],
    ]  # fmt: skip


def test_withheld_quotations_hold_neither_words_nor_pseudonym(codebook):
    chosen = choose_quotations(ALL, WORDS, codebook, is_shown=False)
    assert set(chosen["quotation"]) == {"withheld"}
    assert set(chosen["pseudonym"]) == {"withheld"}
    assert set(chosen["cell"]) == {"owners", "renters"}


def test_a_decision_about_a_stranger_or_by_an_unknown_code_is_refused(codebook):
    with pytest.raises(BadThemes, match="about 'P09', who is no participant"):
        find_presence(decide(("P09", "stigma", "absent", None)), WORDS, codebook)
    with pytest.raises(BadThemes, match="by the code 'joy'"):
        find_presence(decide(("P01", "joy", "absent", None)), WORDS, codebook)


def test_an_undecided_disagreement_stops_the_page_or_does_not():
    decided = pd.DataFrame({"unit_id": ["P01"], "code": ["stigma"], "how": ["undecided"]})
    refuse_undecided(decided, "range")
    refuse_undecided(decided.assign(how="agreed"), "stop")
    with pytest.raises(UndecidedCodes, match=r"1 disagreements .* P01 stigma"):
        refuse_undecided(decided, "stop")
