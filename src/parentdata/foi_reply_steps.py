"""The commands for real replies: `python -m parentdata foi accept --help`, `foi documents`."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path

# Written out, so that --help starts at once; a test holds them to parentdata.foi.outcomes.
OUTCOMES = ("granted_in_full", "partially_withheld", "fully_withheld", "not_held")


def add_reply_steps(steps: argparse._SubParsersAction) -> None:
    """Add the steps `accept` and `documents` to those of `foi`."""
    says = "take the files of one real reply into data/raw, once looked through for personal data"
    accept = steps.add_parser("accept", help=says, description=says)
    accept.set_defaults(does=_accept)
    accept.add_argument("files", nargs="+", type=Path, metavar="FILE", help="or a folder of files")
    accept.add_argument("--request", required=True, metavar="ID", help="as in requests.csv: R001")
    accept.add_argument(
        "--received", required=True, type=date.fromisoformat, metavar="DATE", help="2021-03-05"
    )
    accept.add_argument("--outcome", required=True, choices=OUTCOMES, help="what the reply is")
    accept.add_argument(
        "--exemptions", default="", metavar="SECTIONS", help="joined by semicolons: 's12;s43(2)'"
    )
    accept.add_argument(
        "--accept", action="store_true",
        help="take it although something was found; needs --reason",
    )  # fmt: skip
    accept.add_argument("--reason", metavar="WORDS", help="why it may be kept; goes on record")
    says = "list every document of every reply, and the page that each character came from"
    documents = steps.add_parser("documents", help=says, description=says)
    documents.set_defaults(does=_list)
    for step in (accept, documents):
        step.add_argument("--study", default="foi-requests", help="a folder of data/raw")


def _accept(arguments: argparse.Namespace) -> None:
    from parentdata.foi.replies import Given, accept_reply
    from parentdata.foi.replies.checks import refuse_half_acceptance

    refuse_half_acceptance(is_accepted=arguments.accept, reason=arguments.reason)
    given = Given(
        request_id=arguments.request,
        received=arguments.received,
        outcome=arguments.outcome,
        exemptions=arguments.exemptions,
        reason=arguments.reason,
    )
    done = accept_reply(arguments.files, given, study=arguments.study, today=date.today())
    for warning in done.warnings:
        _say(f"warning: {warning}")
    for concern in done.concerns:
        _say(f"accepted with the reason given: {concern}")
    _say(f"{done.text_file}: the text of {len(done.files)} files, to be coded")


def _list(arguments: argparse.Namespace) -> None:
    from parentdata.foi.replies import clean_documents

    documents = clean_documents(arguments.study)
    for row in documents[documents["status"].ne("text") | documents["needs_ocr"]].to_dict(
        "records"
    ):
        name = "/".join(part for part in (row["file"], row["attachment"]) if part)
        _say(f"{row['request_id']} {name}: {row['status']}. {row['warnings']}")
    moved = documents.loc[~documents["is_as_coded"], "request_id"].drop_duplicates()
    for request_id in moved:
        _say(f"{request_id}: its files now give another text; pages are not known, spans stand.")
    _say(f"{len(documents)} documents of {documents['request_id'].nunique()} replies")


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
