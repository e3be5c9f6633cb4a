"""Every kind of file in which something withheld, or somebody, may still stand."""

from __future__ import annotations

import json

import pytest

from parentdata.release.people import find_microdata, find_printed, find_words
from parentdata.release.personal import (
    BadExceptions,
    find_long_text,
    find_personal,
    read_exceptions,
    strip_markup,
)
from parentdata.release.published import (
    find_in_html,
    find_in_notebook,
    find_in_records,
    find_in_table,
)
from parentdata.site.record_file import digest_id, pack_records

NAME = "pilot.trust.nhs.positive.share|gender=man"
WITHHELD = frozenset([NAME])
ROWS = {
    NAME: {"id": NAME, "statistic": "share", "is_withheld": "True", "count": ""},
    "shown": {"id": "shown", "statistic": "share", "is_withheld": "False", "count": ""},
}
ASKED = {"identifiers": ("respondent_id",), "variables": ("heard", "trust_nhs", "gender")}


def tell(leaks):
    return [leak.tell() for leak in leaks]


def write(folder, name, text):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_withheld_number_in_the_csv_of_a_figure_is_named(tmp_path):
    path = write(tmp_path, "trust.csv", f"id,statistic,value,count\n{NAME},share,0.35,12\n")
    assert tell(find_in_table(path, ROWS, name="trust.csv")) == [
        f"{NAME}: trust.csv holds value 0.35, which is withheld"
    ]


def test_a_count_that_the_estimates_do_not_release_is_named(tmp_path):
    path = write(tmp_path, "t.csv", "id,statistic,value,count\nshown,share,0.35,12\n")
    assert "a count, 12" in tell(find_in_table(path, ROWS, name="t.csv"))[0]


def test_an_empty_row_that_is_withheld_may_stand(tmp_path):
    path = write(tmp_path, "t.csv", f"id,statistic,value,count,n\n{NAME},share,,,10\n")
    assert tell(find_in_table(path, ROWS, name="t.csv")) == []


def test_a_withheld_number_in_a_page_or_a_picture_is_named():
    cell = f'<td data-id="{NAME}">35%</td>'
    assert tell(find_in_html(cell, WITHHELD, name="p.html")) == [f"{NAME}: p.html holds “35%”"]
    mark = f'<g data-id="{NAME}"><title>Men: <tspan>35%</tspan></title></g>'
    assert tell(find_in_html(mark, WITHHELD, name="p.svg")) == [f"{NAME}: p.svg holds “Men: 35%”"]


def test_the_word_withheld_and_its_base_may_stand():
    page = f'<td data-id="{NAME}">withheld</td><td data-id="{NAME}" data-field="n">10</td>'
    assert tell(find_in_html(page, WITHHELD, name="p.html")) == []


def test_a_number_typed_into_an_alternative_text_is_named():
    figure = '<figure data-alt="Men: 35%. Women: &#123;&#123; pilot.x &#125;&#125;, “under 30”">'
    assert "the number 35%. without an id" in tell(find_in_html(figure, WITHHELD, name="p"))[0]
    assert tell(find_in_html(figure.replace("35%", "few"), WITHHELD, name="p")) == []


def pack(value, base):
    """Records of one page, with one record."""
    held = {"names": ["value", "base"], "shared": ["35%"],
            "records": {digest_id(NAME): [value, base, "", "", ""]}}  # fmt: skip
    return pack_records(json.dumps(held))


def test_a_withheld_number_in_a_record_is_named():
    assert tell(find_in_records(pack(0, "men"), WITHHELD, name="pilot.js")) == [
        f"{NAME}: pilot.js holds value 35%"
    ]
    hidden = pack("withheld", "fewer than 30")
    assert tell(find_in_records(hidden, WITHHELD, name="pilot.js")) == []


def notebook(kind, said):
    cell = {"cell_type": "code", "outputs": [{"output_type": "display_data", "data": {kind: said}}]}
    return json.dumps({"cells": [cell]})


@pytest.mark.parametrize(
    ("kind", "said"),
    [("text/html", [f'<td data-id="{NAME}">', "35%</td>"]), ("text/plain", f"{NAME}  0.35")],
)
def test_a_withheld_number_in_an_executed_notebook_is_named(kind, said):
    found = tell(find_in_notebook(notebook(kind, said), WITHHELD, name="n.ipynb"))
    assert found[0].startswith(f"{NAME}: n.ipynb, cell 1 holds ")


def test_a_table_of_respondents_is_found_by_its_identifier_or_its_questions(tmp_path):
    named = write(tmp_path, "a.csv", "respondent_id,x\n0001,2\n")
    assert "identifies people" in tell(find_microdata(named, name="a.csv", **ASKED))[0]
    asked = write(tmp_path, "b.csv", "heard,trust_nhs,gender\n1,2,3\n")
    assert "one row for each respondent" in tell(find_microdata(asked, name="b.csv", **ASKED))[0]
    figures = write(tmp_path, "c.csv", "id,value,gender\na,1,woman\n")
    assert tell(find_microdata(figures, name="c.csv", **ASKED)) == []


def test_a_table_of_respondents_in_a_page_is_found():
    page = "<table><tr><th>respondent_id</th></tr></table><table><th>Item</th></table>"
    assert len(tell(find_printed(page, name="p.html", **ASKED))) == 1


def test_words_of_a_parent_need_leave(tmp_path):
    path = write(tmp_path, "q.csv", "concern,quotation\nprivacy,They know too much\n")
    assert tell(find_words(path, name="q.csv", is_shown=True)) == []
    assert "own words" in tell(find_words(path, name="q.csv", is_shown=False))[0]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("write to jane.smith@example.org", "e-mail address"),
        ("call 023 8059 5000 today", "telephone number"),
        ("at SO17 1BJ, as before", "postcode"),
        ("number 12345678", "long string of digits"),
        ("AB 12 34 56 C", "National Insurance number"),
        ("Dr Ada Lovelace wrote", "name of a person"),
        ("Yours sincerely\nAda Lovelace\n", "name of a person"),
    ],
)
def test_each_kind_of_personal_data_is_found_and_masked(text, kind):
    found = tell(find_personal(text, name="p", allowed=()))
    assert found[0].startswith(f"{kind}: p, line ")
    assert "Lovelace" not in found[0]


def test_what_is_excepted_and_the_digest_of_a_file_are_passed_over():
    assert tell(find_personal("Dr Ada Lovelace", name="p", allowed={"Dr Ada Lovelace"})) == []
    assert tell(find_personal("R1.txt, sha256\n12345678\n", name="p", allowed=())) == []


def test_an_exception_needs_its_reason(tmp_path):
    kept = write(tmp_path, "ok.txt", "# about\nDr Ada Lovelace  # author of a reference\n")
    assert read_exceptions(kept) == {"Dr Ada Lovelace"}
    with pytest.raises(BadExceptions, match="'Dr Ada Lovelace' is excepted without a reason"):
        read_exceptions(write(tmp_path, "bad.txt", "Dr Ada Lovelace\n"))


def test_a_cell_as_long_as_a_letter_is_found():
    assert tell(find_long_text("short\n" + "x" * 1501, name="t.csv")) == [
        "long text: t.csv, line 2 holds 1501 characters in one place"
    ]


def test_markup_is_no_text():
    assert strip_markup("<p title='x@y.org'>A</p><script>b@c.org</script>").split() == ["A"]
