"""The warm engine: notebooks run in workers forked from one parent that has imported much.

The parent (`warm.py`, a program of its own) imports other people's packages and never ours, so that
code which was edited is read afresh by each worker. Policy: decisions/0039-warm-engine.md.
"""

from parentdata.engine.client import (
    ENGINE,
    PLAIN,
    WARM,
    Asked,
    Done,
    Job,
    NoWarmParent,
    Parent,
    ParentEnded,
    choose_engine,
    connect,
)
from parentdata.engine.owner import Owner, find_owner

__all__ = [
    "ENGINE",
    "PLAIN",
    "WARM",
    "Asked",
    "Done",
    "Job",
    "NoWarmParent",
    "Owner",
    "Parent",
    "ParentEnded",
    "choose_engine",
    "connect",
    "find_owner",
]
