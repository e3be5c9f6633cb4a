"""Faults in records: origins, parameters, the lock, the record of runs, and statuses."""

from __future__ import annotations

import json
import re
from pathlib import Path

from faults.in_made import replace_first
from faults.model import Edit, Fault, Plant, all_of, edit_rows

KIND = "records"
RUNS = "build/runs"
STATUS = "status: stand-in"


def fault(name: str, plant: Plant, *catchers: str) -> Fault:
    """A fault that verify should catch, unless others are named."""
    return Fault(name=name, kind=KIND, plant=plant, catchers=catchers or ("verify",))


def _list_records(project: Path) -> list[Path]:
    return sorted((project / RUNS).glob("[0-9]*.json"))


def _edit_record(place: int) -> Plant:
    def plant(project: Path) -> None:
        path = _list_records(project)[place]
        content = json.loads(path.read_text()) | {"user": "somebody else"}
        path.write_text(json.dumps(content, indent=1, sort_keys=True))

    return plant


def _remove_record(place: int) -> Plant:
    return lambda project: _list_records(project)[place].unlink()


def _insert_record(project: Path) -> None:
    last = _list_records(project)[-1]
    number = int(last.name[:6]) + 1
    content = json.loads(last.read_text()) | {"number": number}
    last.with_name(f"{number:06d}-render-site-finished.json").write_text(json.dumps(content))


def _pair_code_with_old_output(project: Path) -> None:
    """As DVC does where code is edited while its stage runs: new code in the lock, old output."""
    import hashlib

    path = project / "src" / "parentdata" / "consensus.py"
    before = hashlib.md5(path.read_bytes()).hexdigest()
    path.write_text(path.read_text() + "\n# another rule\n")
    lock = project / "dvc.lock"
    now = hashlib.md5(path.read_bytes()).hexdigest()
    lock.write_text(lock.read_text().replace(before, now))


def _edit_lock_and_table(project: Path) -> None:
    import hashlib

    path = project / "data" / "derived" / "pilot-survey" / "estimates.csv"
    before = hashlib.md5(path.read_bytes()).hexdigest()
    path.write_text(path.read_text().replace("0.1", "0.2", 1))
    lock = project / "dvc.lock"
    now = hashlib.md5(path.read_bytes()).hexdigest()
    lock.write_text(lock.read_text().replace(before, now))


def _edit_hash_in_lock(project: Path) -> None:
    lock = project / "dvc.lock"
    text = lock.read_text()
    place = re.search(r"data/derived/pilot-survey/estimates\.csv\s+hash: md5\s+md5: (\w+)", text)
    lock.write_text(text.replace(place.group(1), "0" * 32, 1))


def _drop_approval(project: Path) -> None:
    path = project / "reports" / "approvals.yml"
    head, _, rest = path.read_text().partition("\n  ")
    _, _, kept = re.split(r"(\n  )(?=[a-z])", rest, maxsplit=1)
    path.write_text(f"{head}\n  {kept}")


FAULTS = (
    fault("a hash edited in dvc.lock", _edit_hash_in_lock),
    fault("a table and its hash in dvc.lock edited together", _edit_lock_and_table),
    fault("dvc.lock pairs new code with old output", _pair_code_with_old_output),
    fault("dvc.lock removed", lambda project: (project / "dvc.lock").unlink()),
    fault("a record of a run edited", _edit_record(3)),
    fault("the newest record of a run edited", _edit_record(-1)),
    fault("a record of a run removed", _remove_record(4)),
    fault("the newest record of a run removed", _remove_record(-1)),
    fault("a record of a run put in", _insert_record),
    fault(
        "a parameter changed without a run",
        Edit("params.yaml", "dont_know: in_base", "dont_know: left_out"),
        "verify",
        "status",
    ),
    fault(
        "code changed without a run",
        Edit(
            "src/parentdata/survey/frame.py",
            "return float(met.sum() - np.unique(first.stratum[met]).size)",
            "return float(met.sum() - 1)",
        ),
        "verify",
        "status",
    ),
    fault(
        "an input taken out of dvc.yaml",
        replace_first("dvc.yaml", "      - data/raw/national-survey/design.yml\n", ""),
    ),
    fault(
        "stand-in raw data called real in their origin.yml",
        Edit("data/raw/pilot-survey/origin.yml", STATUS, "status: real"),
    ),
    fault(
        "stand-in raw data called real in the table of origins",
        replace_first("data/derived/origins.csv", ",stand-in,", ",real,"),
    ),
    fault(
        "stand-in raw data called real in both",
        all_of(
            Edit("data/raw/pilot-survey/origin.yml", STATUS, "status: real"),
            edit_rows(
                "data/derived/origins.csv",
                lambda rows: [
                    row.update(status="real", data_status="real")
                    for row in rows
                    if row["study"] == "pilot-survey"
                ],
            ),
        ),
    ),
    fault(
        "a page that forgets a stand-in study in the site's plan",
        replace_first(
            "reports/_quarto.yml",
            "studies: [pilot-survey, national-survey",
            "studies: [national-survey",
        ),
    ),
    fault(
        "the range of a published figure moved without a run",
        replace_first("reports/claims.yml", "low: ", "low: 0"),
        "verify",
        "status",
    ),
    fault(
        "a published figure that no longer follows from its parts",
        replace_first("reports/claims.yml", "value: 76", "value: 67"),
        "tests/unit/test_claims.py",
    ),
    fault(
        "a claim's approval edited",
        replace_first("reports/approvals.yml", "verdict: calibrated", "verdict: reproduced"),
    ),
    fault("a claim's approval taken away", _drop_approval),
    fault(
        "another environment than the one that the lock of packages states",
        replace_first("requirements.lock", "==", "==9"),
    ),
)
