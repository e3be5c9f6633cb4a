"""Whether data are stand-in or real: the words for it, and the column that says it."""

from __future__ import annotations

from typing import Literal, get_args

Status = Literal["stand-in", "real"]
STAND_IN, REAL = "stand-in", "real"
STATUSES: tuple[str, ...] = get_args(Status)
STATUS_COLUMN = "data_status"
