"""The Cabinet Office's words for what became of a request."""

from __future__ import annotations

import re

# Names and order of the Cabinet Office's statistics, with the words that a reader sees.
OUTCOMES = {
    "granted_in_full": "Granted in full",
    "partially_withheld": "Partially withheld",
    "fully_withheld": "Fully withheld",
    "not_held": "Information not held",
    "no_response": "No response",
}
UNDECIDED = "undecided"
UNDECIDED_LABEL = "No outcome: withdrawn or not described"


def name_slug(label: str) -> str:
    """Turn a label into the name that stands in an id: "South East" is `south_east`."""
    return re.sub(r"[^a-z0-9]+", "_", label.lower().replace("'", "").replace("’", "")).strip("_")
