"""One row an authority, for the map of tiles: where it is and what it says of use."""

from __future__ import annotations

import pandas as pd

from parentdata.foi.coded_rows import count_row, make_coded
from parentdata.foi.use import USES, classify_use


def list_tiles(register: pd.DataFrame, decided: pd.DataFrame) -> pd.DataFrame:
    """List every request's authority with its answer on use.

    Parameters
    ----------
    register, decided : DataFrame
        As in `classify_use`; the register with authority, region, nation and kind.

    Returns
    -------
    DataFrame, one row per request, in the order of region and authority
        The columns of an estimates table, each row a count of one
        (`foi.authority.<request_id>.count`), with region, nation and authority_type beside them.
    """
    told = register.assign(use=classify_use(register, decided))
    told = told.sort_values(["nation", "region", "authority"], na_position="first")
    rows = [
        count_row(
            f"foi.authority.{row['request_id']}.count", 1, topic="authority",
            item=row["request_id"], item_label=row["authority"], answer=row["use"],
            answer_label=USES[row["use"]], n=1, base="one request",
        )
        for row in told.to_dict("records")
    ]  # fmt: skip
    tiles = make_coded(rows, status=register["data_status"].iloc[0])
    places = ["nation", "region", "authority_type"]
    return tiles.assign(**{name: told[name].to_numpy() for name in places})
