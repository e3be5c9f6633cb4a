"""Refusals: every error that the compendium raises on purpose."""

from __future__ import annotations

from pathlib import Path


class Refusal(Exception):
    """Something that came was not what was expected; nothing has been written.

    Parameters
    ----------
    came : str
        What was found, in one sentence.
    expected : str
        What should have been there.
    do : str
        What the reader can do next.
    file : Path or str, optional
        The file that holds the fault.
    row : int or str, optional
        Row in the file, counted as a spreadsheet counts (the first line is 1).
    column : str, optional
        Name of the column.
    """

    def __init__(
        self,
        came: str,
        *,
        expected: str,
        do: str,
        file: Path | str | None = None,
        row: int | str | None = None,
        column: str | None = None,
    ) -> None:
        place = ", ".join(
            part
            for part in (
                str(file) if file is not None else "",
                f"row {row}" if row is not None else "",
                f"column {column!r}" if column is not None else "",
            )
            if part
        )
        self.came, self.expected, self.do = came, expected, do
        self.file, self.row, self.column = file, row, column
        super().__init__(
            (f"{place}: " if place else "") + f"{came}\n  expected: {expected}\n  to do: {do}"
        )

    def __reduce__(self) -> tuple:
        # An error is made again from its message alone, which is not what the constructor takes.
        return _restore, (type(self), self.args, self.__dict__)


def _restore(kind: type[Refusal], arguments: tuple, state: dict) -> Refusal:
    """Make a refusal again that another process raised."""
    refusal = kind.__new__(kind, *arguments)
    refusal.__dict__.update(state)
    return refusal
