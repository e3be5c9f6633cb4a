"""All faults, in the order in which they are told."""

from __future__ import annotations

from faults import in_code, in_made, in_raw, in_records

FAULTS = (*in_raw.FAULTS, *in_code.FAULTS, *in_made.FAULTS, *in_records.FAULTS)
