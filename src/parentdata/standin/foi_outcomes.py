"""What became of the stand-in requests: outcomes, exemptions, and what followed the replies."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta

from parentdata.standin import foi_plan as plan
from parentdata.standin import foi_sentences_letters as letters
from parentdata.standin.foi_draw import Draw
from parentdata.standin.foi_replies import Reply
from parentdata.standin.foi_requests import Request, move

SECTIONS = ("exemption_s12", "exemption_s14", "exemption_s40", "exemption_s43", "exemption_other")


def list_responses(
    replies: Sequence[Reply], files: Mapping[str, bytes], draw: Draw
) -> Iterator[dict[str, str]]:
    """Write the replies as rows of responses.csv, in the order of the requests.

    A reply with an exemption is withheld, wholly where everything is refused; of those that
    answer no, some are recorded as holding nothing; all others as granted.
    """
    nothing = [one for one in replies if one.held.kind == "no"]
    not_held = draw.take("not held", nothing, plan.NOT_HELD)
    for one in replies:
        request = one.held.request
        cited = _cite(one)
        outcome = "granted_in_full"
        if cited:
            refuses = one.held.kind == "refuses"
            outcome = "fully_withheld" if refuses else "partially_withheld"
        elif one in not_held:
            outcome = "not_held"
        name = name_file(one)
        yield {
            "response_id": f"P{request.id[1:]}",
            "request_id": request.id,
            "file": name,
            "sha256": hashlib.sha256(files[name]).hexdigest(),
            "received_date": request.replied.isoformat(),
            "outcome": outcome,
            "exemptions": ";".join(cited),
        }


def name_file(one: Reply) -> str:
    """Name of a reply's file inside the study's folder."""
    return f"replies/{one.held.request.id}.txt"


def _cite(one: Reply) -> list[str]:
    """Sections as the reply cites them, by the Act of the authority's nation, in their order."""
    is_scottish = one.held.request.authority.nation == "Scotland"
    law = letters.SCOTTISH_ACT if is_scottish else letters.UK_ACT
    cited = []
    for code in SECTIONS:
        if code not in one.held.codes:
            continue
        if code == "exemption_other":
            cited += [short for words, short in law["other"] if f"under {words}" in one.text]
        else:
            cited.append(law[code.removeprefix("exemption_")][1])
    return cited


def add_later_events(requests: Sequence[Request], replies: Sequence[Reply], draw: Draw) -> None:
    """Add internal reviews and complaints to some refused, evasive and silent requests."""
    of_kind = {
        kind: [one.held.request for one in replies if one.held.kind == kind]
        for kind in ("refuses", "irrelevant")
    }
    of_kind["silent"] = [one for one in requests if one.replied is None]
    for kind, size in plan.REVIEWS_ASKED.items():
        reviewed = draw.take(f"reviews {kind}", of_kind[kind], size)
        for one in reviewed:
            _ask_for_review(one, draw)
        for one in reviewed[: plan.COMPLAINTS.get(kind, 0)]:
            last = max(day for day, _, _ in one.events)
            one.events.append((move(last + timedelta(days=30), by=1), "ico", "complaint made"))


def _ask_for_review(one: Request, draw: Draw) -> None:
    since = one.replied or one.sent + timedelta(days=45)
    asked = move(since + timedelta(days=4 + draw.number(f"{one.id} review", 12)), by=1)
    one.events.append((asked, "internal_review", ""))
    if one.replied:
        days = 18 + draw.number(f"{one.id} reviewed", 25)
        answered = move(asked + timedelta(days=days), by=1)
        one.events.append((answered, "internal_review_replied", "first reply upheld"))
