"""Passages behind the counts of codes, as HTML that a bar can lead to."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from parentdata.display import Shown, read_data_status
from parentdata.figures.parts_html import write_stamp
from parentdata.figures.passage_rows import Sources, read_judged
from parentdata.figures.passages import write_code


def show_passages(
    decided: pd.DataFrame,
    judgements: pd.DataFrame,
    register: pd.DataFrame,
    adjudications: pd.DataFrame,
    *,
    codes: Mapping[str, str],
    texts: Mapping[str, str],
    marks: Mapping[str, str] | None = None,
    outcomes: Mapping[str, str] | None = None,
) -> Shown:
    """Show the passages behind the counts of codes, folded by code.

    A fold has the anchor "code-" and its code; the link of a bar opens it. Without a script it is
    opened by its heading.

    Parameters
    ----------
    decided, judgements, register, adjudications : DataFrame
        With the columns of `figures.passage_rows.NEEDS`; `decided` with one `data_status`.
    codes : dict of code to label
        Whose passages are shown, in this order.
    texts : dict of unit to the text of its reply
        For the words around a passage; a unit without a text has its quotation alone.
    marks : dict of code to words, optional
        What must stand beside the count of a code, such as "not reliable: alpha 0.52".
    outcomes : dict of outcome to label, optional

    Raises
    ------
    NoDataStatus
        As in `show_figure`.
    NotDrawable, BadPassage
        As in `figures.passage_rows`: a column or a unit is lost, or words are not where they were
        coded.
    """
    name = f"passages of {', '.join(codes)}"
    status = read_data_status(decided, name)
    sources = Sources.read(decided, judgements, register, adjudications, texts)
    held = read_judged(sources, codes)
    folds = "\n".join(
        write_code(code, label, held[code], mark=(marks or {}).get(code, ""), outcomes=outcomes)
        for code, label in codes.items()
    )
    return Shown(
        name,
        f'<div class="pd-codes" data-status="{status}">\n{write_stamp(status)}{folds}\n</div>',
    )
