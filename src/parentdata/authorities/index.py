"""A register as a book to look names and codes up in, and the names in it that mean two."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

import pandas as pd

from parentdata.authorities.aliases import Alias
from parentdata.authorities.names import normalise_name

Days = tuple[int, int]


@dataclass(frozen=True, kw_only=True)
class Index:
    """Rows of a register by what they are called.

    Attributes
    ----------
    by_code, by_name, by_alias : dict of str to tuple of int
        Row numbers of the register. A code is the present or a former one. An alias of a body
        outside the register has no rows.
    days : list of (first, last)
        Days in force of each row, as ordinals, both included.
    """

    by_code: dict[str, tuple[int, ...]]
    by_name: dict[str, tuple[int, ...]]
    by_alias: dict[str, tuple[int, ...]]
    days: list[Days]

    def narrow(self, rows: tuple[int, ...], day: int) -> tuple[int, ...]:
        """Keep those of some rows that were in force on a day."""
        return tuple(row for row in rows if self.days[row][0] <= day <= self.days[row][1])


def build_index(register: pd.DataFrame, aliases: Iterable[Alias] = ()) -> Index:
    """Index a register by codes, by normalised names, and by stated aliases."""
    by_code: dict[str, list[int]] = defaultdict(list)
    by_name: dict[str, list[int]] = defaultdict(list)
    for number, row in enumerate(register.to_dict("records")):
        for code in (row["gss_code"], *row["former_gss_codes"]):
            if isinstance(code, str):
                by_code[code].append(number)
        for name in dict.fromkeys(map(normalise_name, row["names"])):
            by_name[name].append(number)
    by_name.pop("", None)
    by_alias: dict[str, list[int]] = defaultdict(list)
    for alias in aliases:
        by_alias[normalise_name(alias.name)] += by_code.get(alias.gss_code, [])
    spans = zip(register["first_day"], register["last_day"], strict=True)
    return Index(
        **{
            name: {key: tuple(rows) for key, rows in table.items()}
            for name, table in (
                ("by_code", by_code), ("by_name", by_name), ("by_alias", by_alias),
            )
        },
        days=[(first.toordinal(), last.toordinal()) for first, last in spans],
    )  # fmt: skip


def find_shared_names(register: pd.DataFrame) -> pd.DataFrame:
    """List the normalised names that mean two authorities in force on one day.

    Such a name is never matched; it is listed with both.

    Returns
    -------
    DataFrame, one row per name and pair of authorities
        name (normalised), authority, other, from_day, to_day (days on which both were in force).
    """
    index = build_index(register)
    names, days = register["authority"].tolist(), index.days
    rows = []
    for name, numbers in sorted(index.by_name.items()):
        for one, other in combinations(numbers, 2):
            first = max(days[one][0], days[other][0])
            last = min(days[one][1], days[other][1])
            if first <= last:
                both = (pd.Timestamp.fromordinal(day) for day in (first, last))
                rows.append((name, names[one], names[other], *both))
    return pd.DataFrame(rows, columns=["name", "authority", "other", "from_day", "to_day"])
