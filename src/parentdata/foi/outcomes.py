"""The words: what became of a request, in the Cabinet Office's terms, and what a date is of."""

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

# What the date listed with a request is the date of.
EVENTS = {
    "request": "The request itself",
    "incoming": "A later message from the authority",
    "outgoing": "A later message to the authority",
}


def name_slug(label: str) -> str:
    """Turn a label into the name that stands in an id: "South East" is `south_east`."""
    return re.sub(r"[^a-z0-9]+", "_", label.lower().replace("'", "").replace("’", "")).strip("_")
