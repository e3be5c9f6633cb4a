"""Approvals of claims: each as the command wrote it, and none taken away or put in.

The seals are worked out here again from what the file says (decisions/0032), without the code that
wrote them. Whether an approved claim has moved since is the pipeline's own check.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from parentdata.strict_yaml import parse_yaml
from parentdata.verify.model import Finding, Verdict
from parentdata.verify.project import Project

APPROVALS = "reports/approvals.yml"
FIRST, SHORT = "0" * 16, 16


def check_approvals(project: Project) -> Verdict:
    """Work every seal of the file of approvals out again."""
    path = project.root / APPROVALS
    if not path.is_file():
        return Verdict(check="approvals", held=f"no claim has been approved: no {APPROVALS}")
    try:
        said = parse_yaml(path.read_text(encoding="utf-8"))
        histories = {
            name: [dict(entry) for entry in entries] for name, entries in said["approvals"].items()
        }
        findings = [_word(came) for came in _find_edited(histories, said["seal"])]
    except (UnicodeDecodeError, yaml.YAMLError, KeyError, TypeError, ValueError, AttributeError):
        histories, findings = {}, [_word("the file cannot be read as approvals.")]
    count = sum(len(entries) for entries in histories.values())
    held = f"{count} approvals of {len(histories)} claims are as they were written"
    return Verdict(check="approvals", held=held, findings=tuple(findings))


def _find_edited(histories: Mapping[str, list[dict[str, Any]]], whole: str) -> Iterator[str]:
    is_found = False
    for name, entries in histories.items():
        before = FIRST
        for entry in entries:
            if entry["seal"] != _seal(name, entry, before):
                is_found = True
                yield f"an approval of {name} was edited by hand: its seal is of other words."
                break
            before = entry["seal"]
    ends = [
        [name, len(entries), entries[-1]["seal"]] for name, entries in sorted(histories.items())
    ]
    if not is_found and whole != _digest(ends):
        yield "an approval was taken away or put in by hand."


def _seal(name: str, entry: Mapping[str, Any], before: str) -> str:
    settled = {**entry, "value": None if entry["value"] is None else float(entry["value"])}
    said = [f"{key}: {settled[key]}" for key in sorted(settled) if key != "seal"]
    return _digest([name, before, *said])


def _digest(content: list) -> str:
    text = json.dumps(content, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:SHORT]


def _word(came: str) -> Finding:
    return Finding(
        file=APPROVALS,
        came=came,
        expected="approvals as `python -m parentdata claims approve` writes them, each sealed",
        do="Take the file from the repository, and approve with the command.",
    )
