"""The map of consensus: where each state stands, its verdicts, its two forms, its refusals."""

from itertools import combinations

import pandas as pd
import pytest

from parentdata.figures import BadOption, NotDrawable, draw_consensus, to_svg
from parentdata.figures.consensus_columns import NARROWEST, place_blocks
from parentdata.figures.palette import NEGATIVE, NEUTRAL, POSITIVE

STATES = {
    "Schools": ["above", "below", "straddles", "withheld"],
    "Private companies": ["below", "below", "below", "withheld"],
    "Consent matters": ["above", "above", "above", "above"],
}
DOMAINS = {
    "tenure=owned": "Tenure: Owned outright",
    "tenure=rented": "Tenure: Rented",
    "gender=woman": "Gender: Woman",
    "gender=man": "Gender: Man",
}
VERDICTS = {
    "Schools": ("division", ""),
    "Private companies": ("consensus", "below"),
    "Consent matters": ("consensus", "above"),
}


def make_groups(states=STATES, domains=DOMAINS):
    return pd.DataFrame(
        [
            {
                "id": f"{item}|{domain}", "topic": "t", "item": item, "item_label": item,
                "characteristic": domain.partition("=")[0], "domain": domain,
                "domain_label": label, "value": 0.5, "by_interval": state, "by_point": "above",
                "data_status": "stand-in",
            }
            for domain, label in domains.items()
            for item, state in ((name, row[list(domains).index(domain)])
                                for name, row in states.items())
        ]
    )  # fmt: skip


def make_items(verdicts=VERDICTS):
    return pd.DataFrame(
        [
            {"topic": "t", "item": item, "item_label": item, "by_interval": verdict,
             "by_interval_side": side, "by_point": "undetermined", "by_point_side": ""}
            for item, (verdict, side) in verdicts.items()
        ]
    )  # fmt: skip


def box(drawn, mark):
    (patch,) = drawn.patches[mark]
    extents = patch.get_path().get_extents(patch.get_patch_transform())
    return extents.x0, extents.y0, extents.x1, extents.y1


@pytest.mark.parametrize("width", ["wide", "narrow"])
def test_states_are_told_apart_by_place_and_fill_as_well_as_by_colour(width, read):
    drawn = read(draw_consensus(make_groups(), width=width))
    domains = list(DOMAINS)
    above, below, straddles, withheld = (box(drawn, f"Schools|{name}") for name in domains)
    line = (straddles[1] + straddles[3]) / 2
    assert above[3] < line < below[1]
    assert (withheld[1] + withheld[3]) / 2 == pytest.approx(line, abs=0.02)
    assert withheld[3] - withheld[1] < 4
    patches = [drawn.patches[f"Schools|{name}"][0] for name in domains]
    rgb = [tuple(round(255 * part) for part in each.get_facecolor()[:3]) for each in patches]
    assert rgb[:2] == [
        tuple(bytes.fromhex(colour[1:])) for colour in (POSITIVE[1][0], NEGATIVE[1][0])
    ]
    assert patches[2].get_facecolor()[3] == 0
    assert tuple(round(255 * part) for part in patches[2].get_edgecolor()[:3]) == tuple(
        bytes.fromhex(NEUTRAL[1:])
    )


def test_columns_are_shared_by_all_items_and_characteristics_stand_apart(read):
    drawn = read(draw_consensus(make_groups(), width="wide"))
    lefts = {domain: box(drawn, f"Consent matters|{domain}")[0] for domain in DOMAINS}
    others = {domain: box(drawn, f"Private companies|{domain}")[0] for domain in DOMAINS}
    del lefts["gender=man"], others["gender=man"]  # a point there, not a bar
    assert lefts == others
    steps = list(lefts.values())
    assert steps[2] - steps[1] == pytest.approx(steps[1] - steps[0] + 7, abs=0.05)


def test_verdicts_end_the_lines_of_a_wide_page_and_open_the_counts_of_a_narrow_one(read):
    wide = read(draw_consensus(make_groups(), width="wide", items=make_items()))
    assert [word for word in wide.words if word in {"Division", "All below", "All above"}] == [
        "Division", "All below", "All above"
    ]  # fmt: skip
    narrow = read(draw_consensus(make_groups(), width="narrow", items=make_items()))
    text = " ".join(narrow.words)
    assert "Division: 1 above, 1 below, 1 cannot be told, 1 withheld" in text
    assert "All below: 3 below, 1 withheld" in text
    assert "All above: 4 above" in text


def test_the_key_names_every_column_in_both_forms(read):
    wide = read(draw_consensus(make_groups(), width="wide"))
    assert "Tenure: 1 Owned outright; 2 Rented" in wide.words
    assert wide.words.count("1") == 2
    upright = [text.get_text() for text in wide.texts if text.get_rotation() == 90]
    assert upright == ["Tenure", "Gender"]
    narrow = read(draw_consensus(make_groups(), width="narrow"))
    assert "A · Tenure, from left to right: Owned outright; Rented" in " ".join(narrow.words)
    assert {"A", "B"} <= set(narrow.words)


def test_groups_that_are_answers_to_nothing_are_named_by_themselves(read):
    domains = {"low_income_mothers": "Mothers on low incomes", "lone": "Lone parents"}
    states = {"Schools": ["above", "below"]}
    drawn = read(draw_consensus(make_groups(states, domains), width="wide"))
    assert {"Mothers on low incomes", "Lone parents"} <= set(drawn.words)


def test_the_legend_has_the_states_that_occur_and_the_threshold(read):
    only = {"Consent matters": STATES["Consent matters"]}
    drawn = read(draw_consensus(make_groups(only), width="wide", threshold=0.5))
    assert drawn.words[0] == "Above 50%"
    assert not {"Below 50%", "Cannot be told", "Withheld"} & set(drawn.words)
    assert drawn.words[-1] == "Stand-in data. The whole interval of a group decides its side."


def test_the_point_rule_reads_its_own_column_and_verdicts(read):
    drawn = read(draw_consensus(make_groups(), width="narrow", rule="by_point", items=make_items()))
    assert drawn.words.count("Cannot tell: 4 above") == 3
    assert drawn.words[-1].endswith("The share of a group decides its side.")


def test_items_can_be_ordered_by_their_groups_within_sections(read):
    rows = make_groups().assign(section=lambda t: t["item"].eq("Consent matters").map(
        {True: "Consent", False: "Trust"}))  # fmt: skip
    names = {*STATES, "Trust", "Consent"}
    plain = read(draw_consensus(make_groups(), width="wide", order="value"))
    assert [word for word in plain.words if word in names] == [
        "Consent matters", "Schools", "Private companies"
    ]  # fmt: skip
    grouped = read(draw_consensus(rows, width="wide", order="value", section="section"))
    assert [word for word in grouped.words if word in names] == [
        "Trust", "Schools", "Private companies", "Consent", "Consent matters"
    ]  # fmt: skip


def test_a_cell_without_a_row_stays_empty_and_every_other_carries_its_id(read):
    rows = make_groups()
    rows = rows[rows["id"].ne("Schools|gender=woman")]
    drawn = read(draw_consensus(rows, width="wide"))
    assert set(drawn.patches) == set(rows["id"])
    svg = to_svg(draw_consensus(rows, width="narrow"), label="Map")
    assert svg.count("data-id=") == len(rows)


def make_large(items=26, sizes=(5, 4, 5, 4, 5, 4, 2, 3, 3)):
    """A map as large as the national survey's, with long words."""
    domains = {
        f"c{n}={g}": f"Characteristic number {n} with a name: Group {g} of the households asked"
        for n, size in enumerate(sizes)
        for g in range(size)
    }
    every = ["above", "below", "straddles", "withheld"]
    states = {
        f"Item {n}: to improve the planning and delivery of services to every family":
            [every[(n + place) % 4] for place in range(len(domains))]
        for n in range(items)
    }  # fmt: skip
    return make_groups(states, domains)


@pytest.mark.parametrize("width", ["wide", "narrow"])
@pytest.mark.parametrize("make", [make_groups, make_large])
def test_no_text_touches_another_and_nothing_leaves_the_sheet(make, width, read):
    rows = make()
    items = make_items({name: ("undetermined", "") for name in rows["item"].unique()})
    drawn = read(draw_consensus(rows, width=width, items=items))
    boxes = [patch.get_window_extent() for marks in drawn.patches.values() for patch in marks]
    for each in [*(extent for _, extent in drawn.boxes), *boxes]:
        assert each.x0 >= -0.5
        assert each.y0 >= 0
        assert each.x1 <= drawn.width + 0.5
        assert each.y1 <= drawn.height
    touching = [
        (one, other)
        for (one, a), (other, b) in combinations(drawn.boxes, 2)
        if min(a.x1, b.x1) - max(a.x0, b.x0) > 0.5 and min(a.y1, b.y1) - max(a.y0, b.y0) > 0.5
    ]
    assert touching == []
    assert min(text.get_fontsize() for text in drawn.texts) >= 12


def test_more_groups_than_the_sheet_has_room_for_are_refused():
    with pytest.raises(NotDrawable, match="the map has 70 groups of 1 characteristics"):
        draw_consensus(make_large(1, (70,)), width="narrow")


def test_columns_may_be_as_narrow_as_their_least_width():
    rows = make_large(1, (40,))
    (block,) = place_blocks(rows, left=0, right=40 * NARROWEST, gap=4)
    assert (block.step, block.right) == (NARROWEST, 40 * NARROWEST)


@pytest.mark.parametrize(
    ("groups", "items", "message"),
    [
        (make_groups().iloc[:0], None, "the table has no rows"),
        (make_groups().drop(columns="domain_label"), None, "no column domain_label"),
        (make_groups().assign(by_interval="over"), None, "a group has the state over"),
        (make_groups().assign(domain="a=b"), None, "have the same place"),
        (make_groups(), make_items().iloc[1:], "the item 'Schools' has no verdict"),
        (
            make_groups(),
            make_items({**VERDICTS, "Schools": ("consensus", "")}),
            "the item 'Schools' has the verdict 'consensus '",
        ),
    ],
)
def test_a_table_that_is_no_map_is_refused(groups, items, message):
    with pytest.raises(NotDrawable, match=message):
        draw_consensus(groups, width="wide", items=items)


@pytest.mark.parametrize("option", ["rule", "order"])
def test_an_option_that_is_not_offered_is_refused(option):
    with pytest.raises(BadOption, match=f"{option}='other'"):
        draw_consensus(make_groups(), width="wide", **{option: "other"})
