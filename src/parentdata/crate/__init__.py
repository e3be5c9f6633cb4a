"""The compendium to take away: one archive of sources, run and results (`make crate`).

Policy: decisions/0035-archive.md.
"""

from parentdata.crate.make import write_crate
from parentdata.crate.refusals import (
    AlreadyThere,
    BadCitation,
    NoFinishedRun,
    NotVerified,
    UnclearLicence,
)

__all__ = [
    "AlreadyThere",
    "BadCitation",
    "NoFinishedRun",
    "NotVerified",
    "UnclearLicence",
    "write_crate",
]
