"""What a check says: one verdict, and a finding for each thing that is not as it should be."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing that is wrong: where, what was found, what was expected, what to do next."""

    file: str
    came: str
    expected: str
    do: str


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What one check found.

    `held` says in one line what was held against what; `notes` tell what is worth knowing and no
    fault, such as a run that was abandoned.
    """

    check: str
    held: str
    findings: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def is_right(self) -> bool:
        """Whether nothing was found."""
        return not self.findings
