"""Faults in what stages make: derived tables, figures, notebooks, pages."""

from __future__ import annotations

import shutil
from pathlib import Path

from faults.ask import run
from faults.model import Edit, Fault, Plant, all_of, edit_rows, find_row

TABLES, NOTEBOOKS, PAGES = "derived tables", "notebooks", "pages"
PILOT, NATIONAL = "data/derived/pilot-survey", "data/derived/national-survey"
SITE = "reports/_site"


def replace_first(path: str, old: str, new: str) -> Plant:
    """Plant by replacing the first place where a text stands."""

    def plant(project: Path) -> None:
        file = project / path
        text = file.read_text(encoding="utf-8")
        if old not in text:
            raise LookupError(f"{path} does not hold {old!r}")
        file.write_text(text.replace(old, new, 1), encoding="utf-8")

    return plant


def fault(name: str, kind: str, plant: Plant, *catchers: str) -> Fault:
    """A fault that verify should catch, unless others are named."""
    return Fault(name=name, kind=kind, plant=plant, catchers=catchers or ("verify",))


def _set_first(rows, column, cell, **wanted):
    find_row(rows, **wanted)[column] = cell


def _show_withheld(rows):
    row = find_row(rows, is_withheld="True")
    row.update(is_withheld="False", value="0.31", count="6")


def _drop_weights(rows):
    for row in rows:
        row["weight"] = "1"


def _swap_answers(rows):
    for row in rows:
        row["trust_nhs"], row["trust_police"] = row["trust_police"], row["trust_nhs"]


def _stale(project: Path) -> None:
    shutil.copyfile(project / SITE / "index.html", project / SITE / "pilot-survey.html")


def _execute_by_hand(project: Path) -> None:
    run(project, "python", "-m", "parentdata", "run", "analysis/10-pilot-survey.ipynb",
        "-p", "dont_know=left_out")  # fmt: skip


FAULTS = (
    fault(
        "a derived estimate edited",
        TABLES,
        edit_rows(
            f"{PILOT}/estimates.csv",
            lambda rows: _set_first(rows, "value", "0.5", statistic="share"),
        ),
    ),
    fault(
        "a row taken out of a derived table",
        TABLES,
        edit_rows(f"{NATIONAL}/estimates.csv", lambda rows: rows.pop(7)),
    ),
    fault(
        "a withheld estimate shown", TABLES, edit_rows(f"{NATIONAL}/estimates.csv", _show_withheld)
    ),
    fault(
        "weights of a cleaned table set to one",
        TABLES,
        edit_rows(f"{NATIONAL}/respondents.csv", _drop_weights),
    ),
    fault(
        "two columns of a cleaned table swapped",
        TABLES,
        edit_rows(f"{NATIONAL}/respondents.csv", _swap_answers),
    ),
    fault(
        "a respondent filtered out of a cleaned table",
        TABLES,
        edit_rows(f"{PILOT}/respondents.csv", lambda rows: rows.pop(0)),
    ),
    fault(
        "a verdict on a claim flipped",
        TABLES,
        edit_rows(
            f"{NATIONAL}/verdicts.csv",
            lambda rows: _set_first(rows, "verdict", "reproduced", verdict="calibrated"),
        ),
    ),
    fault(
        "a derived table called real",
        TABLES,
        replace_first(f"{PILOT}/estimates.csv", ",stand-in\n", ",real\n"),
    ),
    fault(
        "a figure edited",
        TABLES,
        replace_first(f"{NATIONAL}/figures/consensus.svg", "<path", "<path "),
    ),
    fault(
        "the table behind a figure removed",
        TABLES,
        lambda project: (project / NATIONAL / "figures" / "consensus.csv").unlink(),
    ),
    fault(
        "an executed notebook edited",
        NOTEBOOKS,
        replace_first("build/executed/10-pilot-survey.ipynb", "Pilot", "Final"),
    ),
    fault(
        "a stale notebook: its source has moved on",
        NOTEBOOKS,
        replace_first("analysis/10-pilot-survey.ipynb", "pilot", "first"),
        "verify",
        "status",
    ),
    fault(
        "an executed notebook of a run by hand with another parameter",
        NOTEBOOKS,
        _execute_by_hand,
    ),
    fault(
        "a notebook that reads a file which its stage does not declare",
        NOTEBOOKS,
        Edit(
            "analysis/31-foi-outcomes.ipynb",
            "import pandas as pd\\n",
            "import pandas as pd\\nopen('../data/raw/pilot-survey/responses.csv').close()\\n",
        ),
        "stage foi-outcomes",
    ),
    fault(
        "a number edited on a page",
        PAGES,
        replace_first(f"{SITE}/pilot-survey.html", "%", "0%"),
    ),
    fault(
        "a banner taken off a page",
        PAGES,
        replace_first(f"{SITE}/national-survey.html", 'class="pd-banner"', 'class="pd-note"'),
    ),
    fault(
        "a stand-in page under a banner of real data",
        PAGES,
        replace_first(
            f"{SITE}/national-survey.html",
            'class="pd-banner" data-status="stand-in"',
            'class="pd-banner" data-status="real"',
        ),
    ),
    fault("a page in another page's place", PAGES, _stale),
    fault("a page removed", PAGES, lambda project: (project / SITE / "foi-outcomes.html").unlink()),
    fault(
        "a page that no run made",
        PAGES,
        lambda project: (project / SITE / "findings.html").write_text("<p>All agree."),
    ),
    fault(
        "a file for download edited",
        PAGES,
        replace_first(f"{SITE}/files/pilot-survey/figures/trust.csv", "0.", "0.9"),
    ),
    fault(
        "the script of the pages edited",
        PAGES,
        replace_first(f"{SITE}/theme/site.js", "\n", "\n\n"),
    ),
    fault(
        "a number typed into prose",
        PAGES,
        replace_first(
            "build/executed/10-pilot-survey.ipynb",
            '"source": "',
            '"source": "Some 37% of all agreed. ',
        ),
        "stage render-site",
    ),
    fault(
        "a page from another run than the tables beside it",
        PAGES,
        all_of(
            edit_rows(
                f"{PILOT}/estimates.csv",
                lambda rows: _set_first(rows, "value", "0.5", statistic="share"),
            ),
            lambda project: run(project, "dvc", "commit", "--force", "pilot-survey"),
        ),
    ),
)
