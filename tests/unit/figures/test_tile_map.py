"""Tiles: one each, in blocks that lie as the regions do, told apart by sign as well as colour."""

from itertools import combinations

import pandas as pd
import pytest

from parentdata.figures import BadOption, NotDrawable, TooManyColours, draw_tiles, to_svg
from parentdata.figures.categories import FRAME, SIGNS, read_categories
from parentdata.figures.palette import NEGATIVE, POSITIVE

LABELS = {"granted": "Granted", "refused": "Refused", "silent": "No response"}
FILLS = {"granted": POSITIVE[1][0], "refused": NEGATIVE[1][0], "silent": FRAME}
SIZES = {"London": 33, "North West": 23, "South East": 74, "South West": 1, "Scotland": 32,
         "Wales": 22, "Northern Ireland": 11, "Yorkshire and The Humber": 15}  # fmt: skip


def make_tiles(sizes=SIZES, answers=("granted", "refused", "silent")):
    """Rows of as many authorities a region, whose answers come in turn."""
    places = [name for name, size in sizes.items() for _ in range(size)]
    nations = ("Scotland", "Wales", "Northern Ireland")
    return pd.DataFrame(
        [
            {
                "id": f"t.{n:03d}", "item": f"Z{n:03d}", "item_label": f"Authority {n:03d}",
                "region": "" if place in nations else place,
                "nation": place if place in nations else "England",
                "answer": answers[n % len(answers)],
                "answer_label": LABELS.get(answers[n % len(answers)], answers[n % len(answers)]),
                "data_status": "stand-in",
            }
            for n, place in enumerate(places)
        ]
    )  # fmt: skip


def corner(drawn, mark):
    (patch,) = drawn.patches[mark]
    return patch.get_x(), patch.get_y()


def colour(drawn, mark):
    (patch,) = drawn.patches[mark]
    return tuple(round(255 * part) for part in patch.get_facecolor()[:3])


@pytest.mark.parametrize("width", ["wide", "narrow"])
def test_every_authority_has_one_tile_that_a_finger_can_hit_and_none_lies_on_another(width, read):
    rows = make_tiles()
    drawn = read(draw_tiles(rows, width=width, fills=FILLS))
    assert sorted(drawn.patches) == list(rows["id"])
    boxes = [patch.get_window_extent() for (patch,) in drawn.patches.values()]
    assert {round(max(box.width, box.height) + 0.1) for box in boxes} <= {23, 24}
    assert not [
        (one, other)
        for one, other in combinations(boxes, 2)
        if min(one.x1, other.x1) - max(one.x0, other.x0) > 0.01
        and min(one.y1, other.y1) - max(one.y0, other.y0) > 0.01
    ]
    assert max(box.x1 for box in boxes) <= drawn.width


def test_blocks_lie_as_the_regions_do(read):
    rows = make_tiles({"London": 1, "South West": 1, "North West": 1, "Scotland": 1, "Wales": 1})
    for width in ("wide", "narrow"):
        drawn = read(draw_tiles(rows, width=width, fills=FILLS))
        london, south_west, north_west, scotland, wales = (
            corner(drawn, f"t.{n:03d}") for n in range(5)
        )
        assert scotland[1] < north_west[1] < south_west[1] <= london[1]
        assert south_west[0] < london[0]
        assert wales[0] <= north_west[0]


def test_a_block_is_named_with_its_number_and_a_nation_without_regions_is_one_block(read):
    drawn = read(draw_tiles(make_tiles(), width="wide", fills=FILLS))
    assert {"Scotland: 32", "London: 33", "South East: 74"} <= set(drawn.words)
    assert "North East" not in " ".join(drawn.words)


def test_an_english_authority_without_a_region_and_a_region_not_known_stand_beneath(read):
    rows = make_tiles({"London": 1, "": 1, "Elsewhere": 1})
    drawn = read(draw_tiles(rows, width="wide", fills=FILLS))
    assert {"England, no region: 1", "Elsewhere: 1"} <= set(drawn.words)
    assert min(corner(drawn, "t.001")[1], corner(drawn, "t.002")[1]) > corner(drawn, "t.000")[1]


def test_tiles_of_a_block_are_sorted_by_the_legend_or_keep_their_order(read):
    rows = make_tiles({"London": 6})
    by_category = read(draw_tiles(rows, width="wide", fills=FILLS))
    places = sorted(rows["id"], key=lambda mark: corner(by_category, mark))
    assert list(rows.set_index("id").loc[places, "answer"]) == [
        "granted", "granted", "refused", "refused", "silent", "silent"
    ]  # fmt: skip
    as_asked = read(draw_tiles(rows, width="wide", fills=FILLS, order="asked"))
    assert sorted(rows["id"], key=lambda mark: corner(as_asked, mark)) == list(rows["id"])


def test_the_legend_counts_each_category_in_the_order_given(read):
    drawn = read(draw_tiles(make_tiles({"London": 7}), width="narrow", fills=FILLS))
    assert drawn.words[:3] == ["Granted: 3", "Refused: 2", "No response: 2"]
    assert "Stand-in data. One tile for each authority, 7 in all," in " ".join(drawn.words)


def test_what_is_not_known_is_a_frame_and_the_others_have_the_colours_given(read):
    drawn = read(draw_tiles(make_tiles({"London": 3}), width="wide", fills=FILLS))
    assert [colour(drawn, f"t.{n:03d}") for n in range(2)] == [
        tuple(bytes.fromhex(FILLS[name][1:])) for name in ("granted", "refused")
    ]
    assert drawn.patches["t.002"][0].get_facecolor()[3] == 0


def test_categories_differ_in_their_signs_as_well_as_in_their_colours():
    rows = make_tiles({"London": 6}, answers=tuple("abcdef"))
    categories = read_categories(rows).values()
    assert len({category.fill for category in categories}) == 6
    assert [category.sign for category in categories] == list(SIGNS)
    framed = read_categories(
        rows, fills={**dict.fromkeys("ab", FRAME), **dict.fromkeys("cdef", "#000")}
    )
    assert framed["a"].sign != framed["b"].sign


@pytest.mark.parametrize("sign", SIGNS[1:])
def test_every_sign_but_the_plain_one_is_drawn_on_its_tile(sign):
    answers = tuple("abcdef")[: SIGNS.index(sign) + 1]
    rows = make_tiles({"London": len(answers)}, answers=answers)
    figure = draw_tiles(rows, width="wide")
    tile = next(
        patch
        for patch in figure.axes[0].patches
        if patch.get_gid() == f"estimate:{rows['id'].iloc[-1]}"
    )
    box = tile.get_window_extent()
    on_it = [
        patch
        for patch in figure.axes[0].patches
        if patch is not tile and _holds(box, patch.get_window_extent())
    ]
    assert len(on_it) == (2 if sign == "cross" else 1)


def _holds(box, other):
    return box.x0 < other.x0 and other.x1 < box.x1 and box.y0 < other.y0 and other.y1 < box.y1


def test_the_same_rows_give_the_same_bytes():
    drawn = [to_svg(draw_tiles(make_tiles(), width="narrow"), label="Tiles") for _ in range(2)]
    assert drawn[0] == drawn[1]


def test_an_authority_that_stands_twice_is_refused():
    rows = make_tiles({"London": 2}).assign(item="Z000")
    with pytest.raises(NotDrawable, match=r"t.000 and t.001 have the same place"):
        draw_tiles(rows, width="wide")


@pytest.mark.parametrize(("column", "place"), [("answer", "answer"), ("nation", "nation")])
def test_a_tile_without_a_place_or_a_category_is_refused(column, place):
    rows = make_tiles({"London": 2})
    rows.loc[1, column] = None
    with pytest.raises(NotDrawable, match=rf"row 2, column '{place}'.*'t.001' has no {place}"):
        draw_tiles(rows, width="wide")


def test_a_category_without_a_colour_is_refused():
    with pytest.raises(NotDrawable, match=r"row 3, column 'answer'.*'silent' has no colour"):
        draw_tiles(make_tiles(), width="wide", fills={"granted": "#1d6c9f", "refused": FRAME})


def test_an_unknown_order_and_a_seventh_category_are_refused():
    with pytest.raises(BadOption, match="order='size'"):
        draw_tiles(make_tiles(), width="wide", order="size")
    with pytest.raises(TooManyColours, match="7 categories"):
        draw_tiles(make_tiles(answers=tuple("abcdefg")), width="wide")
