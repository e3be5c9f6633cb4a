"""Verify what a run left, without running it again: `python -m parentdata verify`.

Policy: decisions/0031-verify.md.
"""

from parentdata.verify.checks import CHECKS, verify
from parentdata.verify.model import Finding, Verdict
from parentdata.verify.report import write_json, write_report
from parentdata.verify.rerun import RerunFailed, rerun

__all__ = [
    "CHECKS",
    "Finding",
    "RerunFailed",
    "Verdict",
    "rerun",
    "verify",
    "write_json",
    "write_report",
]
