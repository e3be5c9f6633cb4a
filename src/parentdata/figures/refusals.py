"""Refusals of figures: what cannot be drawn honestly."""

from __future__ import annotations

from parentdata.errors import Refusal


class NotDrawable(Refusal):
    """The table given does not hold what the figure needs."""


class TooManyColours(Refusal):
    """More categories than there are colours that readers can tell apart."""


class BadOption(Refusal):
    """An option of a figure has a value that is not offered."""


def check_option(name: str, value: object, offered: tuple[object, ...]) -> None:
    """Refuse a value that is not offered.

    Raises
    ------
    BadOption
        The value is none of those offered.
    """
    if value not in offered:
        raise BadOption(
            f"{name}={value!r} is not known.",
            expected=f"{name} as one of {', '.join(map(repr, offered))}",
            do=f"Correct {name} where the figure is drawn.",
        )
