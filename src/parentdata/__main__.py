"""The commands of the compendium: `python -m parentdata --help`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from parentdata.claims_commands import add_claims_commands
from parentdata.errors import Refusal
from parentdata.foi_commands import add_foi_commands
from parentdata.release_commands import add_release_commands
from parentdata.site_commands import add_site_commands
from parentdata.spread_commands import add_spread_commands

# Each command imports what it needs when it is called, so that --help starts at once.


def _check_origins(arguments: argparse.Namespace) -> None:
    from parentdata.provenance import check_origins
    from parentdata.stages import settle_tables

    with settle_tables("check-origins", arguments.settle):
        check_origins()


def _clean(arguments: argparse.Namespace) -> None:
    from parentdata.stages import settle_tables

    with settle_tables(f"clean-{arguments.study}", arguments.settle):
        _clean_study(arguments)


def _clean_study(arguments: argparse.Namespace) -> None:
    if arguments.study == "foi-outcomes":
        from parentdata.foi import clean_requests

        clean_requests()
    elif arguments.study == "foi-requests":
        from parentdata.foi.judged import clean_judgements
        from parentdata.foi.register import clean_register

        clean_register()
        clean_judgements()
    elif arguments.study == "focus-groups":
        from parentdata.focus_groups import clean_groups

        clean_groups()
    else:
        from parentdata.intake import clean_study

        clean_study(arguments.study)


def _stand_in(arguments: argparse.Namespace) -> None:
    from parentdata.standin import write_stand_in

    write_stand_in(arguments.study)


def _run(arguments: argparse.Namespace) -> None:
    from parentdata.ahead import know_stage
    from parentdata.notebooks import run_notebook

    run_notebook(
        arguments.notebook,
        overrides=arguments.parameter,
        settle=arguments.settle,
        **know_stage(arguments.parameter),
    )


def _survey(arguments: argparse.Namespace) -> None:
    from parentdata.any_survey import run_survey

    given = ("instrument", "responses", "design", "out")
    paths = {name: Path(getattr(arguments, name)).resolve() for name in given}
    page = run_survey(**paths, overrides=arguments.parameter)
    sys.stdout.write(f"{page}\n")


def _verify(arguments: argparse.Namespace) -> int:
    from parentdata.paths import find_root
    from parentdata.verify import rerun, verify, write_json, write_report

    root = find_root()
    verdicts = verify(root)
    if arguments.rerun:
        verdicts = (*verdicts, rerun(root))
    sys.stdout.write(write_json(verdicts) if arguments.json else write_report(verdicts))
    return 0 if all(verdict.is_right for verdict in verdicts) else 1


def _crate(arguments: argparse.Namespace) -> None:
    from parentdata.crate import write_crate
    from parentdata.paths import find_root

    root = find_root()
    sys.stdout.write(f"{write_crate(root, root / arguments.out)}\n")


def _build_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m parentdata", description="The Parent Data compendium, step by step."
    )
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    def add(name: str, does: Callable[[argparse.Namespace], int | None], says: str):
        command = commands.add_parser(name, help=says, description=says)
        command.set_defaults(does=does)
        return command

    add("check-origins", _check_origins, "check every raw file against its origin.yml")
    clean = add("clean", _clean, "read and check a study's raw files; write its derived tables")
    clean.add_argument("study", help="a folder of data/raw, such as pilot-survey")
    stand_in = add("stand-in", _stand_in, "make a study's stand-in data from a fixed seed")
    stand_in.add_argument("study", help="a folder of data/raw whose files are stand-in")
    run = add("run", _run, "run a notebook of analysis/ with the parameters of params.yaml")
    run.add_argument("notebook", help="such as analysis/10-pilot-survey.ipynb")
    run.add_argument(
        "-p", "--parameter", action="append", default=[], metavar="NAME=VALUE",
        help="a parameter for this run alone; checked as params.yaml is",
    )  # fmt: skip
    add_spread_commands(add)
    add_site_commands(commands)
    verify = add("verify", _verify, "check what a run left, without running it again")
    verify.add_argument("--json", action="store_true", help="the verdicts for another program")
    verify.add_argument("--rerun", action="store_true", help="also run all afresh, and compare")
    crate = add("crate", _crate, "write one archive of sources, run and results: an RO-Crate")
    crate.add_argument("--out", default="build/parentdata-crate.zip", help="a new .zip file")
    survey = add("survey", _survey, "run the national survey's notebook on another survey")
    for name, says in (
        ("instrument", "what was asked: an instrument.yml"),
        ("responses", "a .csv, .sav or .xlsx file"),
        ("design", "how the sample was drawn: a design.yml"),
        ("out", "a new folder for tables, notebook and page"),
    ):
        survey.add_argument(f"--{name}", required=True, help=says)
    survey.add_argument(
        "-p", "--parameter", action="append", default=[], metavar="NAME=VALUE",
        help="a parameter of this survey, such as minimum_answered=5; checked as params.yaml is",
    )  # fmt: skip
    says = "code replies: sheets, agreement, disagreements, exchange with other programs"
    add_foi_commands(commands.add_parser("foi", help=says, description=says))
    says = "published sentences: list them, approve what they rest on, check that nothing moved"
    add_claims_commands(commands.add_parser("claims", help=says, description=says))
    says = "what leaves the house: attack it and search it for what is withheld, and record it"
    add_release_commands(commands.add_parser("release", help=says, description=says))
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; a refusal is told on stderr and ends with exit code 1."""
    words = sys.argv[1:] if argv is None else argv
    arguments = _build_parser().parse_args(words)
    from parentdata.stages import guard_command

    try:
        with guard_command(words) as arguments.settle:
            code = arguments.does(arguments)
    except Refusal as refusal:
        sys.stderr.write(f"refused: {refusal}\n")
        return 1
    return code or 0


if __name__ == "__main__":
    sys.exit(main())
