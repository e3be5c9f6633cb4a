"""The commands about claims: `python -m parentdata claims --help`. Nothing heavy is imported."""

from __future__ import annotations

import argparse


def add_claims_commands(command: argparse.ArgumentParser) -> None:
    """Add the steps under `claims` to its parser; each sets `does`, as all commands do."""
    steps = command.add_subparsers(title="steps", required=True, metavar="STEP")

    def add(name: str, does: str, says: str) -> argparse.ArgumentParser:
        step = steps.add_parser(name, help=says, description=says)
        step.set_defaults(does=_run, step=does)
        return step

    listed = add("list", "list_claims", "list every claim: its verdict, and whether it is approved")
    listed.add_argument("--state", help="show those alone of a state, such as stale")
    approve = add("approve", "approve_claims", "approve claims as their verdicts stand now")
    approve.add_argument("ids", nargs="*", metavar="ID", help="a claim of reports/claims.yml")
    approve.add_argument("--reason", default="", help="why the claims may stand as they are now")
    approve.add_argument(
        "--all", action="store_true", help="every claim that moved or was never approved"
    )
    add("check", "check_claims", "refuse if a claim moved since it was approved")


def _run(arguments: argparse.Namespace) -> None:
    from parentdata import claims_steps

    getattr(claims_steps, arguments.step)(arguments)
