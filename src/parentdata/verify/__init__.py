"""Verify what a run left, without running it again: `python -m parentdata verify`.

Policy: decisions/0031-verify.md.
"""

from parentdata.verify.checks import CHECKS, verify
from parentdata.verify.model import Finding, Verdict
from parentdata.verify.report import write_json, write_report

__all__ = ["CHECKS", "Finding", "Verdict", "verify", "write_json", "write_report"]
