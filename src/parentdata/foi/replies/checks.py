"""What has to hold before a reply is taken into data/raw."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from parentdata.foi.register.read import RESPONSE_COLUMNS, read_requests
from parentdata.foi.replies.concerns import Concern
from parentdata.foi.replies.files import REPLIES
from parentdata.foi.replies.refusals import (
    BadReason,
    MixedReplies,
    NoTextAtAll,
    PersonalDataFound,
    RepeatedReply,
    UnknownRequest,
)
from parentdata.intake.rows import NOT_WRITTEN, read_rows
from parentdata.origin import ORIGIN, Origin, hash_file
from parentdata.replies.document import TEXT, Document
from parentdata.replies.personal_data import count_kinds, find_personal_data

# Every stand-in reply says so in its first line.
STAND_IN = "STAND-IN"
SHORTEST_REASON = 15
CONCERNS_TOLD = 200


def refuse_stand_in(folder: Path, origin: Origin) -> None:
    """Refuse to put a real reply among stand-in replies; `MixedReplies`."""
    if origin.status != "real":
        raise MixedReplies(
            f"the study's status is {origin.status}.",
            file=folder / ORIGIN,
            expected="a folder of real requests, with status: real",
            do="Take the stand-in files away first, as CONTRIBUTING.md describes (“Replace "
            f"stand-in replies by real ones”); {NOT_WRITTEN}.",
        )
    for path in sorted((folder / REPLIES).glob("*.txt")):
        with path.open(encoding="utf-8", errors="replace") as file:
            if file.readline().lstrip("\ufeff").startswith(STAND_IN):
                raise MixedReplies(
                    "it is a stand-in reply in a folder whose status is real.",
                    file=path,
                    expected="real replies only",
                    do=f"Take every stand-in file out of the folder; {NOT_WRITTEN}.",
                )


def refuse_unknown_request(folder: Path, request_id: str, *, closed: date) -> None:
    """Refuse a reply to a request that requests.csv does not list; `UnknownRequest`."""
    path = folder / "requests.csv"
    known = read_requests(path, closed=closed)["request_id"]
    if request_id not in set(known):
        raise UnknownRequest(
            f"no request is called {request_id!r}.",
            file=path,
            expected=f"one of its {len(known)} requests, such as {known.iloc[0]}",
            do=f"Correct the id, or list the request first; {NOT_WRITTEN}.",
        )


def refuse_repeated(folder: Path, request_id: str, files: Sequence[Path]) -> None:
    """Refuse a second reply to a request, and a file that stands twice; `RepeatedReply`."""
    path = folder / "responses.csv"
    rows = read_rows(path, columns=RESPONSE_COLUMNS) if path.exists() else []
    answered = {row.cells["request_id"]: row.number for row in rows}
    if request_id in answered:
        raise RepeatedReply(
            f"{request_id} has a reply on record.",
            file=path,
            row=answered[request_id],
            expected="one reply a request, all its files together",
            do="Where nothing is coded yet, take that row, its event and its files away and accept "
            f"all files together; {NOT_WRITTEN}.",
        )
    seen: dict[str, Path] = {}
    for file in files:
        other = seen.setdefault(hash_file(file), file)
        if other is not file:
            raise RepeatedReply(
                f"the file is the same as {other.name}.",
                file=file,
                expected="every file once",
                do=f"Leave one of them out; {NOT_WRITTEN}.",
            )


def refuse_no_text(documents: Sequence[Document], files: Sequence[Path]) -> None:
    """Refuse a reply of which no file holds text: nothing of it could be coded; `NoTextAtAll`."""
    if any(document.status == TEXT for document in documents):
        return
    listed = "; ".join(f"{each.name} ({' '.join(each.warnings) or 'blank'})" for each in documents)
    raise NoTextAtAll(
        f"no file of the reply holds text: {listed}.",
        file=files[0],
        expected="text in at least one file",
        do="Put a transcript (.txt), or a copy that went through OCR, beside the scan and accept "
        f"both together; {NOT_WRITTEN}.",
    )


def refuse_concerns(concerns: Sequence[Concern]) -> PersonalDataFound:
    """Word the refusal of a reply that a person has to look at."""
    told = "".join(f"\n    {concern}" for concern in concerns[:CONCERNS_TOLD])
    more = len(concerns) - CONCERNS_TOLD
    rest = f"\n    and {more} more" if more > 0 else ""
    return PersonalDataFound(
        f"a person has to look at the reply first (places: {len(concerns)}):{told}{rest}",
        expected="a reply without personal data, all of which could be searched",
        do="Read these places. Redact the file at its source, or accept it as it is with --accept "
        f'--reason "why it may be kept"; {NOT_WRITTEN}.',
    )


def refuse_half_acceptance(*, is_accepted: bool, reason: str | None) -> None:
    """Refuse --accept without a reason, and a reason without --accept; `BadReason`."""
    if is_accepted != (reason is not None):
        raise BadReason(
            "there is --accept and no --reason." if is_accepted else "there is --reason alone.",
            expected="both --accept and --reason, or neither",
            do=f"Say with both that the reply may be kept, and why; {NOT_WRITTEN}.",
        )


def check_reason(reason: str) -> None:
    """Refuse a reason that is none, or that gives somebody away; `BadReason`."""
    words = " ".join(reason.split())
    found = count_kinds(find_personal_data(words))
    if len(words) >= SHORTEST_REASON and not found and words[0] not in "=+-@":
        return
    kinds = ", ".join(found)
    raise BadReason(
        f"the reason holds personal data itself ({kinds})."
        if found
        else f"the reason is {words!r}.",
        expected=f"words of at least {SHORTEST_REASON} characters, no formula and nobody's name",
        do=f"Say in words why the reply may be kept as it is; {NOT_WRITTEN}.",
    )
