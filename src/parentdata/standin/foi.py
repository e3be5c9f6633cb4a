"""The stand-in of the Freedom of Information requests: every file of its folder, as bytes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import pandas as pd

from parentdata.coding.codebook import Codebook
from parentdata.coding.columns import ADJUDICATION_COLUMNS
from parentdata.coding.tools import Tools
from parentdata.standin import foi_plan as plan
from parentdata.standin.foi_authorities import list_register, make_authorities
from parentdata.standin.foi_coders import judge_replies, write_adjudications, write_judgements
from parentdata.standin.foi_draw import Draw
from parentdata.standin.foi_outcomes import add_later_events, list_responses, name_file
from parentdata.standin.foi_replies import write_replies
from parentdata.standin.foi_requests import Request, make_requests
from parentdata.standin.foi_truth import decide_replies


def make_foi(codebook: Codebook, tools: Tools, *, undecided: int = 0) -> dict[str, bytes]:
    """Make the stand-in requests, replies, judgements and decisions.

    Parameters
    ----------
    codebook : Codebook
        With a code for every tool.
    tools : Tools
        The authority file of the same folder.
    undecided : int
        Disagreements to leave without a decision, for tests of what happens then.

    Returns
    -------
    dict of file name (within the study's folder) to its content
        The same bytes on every machine.

    Raises
    ------
    BadPlan
        The plan and the codebook differ in codes, or counts do not add up.
    """
    draw = Draw(plan.SEED)
    authorities = make_authorities()
    requests = make_requests(authorities)
    replies = write_replies(decide_replies(requests), tools, draw)
    add_later_events(requests, replies, draw)
    judged = judge_replies(replies, codebook, draw)
    files = {name_file(one): one.text.encode("utf-8") for one in replies}
    tables: dict[str, Iterable[dict[str, str]]] = {
        "authorities.csv": list_register(authorities),
        "aliases.csv": _list_aliases(requests),
        "requests.csv": _list_requests(requests),
        "responses.csv": list_responses(replies, files, draw),
        **{
            f"judgements-{coder}.csv": write_judgements(judged, coder, codebook, draw)
            for coder in plan.CODERS
        },
        "events.csv": _list_events(requests),
    }
    decisions = write_adjudications(judged, draw, undecided=undecided)
    return {
        **files,
        **{name: _write_csv(rows) for name, rows in tables.items()},
        # It may have no rows, and has its header all the same.
        "adjudications.csv": _write_csv(decisions, ADJUDICATION_COLUMNS),
    }


def _list_aliases(requests: Iterable[Request]) -> Iterator[dict[str, str]]:
    aliased = [one for one in requests if one.alias_note]
    for one in sorted(aliased, key=lambda one: one.authority.number):
        yield {"name": one.written, "gss_code": one.authority.code, "note": one.alias_note}


def _list_requests(requests: Iterable[Request]) -> Iterator[dict[str, str]]:
    for one in requests:
        yield {
            "request_id": one.id,
            "authority": one.written,
            "gss_code": one.authority.code if one.is_coded else "",
            "sent_date": one.sent.isoformat(),
            "route": one.route,
            "is_programme": str(one.is_programme).lower(),
            "batch": one.batch,
        }


def _list_events(requests: Iterable[Request]) -> Iterator[dict[str, str]]:
    for one in requests:
        for day, event, note in sorted(one.events):
            yield {
                "request_id": one.id,
                "event_date": day.isoformat(),
                "event": event,
                "note": note,
            }


def _write_csv(rows: Iterable[dict[str, str]], columns: Sequence[str] | None = None) -> bytes:
    table = pd.DataFrame(rows, columns=columns, dtype=str)
    return table.to_csv(index=False, lineterminator="\n").encode("utf-8")
