"""Refusals of work that is spread."""

from __future__ import annotations

from pathlib import Path

from parentdata.errors import Refusal

INSTALL = "make cluster"


class NoClusterExtra(Refusal):
    """Dask is not installed."""

    @classmethod
    def word(cls) -> NoClusterExtra:
        """Name the command that installs it."""
        return cls(
            "Dask, which spreads work over processes and machines, is not installed.",
            expected="the extra `cluster` of this package",
            do=f"Run `{INSTALL}` (or `python -m pip install distributed`), or leave --workers and"
            " --scheduler out: the same is then computed in this process.",
        )


class NoScheduler(Refusal):
    """No scheduler answers at an address."""


class SchedulerGone(Refusal):
    """The scheduler went away while tasks were running."""

    @classmethod
    def word(cls, address: str, *, n_kept: int, n_tasks: int, kept: Path) -> SchedulerGone:
        """Say how much is finished and kept."""
        return cls(
            f"the scheduler at {address} went away; {n_kept} of {n_tasks} tasks are finished"
            f" and kept in {kept}.",
            expected="a scheduler that stays until all tasks are finished",
            do="Start it again and run the same command: only what is missing is computed.",
        )


class OtherCode(Refusal):
    """A worker runs other code, or other versions of numpy, scipy or pandas, than was asked for."""

    @classmethod
    def word(cls, came: str) -> OtherCode:
        """Say what a worker runs."""
        return cls(
            came,
            expected="workers with this checkout's code and the locked versions",
            do="Start the workers from this checkout's environment; what is finished is kept.",
        )


class FatalTask(Refusal):
    """Every worker that took up a task died of it."""

    @classmethod
    def word(cls, task: str, *, n_failed: int, kept: Path) -> FatalTask:
        """Name the first such task; all others are finished and kept."""
        return cls(
            f"{n_failed} task{'s'[: n_failed - 1]} ended every worker that took one up, the first"
            f" of them {task}.",
            expected="workers that live through a task; most often they lack memory",
            do=f"Run it again with fewer workers or more memory each: all others are kept in"
            f" {kept}.",
        )
