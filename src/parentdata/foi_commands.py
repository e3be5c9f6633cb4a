"""The commands for coding: `python -m parentdata foi --help`. Nothing heavy is imported here."""

from __future__ import annotations

import argparse
from pathlib import Path

REPLICATES = 1000


def add_foi_commands(command: argparse.ArgumentParser) -> None:
    """Add the commands under `foi` to its parser; each sets `does`, as all commands do."""
    steps = command.add_subparsers(title="steps", required=True, metavar="STEP")

    def add(name: str, does: str, says: str) -> argparse.ArgumentParser:
        step = steps.add_parser(name, help=says, description=says)
        step.set_defaults(does=lambda arguments: _run(does, arguments))
        step.add_argument(
            "--study", default="foi-requests", help="a folder of data/raw with a codebook.yml"
        )
        return step

    def add_judgements(step: argparse.ArgumentParser) -> None:
        step.add_argument(
            "--judgements", nargs="+", type=Path, metavar="FILE",
            help="files of judgements (CSV), in the place of the study's own",
        )  # fmt: skip

    sheet = add("sheet", "write_sheet", "write one coder's coding sheet (.xlsx)")
    sheet.add_argument("--coder", required=True, help="a name such as coder-a")
    sheet.add_argument("--out", required=True, type=Path, help="a new .xlsx file")
    sheet.add_argument(
        "--from", dest="earlier", type=Path, metavar="FILE",
        help="the coder's earlier judgements (CSV): kept where the code has not changed since",
    )  # fmt: skip
    bring = add("import", "import_judgements", "read and check a coder's work; write it as CSV")
    bring.add_argument("file", type=Path, help="a coding sheet (.xlsx) or a .csv")
    bring.add_argument("--coder", required=True, help="whose work it is")
    bring.add_argument("--out", required=True, type=Path, help="a new .csv file")
    bring.add_argument(
        "--partial", action="store_true", help="leave out rows of a sheet without an answer"
    )
    agree = add("agree", "show_agreement", "show how far two coders agree, code by code")
    add_judgements(agree)
    agree.add_argument(
        "--replicates", type=int, default=REPLICATES, metavar="N", help="of the bootstrap"
    )
    listed = add("disagreements", "write_disagreements", "write what an adjudicator decides (CSV)")
    listed.add_argument("--out", required=True, type=Path, help="a new .csv file")
    add_judgements(listed)


def _run(does: str, arguments: argparse.Namespace) -> None:
    from parentdata import foi_steps

    getattr(foi_steps, does)(arguments)
