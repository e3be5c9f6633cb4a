"""Spread tasks over worker processes or the machines of a cluster, and keep what is finished.

Policy: decisions/0042-many-machines.md. Dask is imported when work is spread, and not before.
"""

from parentdata.cluster.kept import Kept
from parentdata.cluster.keys import hash_code, name_task
from parentdata.cluster.pool import Pool
from parentdata.cluster.refusals import (
    FatalTask,
    NoClusterExtra,
    NoScheduler,
    OtherCode,
    SchedulerGone,
)
from parentdata.cluster.spread import spread_tasks

__all__ = [
    "FatalTask",
    "Kept",
    "NoClusterExtra",
    "NoScheduler",
    "OtherCode",
    "Pool",
    "SchedulerGone",
    "hash_code",
    "name_task",
    "spread_tasks",
]
