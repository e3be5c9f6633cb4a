"""Diverging bars: where they stand, what stands in them, and what is refused."""

import pandas as pd
import pytest

from parentdata.figures import BadOption, NotDrawable, TooManyColours, draw_likert

NHS = {"definitely": 0.25, "probably": 0.25, "probably_not": 0.2, "definitely_not": 0.2}
POLICE = {"definitely": 0.1, "probably": 0.2, "probably_not": 0.3, "definitely_not": 0.3}
ITEMS = {
    "Police": {**POLICE, "dont_know": 0.1, "not_answered": 0.04},
    "NHS": {**NHS, "dont_know": 0.1, "not_answered": 0.02},
}


@pytest.mark.parametrize("width", ["wide", "narrow"])
def test_segments_are_as_wide_as_their_shares_and_meet_at_the_sign_change(width, shares, read):
    drawn = read(draw_likert(shares(ITEMS), width=width))
    ends = {
        mark: (left - 1, right + 1) for mark in drawn.patches if "know" not in mark
        and "answered" not in mark for left, right in [drawn.bar(mark)]
    }  # fmt: skip
    left, centre = ends["s.NHS.probably_not"]
    pixels = (centre - left) / 0.2
    order = ["definitely_not", "probably_not", "probably", "definitely"]
    for item, answers in (("NHS", NHS), ("Police", POLICE)):
        at = centre - pixels * (answers["definitely_not"] + answers["probably_not"])
        for answer in order:
            assert ends[f"s.{item}.{answer}"] == pytest.approx(
                (at, at + pixels * answers[answer]), abs=0.02
            )
            at += pixels * answers[answer]


def test_a_neutral_answer_straddles_the_centre_line(shares, read):
    even = {"probably": 0.3, "neither": 0.4, "probably_not": 0.3}
    drawn = read(draw_likert(shares({"A": even, "B": {**even, "neither": 0.2}}), width="wide"))
    middles = {mark: sum(drawn.bar(mark)) / 2 for mark in ("s.A.neither", "s.B.neither")}
    assert middles["s.A.neither"] == pytest.approx(middles["s.B.neither"], abs=0.01)
    (left, _), (_, right) = drawn.bar("s.A.probably_not"), drawn.bar("s.A.probably")
    assert (left + right) / 2 == pytest.approx(middles["s.A.neither"], abs=0.01)


def test_ways_of_not_answering_stand_at_the_scale_of_the_bars(shares, read):
    drawn = read(draw_likert(shares(ITEMS), width="wide"))
    left, right = drawn.bar("s.NHS.definitely")
    pixels = (right - left + 2) / 0.25
    left, right = drawn.bar("s.NHS.dont_know")
    assert right - left + 1 == pytest.approx(pixels * 0.1, abs=0.02)
    assert left > max(drawn.bar("s.NHS.definitely"))


@pytest.mark.parametrize("width", ["wide", "narrow"])
def test_labels_shares_and_the_note_are_written(width, shares, read):
    drawn = read(draw_likert(shares(ITEMS), width=width))
    legend = ["Definitely not trust", "Probably not trust", "Probably trust", "Definitely trust"]
    assert [word for word in drawn.words if word in legend] == legend
    assert [word for word in drawn.words if word in ITEMS] == ["Police", "NHS"]
    assert drawn.words_of("s.NHS.definitely") == ["25"]
    assert drawn.words_of("s.Police.not_answered")[0].endswith("4.0")
    note = " ".join(drawn.words[-3:])
    assert "Stand-in data. Per cent. Base: everyone; answered Q5; n 200." in note


def test_the_note_of_real_data_says_nothing_of_stand_in(shares, read):
    drawn = read(draw_likert(shares(ITEMS).assign(data_status="real"), width="wide"))
    assert drawn.words[-1].startswith("Per cent. Base: everyone")


def test_a_base_that_differs_beside_the_bars_is_named(shares, read):
    rows = shares(ITEMS)
    rows.loc[rows["answer"].eq("not_answered"), "base"] = "everyone; asked Q5"
    words = " ".join(read(draw_likert(rows, width="wide")).words)
    assert words.endswith("n 200. Not answered: base everyone; asked Q5.")


def test_net_order_puts_the_most_trusted_first_and_withheld_items_last(shares, read):
    items = {"Withheld": NHS, **ITEMS}
    items = {item: {a: answers[a] for a in NHS} for item, answers in items.items()}
    rows = shares(items, withheld=["Withheld"])
    drawn = read(draw_likert(rows, width="wide", order="net"))
    assert [word for word in drawn.words if word in items] == ["NHS", "Police", "Withheld"]


def test_a_scale_asked_from_its_negative_end_is_drawn_the_same_way_round(shares, read):
    turned = {item: dict(reversed(answers.items())) for item, answers in ITEMS.items()}
    one, other = (read(draw_likert(shares(items), width="wide")) for items in (ITEMS, turned))
    assert one.bar("s.NHS.definitely") == other.bar("s.NHS.definitely")
    assert (
        one.patches["s.NHS.definitely"][0].get_facecolor()
        == other.patches["s.NHS.definitely"][0].get_facecolor()
    )


@pytest.mark.parametrize("width", ["wide", "narrow"])
def test_a_withheld_item_shows_the_word_and_no_bar(width, shares, read):
    drawn = read(draw_likert(shares(ITEMS, withheld=["NHS"]), width=width))
    assert not [mark for mark in drawn.patches if mark.startswith("s.NHS")]
    assert drawn.words_of("s.NHS.definitely_not") == ["withheld"]
    assert drawn.words_of("s.NHS.dont_know")[0].endswith("withheld")


def test_a_share_of_nought_has_no_bar(shares, read):
    none = {**NHS, "definitely": 0.0}
    drawn = read(draw_likert(shares({"NHS": none}), width="wide"))
    assert "s.NHS.definitely" not in drawn.patches


def test_sums_and_other_statistics_are_left_out(shares, read):
    rows = shares(ITEMS)
    total = rows.iloc[[0]].assign(id="s.Police.positive", answer="positive", value=0.3)
    net = rows.iloc[[0]].assign(id="s.Police.net", answer="net", side="", unit="points")
    drawn = read(draw_likert(pd.concat([rows, total, net]), width="wide"))
    assert set(drawn.patches) == {f"s.{i}.{a}" for i, answers in ITEMS.items() for a in answers}


def test_rows_that_come_back_from_disk_are_drawn_the_same(shares, read):
    rows = shares(ITEMS)
    back = rows.assign(side=rows["side"].replace("", None))
    one, other = (read(draw_likert(table, width="wide")) for table in (rows, back))
    assert one.words == other.words
    assert list(one.patches) == list(other.patches)
    assert list(rows["side"]).count("") == 4


def test_an_item_without_one_of_the_answers_is_refused(shares):
    rows = shares(ITEMS)
    with pytest.raises(NotDrawable, match="'NHS' has no row for probably_not"):
        draw_likert(rows[rows["id"].ne("s.NHS.probably_not")], width="wide")


def test_a_share_given_in_per_cent_is_refused(shares):
    with pytest.raises(NotDrawable, match=r"'s.NHS.definitely' has the value 25"):
        draw_likert(shares({"NHS": {**NHS, "definitely": 25}}), width="wide")


def test_an_empty_value_that_is_not_withheld_is_refused(shares):
    rows = shares(ITEMS)
    rows.loc[0, "value"] = float("nan")
    with pytest.raises(NotDrawable, match="has the value nan"):
        draw_likert(rows, width="wide")


def test_two_domains_at_once_are_refused(shares):
    rows = shares(ITEMS)
    again = rows.assign(id=rows["id"] + "|gender=woman")
    with pytest.raises(NotDrawable, match="have the same place in the figure"):
        draw_likert(pd.concat([rows, again]), width="wide")


def test_an_id_that_stands_twice_is_refused(shares):
    rows = shares(ITEMS)
    with pytest.raises(NotDrawable, match="stands twice"):
        draw_likert(pd.concat([rows, rows]), width="wide")


def test_no_rows_are_refused(shares):
    with pytest.raises(NotDrawable, match="no rows"):
        draw_likert(shares(ITEMS).iloc[:0], width="wide")


def test_an_absent_column_is_refused_by_name(shares):
    with pytest.raises(NotDrawable, match="no column side"):
        draw_likert(shares(ITEMS).drop(columns="side"), width="wide")


def test_four_answers_on_one_side_are_refused(shares):
    rows = shares({"NHS": {"definitely": 0.1, "probably": 0.2, "neither": 0.3, "dont_know": 0.4}})
    with pytest.raises(TooManyColours, match="4 positive answers"):
        draw_likert(rows.assign(side="positive"), width="wide")


@pytest.mark.parametrize("options", [{"width": "huge"}, {"width": "wide", "order": "random"}])
def test_an_unknown_option_is_refused(options, shares):
    with pytest.raises(BadOption, match=r"is not known[.\n\s]*expected"):
        draw_likert(shares(ITEMS), **options)
