"""`make faults`: plant every known fault in a copy of the finished project; say what caught it."""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from pathlib import Path

from faults.ask import Caught, try_fault
from faults.catalogue import FAULTS
from faults.report import keep_results

HERE = Path(__file__).resolve().parent


def main() -> int:
    """Plant faults, tell each result at once, and renew their rows of the table."""
    reader = argparse.ArgumentParser(prog="make faults", description=__doc__)
    reader.add_argument("--only", default="", help="faults whose name or kind matches this pattern")
    reader.add_argument(
        "--master", type=Path, default=HERE.parents[1], help="the finished project to copy"
    )
    reader.add_argument("--part", default="1/1", help="such as 2/3: every third, from the second")
    arguments = reader.parse_args()
    chosen = [fault for fault in FAULTS if re.search(arguments.only, f"{fault.kind}: {fault.name}")]
    number, parts = map(int, arguments.part.split("/"))
    chosen = chosen[number - 1 :: parts]
    with tempfile.TemporaryDirectory(prefix="parentdata-faults-") as folder:
        place = Path(folder) / "project"
        sound: dict[str, str] = {}
        found = []
        for each in chosen:
            found.append(_tell(try_fault(arguments.master, each, place, sound=sound)))
            keep_results(HERE, found[-1:])
    for catcher in filter(sound.get, sound):
        sys.stdout.write(f"{catcher} notices something without a fault: {sound[catcher]}\n")
    escaped = [one for one in found if not one.catcher]
    sys.stdout.write(f"{len(found) - len(escaped)} of {len(found)} faults caught\n")
    return 0


def _tell(caught: Caught) -> Caught:
    sys.stdout.write(
        f"{caught.fault.kind}: {caught.fault.name}\n  {caught.catcher or 'ESCAPED'}:"
        f" {caught.said}\n"
    )
    sys.stdout.flush()
    return caught


if __name__ == "__main__":
    sys.exit(main())
