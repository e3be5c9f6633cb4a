"""Stages of the pipeline: what they declare, what they read in truth, and the record of runs.

Policy: decisions/0030-run-record.md.
"""

from parentdata.stages.command import guard_command, settle_tables
from parentdata.stages.declared import LOCK, PIPELINE, Stage, UnknownStage, find_stage, read_stages
from parentdata.stages.guard import AbsentInput, Moved, guard_stage
from parentdata.stages.hashes import (
    ABSENT,
    hash_file,
    hash_files,
    hash_path,
    hash_paths,
    list_files,
)
from parentdata.stages.record import (
    FAILED,
    FINISHED,
    RUNS,
    STARTED,
    BrokenRecord,
    Record,
    read_records,
)
from parentdata.stages.watch import UndeclaredFile

__all__ = [
    "ABSENT",
    "FAILED",
    "FINISHED",
    "LOCK",
    "PIPELINE",
    "RUNS",
    "STARTED",
    "AbsentInput",
    "BrokenRecord",
    "Moved",
    "Record",
    "Stage",
    "UndeclaredFile",
    "UnknownStage",
    "find_stage",
    "guard_command",
    "guard_stage",
    "hash_file",
    "hash_files",
    "hash_path",
    "hash_paths",
    "list_files",
    "read_records",
    "read_stages",
    "settle_tables",
]
