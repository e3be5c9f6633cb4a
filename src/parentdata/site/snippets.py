"""A few lines of Python that work a number out again, in a session of their own.

`{ID}` stands for the number's id; each kind of number has its own lines, and tests run them.
"""

from __future__ import annotations

from collections.abc import Collection

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
# A share of answers without weights: who was asked, and who said so.
_SHARE = """\
from parentdata import paths, tables
from parentdata.instrument import load_instrument
from parentdata.second_opinion import Reader

study = "{STUDY}"
asked = load_instrument(paths.raw(study) / "instrument.yml")
people = tables.read_table(paths.derived(study) / "respondents.csv", text=[asked.respondent_id])
rows = tables.read_table(paths.derived(study) / "estimates.csv")
(question,) = Reader(people, asked, {}).read(rows[rows["id"] == "{ID}"])
said = question.outcome[question.domain]  # 1 who said so, 0 who did not, NaN outside the base
said = said[said == said]
print(said.sum() / len(said))
"""
_CODED = """\
from parentdata import paths, tables

decided = tables.read_table(paths.derived("{STUDY}") / "decided.csv", text=["unit_id", "code"])
is_held = (decided["code"] == "{CODE}") & (decided["value"] == "{VALUE}")
print(decided.loc[is_held, "unit_id"].nunique())
"""
# Everything else: the notebook once more, into a folder that is thrown away.
_AGAIN = """\
from parentdata.site.again import run_again

print(run_again("{NOTEBOOK}", "{ID}"))
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
claim = next(claim for claim in claims if "published." + claim["id"] == "{ID}")
print(claim.get("value", claim.get("text", claim["sentence"])))
"""
_INSTRUMENT = """\
from parentdata.instrument import load_instrument
from parentdata.paths import raw

asked = load_instrument(raw("{STUDY}") / "instrument.yml")
counts = {"questions": len(asked.questions), "columns": len(asked.variables) + 1}
print(counts["{ID}".rpartition(".")[2]])
"""
_PLAIN = {
    "parameter": _PARAMETER,
    "published": _CLAIM,
    "instrument": _INSTRUMENT,
    "listed": "",
}
# Requests without a reply, which no coder saw.
_NOBODY_CODED = "no_reply"
# Sides of a scale, and an answer that every question may have.
_SIDES = frozenset({"positive", "neutral", "negative", "dont_know"})


def write_snippet(
    source: Source,
    *,
    notebook: str | None,
    has_opinion: bool = False,
    answers: Collection[str] = (),
) -> str:
    """Write the lines that work a number out again, its id left as `{ID}`.

    Parameters
    ----------
    source : Source
    notebook : str, optional
        Name of the notebook that wrote the number's table.
    has_opinion : bool
        Whether the estimate has a second opinion.
    answers : collection of str
        Answers that the number's question offers; empty where there is no question.

    Returns
    -------
    str
        Empty where the number is withheld, or nothing wrote it.
    """
    row = source.row
    if row.get("is_withheld") == "True":
        return ""
    if source.kind in _PLAIN:
        text = _PLAIN[source.kind]
    elif source.kind == "estimate" and has_opinion:
        text = _SURVEY
    elif _is_plain_share(source, answers):
        text = _SHARE
    elif _is_coded_count(source):
        text = _CODED
    else:
        text = _AGAIN if notebook else ""
    return (
        text.replace("{STUDY}", source.study)
        .replace("{STATISTIC}", row.get("statistic", ""))
        .replace("{CODE}", row.get("item", ""))
        .replace("{VALUE}", row.get("answer", ""))
        .replace("{NOTEBOOK}", notebook or "")
    )


def _is_coded_count(source: Source) -> bool:
    """Whether a number counts the replies in which coders found a code, out of all of them."""
    item, answer = source.row.get("item"), source.row.get("answer")
    return source.id == f"foi.code.{item}.{answer}.count" and answer != _NOBODY_CODED


def _is_plain_share(source: Source, answers: Collection[str]) -> bool:
    row = source.row
    is_share = source.kind == "estimate" and row.get("statistic") == "share"
    return (
        is_share
        and row.get("method") == "Wilson"
        and bool(answers)
        and row.get("answer") in _SIDES.union(answers)
    )
