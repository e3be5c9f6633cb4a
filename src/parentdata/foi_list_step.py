"""The step `foi list`: another list of requests. Nothing heavy is imported here."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

SAYS = "run the FOI notebook's register, outcomes and times on another list of requests"


def add_list_step(steps: argparse._SubParsersAction) -> None:
    """Add the step to those under `foi`."""
    step = steps.add_parser("list", help=SAYS, description=SAYS)
    step.set_defaults(does=_run)
    step.add_argument("--requests", required=True, type=Path, help="a .csv or .json list")
    step.add_argument("--register", required=True, type=Path, help="of authorities: a .csv")
    step.add_argument("--aliases", type=Path, help="stated aliases: name,gss_code,note")
    step.add_argument(
        "--origin", type=Path, help="origin.yml of the list; that beside it, if not given"
    )
    step.add_argument(
        "--register-origin", type=Path, help="origin.yml of the register; as for the list"
    )
    step.add_argument("--out", required=True, type=Path, help="a new folder for tables and page")


def _run(arguments: argparse.Namespace) -> None:
    from parentdata.any_list import run_list

    given = ("requests", "register", "aliases", "origin", "register_origin", "out")
    paths = {name: getattr(arguments, name) for name in given}
    page = run_list(**{name: path and path.resolve() for name, path in paths.items()})
    sys.stdout.write(f"{page}\n")
