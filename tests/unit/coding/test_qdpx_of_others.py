"""Project files of other programs, and files that are refused by name."""

from __future__ import annotations

import zipfile
from dataclasses import replace

import pytest

from parentdata.coding.judgements import check_judgements
from parentdata.coding.qdpx import read_qdpx, write_qdpx
from parentdata.coding.qdpx_parse import parse_project
from parentdata.coding.qdpx_refusals import (
    BadProject,
    ContradictoryCoding,
    DuplicateGuid,
    MissingText,
    NoCoder,
    OtherText,
    SelectionOutside,
    UnknownChoice,
    UnknownReference,
    UnreadCoding,
)
from parentdata.coding.refusals import BadCoder, OtherCodebook, UnknownCode, UnknownUnit
from parentdata.intake.archive import ArchiveBomb, BrokenArchive, MissingPart, UnsafePath
from parentdata.intake.plain_xml import BrokenXml, UnsafeXml


def guid(number: int) -> str:
    return f"abcdef00-0000-4000-8000-{number:012d}"


JANE, JOHN, FLAT_NO, COST, ABSENT, SOURCE, TEXT = map(guid, range(1, 8))
NOTE = guid(8)


def coding(number: int, code: str, user: str | None = JANE, date: str = "2021-11-05") -> str:
    by = f' creatingUser="{user}"' if user else ""
    return (
        f'<Coding guid="{guid(100 + number)}"{by} creationDateTime="{date}T09:30:00+01:00">'
        f'<CodeRef targetGUID="{code}"/></Coding>'
    )


def passage(number: int, start: object, end: object, *codings: str) -> str:
    return (
        f'<PlainTextSelection guid="{guid(200 + number)}" name="x" startPosition="{start}" '
        f'endPosition="{end}">{"".join(codings)}</PlainTextSelection>'
    )


def project(*inside: str, **parts: str) -> str:
    """A project as another program writes it: own guids, braces, people's names, no sets."""
    given = {
        "users": f'<Users><User guid="{{{JANE.upper()}}}" name="Jane"/>'
        f'<User guid="{JOHN}" name="John"/></Users>',
        "codes": f'<CodeBook><Codes><Code guid="{guid(20)}" name="All" isCodable="false">'
        f'<Code guid="{FLAT_NO}" name="Flat_No" isCodable="true" color="#FF0000"/>'
        f'<Code guid="{COST}" name="exemption_s12" isCodable="true"/>'
        f'<Code guid="{ABSENT}" name="flat_no: absent" isCodable="true"/>'
        "</Code></Codes></CodeBook>",
        "path": f'plainTextPath="internal://{TEXT}.txt"',
        "name": "R002.docx",
        "origin": "NVivo",
        "after": "",
        "namespace": "urn:QDA-XML:project:1.0",
    } | parts
    return (
        '<?xml version="1.0" encoding="utf-8"?>'
        f'<Project xmlns="{given["namespace"]}" name="p" origin="{given["origin"]}">'
        f'{given["users"]}{given["codes"]}<Sources><TextSource guid="{SOURCE}" '
        f'name="{given["name"]}" {given["path"]}>{"".join(inside)}</TextSource>'
        f"</Sources>{given['after']}</Project>"
    )


@pytest.fixture
def pack(tmp_path, units):
    def pack(xml: str, texts: dict[str, bytes] | None = None, prefix: bytes = b""):
        path = tmp_path / "other.qdpx"
        usual = {f"Sources/{TEXT}.txt": units["R002"].text.encode()}
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
            file.writestr("project.qde", prefix + xml.encode())
            for name, content in (usual if texts is None else texts).items():
                file.writestr(name, content)
        return path

    return pack


@pytest.fixture
def read(pack, codebook, units):
    def read(xml: str, texts=None, units=units, **choices):
        usual = {"coders": {"Jane": "coder-a", "John": "coder-b"}, "version": codebook.stamp}
        return read_qdpx(pack(xml, texts), codebook=codebook, units=units, **usual | choices)

    return read


# R002 is "This is a stand-in reply.\nNo.\nNo.\n"; its first "No." stands at 26.
NO = passage(1, 26, 29, coding(1, FLAT_NO))


def test_what_another_program_coded_is_read_and_the_rest_is_absent(read, codebook, units):
    cells = read(project(NO))
    found = cells.set_index("code")
    assert len(cells) == len(codebook.leaves)
    assert found.loc["flat_no"].to_dict() == {
        "unit_id": "R002", "coder": "coder-a", "value": "present", "start": "26", "end": "29",
        "quote": "No.", "codebook_version": codebook.stamp, "coded_date": "2021-11-05", "note": "",
    }  # fmt: skip
    assert found.loc["exemption_s12", ["value", "coded_date"]].tolist() == ["absent", "2021-11-05"]
    assert found.loc["disclosure", "value"] == ""  # nothing says how much was disclosed
    day = units["R002"].from_date.replace(year=2022)
    assert len(check_judgements(cells, codebook=codebook, units=units, not_after=day)) == len(cells)


def test_what_was_not_coded_may_be_left_unjudged(read):
    assert read(project(NO), uncoded="unjudged")["code"].tolist() == ["flat_no"]


def test_a_coder_who_coded_nothing_in_a_source_judged_nothing_there(read):
    assert set(read(project(NO))["coder"]) == {"coder-a"}


def test_an_unknown_way_to_read_what_is_uncoded_is_refused(read):
    with pytest.raises(UnknownChoice, match="uncoded is 'missing'"):
        read(project(NO), uncoded="missing")


def test_an_absence_that_was_coded_is_absent_and_keeps_its_passage(read):
    row = read(project(passage(1, 0, 4, coding(1, ABSENT))), uncoded="unjudged").iloc[0]
    assert (row["code"], row["value"], row["quote"]) == ("flat_no", "absent", "This")


def test_of_several_passages_the_first_stands_and_the_others_are_noted(read):
    later = passage(2, 30, 33, coding(2, FLAT_NO, date="2021-11-06"))
    note = f'<Notes><Note guid="{NOTE}"><PlainTextContent>plain</PlainTextContent></Note></Notes>'
    coded = coding(1, FLAT_NO).replace("</Coding>", f'<NoteRef targetGUID="{NOTE}"/></Coding>')
    row = read(project(later, passage(1, 26, 29, coded), after=note), uncoded="unjudged").iloc[0]
    assert (row["start"], row["coded_date"]) == ("26", "2021-11-05")
    assert row["note"] == "plain\nalso at 30 to 33"


def test_who_made_a_passage_made_its_codings_where_they_do_not_say(read):
    bare = coding(1, FLAT_NO, user=None).replace(
        ' creationDateTime="2021-11-05T09:30:00+01:00"', ""
    )
    made = f'creatingUser="{JOHN}" creationDateTime="2021-11-07T00:00:00Z" name="x"'
    xml = project(passage(1, 26, 29, bare).replace('name="x"', made))
    row = read(xml, uncoded="unjudged").iloc[0]
    assert (row["coder"], row["coded_date"]) == ("coder-b", "2021-11-07")


def test_a_case_that_nvivo_lists_among_the_codes_is_no_judgement(read):
    case = f'<Cases><Case guid="{COST}" name="A council"/></Cases>'
    xml = project(NO, passage(2, 0, 33, coding(2, COST))).replace("<Sources>", f"{case}<Sources>")
    assert read(xml, uncoded="unjudged")["code"].tolist() == ["flat_no"]


def test_a_source_without_a_name_goes_by_that_of_its_file(read, units):
    xml = project(NO, name="", path='plainTextPath="R002.txt"')
    texts = {"sources/R002.txt": units["R002"].text.encode()}
    assert read(xml, texts, uncoded="unjudged")["unit_id"].tolist() == ["R002"]


@pytest.mark.parametrize(("origin", "start"), [("NVivo 14", 27), ("ATLAS.ti 23", 26)])
def test_a_carriage_return_counts_as_the_program_counts_it(read, units, origin, start):
    content = b"\xef\xbb\xbf" + units["R002"].text.replace("\n", "\r\n").encode()
    xml = project(passage(1, start, start + 3, coding(1, FLAT_NO)), origin=origin)
    row = read(xml, {f"sources/{TEXT}.txt": content}, uncoded="unjudged").iloc[0]
    assert (row["start"], row["end"], row["quote"]) == ("26", "29", "No.")


def test_the_text_of_a_pdf_is_read(read):
    xml = project(NO)
    for old, new in (
        ("<TextSource", '<PDFSource name="R002.pdf" guid="' + guid(9) + '"><Representation'),
        (' name="R002.docx"', ""),
        ("</TextSource>", "</Representation></PDFSource>"),
    ):
        xml = xml.replace(old, new)
    assert read(xml, uncoded="unjudged")["quote"].tolist() == ["No."]


def test_a_text_inside_the_xml_is_read(read, units):
    content = f"<PlainTextContent>{units['R002'].text}</PlainTextContent>"
    assert read(project(content, NO, path=""), {}, uncoded="unjudged")["start"].tolist() == ["26"]


def test_a_file_without_a_stamp_is_refused_when_it_is_checked(read, codebook, units):
    cells = read(project(NO), version=None)
    assert set(cells["codebook_version"]) == {""}
    with pytest.raises(OtherCodebook, match="none that is named"):
        check_judgements(cells, codebook=codebook, units=units, not_after=units["R002"].from_date)


@pytest.mark.parametrize(
    ("parts", "kind", "said"),
    [
        ({"name": "R099"}, UnknownUnit, "'R099'"),
        ({"users": f'<Users><User guid="{JANE}" name="Jane Smith"/></Users>'}, BadCoder, "Smith"),
        (
            {"codes": f'<CodeBook><Codes><Code guid="{FLAT_NO}" name="Own idea" isCodable="1"/>'
             "</Codes></CodeBook>"},
            UnknownCode,
            "'Own idea'",
        ),
    ],
)  # fmt: skip
def test_units_coders_and_codes_that_are_none_are_refused_by_name(
    read, codebook, units, parts, kind, said
):
    cells = read(project(NO, **parts), uncoded="unjudged")
    with pytest.raises(kind, match=said):
        check_judgements(
            cells, codebook=codebook, units=units,
            not_after=units["R002"].from_date.replace(year=2022),
        )  # fmt: skip


# --- Refused ------------------------------------------------------------------------------------


@pytest.mark.parametrize("kept", [5, 200, -40])
def test_a_file_cut_short_is_refused(pack, kept):
    path = pack(project(NO))
    path.write_bytes(path.read_bytes()[:kept])
    with pytest.raises(BrokenArchive, match="cannot be read"):
        parse_project(path)


def test_a_bomb_is_refused(pack):
    path = pack(project(NO), {f"sources/{TEXT}.txt": bytes(20 * 1024**2)})
    with pytest.raises(ArchiveBomb, match="times its size"):
        parse_project(path)


def test_a_part_that_climbs_out_is_refused(pack):
    with pytest.raises(UnsafePath, match="climbs out"):
        parse_project(pack(project(NO), {"sources/../../evil.txt": b"x"}))


@pytest.mark.parametrize("where", ["relative:///R002.txt", "absolute:///etc/passwd"])
def test_a_text_elsewhere_is_never_fetched(read, where):
    with pytest.raises(MissingText, match="has its text elsewhere"):
        read(project(NO, path=f'plainTextPath="{where}"'))


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ('plainTextPath="internal://../../etc/passwd"', "which is not there"),
        (f'plainTextPath="internal://{guid(77)}.txt"', "which is not there"),
        ('richTextPath="internal://x.docx"', "has no plain text"),
    ],
)
def test_a_source_without_its_text_is_refused(read, path, said):
    with pytest.raises(MissingText, match=said):
        read(project(NO, path=path))


def test_a_text_that_is_not_utf8_is_refused(read):
    with pytest.raises(MissingText, match="not UTF-8"):
        read(project(NO), {f"sources/{TEXT}.txt": b"caf\xe9"})


@pytest.mark.parametrize(
    "declared",
    [
        '<!DOCTYPE Project [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE Project [<!ENTITY x "ha ha"><!ENTITY y "&x;&x;">]>',
        '<!DOCTYPE Project SYSTEM "http://example.org/x.dtd">',
    ],
)
def test_entities_and_document_types_are_refused(pack, declared):
    with pytest.raises(UnsafeXml, match="declares a document type or an entity"):
        parse_project(pack(project(NO).replace("<Project", declared + "<Project", 1)))


def test_xml_that_breaks_off_is_refused(pack):
    with pytest.raises(BrokenXml, match="is no XML"):
        parse_project(pack(project(NO)[:-20]))


def test_a_file_without_a_project_is_refused(tmp_path):
    path = tmp_path / "no.qdpx"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("other.xml", "<a/>")
    with pytest.raises(MissingPart, match=r"'project\.qde'"):
        parse_project(path)


@pytest.mark.parametrize("namespace", ["urn:QDA-XML:codebook:1.0", "urn:QDA-XML:project:0:10"])
def test_another_kind_of_xml_is_refused(pack, namespace):
    with pytest.raises(BadProject, match="the XML begins with"):
        parse_project(pack(project(NO, namespace=namespace)))


def test_a_guid_that_stands_twice_is_refused(pack):
    again = passage(2, 30, 33, coding(1, FLAT_NO))
    with pytest.raises(DuplicateGuid, match=f"{guid(101)} stands twice, on a Coding too"):
        parse_project(pack(project(NO, again)))


@pytest.mark.parametrize(("start", "end"), [(26, 4000), (-1, 3), (29, 26), (26, 26), (4000, 4001)])
def test_a_passage_outside_its_text_is_refused(read, start, end):
    with pytest.raises(SelectionOutside, match=f"from {start} to {end} of 34 characters"):
        read(project(passage(1, start, end, coding(1, FLAT_NO))))


def test_a_passage_outside_that_nobody_coded_is_nothing_to_us(read):
    assert len(read(project(NO, passage(2, 0, 4000)), uncoded="unjudged")) == 1


@pytest.mark.parametrize("start", ["", "one", "1.5", "9" * 30])
def test_a_position_that_is_no_number_is_refused(read, start):
    with pytest.raises(BadProject, match="has the startPosition"):
        read(project(passage(1, start, 29, coding(1, FLAT_NO))))


@pytest.mark.parametrize(
    ("codings", "said"),
    [
        (coding(1, guid(55)), f"the code {guid(55)}"),
        (coding(1, FLAT_NO, user=guid(56)), f"the user {guid(56)}"),
        (
            coding(1, FLAT_NO).replace("</Coding>", f'<NoteRef targetGUID="{NOTE}"/></Coding>'),
            f"the note {NOTE}",
        ),
    ],
)
def test_a_reference_to_nothing_is_refused(pack, codings, said):
    with pytest.raises(UnknownReference, match=said):
        parse_project(pack(project(passage(1, 26, 29, codings))))


@pytest.mark.parametrize("written", ["", "no-guid", guid(1)[:-1]])
def test_a_guid_that_is_none_is_refused(pack, written):
    with pytest.raises(BadProject, match="User has the guid"):
        parse_project(pack(project(NO, users=f'<Users><User guid="{written}"/></Users>')))


def test_codes_nested_without_end_are_refused(pack):
    deep = "".join(
        f'<Code guid="{guid(1000 + level)}" name="x" isCodable="true">' for level in range(2000)
    )
    codes = f"<CodeBook><Codes>{deep}{'</Code>' * 2000}</Codes></CodeBook>"
    with pytest.raises(BadProject, match="nested deeper than 50"):
        parse_project(pack(project(codes=codes)))


def test_codings_of_pictures_are_refused_and_counted(pack):
    picture = (
        f'<PictureSource guid="{guid(60)}"><PictureSelection guid="{guid(61)}" firstX="0" '
        f'firstY="0" secondX="1" secondY="1">{coding(5, FLAT_NO)}</PictureSelection>'
        "</PictureSource>"
    )
    xml = project(NO).replace("</Sources>", f"{picture}</Sources>")
    with pytest.raises(UnreadCoding, match="1 codings lie on pictures"):
        parse_project(pack(xml))


def test_two_values_of_one_code_by_one_coder_are_refused(read):
    xml = project(passage(1, 26, 29, coding(1, FLAT_NO), coding(2, ABSENT)))
    with pytest.raises(ContradictoryCoding, match="coder-a gave 'R002' absent and present"):
        read(xml)


def test_a_coding_of_nobody_is_refused_unless_there_is_one_user(read):
    xml = project(passage(1, 26, 29, coding(1, FLAT_NO, user=None)))
    with pytest.raises(NoCoder, match="the project has 2 users"):
        read(xml)
    alone = f'<Users><User guid="{JOHN}" name="John"/></Users>'
    xml = project(passage(1, 26, 29, coding(1, FLAT_NO, user=None)), users=alone)
    assert set(read(xml)["coder"]) == {"coder-b"}


def test_a_text_that_was_changed_is_refused_where_it_begins_to_differ(read, units):
    changed = units["R002"].text.replace("No.\nNo.", "No!\nNo.").encode()
    with pytest.raises(OtherText, match=r"from character 28 on: '!\\nNo"):
        read(project(NO), {f"sources/{TEXT}.txt": changed})


def test_two_sources_of_one_unit_are_refused(read):
    second = f'<TextSource guid="{guid(70)}" name="R002" plainTextPath="internal://{TEXT}.txt"/>'
    with pytest.raises(BadProject, match="two sources are the unit 'R002'"):
        read(project(NO).replace("</Sources>", f"{second}</Sources>"))


def test_a_set_of_ours_that_names_a_lost_source_is_refused(tmp_path, both, codebook, units):
    path, lost = tmp_path / "whole.qdpx", tmp_path / "lost.qdpx"
    write_qdpx(path, both, codebook=codebook, units=units)
    with zipfile.ZipFile(path) as whole, zipfile.ZipFile(lost, "w") as part:
        for name in whole.namelist():
            content = whole.read(name)
            if name == "project.qde":
                first, last = content.index(b"<TextSource"), content.index(b"</TextSource>")
                content = content[:first] + content[last + len(b"</TextSource>") :]
            part.writestr(name, content)
    with pytest.raises(UnknownReference, match="the set 'judged by coder-a on 2021-11-02"):
        read_qdpx(lost, codebook=codebook, units=units)


def test_a_coding_added_in_another_program_overrules_the_set(tmp_path, judge, codebook, units):
    path, edited = tmp_path / "ours.qdpx", tmp_path / "edited.qdpx"
    write_qdpx(path, judge(), codebook=codebook, units=units)
    ours = parse_project(path)
    source = next(one for one in ours.sources if one.name == "R001")
    flat_no = next(code.guid for code in ours.codes if code.name == "flat_no")
    user = next(iter(ours.users))
    added = passage(9, 0, 4, coding(9, flat_no, user=user, date="2021-11-09"))
    with zipfile.ZipFile(path) as whole, zipfile.ZipFile(edited, "w") as part:
        for name in whole.namelist():
            text = whole.read(name).decode()
            if name == "project.qde":
                mark = f'name="R001" plainTextPath="internal://{source.guid}.txt">'
                assert mark in text
                text = text.replace(mark, mark + added)
            part.writestr(name, text)
    cells = read_qdpx(edited, codebook=codebook, units=units).set_index(["unit_id", "code"])
    row = cells.loc["R001", "flat_no"]
    assert (row["value"], row["quote"], row["coded_date"]) == ("present", "This", "2021-11-09")
    assert row["codebook_version"] == codebook.stamp
    assert len(cells) == len(judge())


def test_a_document_altered_since_is_refused(tmp_path, both, codebook, units):
    path = tmp_path / "ours.qdpx"
    write_qdpx(path, both, codebook=codebook, units=units)
    changed = units | {"R001": replace(units["R001"], text=units["R001"].text + "More.")}
    with pytest.raises(OtherText, match="'R001' is another than its document's"):
        read_qdpx(path, codebook=codebook, units=changed)
