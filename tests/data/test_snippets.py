"""The lines of a record, run in a fresh session at the top folder, give the number again."""

from __future__ import annotations

import pytest

from parentdata.site.number_sources import Source, Sources
from parentdata.site.record import NAME, Recorder
from parentdata.site.records import find_makers
from parentdata.site.why import read_executed

pytestmark = pytest.mark.xdist_group("site")

# One number of each kind that is worked out in lines of its own, and of tables made anew.
OF_A_KIND = {
    "share without weights": "pilot.trust.nhs.positive.share",
    "share of a group": "pilot.trust.nhs.positive.share|gender=woman",
    "weighted share": "national.trust.private_companies.definitely_not.share",
    "count of coded replies": "foi.code.uses_has_used.present.count",
    "agreement of coders": "groups.agreement.asked_first.alpha",
    "claim": "published.pilot-heard",
    "parameter": "params.confidence_level",
    "questionnaire": "instrument.pilot-survey.questions",
    "count of evidence": "education.decisive.all.count",
    "cell of a table": "table.foi-outcomes.terms.requests|wdtk_status=successful",
}


@pytest.fixture(scope="module")
def recorder(repro) -> Recorder:
    makers, writers = find_makers(list(read_executed(repro.folder)))
    return Recorder(Sources(repro.folder), makers, writers)


@pytest.mark.parametrize("kind", OF_A_KIND)
def test_the_snippet_of_each_kind_of_record_gives_its_number_again(repro, recorder, kind):
    source = recorder.sources.find(OF_A_KIND[kind])
    assert source is not None
    record = recorder.write(source)
    ran = repro.run("python", "-c", record.snippet.replace(NAME, record.id))
    assert ran.returncode == 0, ran.stderr
    assert read(ran.stdout) == pytest.approx(read(expected(source)), rel=1e-9)


def expected(source: Source) -> str:
    return source.row[source.column]


def read(words: str) -> float | str:
    try:
        return float(words)
    except ValueError:
        return words.strip()


def test_why_says_in_the_shell_what_stands_behind_a_number(repro):
    ran = repro.run("python", "-m", "parentdata", "why", "pilot.trust.nhs.positive.share")
    assert ran.returncode == 0, ran.stderr
    assert "The NHS and your GP" in ran.stdout
    assert "analysis/10-pilot-survey.ipynb, cell" in ran.stdout
    assert "data/raw/pilot-survey/responses.csv (sha256 " in " ".join(ran.stdout.split())


def test_why_names_ids_that_are_near_one_that_nothing_has(repro):
    ran = repro.run("python", "-m", "parentdata", "why", "pilot.trust.nsh.positive.share")
    assert ran.returncode != 0
    assert "pilot.trust.nhs.positive.share" in ran.stderr
