"""A survey of any size: stand-in respondents drawn again by a seed, with ids of their own."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import numpy as np
import pandas as pd
import yaml

NATIONAL = Path(__file__).resolve().parents[1] / "data" / "raw" / "national-survey"
FILE = "responses.csv"


def lay_survey(folder: Path, size: int, *, seed: int = 1) -> Path:
    """Write instrument, design, origin and `size` responses into a folder.

    Within each sampling unit respondents are drawn with replacement, every unit keeping its share,
    so that strata and units are those of the survey.
    """
    folder.mkdir(parents=True, exist_ok=True)
    cells = pd.read_csv(NATIONAL / FILE, dtype=str, keep_default_na=False)
    rng = np.random.default_rng(seed)
    # All are there once; the others are drawn.
    drawn = np.concatenate([np.arange(len(cells)), rng.integers(len(cells), size=size)])[:size]
    sample = cells.iloc[drawn].reset_index(drop=True)
    digits = max(len(str(size)), 4)
    sample["respondent_id"] = [f"{number:0{digits}d}" for number in range(1, size + 1)]
    sample.to_csv(folder / FILE, index=False, lineterminator="\n")
    said = (NATIONAL / "instrument.yml").read_text(encoding="utf-8")
    old = 'respondent_id_pattern: "[0-9]{4}"'
    if said.count(old) != 1:
        raise SystemExit(f"instrument.yml no longer says {old}")
    new = said.replace(old, f'respondent_id_pattern: "[0-9]{{{digits}}}"')
    (folder / "instrument.yml").write_text(_drop_comparison(new), encoding="utf-8")
    shutil.copy(NATIONAL / "design.yml", folder / "design.yml")
    origin = yaml.safe_load((NATIONAL / "origin.yml").read_text(encoding="utf-8"))
    origin["title"] += f", drawn again to {size} with seed {seed}"
    origin["files"] = {
        FILE: hashlib.sha256((folder / FILE).read_bytes()).hexdigest()
    }  # fmt: skip
    (folder / "origin.yml").write_text(yaml.safe_dump(origin), encoding="utf-8")
    return folder / FILE


def _drop_comparison(instrument: str) -> str:
    """Without the comparison with the pilot survey, which is not at hand in another folder."""
    lines, dropping, kept = instrument.splitlines(keepends=True), False, []
    for line in lines:
        if line.startswith("  compare:"):
            dropping = True
        elif dropping and line.startswith("   "):
            continue
        else:
            dropping = False
            kept.append(line)
    return "".join(kept)
