"""What one notebook may take of the machine: an IPython extension, the same in every engine.

Policy: decisions/0041-limits-of-a-notebook.md.
"""

from __future__ import annotations

import resource
import sys

from parentdata.errors import Refusal

MEMORY = 4 * 2**30  # bytes of address space
OUTPUT = 10 * 2**20  # characters printed


class TooMuchOutput(Refusal):
    """A notebook prints more than any reader would scroll past."""


class Forked(Refusal):
    """A notebook copies its own process, whose copy would run the rest of the notebook too."""


def load_ipython_extension(_: object) -> None:
    """Set the limits, in a process that runs one notebook and ends."""
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    limit = MEMORY if most == resource.RLIM_INFINITY else min(MEMORY, most)
    resource.setrlimit(resource.RLIMIT_AS, (limit, most))
    sys.addaudithook(_refuse_fork)
    printed = [0]
    for stream in (sys.stdout, sys.stderr):
        stream.write = _count(stream.write, printed)


def _refuse_fork(event: str, _: tuple) -> None:
    if event == "os.fork":
        raise Forked(
            "a cell forks the process that runs it.",
            expected="a notebook to run in one process; `subprocess` starts programs",
            do="Take the fork out of the cell, or move the work into a stage of its own.",
        )


def _count(write, printed: list[int]):
    def counted(text: str) -> int:
        printed[0] += len(text)
        if printed[0] > OUTPUT:
            raise TooMuchOutput(
                f"the notebook prints more than {OUTPUT // 2**20} million characters.",
                expected="tables and figures that somebody reads",
                do="Show less, or write it to a file of the stage.",
            )
        return write(text)

    return counted
