"""Agreement of two coders beside the library `krippendorff`, used directly, on one core.

5,000 units in 400 authorities, 30 presence codes, two coders, some judgements missing; 1,000
replicates of whole authorities. Both get the same draws. A run whose figures differ prints no
table; `--keep` renews the table of agreement.md.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path
from statistics import median

import numpy as np
import pandas as pd
from record import measure_process, time_once

HERE = Path(__file__).resolve().parent
PAGE = HERE / "agreement.md"
ONE_CORE = {name: "1" for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")}
UNITS, AUTHORITIES, CODES, REPLICATES, SEED, LEVEL = 5_000, 400, 30, 1_000, 20261128, 0.95
VALUES = ("absent", "present")
CALLS = {"parentdata": 5, "krippendorff": 1}
ROUNDS = 3
SAME = 1e-10


class Code:
    """A presence code."""

    kind, allowed = "presence", ("present", "absent")

    def __init__(self, name: str) -> None:
        self.id = self.label = name


def make_judgements() -> tuple[pd.DataFrame, dict[str, int]]:
    """Judgements of two coders who err in 8 % and cannot tell in 3 %, and each unit's authority."""
    random = np.random.default_rng(SEED)
    names = np.array([f"R{number:04d}" for number in range(UNITS)])
    truth = random.random((UNITS, CODES)) < random.uniform(0.02, 0.5, CODES)
    parts = []
    for coder in ("coder-a", "coder-b"):
        given = np.where(random.random(truth.shape) < 0.08, ~truth, truth)
        value = np.where(given, *VALUES[::-1]).astype(object)
        value[random.random(truth.shape) < 0.03] = None
        parts.append(
            pd.DataFrame(
                {
                    "unit_id": np.repeat(names, CODES),
                    "code": np.tile([f"code_{number:02d}" for number in range(CODES)], UNITS),
                    "coder": coder,
                    "value": value.ravel(),
                }
            )
        )
    authority = dict(zip(names, random.integers(0, AUTHORITIES, UNITS).tolist(), strict=True))
    return pd.concat(parts, ignore_index=True), authority


def run_parentdata(judgements: pd.DataFrame, authority: dict[str, int]) -> np.ndarray:
    """Alpha and its interval for each code: float array (codes, 3); the other figures unasked."""
    from parentdata.agreement import OVERALL, AgreementChoices, agree_by_code

    found = agree_by_code(
        judgements,
        [Code(f"code_{number:02d}") for number in range(CODES)],
        authority=authority,
        choices=AgreementChoices(
            replicates=REPLICATES, seed=SEED, level=LEVEL, reliable_alpha=0.667
        ),
    )
    each = [one.agreement["alpha"] for one in found if one.code != OVERALL]
    return np.array([[one.value, one.ci_low, one.ci_high] for one in each])


def run_krippendorff(judgements: pd.DataFrame, authority: dict[str, int]) -> np.ndarray:
    """The same three figures: the library called once for each code and replicate."""
    import krippendorff

    from parentdata.agreement import draw_clusters

    drawn = draw_clusters(AUTHORITIES, replicates=REPLICATES, seed=SEED, level=LEVEL).drawn
    place = judgements["value"].map({value: number for number, value in enumerate(VALUES)})
    wide = judgements.assign(value=place).pivot(
        index="unit_id", columns=["code", "coder"], values="value"
    )
    # Clusters are numbered as parentdata numbers them: in the order of their names.
    cluster = wide.index.map(authority).to_numpy()
    times = drawn.astype(int)[:, cluster]
    figures = []
    for number in range(CODES):
        given = wide[f"code_{number:02d}"].to_numpy()
        counts = np.stack([(given == value).sum(axis=1) for value in range(2)], axis=1)
        alphas = [
            krippendorff.alpha(
                value_counts=np.repeat(counts, one, axis=0), level_of_measurement="nominal"
            )
            for one in times
        ]
        whole = krippendorff.alpha(value_counts=counts, level_of_measurement="nominal")
        tail = (1 - LEVEL) / 2
        figures.append([whole, *np.quantile(alphas, [tail, 1 - tail])])
    return np.array(figures)


TOOLS = {"parentdata": run_parentdata, "krippendorff": run_krippendorff}


def time_tool(tool: str, out: Path) -> None:
    """Time one tool in this process, and write seconds, megabytes and figures."""
    judgements, authority = make_judgements()
    run, found = TOOLS[tool], []
    megabytes = measure_process(lambda: found.append(run(judgements, authority)))
    seconds = [time_once(lambda: run(judgements, authority))[0] for _ in range(CALLS[tool])]
    record = {"seconds": seconds, "megabytes": megabytes, "figures": found[0].tolist()}
    out.write_text(json.dumps(record))


def run_all() -> dict[str, dict]:
    """Let the tools take turns, each in a process of its own on one core."""
    found: dict[str, dict] = {}
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out.json"
        for _ in range(ROUNDS):
            for tool in TOOLS:
                command = [sys.executable, __file__, "--tool", tool, "--out", str(out)]
                subprocess.run(command, check=True, env=os.environ | ONE_CORE)
                record = json.loads(out.read_text())
                found.setdefault(tool, record | {"seconds": []})
                found[tool]["seconds"] += record["seconds"]
    return found


def check_same(found: dict[str, dict]) -> None:
    """Stop where the tools give other figures: they would not do the same work."""
    ours, theirs = (np.array(found[tool]["figures"]) for tool in TOOLS)
    apart = np.abs(ours - theirs).max()
    if not apart < SAME:
        sys.exit(f"the tools differ by {apart:g}: no table")


def make_table(found: dict[str, dict]) -> str:
    """The table of agreement.md."""
    ours = median(found["parentdata"]["seconds"])
    head = "| tool | median | calls | times parentdata | memory above the table |\n"
    rows = [head, "| --- | --- | --- | --- | --- |\n"]
    for tool, record in found.items():
        time = median(record["seconds"])
        memory = "" if record["megabytes"] is None else f"{record['megabytes']:.0f} MB"
        rows.append(
            f"| {tool} | {time:.2f} s | {len(record['seconds'])} | {time / ours:.0f} × "
            f"| {memory} |\n"
        )
    versions = ", ".join(f"{name} {version(name)}" for name in ("numpy", "pandas", "krippendorff"))
    load = " ".join(f"{part:.1f}" for part in os.getloadavg())
    return "".join(rows) + (
        f"\nPython {platform.python_version()}, {versions}; {os.cpu_count()} cores, "
        f"one used; load average at the end {load}.\n"
    )


def main() -> None:
    reader = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    reader.add_argument("--keep", action="store_true", help="renew the table of agreement.md")
    reader.add_argument("--tool", choices=TOOLS, help=argparse.SUPPRESS)
    reader.add_argument("--out", type=Path, help=argparse.SUPPRESS)
    given = reader.parse_args()
    if given.tool:
        time_tool(given.tool, given.out)
        return
    found = run_all()
    check_same(found)
    table = make_table(found)
    if given.keep:
        start, _, rest = PAGE.read_text().partition("<!-- table -->\n")
        _, _, end = rest.partition("<!-- end of table -->\n")
        PAGE.write_text(f"{start}<!-- table -->\n{table}<!-- end of table -->\n{end}")
    print(table)


if __name__ == "__main__":
    main()
