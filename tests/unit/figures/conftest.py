"""Small tables of estimates, and a way to read back what a figure holds."""

import pandas as pd
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.patches import Patch

LABELS = {
    "definitely": ("Definitely trust", "positive"),
    "probably": ("Probably trust", "positive"),
    "neither": ("Neither", "neutral"),
    "probably_not": ("Probably not trust", "negative"),
    "definitely_not": ("Definitely not trust", "negative"),
    "dont_know": ("Don't know", ""),
    "not_answered": ("Not answered", ""),
}


def make_shares(items, *, withheld=()):
    """Rows of an estimates table from {item: {answer: share}}; `withheld` names items."""
    rows = [
        {
            "id": f"s.{item}.{answer}",
            "item_label": item,
            "answer": answer,
            "answer_label": LABELS[answer][0],
            "side": LABELS[answer][1],
            "unit": "share",
            "value": None if item in withheld else share,
            "ci_low": None if item in withheld else max(share - 0.05, 0),
            "ci_high": None if item in withheld else min(share + 0.05, 1),
            "n": 200,
            "base": "everyone; answered Q5",
            "level": 0.95,
            "is_withheld": item in withheld,
            "data_status": "stand-in",
        }
        for item, answers in items.items()
        for answer, share in answers.items()
    ]
    return pd.DataFrame(rows).astype({"value": float, "ci_low": float, "ci_high": float})


def make_counts(cells, *, withheld=()):
    """Rows with unit "count" from {(label, category): count}; `withheld` names cells."""
    return pd.DataFrame(
        [
            {
                "id": f"c.{label}.{category}",
                "item_label": label,
                "answer_label": category,
                "unit": "count",
                "value": None if (label, category) in withheld else float(count),
                "n": 40,
                "base": "the 40 requests",
                "is_withheld": (label, category) in withheld,
                "data_status": "real",
            }
            for (label, category), count in cells.items()
        ]
    ).astype({"value": float})


class Reading:
    """What stands on a figure."""

    def __init__(self, figure):
        self.width, self.height = (round(inches * 72) for inches in figure.get_size_inches())
        axes = figure.axes[0]
        self.texts = [text for text in axes.texts if text.get_text()]
        self.words = [text.get_text() for text in self.texts]
        patches = [patch for patch in axes.findobj(Patch) if patch.get_gid()]
        self.patches = {}
        for patch in patches:
            mark = patch.get_gid().removeprefix("estimate:")
            self.patches.setdefault(mark, []).append(patch)
        renderer = FigureCanvasAgg(figure).get_renderer()
        self.boxes = [(text.get_text(), text.get_window_extent(renderer)) for text in self.texts]

    def bar(self, mark):
        """Left and right end of the one bar of an estimate."""
        (patch,) = self.patches[mark]
        return patch.get_x(), patch.get_x() + patch.get_width()

    def words_of(self, mark):
        """Texts that show an estimate."""
        return [text.get_text() for text in self.texts if text.get_gid() == f"estimate:{mark}"]


@pytest.fixture
def shares():
    return make_shares


@pytest.fixture
def counts():
    return make_counts


@pytest.fixture
def read():
    return Reading
