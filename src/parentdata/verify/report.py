"""Verdicts in words, for a terminal, or as JSON, for another program."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict

from parentdata.verify.model import Finding, Verdict

SHOWN = 8  # findings of one check that are told in full; the number of the rest is told


def write_report(verdicts: Sequence[Verdict]) -> str:
    """Write a line for each check, and beneath it what is wrong, what was expected, what to do."""
    width = max(len(verdict.check) for verdict in verdicts) + 2
    lines = []
    for verdict in verdicts:
        said = f"ok     {verdict.held}" if verdict.is_right else _count(verdict.findings)
        lines.append(f"{verdict.check:<{width}}{said}")
        lines += [line for finding in verdict.findings[:SHOWN] for line in _write(finding)]
        if len(verdict.findings) > SHOWN:
            lines.append(f"  and {len(verdict.findings) - SHOWN} more; --json lists them all")
        lines += [f"  note: {note}" for note in verdict.notes]
    return "\n".join(lines) + "\n"


def write_json(verdicts: Sequence[Verdict]) -> str:
    """Write the verdicts as JSON: whether all is right, and every check with its findings."""
    said = [{"is_right": verdict.is_right, **asdict(verdict)} for verdict in verdicts]
    whole = {"is_right": all(verdict.is_right for verdict in verdicts), "checks": said}
    return json.dumps(whole, indent=1, ensure_ascii=False) + "\n"


def _count(findings: Sequence[Finding]) -> str:
    return f"WRONG  in {len(findings)} place{'s' if len(findings) > 1 else ''}"


def _write(finding: Finding) -> list[str]:
    return [
        f"  {finding.file}: {finding.came}",
        f"    expected: {finding.expected}",
        f"    to do: {finding.do}",
    ]
