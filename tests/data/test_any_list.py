"""The FOI notebook's parts on lists that nobody here made, by their one command."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import sync_playwright

from parentdata.provenance import hash_file

pytestmark = pytest.mark.xdist_group("list")

LISTS = Path(__file__).parents[1] / "reference" / "lists"
REQUESTS, REGISTER = "foi_csc_requests_summary.csv", "uk_local_authorities.csv"
CHROMIUM = Path("/usr/bin/chromium")
# What the study's own page is about; a reader of another list should meet none of it.
FOREIGN = r"parent data|mumsnet|troubled famil|southampton|stand-in|supporting families|\b220\b"


@dataclass(frozen=True)
class Files:
    """A list and a register in a folder of their own, for a test to spoil."""

    folder: Path
    requests: str = REQUESTS

    @property
    def out(self) -> Path:
        return self.folder / "out"

    def command(self) -> list[str]:
        options = {
            "requests": self.folder / "requests" / self.requests,
            "register": self.folder / "register" / REGISTER,
            "aliases": self.folder / "aliases.csv",
            "out": self.out,
        }
        words = [word for name, path in options.items() for word in (f"--{name}", str(path))]
        return ["python", "-m", "parentdata", "foi", "list", *words]

    def replace(self, name: str, old: str, new: str) -> None:
        """Change a text file, and what origin.yml says of it."""
        path = self.folder / name
        before, text = hash_file(path), path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), "utf-8")
        origin = path.parent / "origin.yml"
        if origin.is_file() and path != origin:
            origin.write_text(origin.read_text("utf-8").replace(before, hash_file(path)), "utf-8")

    def tree(self) -> dict[str, str]:
        return {
            str(path.relative_to(self.folder)): "" if path.is_dir() else hash_file(path)
            for path in sorted(self.folder.rglob("*"))
        }


def lay_out(shared: Path, folder: Path) -> Files:
    sources = {
        "requests": shared / "data" / "csc-foi-requests" / REQUESTS,
        "register": shared / "data" / "authority-register" / REGISTER,
    }
    for source in sources.values():
        if not source.is_file():
            pytest.skip(f"no {source.name} beside the checkout: no list is run")
    for name, source in sources.items():
        (folder / name).mkdir(parents=True)
        shutil.copyfile(source, folder / name / source.name)
        shutil.copyfile(LISTS / name / "origin.yml", folder / name / "origin.yml")
    shutil.copyfile(LISTS / "aliases.csv", folder / "aliases.csv")
    return Files(folder)


@pytest.fixture
def files(shared, tmp_path) -> Files:
    return lay_out(shared, tmp_path / "list")


@pytest.fixture(scope="module")
def compendium(make_project):
    """A copy of the checkout in which the command is called."""
    return make_project()


def run(project, files: Files):
    return project.run(*files.command(), PYTHONDONTWRITEBYTECODE="1")


@pytest.fixture(scope="module")
def ran(shared, compendium, tmp_path_factory) -> Files:
    """One run of the command on the 5,462 requests, which tests read and do not change."""
    files = lay_out(shared, tmp_path_factory.mktemp("real") / "list")
    before = files.tree()
    done = run(compendium, files)
    assert (done.returncode, done.stderr) == (0, "")
    assert Path(done.stdout.strip()) == files.out / "reports" / "_site" / "index.html"
    after = {name: made for name, made in files.tree().items() if Path(name).parts[0] != "out"}
    assert after == before
    return files


def read_derived(files: Files, name: str) -> pd.DataFrame:
    path = files.out / "data" / "derived" / "foi-requests" / name
    return pd.read_csv(path, dtype=str, keep_default_na=False)


@pytest.fixture(scope="module")
def estimates(ran) -> pd.Series:
    found = read_derived(ran, "estimates.csv").set_index("id")
    return pd.to_numeric(found["value"])


def read_page(files: Files) -> BeautifulSoup:
    path = files.out / "reports" / "_site" / "index.html"
    return BeautifulSoup(path.read_text("utf-8"), "html.parser")


def test_every_request_of_the_list_has_a_row(ran):
    register = read_derived(ran, "register.csv")
    assert len(register) == 5462
    assert register["request_id"].is_unique
    assert set(register["data_status"]) == {"real"}
    assert register["matched_by"].value_counts().to_dict() == {
        "name": 5274, "outside": 107, "alias": 79, "unknown": 2,
    }  # fmt: skip


def test_the_outcomes_are_those_of_the_statuses(estimates):
    counts = {
        "granted_in_full": 2355, "partially_withheld": 781, "fully_withheld": 214,
        "not_held": 621, "no_response": 394, "undecided": 974 + 42 + 39 + 36 + 3 + 1 + 1 + 1,
    }  # fmt: skip
    found = {name: estimates[f"foi.outcome.{name}.count"] for name in counts}
    assert found == counts
    assert sum(counts.values()) == 5462
    assert estimates["foi.outcome.refused.share"] == pytest.approx(214 / 5462, rel=1e-11)


def test_a_request_listed_with_the_day_of_a_message_has_no_deadline(ran, estimates):
    assert estimates["foi.time.undated.count"] == 1290
    register = read_derived(ran, "register.csv")
    dated = register["is_sent_date"].eq("True")
    assert register.loc[~dated, "due_date"].eq("").all()
    # The others have one, unless the body is none of the register.
    assert register.loc[dated & register["nation"].ne(""), "due_date"].ne("").all()
    assert estimates["foi.time.due.count"] == (dated & register["nation"].ne("")).sum()


def test_no_time_to_reply_is_made_up(estimates):
    assert estimates["foi.time.in_time.count"] == estimates["foi.time.late.count"] == 0
    assert not estimates.index.str.contains("median|by_deadline").any()


def test_the_unmatched_names_are_a_table_and_stand_on_the_page(ran):
    unmatched = read_derived(ran, "unmatched.csv")
    unknown = unmatched[unmatched["how"].ne("outside")]
    assert unknown["name_given"].tolist() == [
        "The Orchards, Manchester", "Yorkshire and Humber Councils",
    ]  # fmt: skip
    assert unmatched["how"].eq("outside").sum() == 73
    page = read_page(ran)
    for name in unmatched["name_given"]:
        assert page.find(string=re.compile(re.escape(name))), name
    cells = page.select_one("#tab-unmatched tbody").get_text(" ")
    assert "Manchester City Council" in cells


def test_the_page_is_about_this_list_and_says_that_the_data_are_real(ran):
    page = read_page(ran)
    assert page.select_one(".pd-banner")["data-status"] == "real"
    for code in page.select("details.code-fold"):
        code.decompose()
    assert re.findall(FOREIGN, page.get_text(" "), re.IGNORECASE) == []
    assert "requests to UK councils about children's services" in page.get_text(" ")
    assert page.select("#fig-waiting") == []
    assert "no times can be worked out" in page.get_text(" ")


def test_the_page_opens_in_a_browser_without_a_complaint_at_any_width(ran):
    if not CHROMIUM.exists():
        pytest.skip(f"no {CHROMIUM}: the page is not opened in a browser")
    faults, beyond = [], {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(CHROMIUM),
            args=["--no-sandbox", "--disable-background-networking"],
        )
        for width in (360, 1440):
            opened = browser.new_page(viewport={"width": width, "height": 900})
            opened.on("console", lambda said: faults.append(said.text))
            opened.on("pageerror", lambda error: faults.append(str(error)))
            opened.on("requestfailed", lambda request: faults.append(request.url))
            opened.goto((ran.out / "reports" / "_site" / "index.html").as_uri())
            beyond[width] = opened.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
        browser.close()
    assert (faults, set(beyond.values())) == ([], {0})


def test_a_second_run_to_the_same_folder_is_refused_and_changes_nothing(ran, compendium):
    before = ran.tree()
    again = run(compendium, ran)
    assert again.returncode == 1
    assert "the folder holds something already" in again.stderr
    assert ran.tree() == before


def spoil_status(files: Files) -> None:
    files.replace(f"requests/{REQUESTS}", ",Successful,30/10/2012", ",Answered,30/10/2012")


def spoil_date(files: Files) -> None:
    files.replace(f"requests/{REQUESTS}", ",Successful,30/10/2012", ",Successful,30/13/2012")


def spoil_region(files: Files) -> None:
    wrong = "E10000019,,,,England,Yorkshire and The Humber"
    text = (files.folder / "register" / REGISTER).read_text("utf-8")
    line = next(line for line in text.splitlines() if "Lincolnshire County Council" in line)
    right = line.replace("Yorkshire and The Humber", "East Midlands")
    assert wrong.split(",")[0] in line
    files.replace(f"register/{REGISTER}", line, right)


def spoil_alias(files: Files) -> None:
    files.replace("aliases.csv", ",E06000033,", ",E06000099,")


def spoil_byte(files: Files) -> None:
    path = files.folder / "requests" / REQUESTS
    path.write_bytes(path.read_bytes() + b"\n")


def take_origin(files: Files) -> None:
    (files.folder / "register" / "origin.yml").unlink()


REFUSED = {
    "an unknown status": (spoil_status, "column 'Status': 'Answered' is not a status"),
    "a date that is none": (spoil_date, "column 'Request Date': the date is '30/13/2012'"),
    "a correction that is no longer needed": (
        spoil_region,
        "region of E10000019 is 'East Midlands'",
    ),
    "an alias of nobody": (spoil_alias, "no authority of the register has the code 'E06000099'"),
    "another list than the one listed": (spoil_byte, "the list is "),
    "a register of unknown origin": (take_origin, "a raw folder has no origin.yml"),
}


@pytest.mark.parametrize("fault", REFUSED)
def test_what_is_not_as_stated_is_refused_before_anything_is_written(compendium, files, fault):
    spoil, said = REFUSED[fault]
    spoil(files)
    before = files.tree()
    done = run(compendium, files)
    assert (done.returncode, done.stdout) == (1, "")
    assert said in done.stderr
    assert files.tree() == before


# A list with days of replies, to stand-in authorities: no reply is made up for a real one.
AUTHORITIES = (
    "local-authority-code,official-name,nice-name,gss-code,start-date,end-date,replaced-by,nation,"
    "region,local-authority-type-name,alt-names,former-gss-codes\n"
    "Z1,Authority 001,Authority 001,ZE000001,,,,England,London,London borough,,\n"
    "Z2,Authority 002,Authority 002,ZS000002,,,,Scotland,Scotland,Scottish unitary authority,,\n"
)


def make_request(number: int, body: str, replied: str | None) -> dict:
    def event(kind: str, day: str, state: str | None = None) -> dict:
        return {"event_type": kind, "created_at": f"{day}T09:00:00Z", "described_state": state,
                "calculated_state": state}  # fmt: skip

    events = [event("sent", "2021-02-11")]
    events += [event("response", replied, "successful")] if replied else []
    return {
        "url_title": f"request_{number}", "title": "A request", "public_body": {"name": body},
        "display_status": "Successful." if replied else "Long overdue.",
        "info_request_events": events,
    }  # fmt: skip


@pytest.fixture(scope="module")
def timed(compendium, tmp_path_factory) -> Files:
    """One run on requests of WhatDoTheyKnow's form: two in time, one late, one silent."""
    folder = tmp_path_factory.mktemp("timed")
    asked = [("Authority 001", "2021-03-11"), ("Authority 001", "2021-03-12"),
             ("Authority 002", "2021-02-22"), ("Authority 002", None)]  # fmt: skip
    told = [make_request(number, *one) for number, one in enumerate(asked, start=1)]
    content = {
        "requests/requests.json": json.dumps(told),
        f"register/{REGISTER}": AUTHORITIES,
        "aliases.csv": "name,gss_code,note\nThe Hall,ZE000001,a test\n",
    }
    for name, text in content.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    for name in ("requests/requests.json", f"register/{REGISTER}"):
        path = folder / name
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        (path.parent / "origin.yml").write_text(
            "producer: a test\ntitle: A made-up list\nreference: a test\n"
            f"date_accessed: 2021-12-31\nlicence: none\nstatus: stand-in\n"
            f"files:\n  {path.name}: {digest}\n"
        )
    files = Files(folder, requests="requests.json")
    done = run(compendium, files)
    assert (done.returncode, done.stderr) == (0, "")
    return files


def test_a_list_with_days_of_replies_has_times_and_a_curve(timed):
    values = pd.to_numeric(read_derived(timed, "estimates.csv").set_index("id")["value"])
    counts = {name: values[f"foi.time.{name}.count"] for name in ("in_time", "late", "silent")}
    assert counts == {"in_time": 2, "late": 1, "silent": 1}
    page = read_page(timed)
    assert page.select_one("#fig-waiting")["data-status"] == "stand-in"
    assert page.select_one("#fig-waiting-by-nation") is not None
    assert "means one authority" in page.get_text(" ")
