"""The checks, in the order in which they are told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from parentdata.verify.approvals import check_approvals
from parentdata.verify.inputs import check_inputs, check_parameters
from parentdata.verify.lock import check_lock
from parentdata.verify.model import Verdict
from parentdata.verify.outputs import check_outputs, check_site
from parentdata.verify.project import Project
from parentdata.verify.raw_files import check_raw_files
from parentdata.verify.records import check_records
from parentdata.verify.statuses import check_statuses

# A check is a function of the project. A new one is a module, and a line here.
CHECKS: tuple[Callable[[Project], Verdict], ...] = (
    check_records,
    check_raw_files,
    check_inputs,
    check_parameters,
    check_outputs,
    check_site,
    check_lock,
    check_statuses,
    check_approvals,
)


def verify(root: Path) -> tuple[Verdict, ...]:
    """Run every check on a finished compendium; nothing is run again and nothing is written.

    Raises
    ------
    UnknownStage
        There is no pipeline to hold anything against.
    """
    project = Project(root)
    return tuple(check(project) for check in CHECKS)
