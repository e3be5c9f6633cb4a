"""`make faults`: plant every known fault in a copy of the finished project; say what caught it."""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
from pathlib import Path

from faults.ask import Caught, ask, find_false, lay_out, try_fault
from faults.catalogue import FAULTS
from faults.report import write_results, write_table

HERE = Path(__file__).resolve().parent


def main() -> int:
    """Plant faults, tell each result at once, and keep the table where all were planted."""
    reader = argparse.ArgumentParser(prog="make faults", description=__doc__)
    reader.add_argument("--only", default="", help="faults whose name or kind matches this pattern")
    reader.add_argument(
        "--master", type=Path, default=HERE.parents[1], help="the finished project to copy"
    )
    arguments = reader.parse_args()
    chosen = [fault for fault in FAULTS if re.search(arguments.only, f"{fault.kind}: {fault.name}")]
    with tempfile.TemporaryDirectory(prefix="parentdata-faults-") as folder:
        place = Path(folder) / "project"
        if false := _ask_without_fault(arguments.master, chosen, place):
            for catcher, said in false.items():
                sys.stderr.write(f"{catcher} notices something where no fault is: {said}\n")
            return 1
        found = []
        for fault in chosen:
            found.append(_tell(try_fault(arguments.master, fault, place)))
    escaped = [one for one in found if not one.catcher]
    sys.stdout.write(f"{len(found) - len(escaped)} of {len(found)} faults caught\n")
    if len(chosen) == len(FAULTS):
        (HERE / "results.json").write_text(json.dumps(write_results(found), indent=1) + "\n")
        (HERE / "README.md").write_text(write_table(found), encoding="utf-8")
    return 0


def _ask_without_fault(master: Path, chosen: list, place: Path) -> dict[str, str]:
    """Ask every catcher about the project as it is; tests are asked together."""
    catchers = {catcher for fault in chosen for catcher in fault.catchers}
    tests = sorted(catcher for catcher in catchers if "/" in catcher)
    false = find_false(master, catchers - set(tests), place)
    if tests and (said := ask(" ".join(tests), lay_out(master, place))):
        false["tests"] = said
    return false


def _tell(caught: Caught) -> Caught:
    sys.stdout.write(
        f"{caught.fault.kind}: {caught.fault.name}\n  {caught.catcher or 'ESCAPED'}:"
        f" {caught.said}\n"
    )
    sys.stdout.flush()
    return caught


if __name__ == "__main__":
    sys.exit(main())
