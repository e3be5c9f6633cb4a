"""`make faults`: plant every known fault in a copy of the finished project; say what caught it."""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from faults.ask import Caught, ask, find_false, lay_out, try_fault
from faults.catalogue import FAULTS
from faults.model import Fault
from faults.report import keep_results

HERE = Path(__file__).resolve().parent


def main() -> int:
    """Plant faults, tell each result at once, and renew their rows of the table."""
    reader = argparse.ArgumentParser(prog="make faults", description=__doc__)
    reader.add_argument("--only", default="", help="faults whose name or kind matches this pattern")
    reader.add_argument(
        "--master", type=Path, default=HERE.parents[1], help="the finished project to copy"
    )
    arguments = reader.parse_args()
    chosen = [fault for fault in FAULTS if re.search(arguments.only, f"{fault.kind}: {fault.name}")]
    with tempfile.TemporaryDirectory(prefix="parentdata-faults-") as folder:
        place = Path(folder) / "project"
        false = _ask_without_fault(arguments.master, chosen, place)
        for catcher, said in false.items():
            sys.stdout.write(f"not asked, since it notices something anyway: {catcher}: {said}\n")
        found = [
            _tell(try_fault(arguments.master, _leave_out(fault, set(false)), place))
            for fault in chosen
        ]
    escaped = [one for one in found if not one.catcher]
    sys.stdout.write(f"{len(found) - len(escaped)} of {len(found)} faults caught\n")
    keep_results(HERE, found)
    return 0


def _ask_without_fault(master: Path, chosen: list, place: Path) -> dict[str, str]:
    """Ask every catcher about the project as it is; tests together, and apart if one notices."""
    catchers = {catcher for fault in chosen for catcher in fault.catchers}
    tests = {catcher for catcher in catchers if "/" in catcher}
    false = find_false(master, catchers - tests, place)
    if tests and ask(" ".join(sorted(tests)), lay_out(master, place)):
        false |= find_false(master, tests, place)
    return false


def _leave_out(fault: Fault, false: set[str]) -> Fault:
    asked = tuple(catcher for catcher in fault.catchers if catcher not in false)
    return replace(fault, catchers=asked)


def _tell(caught: Caught) -> Caught:
    sys.stdout.write(
        f"{caught.fault.kind}: {caught.fault.name}\n  {caught.catcher or 'ESCAPED'}:"
        f" {caught.said}\n"
    )
    sys.stdout.flush()
    return caught


if __name__ == "__main__":
    sys.exit(main())
