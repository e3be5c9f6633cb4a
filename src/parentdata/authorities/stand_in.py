"""Stand-in replies belong to stand-in authorities, and to no other."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd

from parentdata.authorities.refusals import RealAuthority

# Z, a nation's letter and six digits: no GSS code has that form.
STAND_IN_CODE = re.compile(r"Z[ENSW][0-9]{6}")


def refuse_real_authorities(register: pd.DataFrame, *, status: str, file: Path | str) -> None:
    """Refuse real authorities in the register of a folder whose replies are stand-in.

    Parameters
    ----------
    register : DataFrame
        As `read_register` returns it.
    status : {"stand-in", "real"}
        Of the folder.
    file : Path or str
        Named in the refusal.

    Raises
    ------
    RealAuthority
        The status is stand-in and an authority has another code than a stand-in one, or none; or
        the status is real and an authority has a stand-in code.
    """
    codes = register["gss_code"].fillna("")
    is_stand_in = codes.map(STAND_IN_CODE.fullmatch).notna()
    wrong = is_stand_in == (status == "real")
    if not wrong.any():
        return
    name, code = register.loc[wrong, "authority"].iloc[0], codes[wrong].iloc[0]
    raise RealAuthority(
        f"the replies are {status}, and not so {wrong.sum()} of the authorities, the first of them "
        f"{name} ({code or 'no code'}).",
        file=file,
        column="gss-code",
        expected="codes such as ZE000001 with stand-in replies, and none of them with real ones",
        do="Replace register, requests and replies together; no stand-in reply may be taken for a "
        "real authority's. Nothing was written.",
    )
