"""The commands for coding: `python -m parentdata foi --help`. Nothing heavy is imported here."""

from __future__ import annotations

import argparse
from pathlib import Path

from parentdata.foi_list_step import add_list_step
from parentdata.foi_reply_steps import add_reply_steps

REPLICATES = 1000

# By the step's name: what does it in `parentdata.foi_steps`, and what it says of itself.
STEPS = {
    "sheet": ("write_sheet", "write one coder's coding sheet (.xlsx)"),
    "import": ("import_judgements", "read and check a coder's work; write it as CSV"),
    "agree": ("show_agreement", "show how far two coders agree, code by code"),
    "disagreements": ("write_disagreements", "write what an adjudicator decides (CSV)"),
    "export": ("export_project", "write the coding as a REFI-QDA project (.qdpx)"),
}


def add_foi_commands(command: argparse.ArgumentParser) -> None:
    """Add the steps under `foi` to its parser; each sets `does`, as all commands do."""
    steps = command.add_subparsers(title="steps", required=True, metavar="STEP")
    parsers = {}
    for name, (does, says) in STEPS.items():
        parsers[name] = steps.add_parser(name, help=says, description=says)
        parsers[name].set_defaults(does=_run, step=does)
        parsers[name].add_argument(
            "--study", default="foi-requests", help="a folder of data/raw with a codebook.yml"
        )
    add_reply_steps(steps)
    add_list_step(steps)
    _add_sheet_options(parsers["sheet"])
    _add_import_options(parsers["import"])
    parsers["agree"].add_argument(
        "--replicates", type=int, default=REPLICATES, metavar="N", help="of the bootstrap"
    )
    parsers["disagreements"].add_argument("--out", required=True, type=Path, help="a new .csv file")
    parsers["export"].add_argument("--out", required=True, type=Path, help="a new .qdpx file")
    parsers["export"].add_argument("--coder", help="whose work alone is written")
    for name in ("agree", "disagreements", "export"):
        parsers[name].add_argument(
            "--judgements", nargs="+", type=Path, metavar="FILE",
            help="files of judgements (CSV), in the place of the study's own",
        )  # fmt: skip


def _add_sheet_options(step: argparse.ArgumentParser) -> None:
    step.add_argument("--coder", required=True, help="a name such as coder-a")
    step.add_argument("--out", required=True, type=Path, help="a new .xlsx file")
    step.add_argument(
        "--from", dest="earlier", type=Path, metavar="FILE",
        help="the coder's earlier judgements (CSV): kept where the code has not changed since",
    )  # fmt: skip


def _add_import_options(step: argparse.ArgumentParser) -> None:
    step.add_argument("file", type=Path, help="a coding sheet (.xlsx), a .csv, or a .qdpx project")
    step.add_argument("--coder", required=True, help="whose work it is")
    step.add_argument("--out", required=True, type=Path, help="a new .csv file")
    step.add_argument(
        "--partial", action="store_true", help="leave out rows of a sheet without an answer"
    )
    step.add_argument(
        "--user", metavar="NAME", help="of a .qdpx: the coder's name in it, where it is another"
    )
    step.add_argument(
        "--uncoded", default="absent", choices=("absent", "unjudged"),
        help="of a .qdpx of another program: what a code means that a unit was not given",
    )  # fmt: skip
    step.add_argument(
        "--codebook-version", metavar="STAMP",
        help="of a .qdpx of another program: the codebook it was coded by (1-71d3ae57fe46)",
    )  # fmt: skip


def _run(arguments: argparse.Namespace) -> None:
    from parentdata import foi_steps

    getattr(foi_steps, arguments.step)(arguments)
