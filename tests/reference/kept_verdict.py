"""`make verify`: the verdict of verify.py, kept until something that it rests on changes.

svy takes some ten seconds; held against the same inputs, it would say the same again. The verdict
stands in build/verify/ under the digest of tables, instrument, design, parameters and scripts.
A refusal is never kept.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
CODE = ("second_opinion", "survey", "instrument", "design_file.py", "tables.py")


def list_inputs(root: Path, study: str) -> list[Path]:
    """List what the verdict on a study rests on: data, choices, and the code that judges."""
    raw, made = root / "data" / "raw" / study, root / "data" / "derived" / study
    files = [
        *(made / name for name in ("respondents.csv", "estimates.csv")),
        *(raw / name for name in ("instrument.yml", "design.yml")),
        root / "params.yaml",
        root / "requirements-svy.lock",
        root / "tests" / "reference" / "verify.py",
        root / "tests" / "reference" / "ask_svy.py",
    ]
    for name in CODE:
        place = root / "src" / "parentdata" / name
        files += sorted(place.glob("*.py")) if place.is_dir() else [place]
    return files


def digest_inputs(root: Path, study: str) -> str:
    """SHA-256 over the names and contents of all inputs; one that is absent counts as such."""
    whole = hashlib.sha256(study.encode())
    for path in list_inputs(root, study):
        content = path.read_bytes() if path.is_file() else b"absent"
        whole.update(f"{path.relative_to(root)} {len(content)} ".encode() + content)
    return whole.hexdigest()


def find_kept(kept: Path, digest: str) -> dict | None:
    """Read the verdict that stands under this digest, if there is one."""
    try:
        verdict = json.loads(kept.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return verdict if isinstance(verdict, dict) and verdict.get("inputs") == digest else None


def verify(root: Path, study: str) -> int:
    """Say the kept verdict, or have verify.py give one and keep it; return its exit code."""
    kept = root / "build" / "verify" / f"{study}.json"
    digest = digest_inputs(root, study)
    if verdict := find_kept(kept, digest):
        sys.stdout.write(verdict["said"])
        sys.stdout.write(
            f"kept verdict: nothing that it rests on has changed (sha256 {digest[:12]}); remove"
            f" {kept.relative_to(root)} to ask svy again\n"
        )
        return 0
    ran = subprocess.run(
        [sys.executable, root / "tests" / "reference" / "verify.py", "--study", study],
        cwd=root, stdout=subprocess.PIPE, text=True, check=False,
    )  # fmt: skip
    sys.stdout.write(ran.stdout)
    # An input that moved meanwhile leaves nobody able to say what the verdict is about.
    if ran.returncode == 0 and digest_inputs(root, study) == digest:
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(json.dumps({"inputs": digest, "said": ran.stdout}), encoding="utf-8")
    return ran.returncode


if __name__ == "__main__":
    reader = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    reader.add_argument("--study", default="national-survey")
    sys.exit(verify(HERE.parents[1], reader.parse_args().study))
