"""With long words at both widths, no text touches another and none leaves the sheet."""

from itertools import combinations

import matplotlib
import pandas as pd
import pytest

from parentdata.figures import (
    draw_bars,
    draw_flow,
    draw_intervals,
    draw_likert,
    draw_matrix,
    draw_presence,
    draw_ranges,
    draw_survival,
    draw_tiles,
    draw_upset,
)
from parentdata.figures.sheet import measure, wrap

LONG = [
    "To improve the planning and delivery of family support services for everyone who needs them",
    "Donaudampfschifffahrtsgesellschaftskapitänspatentantragsformularverzeichnis",
    "Costs of $5 and $6, <b>bold</b> & “quoted”",
    "CCTV",
    "Discouraging families from seeking help",
    "Something else",
]
SHARES = [
    {"definitely": 0.004, "probably": 0.01, "neither": 0.02, "probably_not": 0.02,
     "definitely_not": 0.85, "dont_know": 0.0, "not_answered": 0.3},
    {"definitely": 0.9, "probably": 0.05, "neither": 0.01, "probably_not": 0.005,
     "definitely_not": 0.005, "dont_know": 0.03, "not_answered": 0.0005},
    {"definitely": 0.1, "probably": 0.1, "neither": 0.1, "probably_not": 0.1,
     "definitely_not": 0.1, "dont_know": 0.5, "not_answered": 0.2},
]  # fmt: skip


def likert(shares, counts, width):
    items = dict(zip(LONG, [*SHARES, SHARES[2]], strict=False))
    return draw_likert(shares(items, withheld=[LONG[3]]), width=width)


def full_scale(shares, counts, width):
    return draw_likert(
        shares({LONG[0]: {"definitely": 1.0, "definitely_not": 0.0, "dont_know": 0.0}}), width=width
    )


def intervals(shares, counts, width):
    items = {label: {"probably": share} for label, share in zip(LONG, (0, 0.5, 1), strict=False)}
    rows = shares(items, withheld=[LONG[1]]).assign(group=[LONG[0], LONG[1], LONG[1]])
    return draw_intervals(rows, width=width, group="group")


def points(shares, counts, width):
    rows = shares({label: {"probably": 0.5} for label in LONG[:2]})
    rows = rows.assign(unit="points", value=[-1.0, 1.0], ci_low=[-1.0, 0.99], ci_high=[-0.99, 1.0])
    return draw_intervals(rows, width=width)


def stacked(shares, counts, width):
    cells = {(one, other): n for n, one in enumerate(LONG) for other in LONG[:5]}
    cells[LONG[3], LONG[0]] = 12345
    return draw_bars(counts(cells), width=width, stack="answer_label")


def whole(shares, counts, width):
    return draw_bars(counts({(label, "x"): n for n, label in enumerate(LONG)}), width=width)


def matrix(shares, counts, width):
    cells = {(one, other): 1000 + n for n, one in enumerate(LONG) for other in LONG}
    return draw_matrix(counts(cells, withheld=[(LONG[0], LONG[1])]), width=width)


def share_matrix(shares, counts, width):
    cells = {(label, f"Group {n}"): 0.5 for label in LONG for n in range(3)}
    return draw_matrix(counts(cells).assign(unit="share"), width=width)


def survival(shares, counts, width):
    rows = shares(
        {label: {"probably": share} for label, share in zip(LONG, (1, 0.9, 0, 0.5), strict=False)}
    )
    rows = rows.assign(time=[0.0, 900.0, 1.0, 20.0], at_risk=[1234, 5, 12345, 1], censored=1)
    return draw_survival(
        rows, width=width, deadline=20, deadline_label="Deadline: 20 working days",
        time_label="Working days since the request", risk_label="Without a reply",
    )  # fmt: skip


def tiles(shares, counts, width):
    rows = counts({(label, str(n)): 1 for label in LONG for n in range(9)})
    rows = rows.assign(item=rows["id"], nation="England", region=rows["item_label"])
    rows["answer"] = rows["answer_label"] = [LONG[n % 5] for n in range(len(rows))]
    return draw_tiles(rows, width=width)


def upset(shares, counts, width):
    rows = counts({("code_sets", label): n for n, label in enumerate(LONG)})
    pairs = {("code_combinations", f"{one};{other}"): 1234 for one in LONG for other in LONG}
    rows = pd.concat([rows, counts(pairs)], ignore_index=True)
    names = rows["answer_label"]
    rows = rows.assign(topic=rows["item_label"], item=names, item_label=names, answer=names)
    return draw_upset(rows, width=width)


def flow(shares, counts, width):
    steps = counts({("flow", label): 12345 - 100 * n for n, label in enumerate(LONG[:4])})
    lost = counts({("lost", label): 50 for label in LONG[:2]})
    rows = pd.concat([steps, *(lost.assign(id=lost["id"] + str(n)) for n in range(1, 4))])
    rows["topic"], rows["answer"] = rows["item_label"], rows["answer_label"]
    taken = [*LONG[:4], *(LONG[n] for n in range(1, 4) for _ in range(2))]
    return draw_flow(rows.assign(item=taken, item_label=taken), width=width)


def presence(shares, counts, width):
    cells = counts({(one, other): n for one in LONG for n, other in enumerate(LONG[:5])})
    states = ["found", "not_found", "undecided", "no_evidence", "withheld"]
    labels = dict(zip(states, LONG, strict=False))
    cells["state"] = [states[int(n)] for n in cells["value"]]
    return draw_presence(cells.assign(state_label=cells["state"].map(labels)), width=width)


def few_states(shares, counts, width):
    cells = counts({(one, other): 1 for one in LONG for other in ("CCTV", "GP")})
    cells = cells.assign(state="found", state_label="Found here", group=cells["item_label"])
    return draw_presence(cells, width=width, group="group")


def ranges(shares, counts, width):
    rows = counts({(label, end): n for label in LONG for n, end in enumerate(("low", "high"))})
    rows = rows.assign(unit="share", group=rows["item_label"])
    return draw_ranges(
        rows, width=width, group="group", end="answer_label", threshold=0.01,
        threshold_label=" ".join(LONG[2:4]),
    )  # fmt: skip


FIGURES = [
    likert,
    full_scale,
    intervals,
    points,
    stacked,
    whole,
    matrix,
    share_matrix,
    survival,
    tiles,
    upset,
    flow,
    presence,
    few_states,
    ranges,
]


@pytest.mark.parametrize("width", ["wide", "narrow"])
@pytest.mark.parametrize("figure", FIGURES)
def test_no_text_touches_another_or_leaves_the_sheet(figure, width, shares, counts, read):
    drawn = read(figure(shares, counts, width))
    outside = [
        (text, box.extents)
        for text, box in drawn.boxes
        if box.x0 < 0 or box.y0 < 0 or box.x1 > drawn.width or box.y1 > drawn.height
    ]
    assert outside == []
    touching = [
        (one, other)
        for (one, a), (other, b) in combinations(drawn.boxes, 2)
        if min(a.x1, b.x1) - max(a.x0, b.x0) > 0.5 and min(a.y1, b.y1) - max(a.y0, b.y0) > 0.5
    ]
    assert touching == []


@pytest.mark.parametrize("width", ["wide", "narrow"])
@pytest.mark.parametrize("figure", FIGURES)
def test_no_mark_leaves_the_sheet(figure, width, shares, counts, read):
    drawn = read(figure(shares, counts, width))
    boxes = [patch.get_window_extent() for marks in drawn.patches.values() for patch in marks]
    assert boxes
    assert min(box.x0 for box in boxes) >= 0
    assert max(box.x1 for box in boxes) <= drawn.width + 0.01
    assert min(box.y0 for box in boxes) >= 0
    assert max(box.y1 for box in boxes) <= drawn.height


@pytest.mark.parametrize("figure", FIGURES)
def test_no_text_is_smaller_than_twelve_pixels(figure, shares, counts, read):
    drawn = read(figure(shares, counts, "narrow"))
    assert min(text.get_fontsize() for text in drawn.texts) >= 12
    assert drawn.width == 328


def test_wrapped_lines_fit_and_hold_every_letter():
    for text in LONG:
        lines = wrap(text, 100, 13)
        assert max(measure(line, 13) for line in lines) <= 100
        assert "".join(lines).replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize("figure", FIGURES)
def test_drawing_leaves_the_settings_of_matplotlib_alone(figure, shares, counts):
    before = dict(matplotlib.rcParams)
    figure(shares, counts, "wide")
    assert dict(matplotlib.rcParams) == before


def test_the_settings_of_the_user_do_not_reach_the_figure(shares, counts, read):
    plain = read(likert(shares, counts, "wide"))
    with matplotlib.rc_context({"font.size": 30, "font.family": ["monospace"], "figure.dpi": 300}):
        changed = read(likert(shares, counts, "wide"))
    assert [box.extents.tolist() for _, box in changed.boxes] == [
        box.extents.tolist() for _, box in plain.boxes
    ]
