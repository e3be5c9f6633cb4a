"""A few lines of Python that work a number out again, in a session of their own.

`{ID}` stands for the number's id; each kind of number has its own lines, and tests run them.
"""

from __future__ import annotations

from parentdata.site.number_sources import Source

NAME = "{ID}"
# Every estimate of a survey with a design, on the path of the second opinion.
_SURVEY = """\
from parentdata import paths, second_opinion, tables
from parentdata.design_file import load_design_file
from parentdata.instrument import load_instrument
from parentdata.survey.from_file import build_design

study = "{STUDY}"
asked = load_instrument(paths.raw(study) / "instrument.yml")
stated = load_design_file(paths.raw(study) / "design.yml")
text = [asked.respondent_id, *stated.text_columns]
people = tables.read_table(paths.derived(study) / "respondents.csv", text=text)
rows = tables.read_table(paths.derived(study) / "estimates.csv")
rows = rows[rows["statistic"] == "{STATISTIC}"]
again = second_opinion.second_opinions(people, rows, asked, build_design(stated, people.columns))
print(again.set_index("id").loc["{ID}", "value"])
"""
_AGAIN = """\
from parentdata.site.again import run_again

print(run_again("{NOTEBOOK}")["{ID}"])
"""
_CELL = """\
import csv

from parentdata.numbers.cells import find_cell
from parentdata.paths import find_root

with open(find_root() / "{FILE}", encoding="utf-8", newline="") as lines:
    row, column = find_cell(list(csv.DictReader(lines)), "{ID}")
print(row[column])
"""
_ROW = """\
import csv

from parentdata.paths import find_root

with open(find_root() / "{FILE}", encoding="utf-8", newline="") as lines:
    row = next(row for row in csv.DictReader(lines) if row["id"] == "{ID}")
print(row["value"])
"""
_PARAMETER = """\
import yaml

from parentdata.paths import find_root

parameters = yaml.safe_load((find_root() / "params.yaml").read_text("utf-8"))
print(parameters["{ID}".removeprefix("params.")])
"""
_CLAIM = """\
import yaml

from parentdata.paths import find_root

claims = yaml.safe_load((find_root() / "reports" / "claims.yml").read_text("utf-8"))["claims"]
print(next(claim for claim in claims if "published." + claim["id"] == "{ID}"))
"""
_INSTRUMENT = """\
from parentdata.instrument import load_instrument
from parentdata.paths import raw

asked = load_instrument(raw("{STUDY}") / "instrument.yml")
print(len(asked.questions), len(asked.variables) + 1)
"""


def write_snippet(source: Source, *, notebook: str | None, has_design: bool) -> str:
    """Write the lines that work a number out again, its id left as `{ID}`.

    Parameters
    ----------
    source : Source
    notebook : str, optional
        Name of the notebook whose estimates it is one of.
    has_design : bool
        Whether the study has a design and second opinions.
    """
    if source.row.get("is_withheld") == "True":
        return ""
    plain = {"cell": _CELL, "row": _ROW, "parameter": _PARAMETER, "published": _CLAIM,
             "instrument": _INSTRUMENT, "listed": ""}  # fmt: skip
    if source.kind != "estimate":
        text = plain[source.kind]
    elif has_design:
        text = _SURVEY
    else:
        text = _AGAIN if notebook else _ROW
    return (
        text.replace("{STUDY}", source.study)
        .replace("{STATISTIC}", source.row.get("statistic", ""))
        .replace("{FILE}", source.file)
        .replace("{NOTEBOOK}", notebook or "")
    )
