"""Whether data are stand-in or real: the words for it, and the column that says it."""

from __future__ import annotations

from typing import Literal, get_args

Status = Literal["stand-in", "real"]
STAND_IN, REAL = "stand-in", "real"
STATUSES: tuple[str, ...] = get_args(Status)
STATUS_COLUMN = "data_status"

# Who a reader might think gave stand-in data, where it is no parent's answers.
_NOBODY = {
    "foi-requests": "No authority sent these replies",
    "focus-groups": "No parent said any of this",
}
NOBODY = "No parent gave these answers"


def say_nobody(study: str) -> str:
    """Say of a study's stand-in data that nobody gave them."""
    return _NOBODY.get(study, NOBODY)
