"""The columns that every tool is timed on: made from a seed, kept as raw files, loaded alike."""

from __future__ import annotations

from pathlib import Path

import numpy as np

STRATA, PSUS, DOMAINS, ITEMS = 50, 20, 10, 20
TYPES = {"stratum": np.int32, "psu": np.int32, "domain": np.int8, "weight": np.float64}
NAMES = tuple(f"item{k:02d}" for k in range(1, ITEMS + 1))


def make_columns(folder: Path, rows: int) -> None:
    """Write `rows` respondents of 50 strata x 20 PSUs: a domain, a skewed weight, 20 items 0/1.

    Answers vary between PSUs and domains, so that the design matters. PSUs are of one size, so
    that all are met at 1,000 rows; the rows of a PSU do not stand together.
    """
    random = np.random.default_rng(20210226)
    psu = random.permutation(np.arange(rows, dtype=np.int32) % (STRATA * PSUS))
    stratum = psu // PSUS
    domain = random.integers(0, DOMAINS, rows, dtype=np.int8)
    folder.mkdir(parents=True, exist_ok=True)
    stratum.tofile(folder / "stratum")
    psu.tofile(folder / "psu")
    domain.tofile(folder / "domain")
    random.lognormal(0, 0.5, rows).tofile(folder / "weight")
    for k, name in enumerate(NAMES):
        local = 0.15 + 0.03 * k + random.uniform(-0.1, 0.1, (STRATA * PSUS, DOMAINS))
        (random.random(rows) < local[psu, domain]).astype(np.int8).tofile(folder / name)


def load_columns(folder: Path) -> dict[str, np.ndarray]:
    """All columns, by name, in the types that they are kept in."""
    return {name: np.fromfile(folder / name, TYPES.get(name, np.int8)) for name in (*TYPES, *NAMES)}
