"""Check a release: attack it, search all its files, and write the record of both."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

import pandas as pd

from parentdata.design_file import load_design_file
from parentdata.disclosure import Bounded, attack
from parentdata.errors import Refusal
from parentdata.release.dominance import find_dominated
from parentdata.release.history import BadReleases, Release, join_earlier, parse_releases
from parentdata.release.material import IDENTIFIERS, Material, load_material, read_counts
from parentdata.release.people import find_microdata, find_printed, find_words
from parentdata.release.personal import (
    find_long_text,
    find_personal,
    read_exceptions,
    strip_markup,
)
from parentdata.release.published import (
    Leak,
    find_in_html,
    find_in_notebook,
    find_in_records,
    find_in_table,
)
from parentdata.release.reports import write_acro, write_context
from parentdata.site.record_file import read_records
from parentdata.tables import read_table, write_text

RELEASES = Path("reports") / "releases.yml"
EXCEPTIONS = Path("reports") / "personal-data-exceptions.txt"
MOST_TOLD = 20
READ = (".html", ".csv", ".md", ".yml", ".svg", ".txt", ".json", ".js", ".yaml")


class Discloses(Refusal):
    """A release gives away what is withheld, or holds what is about one person."""


def load_releases(root: Path) -> tuple[Release, ...]:
    """Read reports/releases.yml; nothing was released yet, where there is no such file."""
    path = root / RELEASES
    if not path.is_file():
        return ()
    return parse_releases(path.read_text(encoding="utf-8"), source=path)


def attack_release(material: Material, releases: Iterable[Release]) -> list[Bounded]:
    """Attack the tables of a release, together with those of earlier ones of the same status."""
    found = []
    tables = [
        (each.number, _read_kept(material.root, each))
        for each in releases
        if each.status == material.status
    ]
    minimum_cell = material.rules.minimum_cell
    for study, table in material.tables.items():
        questions = material.read_questions(study, table)
        before = [
            (number, material.read_questions(study, then[then["study"].eq(study)]))
            for number, then in tables
        ]
        found += join_earlier(questions, before, minimum_cell=minimum_cell)
        found += attack(questions.values(), minimum_cell=minimum_cell)
    return found


def _read_kept(root: Path, release: Release) -> pd.DataFrame:
    path = root / release.counts
    if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != release.digest:
        raise BadReleases(
            f"the counts of release {release.number} are not as they were released.",
            file=path,
            expected="the table that was written with the record of the release",
            do="Restore the file from the repository; nothing was written.",
        )
    return read_counts(path)


def search_files(material: Material) -> Iterator[Leak]:
    """Search every file of a release for figures that are withheld, people, and personal data."""
    rows = material.rows
    withheld = frozenset(name for name, row in rows.items() if row["is_withheld"] == "True")
    allowed = read_exceptions(material.root / EXCEPTIONS)
    asked = {
        "identifiers": IDENTIFIERS,
        "variables": {name for each in material.instruments.values() for name in each.variables},
    }
    for name, path in material.list_files():
        if path.suffix not in (*READ, ".ipynb"):
            continue
        text = path.read_text(encoding="utf-8")
        yield from _search_figures(name, path, text, rows, withheld)
        if path.suffix == ".csv":
            yield from find_microdata(path, name=name, **asked)
            yield from find_words(path, name=name, is_shown=material.parameters.show_quotations)
        elif path.suffix in (".html", ".ipynb"):
            yield from find_printed(text, name=name, **asked)
        if path.suffix != ".ipynb":
            words = _read_words(path, text)
            yield from find_personal(words, name=name, allowed=allowed)
            yield from find_long_text(words, name=name) if path.suffix == ".csv" else ()


def _read_words(path: Path, text: str) -> str:
    """What a reader of a file can read: without markup, and of packed records what they hold."""
    if path.suffix in (".html", ".svg"):
        return strip_markup(text)
    if _holds_records(path):
        return "\n".join(words for said in read_records(text).values() for words in said.values())
    return text


def _holds_records(path: Path) -> bool:
    return path.suffix == ".js" and path.parent.name == "records"


def _search_figures(name: str, path: Path, text: str, rows, withheld) -> Iterator[Leak]:
    if path.suffix == ".csv":
        yield from find_in_table(path, rows, name=name)
    elif path.suffix in (".html", ".svg"):
        yield from find_in_html(text, withheld, name=name)
    elif path.suffix == ".ipynb":
        yield from find_in_notebook(text, withheld, name=name)
    elif _holds_records(path):
        yield from find_in_records(text, withheld, name=name)


def find_heavy(material: Material) -> Iterator[str]:
    """Say which groups of a weighted study rest on one person's weight."""
    for study, instrument in material.instruments.items():
        stated = material.root / "data" / "raw" / study / "design.yml"
        weight = load_design_file(stated).weight if stated.is_file() else None
        if not weight:
            continue
        questions = material.read_questions(study, material.tables[study]).values()
        domains = {name: where for each in questions for name, where in each.domains.items()}
        shown = material.tables[study]
        shown = set(shown.loc[~shown["is_withheld"].astype(bool), "domain"])
        respondents = read_table(
            material.root / "data" / "derived" / study / "respondents.csv",
            text=[instrument.respondent_id],
        )
        kept = {name: where for name, where in domains.items() if name in shown}
        limit = material.rules.dominance
        for name, part in find_dominated(respondents, weight, kept, dominance=limit):
            yield f"{study}, {name}: one weight is {part:.2f} of all; at most {limit:g} (dominance)"


def check_release(root: Path, out: Path) -> tuple[Material, list[Bounded]]:
    """Attack and search a release; write results.json and context.md into a folder.

    Raises
    ------
    Discloses
        Names each withheld count that can be found out, with its bounds and the rule, and each
        file that holds what it may not.
    BadReleases, BadExceptions
    """
    material = load_material(root)
    found = attack_release(material, load_releases(root))
    told = [each.tell() for each in found if each.is_breach]
    told += [*find_heavy(material), *dict.fromkeys(each.tell() for each in search_files(material))]
    if told:
        more = f"\n  - and {len(told) - MOST_TOLD} more" if len(told) > MOST_TOLD else ""
        raise Discloses(
            f"{len(told)} things may not be released:\n  - "
            + "\n  - ".join(told[:MOST_TOLD])
            + more,
            expected="a release from which nobody's answer can be worked out"
            " (decisions/0036-disclosure-rules.md)",
            do="Withhold it where it is made (disclosure.withhold_complements), or except what is"
            f" known to be public in {EXCEPTIONS.as_posix()}; nothing was written.",
        )
    tables: dict[str, pd.DataFrame] = dict(material.tables)
    write_text(write_acro(tables, found, material.rules), out / "results.json")
    write_text(write_context(tables, found, material.rules), out / "context.md")
    return material, found
