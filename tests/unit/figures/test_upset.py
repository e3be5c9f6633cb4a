"""Combinations of codes: bars as long as their counts, dots for what is held, both forms."""

import pandas as pd
import pytest
from matplotlib.patches import Ellipse, Rectangle

from parentdata.figures import NotDrawable, draw_upset, to_svg

CODES = {"flat_no": 9, "incomplete": 7, "exempt": 2}
COMBINATIONS = {"": 5, "flat_no": 6, "incomplete": 3, "flat_no;exempt": 2, "flat_no;incomplete": 1}


def make_rows(codes=CODES, combinations=COMBINATIONS, undecided=0, withheld=()):
    topics = [("code_sets", code, code, count) for code, count in codes.items()]
    topics += [
        ("code_combinations", members or "none", members, count)
        for members, count in combinations.items()
    ]
    if undecided:
        topics.append(("code_combinations", "undecided", "", undecided))
    return pd.DataFrame(
        [
            {
                "id": f"{topic}.{item}", "topic": topic, "item": item, "item_label": item.title(),
                "answer": answer, "unit": "count", "n": 20, "base": "the 20 replies",
                "value": None if item in withheld else float(count),
                "is_withheld": item in withheld, "data_status": "stand-in",
            }
            for topic, item, answer, count in topics
        ]
    ).astype({"value": float})  # fmt: skip


def shapes(drawn, mark, kind):
    return [patch for patch in drawn.patches.get(mark, []) if isinstance(patch, kind)]


def dots(drawn, mark):
    return [patch.center for patch in shapes(drawn, mark, Ellipse)]


def longest(drawn, mark):
    (bar,) = shapes(drawn, mark, Rectangle)
    return max(bar.get_width(), bar.get_height())


@pytest.mark.parametrize("width", ["wide", "narrow"])
@pytest.mark.parametrize("topic", ["code_sets", "code_combinations"])
def test_bars_are_as_long_as_their_counts_and_say_them(width, topic, read):
    drawn = read(draw_upset(make_rows(), width=width))
    for one, other in (("flat_no", "incomplete"),):
        counts = CODES if topic == "code_sets" else COMBINATIONS
        ratio = longest(drawn, f"{topic}.{one}") / longest(drawn, f"{topic}.{other}")
        assert ratio == pytest.approx(counts[one] / counts[other], abs=0.01)
        assert drawn.words_of(f"{topic}.{one}") == [str(counts[one])]


@pytest.mark.parametrize("width", ["wide", "narrow"])
def test_a_combination_has_a_dot_for_each_code_it_holds_and_a_line_that_joins_them(width, read):
    drawn = read(draw_upset(make_rows(), width=width))
    along = 1 if width == "wide" else 0
    one = dots(drawn, "code_combinations.flat_no")
    other = dots(drawn, "code_combinations.incomplete")
    both = dots(drawn, "code_combinations.flat_no;incomplete")
    far = dots(drawn, "code_combinations.flat_no;exempt")
    assert [len(each) for each in (one, other, both, far)] == [1, 1, 2, 2]
    assert [place[along] for place in both] == [one[0][along], other[0][along]]
    assert far[1][along] > other[0][along]
    line = [patch for patch in drawn.patches["code_combinations.flat_no;exempt"]
            if not isinstance(patch, Ellipse | Rectangle)]  # fmt: skip
    assert [end[along] for end in line[0].get_path().vertices] == [place[along] for place in far]


def test_codes_that_are_not_held_are_rings_except_where_a_line_passes():
    figure = draw_upset(make_rows(), width="wide")
    rings = [patch for patch in figure.axes[0].patches
             if isinstance(patch, Ellipse) and not patch.get_gid()]  # fmt: skip
    assert all(patch.get_facecolor()[3] == 0 for patch in rings)
    # None: 3; each single code: 2; the first and the last: 0; the first two: 1.
    assert len(rings) == 3 + 2 + 2 + 0 + 1


@pytest.mark.parametrize(("width", "axis"), [("wide", 0), ("narrow", 1)])
def test_the_most_frequent_combination_comes_first_and_the_undecided_last(width, axis, read):
    drawn = read(draw_upset(make_rows(undecided=4), width=width))
    texts = {text.get_gid(): text.get_position()[axis] for text in drawn.texts if text.get_gid()}
    order = sorted((mark for mark in texts if "combinations" in mark), key=texts.get)
    assert [mark.rpartition(".")[2] for mark in order] == [
        "flat_no", "none", "incomplete", "flat_no;exempt", "flat_no;incomplete", "undecided"
    ]  # fmt: skip
    assert "?" in drawn.words_of("code_combinations.undecided")
    assert "?: a code is undecided." in " ".join(drawn.words)


def test_letters_stand_for_codes_on_a_narrow_page_and_are_explained(read):
    drawn = read(draw_upset(make_rows(), width="narrow"))
    assert drawn.words.count("A") == drawn.words.count("C") == 2
    assert {"Flat_No", "Incomplete", "Exempt"} <= set(drawn.words)
    assert "A" not in read(draw_upset(make_rows(), width="wide")).words


@pytest.mark.parametrize("width", ["wide", "narrow"])
def test_combinations_without_room_are_counted_in_the_note_and_none_leaves_the_sheet(width, read):
    codes = {f"code_{n}": 1 for n in range(6)}
    many = {f"code_{a};code_{b}": 2 for a in range(6) for b in range(a)} | {"code_0": 9, "": 5}
    drawn = read(draw_upset(make_rows(codes, many), width=width))
    shown = len([mark for mark in drawn.patches if mark.startswith("code_combinations")])
    assert 10 <= shown <= 14
    assert f"{17 - shown} more combinations stand in the table, each of 2 at most." in " ".join(
        drawn.words
    )
    right = max(p.get_window_extent().x1 for marks in drawn.patches.values() for p in marks)
    assert right <= drawn.width


def test_a_withheld_count_is_the_word_and_no_bar(read):
    rows = make_rows(withheld=["incomplete"])
    drawn = read(draw_upset(rows, width="narrow"))
    assert drawn.words_of("code_sets.incomplete") == ["withheld"]
    assert drawn.words_of("code_combinations.incomplete") == ["withheld"]
    assert not shapes(drawn, "code_combinations.incomplete", Rectangle)
    assert "withheld" in read(draw_upset(rows, width="wide")).words


def test_the_note_says_status_base_and_what_no_dot_means(read):
    words = " ".join(read(draw_upset(make_rows(), width="wide")).words)
    assert words.endswith(
        "Stand-in data. Number of replies. Base: the 20 replies; n 20."
        " Without a dot: none of these."
    )


def test_the_same_rows_give_the_same_bytes_in_any_order():
    rows = make_rows(undecided=1)
    codes, others = rows["topic"].eq("code_sets"), rows["topic"].ne("code_sets")
    mixed = pd.concat([rows[others].iloc[::-1], rows[codes]])
    drawn = [to_svg(draw_upset(each, width="wide"), label="Codes") for each in (rows, rows, mixed)]
    assert drawn[0] == drawn[1] == drawn[2]


def test_a_combination_of_a_code_without_a_row_is_refused():
    rows = make_rows(combinations={"flat_no;other": 1})
    with pytest.raises(NotDrawable, match=r"column 'answer'.*holds the code 'other'"):
        draw_upset(rows, width="wide")


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        (make_rows(codes={"flat_no": 1}, combinations={"flat_no": 1}), "there are 1 codes"),
        (make_rows(codes={f"c{n}": 1 for n in range(17)}, combinations={"": 1}), "are 17 codes"),
        (make_rows(combinations={"": 0}), "no combination to draw"),
        (make_rows().assign(item="same"), "have the same place"),
        (make_rows().assign(value=-1.0), "has the value -1"),
        (make_rows().drop(columns="topic"), "no column topic"),
    ],
)
def test_rows_that_are_no_combinations_are_refused(rows, says):
    with pytest.raises(NotDrawable, match=says):
        draw_upset(rows, width="narrow")
