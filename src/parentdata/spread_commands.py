"""The commands whose work can be spread over processes and machines. Nothing heavy is imported."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

REPLICATES = 1000


def add_spread_commands(add: Callable[..., argparse.ArgumentParser]) -> None:
    """Add `multiverse` and `bootstrap`; `add` takes name, function and help, as in `__main__`."""
    says = "judge the headline claims in every universe of choices"
    _add_where(add("multiverse", _multiverse, says))
    says = "hold the standard errors of a survey's regressions against a bootstrap's"
    bootstrap = add("bootstrap", _bootstrap, says)
    bootstrap.add_argument("study", help="a probability survey, such as national-survey")
    bootstrap.add_argument(
        "--replicates", type=int, default=REPLICATES, metavar="R", help=f"{REPLICATES} unless given"
    )
    bootstrap.add_argument("--seed", type=int, default=1, help="of the draws; 1 unless given")
    _add_where(bootstrap)


def _add_where(command: argparse.ArgumentParser) -> None:
    where = command.add_mutually_exclusive_group()
    where.add_argument(
        "--workers", type=_read_count, metavar="N",
        help="compute in N processes of this machine; in this one process unless given",
    )  # fmt: skip
    where.add_argument(
        "--scheduler", metavar="ADDRESS",
        help="compute on a cluster: tcp://HOST:PORT of a Dask scheduler, or its scheduler file",
    )  # fmt: skip


def _read_count(text: str) -> int:
    count = int(text)
    if count < 1:
        raise argparse.ArgumentTypeError(f"{text} is no number of processes: 1 or more")
    return count


def _multiverse(arguments: argparse.Namespace) -> None:
    from parentdata.multiverse import compute_multiverse
    from parentdata.stages import settle_tables

    with settle_tables("multiverse", arguments.settle), _choose_where(arguments) as run_all:
        compute_multiverse(run_all=run_all)


def _bootstrap(arguments: argparse.Namespace) -> None:
    from parentdata.bootstrap_step import bootstrap_study

    with _choose_where(arguments) as run_all:
        path = bootstrap_study(
            arguments.study, n_replicates=arguments.replicates, seed=arguments.seed, run_all=run_all
        )
    sys.stdout.write(f"{path}\n")


@contextmanager
def _choose_where(arguments: argparse.Namespace) -> Iterator[Callable]:
    """Give the `map` that was asked for; what it kept on disk goes when all has been written."""
    if not (arguments.workers or arguments.scheduler):
        yield map
        return
    from functools import partial

    from parentdata.cluster import Kept, Pool, spread_tasks
    from parentdata.notebooks.environment import ARITHMETIC
    from parentdata.paths import find_root

    kept = Kept(find_root() / "build" / "kept" / f"{arguments.does.__name__.strip('_')}.jsonl")
    pool = Pool(
        workers=arguments.workers or 1,
        scheduler=arguments.scheduler or "",
        environment=ARITHMETIC,
    )
    yield partial(spread_tasks, pool=pool, kept=kept)
    kept.clear()
