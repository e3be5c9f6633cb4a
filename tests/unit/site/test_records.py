"""Records of numbers: what they say, how they are packed, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output

from parentdata.site.number_sources import Sources
from parentdata.site.page_numbers import NumberWithoutAddress
from parentdata.site.pages import Page
from parentdata.site.record import Maker, Record, Recorder
from parentdata.site.record_file import digest_id, pack_records, read_record_file, write_records
from parentdata.site.records import find_makers, gather_records
from parentdata.site.snippets import NAME

COLUMNS = "id,study,topic,item,item_label,answer_label,statistic,unit,domain,value,ci_low,ci_high,count,n,base,method,level,is_withheld,se,data_status"  # noqa: E501
ROWS = (
    "s.heard.share,s,awareness,heard,Heard,Yes,share,share,,0.5,0.4,0.6,50,100,everyone,Wilson,0.95,False,,stand-in",
    "s.heard.share|home=rented,s,awareness,heard,Heard,Yes,share,share,home=rented,,,,,12,too few,Wilson,0.95,True,,stand-in",  # noqa: E501
)
PAGE = Page(page="index", label="Index", notebook="10-s", studies=("s",))


@pytest.fixture
def top(tmp_path: Path) -> Path:
    """Lay out a compendium of two estimates, a table and a claim."""
    figures = tmp_path / "data" / "derived" / "s" / "figures"
    figures.mkdir(parents=True)
    (figures.parent / "estimates.csv").write_text("\n".join([COLUMNS, *ROWS, ""]), "utf-8")
    (figures / "totals.csv").write_text("item_label,n,data_status\nAll asked,12,real\n", "utf-8")
    opinions = "id,value\ns.heard.share,0.50000000000001\n"
    (figures / "second-opinions.csv").write_text(opinions, "utf-8")
    (tmp_path / "reports").mkdir()
    claims = (
        "claims:\n- {id: half, study: s, sentence: only half, source: post, kind: verbal,"
        " unit: share, text: only half, rests_on: {estimates: [s.heard.share]}}\n"
    )
    (tmp_path / "reports" / "claims.yml").write_text(claims, "utf-8")
    (tmp_path / "params.yaml").write_text("minimum_base: 30\n", "utf-8")
    return tmp_path


def record_of(top: Path, name: str) -> Record:
    return Recorder(Sources(top)).write(Sources(top).find(name))


def test_a_record_says_value_base_method_second_opinion_and_claim(top):
    said = record_of(top, "s.heard.share").said
    assert said["value"] == "50% (0.5)"
    assert said["interval"] == "40% to 60%, at 95%"
    assert said["n"] == "100"
    assert said["base"] == "everyone"
    assert said["method"] == "Share without weights (Wilson)"
    assert said["second"] == "the same to nine digits, on a path of its own"
    assert said["claims"] == "half: “only half”"
    assert said["status"] == "stand-in"


def test_a_withheld_number_has_a_record_without_figures_and_no_snippet(top):
    record = record_of(top, "s.heard.share|home=rented")
    assert record.said["value"] == "withheld"
    assert not {"count", "se", "second", "interval"} & {
        name for name, words in record.said.items() if words != "withheld"
    }
    assert record.said["note"].startswith("Withheld")
    assert record.snippet == ""


def test_the_cell_of_a_table_is_found_by_its_address(top):
    said = record_of(top, "table.s.totals.n|item_label=all_asked").said
    assert (said["what"], said["value"], said["status"]) == ("N: All asked", "12", "real")


@pytest.mark.parametrize(
    "name", ["s.other.share", "table.s.totals.n|item_label=none", "table.s.none.n|a=b",
             "params.none", "published.none"]
)  # fmt: skip
def test_an_id_that_nothing_holds_is_none(top, name):
    assert Sources(top).find(name) is None


def show(markup: str):
    output = new_output("display_data", data={"text/html": markup})
    return new_code_cell("show()", outputs=[output], metadata={"cell": 7})


def test_the_cell_that_shows_a_number_is_its_maker(top):
    cells = [new_markdown_cell("Words."), show('<td data-id="s.heard.share">50%</td>')]
    makers, _ = find_makers([(PAGE, cells)])
    assert makers == {"s.heard.share": Maker("10-s", 7, "index.html", "cell-002")}
    (found,) = gather_records(top, [(PAGE, cells)], exceptions=())
    assert [record.id for record in found.records] == ["s.heard.share"]


@pytest.mark.parametrize(
    ("markup", "message"),
    [("<p>Of 365</p>", "'365', which has no id"), ('<p data-id="x.y">3</p>', "'x.y', which no")],
)
def test_a_page_with_a_number_that_cannot_be_traced_is_refused(top, markup, message):
    with pytest.raises(NumberWithoutAddress, match=message):
        gather_records(top, [(PAGE, [show(markup)])], exceptions=())


def test_packed_records_are_read_again_with_shared_words_written_once():
    records = [
        Record("a.b", {"what": "The same words", "n": "12"}, "print('a.b')"),
        Record("a.c", {"what": "The same words"}, ""),
    ]
    text = write_records(records)
    assert text.count("The same words") == 1
    held = read_record_file(pack_records(text))
    assert held == json.loads(text)
    row = held["records"][digest_id("a.b")]
    assert held["shared"][row[held["names"].index("what")]] == "The same words"
    assert row[len(held["names"])] == f"print('{NAME}')"


def test_the_digest_is_the_one_that_the_script_of_a_page_works_out():
    # FNV-1a of the empty text and of "a" (http://www.isthe.com/chongo/tech/comp/fnv/).
    assert int(digest_id(""), 36) == 0x811C9DC5
    assert int(digest_id("a"), 36) == 0xE40C292C
