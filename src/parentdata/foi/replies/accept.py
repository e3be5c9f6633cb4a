"""Take a reply's files into data/raw: looked through first, and recorded with what was found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

from parentdata.foi.register.events import check_events
from parentdata.foi.register.read import (
    EVENT_COLUMNS,
    RESPONSE_COLUMNS,
    read_events,
    read_requests,
    read_responses,
)
from parentdata.foi.replies.checks import (
    check_reason,
    refuse_concerns,
    refuse_no_text,
    refuse_repeated,
    refuse_stand_in,
    refuse_unknown_request,
)
from parentdata.foi.replies.concerns import Concern, list_concerns
from parentdata.foi.replies.files import REPLIES, find_files, name_files
from parentdata.foi.replies.records import (
    ACCEPTED_COLUMNS,
    ACCEPTED_FILE,
    append_rows,
    has_row,
    write_together,
)
from parentdata.provenance import (
    ORIGIN,
    check_folder,
    find_study,
    hash_file,
    read_origin,
    write_origin,
)
from parentdata.replies import Document, extract_documents
from parentdata.replies.reply_text import join_documents

RESPONSES_FILE, EVENTS_FILE = "responses.csv", "events.csv"


@dataclass(frozen=True, kw_only=True)
class Given:
    """What the person who received a reply says of it.

    Attributes
    ----------
    request_id : str
        As in requests.csv.
    received : date
    outcome : str
        One of `parentdata.foi.outcomes.OUTCOMES` but `no_response`.
    exemptions : str
        Sections joined by semicolons, or "".
    reason : str or None
        Why the reply may be taken in although something was found; None if nothing was said.
    """

    request_id: str
    received: date
    outcome: str
    exemptions: str = ""
    reason: str | None = None


@dataclass(frozen=True, kw_only=True)
class Accepted:
    """What was written: names within the study's folder, and what was found and accepted."""

    text_file: str
    files: tuple[str, ...]
    concerns: tuple[Concern, ...]
    warnings: tuple[str, ...]


def accept_reply(paths: Sequence[Path], given: Given, *, study: str, today: date) -> Accepted:
    """Take the files of one reply into a study's folder of data/raw.

    Parameters
    ----------
    paths : sequence of Path
        Files, or folders of files; in this order, and by name within a folder.
    given : Given
    study : str
        A folder of data/raw whose origin.yml says that it is real.
    today : date

    Returns
    -------
    Accepted
        `replies/R001/01-3fa2b1c0.pdf` …: the files, byte for byte, under names that give nobody
        away. `replies/R001.txt`: their text, which is what is coded; it is never made again, so
        that spans stay valid whatever the next version of a reader makes of the files.
        `responses.csv`, `events.csv` and, where a reason was needed, `accepted.csv` have grown by
        their rows, and `origin.yml` lists everything.

    Raises
    ------
    MixedReplies, UnknownRequest, RepeatedReply, NoTextAtAll, BadReason
        As `parentdata.foi.replies.checks`.
    PersonalDataFound
        Something was found or could not be searched, and there is no reason.
    Refusal
        Whatever the readers of files and of the study's tables refuse. In every case the folder is
        as it was.
    """
    folder = find_study(study)
    refuse_stand_in(folder, check_folder(folder))
    refuse_unknown_request(folder, given.request_id, closed=today)
    files = find_files(paths)
    refuse_repeated(folder, given.request_id, files)
    documents = {path: extract_documents(path) for path in files}
    every = [document for found in documents.values() for document in found]
    concerns = list_concerns(every)
    refuse_no_text(every, files)
    if concerns and given.reason is None:
        raise refuse_concerns(concerns)
    if given.reason is not None:
        check_reason(given.reason)
    delivery = _Delivery(given, folder, today, name_files(files, given.request_id), documents)
    contents = delivery.contents | _grow_tables(delivery)
    write_together(
        folder, contents, changes=ORIGIN, prove=lambda: _list_and_check(folder, contents, today)
    )
    warnings = [f"{each.name}: {said}" for each in every for said in each.warnings]
    return Accepted(
        text_file=delivery.text_file,
        files=tuple(delivery.names.values()),
        concerns=tuple(concerns),
        warnings=tuple(warnings),
    )


@dataclass(frozen=True)
class _Delivery:
    """A reply that has been looked through, and where its parts go."""

    given: Given
    folder: Path
    today: date
    names: dict[Path, str]
    documents: dict[Path, tuple[Document, ...]]

    @property
    def text_file(self) -> str:
        return f"{REPLIES}/{self.given.request_id}.txt"

    @property
    def contents(self) -> dict[str, bytes]:
        every = [document for found in self.documents.values() for document in found]
        text = (join_documents(every).text + "\n").encode("utf-8")
        return {self.text_file: text} | {n: path.read_bytes() for path, n in self.names.items()}


def _grow_tables(delivery: _Delivery) -> dict[str, bytes]:
    given, folder = delivery.given, delivery.folder
    response = {
        "response_id": f"P-{given.request_id}",
        "request_id": given.request_id,
        "file": delivery.text_file,
        "sha256": sha256(delivery.contents[delivery.text_file]).hexdigest(),
        "received_date": given.received.isoformat(),
        "outcome": given.outcome,
        "exemptions": given.exemptions,
    }
    event = {"request_id": given.request_id, "event_date": response["received_date"],
             "event": "replied", "note": ""}  # fmt: skip
    grown = {
        RESPONSES_FILE: append_rows(folder / RESPONSES_FILE, [response], columns=RESPONSE_COLUMNS)
    }
    if not has_row(folder / EVENTS_FILE, event, columns=EVENT_COLUMNS):
        grown[EVENTS_FILE] = append_rows(folder / EVENTS_FILE, [event], columns=EVENT_COLUMNS)
    accepted = list(_list_accepted(delivery))
    if accepted:
        path = folder / ACCEPTED_FILE
        grown[ACCEPTED_FILE] = append_rows(path, accepted, columns=ACCEPTED_COLUMNS)
    return grown


def _list_accepted(delivery: _Delivery) -> Iterator[dict[str, str]]:
    """Yield a row for each file in which something was found: what, how often, and why it may."""
    for path, found in delivery.documents.items():
        times = Counter(concern.kind for concern in list_concerns(found))
        if times:
            yield {
                "request_id": delivery.given.request_id,
                "file": delivery.names[path],
                "sha256": found[0].sha256,
                "findings": ";".join(f"{kind}={count}" for kind, count in sorted(times.items())),
                "reason": " ".join((delivery.given.reason or "").split()),
                "accepted_date": delivery.today.isoformat(),
            }


def _list_and_check(folder: Path, names: Iterable[str], today: date) -> None:
    """List what was written in origin.yml, and read the tables as the run will."""
    origin = read_origin(folder)
    hashes = origin.files | {name: hash_file(folder / name) for name in names}
    fields = {"files": dict(sorted(hashes.items())), "date_accessed": today}
    write_origin(origin.model_copy(update=fields), folder)
    check_folder(folder)
    requests = read_requests(folder / "requests.csv", closed=today)
    events = read_events(folder / EVENTS_FILE, closed=today)
    responses = read_responses(folder / RESPONSES_FILE, closed=today)
    check_events(requests, events, responses, folder=folder)
