"""`python benchmarks/matching.py`: names of authorities matched by three tools.

Names of a register of authorities (the real one, where it stands beside the checkout) are written
in other letters and matched as of five days. Tools take turns, medians are compared, and the run
stops where two tools name another authority. `--full` goes to 10^5 names and renews matching.md.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import numpy as np
import pandas as pd
from compare import describe_machine
from rapidfuzz import fuzz, process, utils
from record import measure_arrays, time_once
from table import say

from parentdata.authorities import correct_register, in_force, match_authorities, read_register
from parentdata.authorities.names import fold_text, normalise_name
from parentdata.authorities.register import REGISTER_COLUMNS

HERE = Path(__file__).resolve().parent
REGISTER = HERE.parents[1] / "shared" / "data" / "authority-register" / "uk_local_authorities.csv"
DAYS = ("2012-01-01", "2016-01-01", "2020-06-01", "2021-02-11", "2024-01-01")
MOST = 10.0  # seconds for 10^5 names
HEAD = ("names", "spellings", "parentdata", "pandas merge", "rapidfuzz", "memory of parentdata")


@dataclass(frozen=True)
class Case:
    """One size; `is_distinct` writes every name in letters of its own."""

    names: int
    rounds: int
    is_distinct: bool = False


QUICK = (Case(10**3, 3), Case(10**4, 3), Case(10**4, 1, is_distinct=True))
FULL = (Case(10**3, 5), Case(10**4, 5), Case(10**5, 5), Case(10**5, 3, is_distinct=True))


def make_requests(register: pd.DataFrame, case: Case) -> pd.DataFrame:
    """Requests whose authority is known: any of its names, in letters that say nothing."""
    rng = np.random.default_rng(case.names + case.is_distinct)
    rows = []
    for day in DAYS:
        there = in_force(register, on=day)
        chosen = there.iloc[rng.integers(0, len(there), case.names // len(DAYS))]
        for authority, names in zip(chosen["authority_id"], chosen["names"], strict=True):
            name = names[rng.integers(0, len(names))]
            rows.append((_write(name, rng, is_distinct=case.is_distinct), day, authority))
    return pd.DataFrame(rows, columns=["name", "day", "authority"])


def _write(name: str, rng: np.random.Generator, *, is_distinct: bool) -> str:
    if not is_distinct:
        return name.upper() if rng.random() < 0.5 else name
    large = rng.random(len(name)) < 0.5
    return "".join(a.upper() if up else a.lower() for a, up in zip(name, large, strict=True))


def match_here(requests: pd.DataFrame, register: pd.DataFrame) -> list[str]:
    codes = pd.Series("", index=requests.index)
    found = match_authorities(requests["name"], codes, pd.to_datetime(requests["day"]), register)
    return found["authority_id"].tolist()


def match_by_merge(requests: pd.DataFrame, register: pd.DataFrame) -> list[str]:
    """The same form of a name, joined by pandas, then narrowed to the authorities in force."""
    left = requests.assign(key=requests["name"].map(normalise_name), row=requests.index)
    left["sent"] = pd.to_datetime(left["day"])
    right = register[["authority_id", "names", "first_day", "last_day"]].explode("names")
    right = right.assign(key=right["names"].map(normalise_name)).drop_duplicates(
        ["authority_id", "key"]
    )
    both = left.merge(right, on="key")
    inside = both["first_day"].le(both["sent"]) & both["last_day"].ge(both["sent"])
    return both[inside].set_index("row")["authority_id"].reindex(requests.index).tolist()


def match_by_likeness(requests: pd.DataFrame, register: pd.DataFrame) -> list[str]:
    """rapidfuzz used directly: the name in force that is spelt most like it, whatever it is."""
    found = pd.Series(index=requests.index, dtype=object)
    for day, own in requests.groupby("day"):
        there = in_force(register, on=day)[["authority_id", "names"]].explode("names")
        choices = [utils.default_process(name) for name in there["names"]]
        ids = there["authority_id"].to_numpy()
        distinct = own["name"].drop_duplicates()
        wanted = [utils.default_process(name) for name in distinct]
        best = {}
        for start in range(0, len(wanted), 2000):
            part = slice(start, start + 2000)
            scores = process.cdist(wanted[part], choices, scorer=fuzz.ratio, dtype=np.float32)
            best |= dict(zip(distinct.iloc[part], ids[scores.argmax(axis=1)], strict=True))
        found[own.index] = own["name"].map(best)
    return found.tolist()


TOOLS = {
    "parentdata": match_here,
    "pandas merge": match_by_merge,
    "rapidfuzz": match_by_likeness,
}


def forget() -> None:
    """Empty what Python keeps of names seen before: every call is a first one."""
    normalise_name.cache_clear()


def run_case(case: Case, register: pd.DataFrame) -> list[str]:
    requests = make_requests(register, case)
    seconds: dict[str, list[float]] = {tool: [] for tool in TOOLS}
    for _ in range(case.rounds):
        for tool, match in TOOLS.items():
            say(f"{case.names:,} names: {tool}")
            forget()
            taken, found = time_once(lambda match=match: match(requests, register))
            seconds[tool].append(taken)
            wrong = [n for n, (a, b) in enumerate(zip(found, requests["authority"], strict=True))
                     if a != b]  # fmt: skip
            if wrong:
                row = requests.iloc[wrong[0]].tolist()
                sys.exit(f"{tool} names {found[wrong[0]]!r} for {row}; {len(wrong)} differ")
    forget()
    megabytes = measure_arrays(lambda: match_here(requests, register))
    ours = median(seconds["parentdata"])
    if case.names == 10**5 and ours > MOST:
        sys.exit(f"{case.names:,} names take {ours:.1f} s; {MOST:g} s were allowed")
    others = [f"{median(seconds[tool]):.3g} s ({median(seconds[tool]) / ours:.1f} ×)"
              for tool in list(TOOLS)[1:]]  # fmt: skip
    return [f"{case.names:,}", f"{requests['name'].nunique():,}", f"{ours:.3g} s", *others,
            f"{megabytes:.0f} MB"]  # fmt: skip


def read_known() -> pd.DataFrame:
    """The register, without the names that two authorities in force share once case is gone."""
    register = correct_register(read_register(REGISTER))
    # Likeness alone cannot tell spellings apart that differ in what our form drops, so only
    # names that stay apart for every tool are drawn: all but a handful.
    counts = register.explode("names")["names"].map(fold_text)
    owners = counts.groupby(counts).apply(lambda own: own.index.nunique())
    shared = set(owners[owners > 1].index)
    kept = [tuple(name for name in names if fold_text(name) not in shared)
            for names in register["names"]]  # fmt: skip
    return register.assign(names=kept)[list(REGISTER_COLUMNS)]


def main() -> None:
    reader = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    reader.add_argument("--full", action="store_true", help="to 10^5 names; renews matching.md")
    cases = FULL if reader.parse_args().full else QUICK
    if not REGISTER.is_file():
        sys.exit(f"no {REGISTER.name} beside the checkout: nothing to match")
    register = read_known()
    machine = describe_machine()
    rows = [HEAD, ["---"] * len(HEAD), *(run_case(case, register) for case in cases)]
    table = "".join("| " + " | ".join(row) + " |\n" for row in rows)
    print(f"{machine['processor']}, load {machine['load_before']:.1f}\n{table}")
    if cases is FULL:
        page = HERE / "matching.md"
        start, _, rest = page.read_text().partition("<!-- table -->\n")
        _, _, end = rest.partition("<!-- end of table -->\n")
        page.write_text(f"{start}<!-- table -->\n{table}<!-- end of table -->\n{end}")


if __name__ == "__main__":
    main()
