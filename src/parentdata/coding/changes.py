"""What changed between two versions of a codebook."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields

from parentdata.coding.codebook import STAMP_DIGITS, Codebook

_STAMP = re.compile(rf"([1-9][0-9]*)-[0-9a-f]{{{STAMP_DIGITS}}}")


@dataclass(frozen=True, kw_only=True)
class Changes:
    """Ids of the codes that a newer codebook has otherwise than an older one, in its order."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    retired: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return any(getattr(self, field.name) for field in fields(self))

    def tell(self) -> str:
        """Name every change: "changed: flat_no; retired: old_code"."""
        told = [
            f"{field.name}: {', '.join(getattr(self, field.name))}"
            for field in fields(self)
            if getattr(self, field.name)
        ]
        return "; ".join(told) or "no code changed"


def compare_codebooks(old: Codebook, new: Codebook) -> Changes:
    """Name the codes that were added, changed, retired or removed between two codebooks."""
    return compare_digests(old.code_digests, new)


def compare_digests(old: Mapping[str, str], new: Codebook) -> Changes:
    """As `compare_codebooks`, where only the digests of the old codes were kept.

    Parameters
    ----------
    old : mapping of code id to digest, as `Codebook.code_digests`
    new : Codebook
    """
    differing = [
        code for code in new.codes if code.id in old and old[code.id] != new.code_digests[code.id]
    ]
    return Changes(
        added=tuple(code.id for code in new.codes if code.id not in old),
        changed=tuple(code.id for code in differing if code.retired is None),
        retired=tuple(code.id for code in differing if code.retired is not None),
        removed=tuple(name for name in old if name not in new.by_id),
    )


def read_number(stamp: str) -> int:
    """Number of the version in a stamp; 0 where it is none."""
    found = _STAMP.fullmatch(stamp)
    return int(found[1]) if found else 0


def list_changes_since(stamp: str, codebook: Codebook) -> Changes:
    """Name the codes that changed since a stamped version, from what the codebook says of itself.

    A codebook that was edited without a new number cannot tell; then nothing is named.
    """
    number = read_number(stamp)
    return Changes(
        changed=tuple(c.id for c in codebook.codes if c.since > number and c.retired is None),
        retired=tuple(c.id for c in codebook.codes if c.retired and c.retired.since > number),
    )
