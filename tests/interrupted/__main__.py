"""`make test-faults`: strike runs at seeded moments, then everything else that happens to a run."""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from interrupted.moments import disturb, draw_moments, learn
from interrupted.small import make_small

TESTS = Path(__file__).resolve().parents[1]
# The rest of what happens to a run is tested as it is in the whole suite.
OTHERS = (
    "interrupted/test_interrupted.py",
    "unit/engine",
    "data/test_edit_while_running.py",
    "site/test_refusals.py",
)


def main() -> int:
    """Tell each moment at once; return 1 where one left something wrong."""
    reader = argparse.ArgumentParser(prog="make test-faults", description=__doc__)
    reader.add_argument("--moments", type=int, default=50)
    reader.add_argument("--moments-alone", action="store_true", help="without the other tests")
    arguments = reader.parse_args()
    failed = 0
    with tempfile.TemporaryDirectory(prefix="parentdata-interrupted-") as folder:
        small = make_small(Path(folder) / "small")
        known = learn(small)
        for moment in draw_moments(arguments.moments):
            wrong = disturb(small, moment, known)
            failed += bool(wrong)
            sys.stdout.write(f"{moment}: {'; '.join(wrong) or 'right after one more run'}\n")
            sys.stdout.flush()
    sys.stdout.write(f"{arguments.moments - failed} of {arguments.moments} moments ended right\n")
    if arguments.moments_alone:
        return 1 if failed else 0
    others = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", *(str(TESTS / name) for name in OTHERS)],
        cwd=TESTS.parent, check=False,
    )  # fmt: skip
    return 1 if failed or others.returncode else 0


if __name__ == "__main__":
    sys.exit(main())
