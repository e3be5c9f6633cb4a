"""The national survey's notebook on a panel survey that nobody here made, by its one command."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import sync_playwright

from parentdata.instrument import load_instrument
from parentdata.provenance import hash_file

pytestmark = pytest.mark.xdist_group("panel")

PANEL = Path(__file__).parents[1] / "reference" / "panel"
FILE = "nonvoters_data.csv"
CHROMIUM = Path("/usr/bin/chromium")
COMMIT = "0123456789ab"
# What the study of parents asked about; a reader of another survey should meet none of it.
FOREIGN = r"parent data|mumsnet|data linkage|troubled famil|southampton|council|stand-in\b"


@dataclass(frozen=True)
class Survey:
    """A survey's files in a folder of their own, for a test to spoil."""

    folder: Path

    @property
    def out(self) -> Path:
        return self.folder / "out"

    def command(self, *parameters: str) -> list[str]:
        options = {
            "instrument": self.folder / "instrument.yml",
            "responses": self.folder / FILE,
            "design": self.folder / "design.yml",
            "out": self.out,
        }
        words = [word for name, path in options.items() for word in (f"--{name}", str(path))]
        words += [word for given in parameters for word in ("--parameter", given)]
        return ["python", "-m", "parentdata", "survey", *words]

    def replace(self, name: str, old: str, new: str) -> None:
        path = self.folder / name
        text = path.read_text("utf-8")
        assert text.count(old) == 1
        path.write_text(text.replace(old, new), "utf-8")

    def write_cell(self, row: int, column: str, text: str) -> None:
        """Put a text into a row of the responses, the header being row 1, and list the file."""
        path = self.folder / FILE
        before = hash_file(path)
        cells = pd.read_csv(path, dtype=str, keep_default_na=False)
        cells.loc[row - 2, column] = text
        cells.to_csv(path, index=False)
        self.replace("origin.yml", before, hash_file(path))

    def tree(self) -> dict[str, str]:
        return digest(self.folder)


def digest(folder: Path) -> dict[str, str]:
    """Hash of every file, and the name of every folder, below a folder."""
    return {
        str(path.relative_to(folder)): "" if path.is_dir() else hash_file(path)
        for path in sorted(folder.rglob("*"))
    }


def lay_out(shared: Path, folder: Path) -> Survey:
    source = shared / "data" / "panel-survey" / FILE
    if not source.is_file():
        pytest.skip(f"no {FILE} beside the checkout: the command is not run on a panel survey")
    folder.mkdir()
    shutil.copyfile(source, folder / FILE)
    for name in ("instrument.yml", "design.yml", "origin.yml"):
        shutil.copyfile(PANEL / name, folder / name)
    return Survey(folder)


@pytest.fixture
def survey(shared, tmp_path) -> Survey:
    return lay_out(shared, tmp_path / "survey")


@pytest.fixture(scope="module")
def compendium(make_project):
    """A copy of the checkout, of a commit with a name, in which the command is called."""
    project = make_project()
    (project.folder / "COMMIT").write_text(f"{COMMIT}\n")
    return project


def run(project, survey: Survey, *parameters: str):
    return project.run(*survey.command(*parameters), PYTHONDONTWRITEBYTECODE="1")


@dataclass(frozen=True)
class Ran:
    """What a run printed, made and changed elsewhere."""

    survey: Survey
    stdout: str
    stderr: str
    changed: dict[str, dict[str, str]]

    @property
    def site(self) -> Path:
        return self.survey.out / "reports" / "_site"


@pytest.fixture(scope="module")
def ran(shared, compendium, tmp_path_factory) -> Ran:
    """One run of the command on the panel survey, which tests read and do not change."""
    survey = lay_out(shared, tmp_path_factory.mktemp("panel") / "survey")
    elsewhere = {"checkout": compendium.folder, "home": compendium.home}
    before = {name: digest(folder) for name, folder in elsewhere.items()} | {
        "survey": survey.tree()
    }
    done = run(compendium, survey, "minimum_answered=5")
    assert done.returncode == 0, done.stderr
    after = {name: digest(folder) for name, folder in elsewhere.items()}
    after["survey"] = {name: hashed for name, hashed in survey.tree().items()
                       if Path(name).parts[0] != "out"}  # fmt: skip
    changed = {
        name: {path: made for path, made in after[name].items() if before[name].get(path) != made}
        | {path: "gone" for path in before[name].keys() - after[name].keys()}
        for name in after
    }
    return Ran(survey, done.stdout, done.stderr, changed)


@pytest.fixture(scope="module")
def estimates(ran) -> pd.DataFrame:
    path = ran.survey.out / "data" / "derived" / "panel-survey" / "estimates.csv"
    return pd.read_csv(path, dtype={"item": str}, keep_default_na=False, na_values={"value": [""]})


@pytest.fixture(scope="module")
def page(ran) -> BeautifulSoup:
    return BeautifulSoup((ran.site / "index.html").read_text("utf-8"), "html.parser")


def test_a_run_prints_where_its_page_is_and_nothing_else(ran):
    assert Path(ran.stdout.strip()) == ran.site / "index.html"
    assert (ran.stdout.count("\n"), ran.stderr) == (1, "")
    assert sorted(path.name for path in ran.site.glob("*.html")) == [
        "data-dictionary.html", "index.html",
    ]  # fmt: skip


def test_a_run_writes_nothing_outside_its_folder(ran):
    assert ran.changed == {"checkout": {}, "home": {}, "survey": {}}


def test_the_folder_holds_the_files_as_they_came_and_says_where_from(ran):
    raw = ran.survey.out / "data" / "raw" / "panel-survey"
    for name in (FILE, "instrument.yml", "design.yml"):
        assert (raw / name).read_bytes() == (ran.survey.folder / name).read_bytes()
    origins = pd.read_csv(ran.survey.out / "data" / "derived" / "origins.csv")
    assert set(origins["file"]) == {FILE, "instrument.yml", "design.yml"}
    assert set(origins["producer"]) == {"FiveThirtyEight and Ipsos"}
    assert set(origins["status"]) == {"real"}


def test_the_pages_open_in_a_browser_without_a_complaint_at_any_width(ran):
    if not CHROMIUM.exists():
        pytest.skip(f"no {CHROMIUM}: pages are not opened in a browser")
    faults, beyond = [], {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(CHROMIUM),
            args=["--no-sandbox", "--disable-background-networking"],
        )
        for width in (360, 1440):
            for name in ("index", "data-dictionary"):
                opened = browser.new_page(viewport={"width": width, "height": 900})
                opened.on("console", lambda said: faults.append(said.text))
                opened.on("pageerror", lambda error: faults.append(str(error)))
                opened.on("requestfailed", lambda request: faults.append(request.url))
                opened.goto((ran.site / f"{name}.html").as_uri())
                beyond[name, width] = opened.evaluate(
                    "document.documentElement.scrollWidth - document.documentElement.clientWidth"
                )
                assert opened.locator("h1").is_visible()
        browser.close()
    assert faults == []
    assert set(beyond.values()) == {0}


def test_every_estimate_has_a_row_with_an_id_of_its_own(estimates):
    assert estimates["id"].is_unique
    assert estimates["id"].str.startswith("panel.").all()
    shares = estimates[estimates["statistic"].eq("share") & estimates["answer"].eq("positive")]
    groups = {"race": 4, "educ": 3, "income_cat": 4, "ppage_band": 4, "gender": 2}
    by = shares["domain"].str.partition("=")[0]
    asked = shares["topic"].isin(["trust", "statements"])
    assert by[asked].value_counts().to_dict() == {
        "": 15, **{name: 15 * count for name, count in groups.items()},
    }  # fmt: skip
    assert estimates["statistic"].value_counts().to_dict() == {
        # Everyone and the groups; the index's groups, where two characteristics meet and cross.
        # Of the last two the favourable side alone is released.
        "share": 15 * (4 + 2) + 15 * 17 + (4 + 2) + (2 + 4 * 4),
        "share_unweighted": 15 * (4 + 2),
        "difference": 15 * 12 + estimates["id"].str.contains("institutions.*difference").sum(),
        "quantile": 3 * (1 + 17 + 2), "mean": 1 + 17 + 2,
        "coefficient": 1 + 12, "effect": 4 * 12, "odds_ratio": 12,
        "term": 2 * 5 * 2, "assumption": 2, "test": (15 * 5 + 5) * 4,
        "weight": 11, "reliability": 6, "count": 1,
    }  # fmt: skip


def test_every_estimate_had_a_second_opinion(ran, estimates):
    folder = ran.survey.out / "data" / "derived" / "panel-survey" / "figures"
    told = pd.read_csv(folder / "second-opinion.csv").set_index("statistic")
    shown = estimates[estimates["value"].notna()]["statistic"].value_counts()
    assert told["count"].to_dict() == shown.to_dict()
    assert told[["value", "se", "interval"]].max().max() < 1e-8


def test_a_parameter_of_the_run_reaches_estimates_page_and_compendium(ran, estimates, page):
    about_index = estimates[estimates["item"].eq("institutions")]
    assert about_index["base"].str.contains("at least 5 of 9 items").all()
    assert "minimum_answered: 5" in (ran.survey.out / "params.yaml").read_text("utf-8")
    took = {term.get_text(): term.find_next("dd").get_text()
            for term in page.select(".pd-parameters dt")}  # fmt: skip
    # Those that the notebook declares, and none of this project's other studies.
    assert took == {
        "confidence_level": "0.95", "dont_know": "in base", "minimum_base": "30",
        "consensus_threshold": "0.5", "share_interval": "logit", "minimum_answered": "5",
        "minimum_cell": "3", "minimum_degf": "8", "rounding_base": "5",
    }  # fmt: skip


def test_estimates_of_the_run_are_those_of_r(estimates):
    in_r = json.loads((PANEL / "shares.json").read_text())
    variables = load_instrument(PANEL / "instrument.yml").variables
    shares = estimates.set_index("id")[["value", "se", "ci_low", "ci_high"]]
    for key, numbers in in_r.items():
        item, by, label = key.split("|")
        name = f"panel.{variables[item].topic}.{variables[item].item}.positive.share"
        if by != "everyone":
            names = {answer.label: answer.name for answer in variables[by].answers}
            name += f"|{by}={names[label]}"
        found = shares.loc[name].astype(float)
        np.testing.assert_allclose(found[:2], numbers[:2], rtol=1e-9, err_msg=key)
        np.testing.assert_allclose(found[2:], numbers[2:4], rtol=1e-8, err_msg=key)
    assert len(in_r) == 15 * 18


def test_every_table_and_page_says_that_the_data_are_real(ran, page):
    for path in sorted((ran.survey.out / "data" / "derived").rglob("*.csv")):
        # Nothing that was published about this survey is on record, so no verdict is.
        statuses = set() if path.name == "verdicts.csv" else {"real"}
        assert set(pd.read_csv(path, dtype=str)["data_status"]) == statuses, path.name
    assert page.select_one(".pd-banner")["data-status"] == "real"
    assert {figure["data-status"] for figure in page.select("figure[data-status]")} == {"real"}
    assert page.select(".pd-stamp, .pd-print-marker") == []


def test_titles_captions_labels_and_alternative_texts_are_of_this_survey(page):
    for code in page.select("details.code-fold"):
        code.decompose()
    figures = page.select("figure")
    texts = [figure.get_text(" ") for figure in figures]
    texts += [svg["aria-label"] for svg in page.select("svg[aria-label]")]
    texts += [page.select_one(".pd-nav, header").get_text(" ")]
    words = " ".join(texts)
    assert len(figures) >= 15
    assert re.findall(FOREIGN, words, re.IGNORECASE) == []
    assert re.findall(r"\b(parents?|mothers?|government|licence|nan|None)\b", words) == []
    assert "Trust in institutions: mean of the index by social group." in words
    assert "highest for “US Postal Service”" in words
    assert page.title.get_text().endswith("Why many Americans don't vote")


def test_the_page_names_the_commit_of_the_compendium_that_made_it(page):
    facts = page.select("dl.pd-made div")
    made = {fact.dt.get_text(): fact.dd.get_text() for fact in facts}
    assert made["Commit"] == COMMIT


def test_a_second_run_to_the_same_folder_is_refused_and_changes_nothing(ran, compendium):
    before = ran.survey.tree()
    again = run(compendium, ran.survey)
    assert again.returncode == 1
    assert "the folder holds something already" in again.stderr
    assert "nothing in this one was touched" in again.stderr
    assert ran.survey.tree() == before


def refuse(project, survey: Survey, *parameters: str) -> str:
    """Run the command, which refuses on stderr alone and leaves everything as it was."""
    before = survey.tree()
    done = run(project, survey, *parameters)
    assert (done.returncode, done.stdout) == (1, "")
    assert survey.tree() == before
    said = done.stderr.removeprefix("refused: ")
    assert said != done.stderr
    return said


def test_an_instrument_without_a_report_is_refused(compendium, survey):
    path = survey.folder / "instrument.yml"
    path.write_text(path.read_text("utf-8").partition("\nreport:")[0], "utf-8")
    said = refuse(compendium, survey)
    assert "instrument.yml: the instrument does not say what the report makes" in said
    assert "a block `report` with characteristics, items and an index" in said


def test_a_report_that_compares_with_a_study_elsewhere_is_refused(compendium, survey):
    path = survey.folder / "instrument.yml"
    compare = (
        "  compare:\n    study: pilot-survey\n    items: {Q8_1: {with: heard, wording: same}}\n"
    )
    path.write_text(path.read_text("utf-8") + compare, "utf-8")
    assert "compares with pilot-survey, which is not at hand" in refuse(compendium, survey)


def test_a_study_that_would_lead_out_of_the_folder_is_refused(compendium, survey):
    survey.replace("instrument.yml", "study: panel-survey", "study: ../panel-survey")
    said = refuse(compendium, survey)
    assert "study: String should match pattern" in said


def test_a_column_that_the_responses_do_not_have_is_refused(compendium, survey):
    survey.replace("instrument.yml", "items: {educ: Education}", "items: {eduk: Education}")
    survey.replace("instrument.yml", "[race, educ, income_cat", "[race, eduk, income_cat")
    survey.replace("instrument.yml", "white, educ: college", "white, eduk: college")
    said = refuse(compendium, survey)
    assert f"{FILE}, row 1, column 'eduk': columns are missing: 'eduk'." in said


def test_a_column_that_the_report_alone_names_is_refused(compendium, survey):
    survey.replace("instrument.yml", "core: [Q8_2,", "core: [Q8_l,")
    said = refuse(compendium, survey)
    assert "instrument.yml: " in said
    assert "report: no column is named 'Q8_l'" in said


def test_an_index_of_fewer_items_than_must_be_answered_is_refused(compendium, survey):
    survey.replace(
        "instrument.yml",
        "    items: [Q8_1, Q8_2, Q8_3, Q8_4, Q8_5, Q8_6, Q8_7, Q8_8, Q8_9]\n",
        "    items: [Q8_1, Q8_2, Q8_3]\n",
    )
    said = refuse(compendium, survey)
    assert "at least 7 of 3 items" in said
    assert "a number from 1 to 3" in said


@pytest.mark.parametrize(
    ("parameter", "what"),
    [
        ("minimum_answerd=5", "did you mean 'minimum_answered'"),
        ("minimum_answered=10", "at least 10 of 9 items"),
        ("confidence_level=95", "confidence_level: Input should be less than 1"),
        ("study=another", "the parameter 'study' was given"),
        ("minimum_base", "'minimum_base' is not of the form NAME=VALUE"),
    ],
)
def test_a_parameter_that_is_none_is_refused(compendium, survey, parameter, what):
    assert what in refuse(compendium, survey, parameter)


def test_responses_with_one_byte_changed_are_refused(compendium, survey):
    path = survey.folder / FILE
    content = bytearray(path.read_bytes())
    content[-2] ^= 1
    path.write_bytes(content)
    said = refuse(compendium, survey)
    assert f"{FILE}: the responses are {hash_file(path)}" in said
    assert "c3a8e5b5a2a82e137f60a63c073326f642a7794c91d8e56fc63195efcf0098f8" in said


def test_responses_that_origin_does_not_list_are_refused(compendium, survey):
    survey.replace("origin.yml", f"  {FILE}:", "  another.csv:")
    assert "the SHA-256 (none) that" in refuse(compendium, survey)


def test_responses_that_are_not_there_are_refused(compendium, survey):
    (survey.folder / FILE).unlink()
    assert f"{FILE}: the responses are no such file" in refuse(compendium, survey)


def test_an_instrument_without_origin_is_refused(compendium, survey):
    (survey.folder / "origin.yml").unlink()
    said = refuse(compendium, survey)
    assert "a raw folder has no origin.yml" in said


def test_a_design_that_names_an_absent_weight_is_refused(compendium, survey):
    survey.replace("design.yml", "weight: weight", "weight: wieght")
    said = refuse(compendium, survey)
    assert FILE in said
    assert "'wieght'" in said


def test_a_design_with_one_sampling_unit_in_a_stratum_is_refused(compendium, survey):
    survey.replace("design.yml", "weight: weight", "weight: weight\nstratum: lonely")
    path = survey.folder / FILE
    before = hash_file(path)
    cells = pd.read_csv(path, dtype=str, keep_default_na=False)
    cells["lonely"] = ["apart", *["together"] * (len(cells) - 1)]
    cells.to_csv(path, index=False)
    survey.replace("origin.yml", before, hash_file(path))
    said = refuse(compendium, survey)
    assert "column 'lonely': stratum apart has one unit" in said
    assert 'lonely_psu="centre"' in said


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("0", "weights are zero"),
        ("-0.4", "weights are negative"),
        ("", "weights are missing or no numbers"),
        ("inf", "weights are infinite"),
    ],
)
def test_a_weight_that_cannot_be_used_is_refused_with_its_row(text, what, compendium, survey):
    survey.write_cell(1207, "weight", text)
    said = refuse(compendium, survey)
    assert what in said
    assert f"{FILE}, row 1207, column 'weight'" in said


def test_a_folder_with_content_is_refused_and_an_empty_one_stays_when_the_survey_is(
    compendium, survey
):
    survey.out.mkdir()
    (survey.out / "mine.txt").write_text("mine")
    assert "the folder holds something already" in refuse(compendium, survey)
    (survey.out / "mine.txt").unlink()
    survey.replace("design.yml", "weight: weight", "weight: wieght")
    assert "'wieght'" in refuse(compendium, survey)


def test_a_folder_that_cannot_be_laid_out_is_taken_away_again(compendium, survey):
    theme = compendium.folder / "reports" / "theme"
    theme.rename(theme.with_name("lost"))
    before = survey.tree()
    done = run(compendium, survey)
    theme.with_name("lost").rename(theme)
    assert done.returncode == 1
    assert "No such file or directory" in done.stderr
    assert survey.tree() == before


def test_an_index_with_an_item_of_one_value_is_refused_before_anything_is_written(
    compendium, survey
):
    # Everyone is a citizen, so an index with that as an item has correlations that do not exist.
    survey.replace(
        "instrument.yml",
        "\nquestions:\n",
        "  citizen:\n"
        "    - {code: 1, name: citizen, label: Citizen, side: positive}\n"
        "    - {code: 2, name: other, label: Not a citizen, side: negative}\n"
        "\nquestions:\n"
        "  - {id: Q1, topic: respondent, short: About you, text: Citizenship, type: single,\n"
        "     wording: paraphrased, scale: citizen, items: {Q1: Citizenship}}\n",
    )
    survey.replace("instrument.yml", "    items: [Q8_1, Q8_2,", "    items: [Q1, Q8_1, Q8_2,")
    said = refuse(compendium, survey)
    assert "column 'Q1': correlations of 'Q1' with other items do not exist" in said


def test_characteristics_that_say_the_same_are_refused_before_anything_is_written(
    compendium, survey
):
    survey.replace(
        "instrument.yml",
        "\nquestions:\n",
        "\nquestions:\n"
        "  - {id: educ_again, topic: respondent, short: About you, text: Education, type: single,\n"
        "     wording: paraphrased, scale: educ, items: {educ_again: Education again}}\n",
    )
    survey.replace(
        "instrument.yml", "[race, educ, income_cat", "[race, educ, educ_again, income_cat"
    )
    path = survey.folder / FILE
    before = hash_file(path)
    cells = pd.read_csv(path, dtype=str, keep_default_na=False)
    cells.assign(educ_again=cells["educ"]).to_csv(path, index=False)
    survey.replace("origin.yml", before, hash_file(path))
    said = refuse(compendium, survey)
    assert "columns that the others already determine: educ_again=" in said


def test_a_notebook_that_fails_leaves_its_folder_for_reading_and_no_estimates(compendium, survey):
    # A fourth answer on one side of a scale cannot be drawn in a colour of its own.
    survey.replace(
        "instrument.yml",
        "    - {code: 2, name: somewhat_agree, label: Somewhat agree, side: positive}\n",
        "    - {code: 2, name: somewhat_agree, label: Somewhat agree, side: positive}\n"
        "    - {code: 8, name: rather_agree, label: Rather agree, side: positive}\n"
        "    - {code: 9, name: hardly_agree, label: Hardly agree, side: positive}\n",
    )
    done = run(compendium, survey)
    assert (done.returncode, done.stdout) == (1, "")
    assert re.search(r"20-national-survey.ipynb, cell \d+ .*TooManyColours", done.stderr)
    kept = survey.out / "build" / "running" / "20-national-survey.ipynb"
    assert f"Read {kept}" in done.stderr
    assert kept.is_file()
    derived = survey.out / "data" / "derived" / "panel-survey"
    assert [path.name for path in derived.iterdir()] == ["respondents.csv"]
    assert not (survey.out / "reports" / "_site").exists()
