"""The multiverse of the headline claims: every way of making the choices that can be disputed.

Policy: decisions/0033-multiverse.md.
"""

from parentdata.multiverse.compute import (
    compute_multiverse,
    compute_universes,
    load_inputs,
    load_plan,
)
from parentdata.multiverse.plan_file import BadMultiverse, Choice, Crossed, Plan, parse_plan
from parentdata.multiverse.summary import (
    label_universes,
    list_universes,
    summarise_universes,
    tabulate_universes,
)
from parentdata.multiverse.tasks import Replies, Survey, Task, list_tasks, read_choices
from parentdata.multiverse.universe import OUTCOMES, run_universe

__all__ = [
    "OUTCOMES",
    "BadMultiverse",
    "Choice",
    "Crossed",
    "Plan",
    "Replies",
    "Survey",
    "Task",
    "compute_multiverse",
    "compute_universes",
    "label_universes",
    "list_tasks",
    "list_universes",
    "load_inputs",
    "load_plan",
    "parse_plan",
    "read_choices",
    "run_universe",
    "summarise_universes",
    "tabulate_universes",
]
