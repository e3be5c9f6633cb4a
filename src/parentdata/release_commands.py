"""The commands about releases: `python -m parentdata release --help`. Nothing heavy is imported."""

from __future__ import annotations

import argparse


def add_release_commands(command: argparse.ArgumentParser) -> None:
    """Add the steps under `release` to its parser; each sets `does`, as all commands do."""
    steps = command.add_subparsers(title="steps", required=True, metavar="STEP")
    says = "attack everything that is to be released, and search its files"
    check = steps.add_parser("check", help=says, description=says)
    check.set_defaults(does=_run, step="check")
    says = "check, and put this release on record: later ones are attacked together with it"
    record = steps.add_parser("record", help=says, description=says)
    record.add_argument("--note", default="", help="what this release is, in a sentence")
    record.set_defaults(does=_run, step="record")


def _run(arguments: argparse.Namespace) -> None:
    from parentdata.release import steps

    getattr(steps, arguments.step)(arguments)
