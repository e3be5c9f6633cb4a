"""The codebook: its tree, its version, what changed between two, and what it refuses."""

import re

import pytest

from parentdata.coding.changes import (
    Changes,
    compare_codebooks,
    compare_digests,
    list_changes_since,
)
from parentdata.coding.codebook_file import load_codebook, load_tools, parse_codebook
from parentdata.coding.refusals import BadCodebook, BadTools, UnknownTool
from parentdata.coding.tools import parse_tools

from .conftest import CODEBOOK, TOOLS


def read(text, tools=TOOLS):
    return parse_codebook(text, source="codebook.yml", tools=parse_tools(tools, source="tools.yml"))


def test_only_leaves_that_are_not_retired_are_coded_and_tools_are_among_them(codebook):
    assert [code.id for code in codebook.leaves] == [
        "uses_has_used", "flat_no", "exemption_s12", "disclosure", "tool_ms_bi", "tool_a",
    ]  # fmt: skip


def test_a_group_gathers_leaves_at_any_depth(codebook):
    assert [code.id for code in codebook.leaves_under("behaviour")] == ["flat_no", "exemption_s12"]
    assert codebook.leaves_under("flat_no") == ()


def test_a_presence_code_is_present_or_absent_and_others_have_their_own_values(codebook):
    assert codebook.by_id["flat_no"].allowed == ("present", "absent")
    assert codebook.by_id["disclosure"].allowed == ("none", "little", "some", "full")


def test_coders_are_told_every_name_of_a_tool(codebook):
    told = codebook.by_id["tool_ms_bi"].include
    assert "Microsoft Business Intelligence; Power BI; MS BI" in told


def test_the_stamp_is_the_version_and_a_digest_of_what_coders_see(codebook):
    assert re.fullmatch(r"2-[0-9a-f]{12}", codebook.stamp)
    for old, new in (
        ("label: Flat no", "label: Plain no"),
        ("definition: No and nothing else.", "definition: No."),
        ("include: One word.", "include: Two words."),
        ("exclude: Reasons.", "exclude: Excuses."),
        ("example: No.", "example: Never."),
        ("Has the council used analytics?", "Has the council ever used analytics?"),
        ("unit: the reply to one request", "unit: one letter"),
        ("values: [none, little, some, full]", "values: [none, some, full]"),
        ("parent: behaviour, kind: presence, since: 2", "parent: use, kind: presence, since: 2"),
        (" Nobody agreed on it.}}", " It.}}\n  - {id: x, label: X, definition: d, parent: use,"
         " kind: presence, include: i, exclude: e, example: x}"),
    ):  # fmt: skip
        assert old in CODEBOOK
        assert read(CODEBOOK.replace(old, new)).stamp != codebook.stamp, new
    assert read(CODEBOOK, TOOLS.replace("MS BI", "MSBI")).stamp != codebook.stamp


def test_what_coders_do_not_see_leaves_the_digest_as_it_is(codebook):
    lines = CODEBOOK.strip().splitlines()
    use, has_used = lines[7], lines[8:10]
    moved = "\n".join([*lines[:7], *lines[10:], use, *has_used])
    for text in (
        moved,
        CODEBOOK.replace("title: What councils reply", "title: Replies"),
        CODEBOOK.replace("Nobody agreed on it.", "Too vague."),
        CODEBOOK.replace("note: flat_no said more narrowly", "note: x"),
    ):
        assert read(text).digest == codebook.digest


OLD = (
    CODEBOOK.replace("number: 2", "number: 1")
    .replace("since: 2,\n     definition: No and nothing else.", "definition: No.")
    .replace(",\n     retired: {since: 2, reason: Nobody agreed on it.}}", "}")
    .replace("id: exemption_s12", "id: exemption_s14")
)


def test_two_codebooks_are_compared_code_by_code(codebook):
    changes = compare_codebooks(read(OLD), codebook)
    assert changes == Changes(
        added=("exemption_s12",),
        changed=("flat_no",),
        retired=("vague",),
        removed=("exemption_s14",),
    )
    assert changes.tell() == (
        "added: exemption_s12; changed: flat_no; retired: vague; removed: exemption_s14"
    )


def test_a_codebook_has_not_changed_from_itself(codebook):
    assert not compare_codebooks(codebook, codebook)
    assert compare_digests(codebook.code_digests, codebook).tell() == "no code changed"


def test_a_question_asked_otherwise_changes_the_codes_it_is_about(codebook):
    asked = read(CODEBOOK.replace("Has the council used", "Did the council use"))
    assert compare_codebooks(codebook, asked) == Changes(changed=("uses_has_used",))


def test_without_the_older_codebook_the_newer_says_what_changed_since_a_version(codebook):
    assert list_changes_since("1-0123456789ab", codebook) == Changes(
        changed=("flat_no",), retired=("vague",)
    )
    assert not list_changes_since("2-0123456789ab", codebook)
    assert "uses_has_used" in list_changes_since("first draft", codebook).changed


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("study:", "study: [", "parsing"),
        ("label: Flat no", "lable: Flat no", "lable: Extra inputs"),
        ("title: What councils reply\n", "", "title: Field required"),
        ("number: 2", "number: two", "version.number: Input should be a valid integer"),
        ("2021-10-01", "'2021-10-01'", "version.date: Input should be a valid date"),
        ("id: flat_no", "id: Flat-No", "String should match pattern"),
        ("id: flat_no", "id: vague", "code 'vague' stands twice"),
        ("id: flat_no", "id: tool_a", "code 'tool_a' stands twice"),
        ("parent: behaviour, kind: presence, since", "parent: conduct, kind: presence, since",
         "code flat_no: no code is named 'conduct', its parent"),
        ("parent: behaviour, kind: presence, since", "parent: vague, kind: presence, since",
         "code flat_no: its parent 'vague' has a kind; a group has none"),
        ("label: Behaviour,", "label: Behaviour, parent: exemption_claimed,",
         "code behaviour: it is its own parent, by way of others"),
        ("definition: A section is named.}", "definition: d, retired: {since: 2, reason: r}}",
         "code exemption_s12: 'exemption_claimed' is retired"),
        ("kind: presence, since", "since", "code flat_no: a kind is missing"),
        ("exclude: Reasons., example: No.", "example: No.", "code flat_no: exclude missing"),
        ("kind: presence, since: 2", "kind: presence, values: [yes_said, no_said]",
         "code flat_no: a presence code is present or absent; no values"),
        ("values: [none, little, some, full]", "values: [none]", "at least two values"),
        ("values: [none, little, some, full]", "values: [none, none]", "each once"),
        ("values: [none, little, some, full]", "values: [yes, no]", "should be a valid string"),
        ("definition: What is said about use.", "definition: d, values: [a, b]",
         "code use: values without a kind"),
        ("question: Q1", "question: Q2", "code uses_has_used: its question is not listed"),
        ("since: 2,", "since: 3,", "code flat_no: version 3 is yet to come"),
        ("  - {id: tools, label: Tools, definition: A tool is named.}", "",
         "code tool_ms_bi: no code is named 'tools', its parent"),
        ("codes:", "codes: none\nkodes:", "codes: Input should be a valid tuple"),
    ],
)  # fmt: skip
def test_a_codebook_that_is_not_one_is_refused_with_its_fault(old, new, message):
    assert old in CODEBOOK
    with pytest.raises(BadCodebook, match=re.escape(message)) as refusal:
        read(CODEBOOK.replace(old, new))
    assert str(refusal.value).startswith("codebook.yml: ")


def test_a_file_that_holds_no_block_of_keys_is_refused():
    with pytest.raises(BadCodebook, match="valid dictionary"):
        read("- a list")


def test_a_codebook_is_read_from_its_folder_with_the_tools_beside_it(tmp_path, codebook):
    (tmp_path / "codebook.yml").write_text(CODEBOOK, encoding="utf-8")
    (tmp_path / "tools.yml").write_text(TOOLS, encoding="utf-8")
    assert load_codebook(tmp_path) == codebook
    assert load_tools(tmp_path).resolve("power-bi").id == "ms_bi"


def test_a_study_without_tools_needs_no_list_of_them(tmp_path):
    text = CODEBOOK.replace("  - {id: tools, label: Tools, definition: A tool is named.}\n", "")
    (tmp_path / "codebook.yml").write_text(text, encoding="utf-8")
    assert load_codebook(tmp_path).leaves[-1].id == "disclosure"


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00broken\xff"])
def test_a_codebook_that_cannot_be_read_is_refused(tmp_path, content):
    if content:
        (tmp_path / "codebook.yml").write_bytes(content)
    with pytest.raises(BadCodebook, match="the file cannot be read"):
        load_codebook(tmp_path)
    with pytest.raises(BadTools, match="the file cannot be read"):
        load_tools(tmp_path)


@pytest.mark.parametrize("name", ["Power BI", "power  bi", "POWER-BI", "MS BI", "ms bi"])
def test_one_tool_is_found_by_every_name_it_goes_by(name):
    tools = parse_tools(TOOLS, source="tools.yml")
    assert tools.resolve(name).label == "Microsoft Business Intelligence"


def test_a_name_that_no_tool_has_is_refused():
    with pytest.raises(UnknownTool, match="'PowerPoint' is not the name of a tool"):
        parse_tools(TOOLS, source="tools.yml").resolve("PowerPoint")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("label: Supplier A", "label: power-bi", "ms_bi and a share the name 'power bi'"),
        ("id: a,", "id: ms_bi,", "'ms_bi' stands twice"),
        ("kind: supplier", "kind: company", "Input should be 'tool' or 'supplier'"),
        ("aliases", "alias", "Extra inputs"),
        ("tools:", "tools: [", "parsing"),
    ],
)
def test_a_list_of_tools_that_is_not_one_is_refused(old, new, message):
    with pytest.raises(BadTools, match=re.escape(message)) as refusal:
        parse_tools(TOOLS.replace(old, new), source="tools.yml")
    assert str(refusal.value).startswith("tools.yml: ")
