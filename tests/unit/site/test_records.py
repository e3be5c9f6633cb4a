"""Records of numbers: what they say, how they are packed, and what is refused."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output

from parentdata.site.number_sources import Sources
from parentdata.site.page_numbers import NumberWithoutAddress
from parentdata.site.pages import Page
from parentdata.site.record import Maker, Record, Recorder
from parentdata.site.record_file import (
    digest_id,
    list_records,
    pack_records,
    read_records,
    write_records,
)
from parentdata.site.records import count_coverage, find_makers, gather_records, refuse_bare
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
    assert said["second"].startswith("0.5, worked out on a path that shares no code")
    assert said["second"].endswith("the same to nine digits")
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


def test_what_is_about_everyone_is_named_by_its_topic(top):
    path = top / "data" / "derived" / "s" / "estimates.csv"
    about_all = path.read_text("utf-8").replace(",awareness,heard,", ",time_median,all,")
    path.write_text(about_all, "utf-8")
    assert record_of(top, "s.heard.share").said["what"] == "Time median"


def test_the_cell_of_a_table_is_found_by_its_address(top):
    said = record_of(top, "table.s.totals.n|item_label=all_asked").said
    assert (said["what"], said["value"], said["status"]) == (
        "Number of rows behind it: All asked", "12", "real"
    )  # fmt: skip


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
    assert makers == {"s.heard.share": [Maker("10-s", 7, "index.html", "cell-002")]}
    (found,) = gather_records(top, [(PAGE, cells)], exceptions=())
    assert [record.id for record in found.records] == ["s.heard.share"]


def test_of_cells_that_show_a_number_the_one_of_its_own_notebook_is_linked(top):
    other, own = Maker("00-first", 3), Maker("10-s", 7)
    recorder = Recorder(Sources(top), {"s.heard.share": [other, own]}, {"s": own})
    assert recorder.write(Sources(top).find("s.heard.share")).maker == own


def test_the_notebook_that_writes_a_study_s_tables_is_found_by_its_code():
    cells = [new_code_cell('folder = paths.written("s")'), new_code_cell("paths.written(study)")]
    _, writers = find_makers([(PAGE, cells)])
    assert {study: maker.notebook for study, maker in writers.items()} == {"s": "10-s"}


def test_a_page_with_a_number_without_an_id_is_refused_and_counted(top):
    shown = show('<p>Of 365</p><td data-id="s.heard.share">50%</td>')
    found = gather_records(top, [(PAGE, [shown])], exceptions=())
    assert count_coverage(found) == {
        "numbers_on_pages": 2, "records": 1, "share_with_an_id": 0.5
    }  # fmt: skip
    with pytest.raises(NumberWithoutAddress, match="'365', which has no id"):
        refuse_bare(found)


def test_an_id_that_no_table_holds_is_refused(top):
    with pytest.raises(NumberWithoutAddress, match=r"'x\.y', which no table holds"):
        gather_records(top, [(PAGE, [show('<p data-id="x.y">3</p>')])], exceptions=())


def test_groups_of_an_unknown_questionnaire_are_named_by_their_id(top):
    assert Recorder(Sources(top)).questions.name_group("s", "home=rented~others") == (
        "home: rented, compared with others"
    )


def test_packed_records_are_read_again_with_shared_words_written_once():
    records = [
        Record("a.b", {"what": "The same words", "n": "12"}, "print('a.b')"),
        Record("a.c", {"what": "The same words"}, ""),
    ]
    text = write_records(records)
    assert text.count("The same words") == 1
    read = read_records(pack_records(text))
    assert read[digest_id("a.b")]["what"] == read[digest_id("a.c")]["what"] == "The same words"
    assert read[digest_id("a.b")]["n"] == "12"
    assert read[digest_id("a.b")]["snippet"] == f"print('{NAME}')"


def test_records_are_listed_for_readers_without_a_script():
    listed = list_records([Record("a.b", {"what": "Heard, or read", "value": "50%"})])
    (row,) = csv.DictReader(io.StringIO(listed))
    assert (row["id"], row["what"], row["value"], row["n"]) == ("a.b", "Heard, or read", "50%", "")


def test_the_digest_is_the_one_that_the_script_of_a_page_works_out():
    # FNV-1a of the empty text and of "a" (http://www.isthe.com/chongo/tech/comp/fnv/).
    assert int(digest_id(""), 36) == 0x811C9DC5
    assert int(digest_id("a"), 36) == 0xE40C292C
