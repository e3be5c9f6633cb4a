"""Zip files from elsewhere: bombs, paths that climb out, links, damage, and XML that fetches."""

from __future__ import annotations

import stat
import warnings
import zipfile

import pytest

from parentdata.intake.archive import (
    ArchiveBomb,
    BrokenArchive,
    Limits,
    MissingPart,
    UnsafePath,
    open_archive,
)
from parentdata.intake.plain_xml import BrokenXml, UnsafeXml


@pytest.fixture
def pack(tmp_path):
    """Write a zip file of parts: name (or ZipInfo) to content."""

    def write(parts) -> object:
        path = tmp_path / "packed.zip"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
            for name, content in parts:
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore")  # zipfile's own, on a doubled name
                    packed.writestr(name, content)
        return path

    return write


def test_a_zip_file_in_an_email_is_read_from_its_bytes_and_called_by_its_name(pack, tmp_path):
    content = pack([("a.xml", "<a/>")]).read_bytes()
    archive = open_archive(tmp_path / "letter.eml", content=content)
    assert archive.read("A.xml") == b"<a/>"
    with pytest.raises(BrokenArchive, match=r"letter\.eml: the zip file cannot be read"):
        open_archive(tmp_path / "letter.eml", content=content[:-30])


def test_parts_are_listed_and_read_by_name_whatever_their_capitals(pack):
    archive = open_archive(pack([("project.qde", "<a/>"), ("Sources/x.txt", "text")]))
    assert archive.names == ("project.qde", "Sources/x.txt")
    assert archive.has("sources/X.txt")
    assert archive.read("sources/x.txt") == b"text"
    assert archive.read_xml("project.qde").tag == "a"


@pytest.mark.parametrize("kept", [0, 10, 60, -30])
def test_a_file_cut_short_is_refused(pack, kept):
    path = pack([("project.qde", "<a/>" * 50)])
    path.write_bytes(path.read_bytes()[:kept])
    with pytest.raises(BrokenArchive, match="cannot be read"):
        open_archive(path)


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(BrokenArchive, match="No such file"):
        open_archive(tmp_path / "none.zip")


def test_a_part_with_altered_bytes_is_refused_when_it_is_read(pack):
    path = pack([(zipfile.ZipInfo("project.qde"), "<aaaa/>")])  # stored, so its letters stand there
    path.write_bytes(path.read_bytes().replace(b"<aaaa/>", b"<abaa/>"))
    with pytest.raises(BrokenArchive, match="Bad CRC"):
        open_archive(path).read("project.qde")


def test_a_part_locked_by_a_password_is_refused(pack):
    path = pack([("project.qde", "<a/>")])
    packed = bytearray(path.read_bytes())
    packed[packed.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(packed)
    with pytest.raises(BrokenArchive, match="password"):
        open_archive(path)


def test_a_part_that_grows_a_thousandfold_is_refused(pack):
    with pytest.raises(ArchiveBomb, match=r"'bomb.txt' unpacks to [\d,]+ times its size"):
        open_archive(pack([("bomb.txt", bytes(8 * 1024**2))]))


@pytest.mark.parametrize(
    ("limits", "said"),
    [
        (Limits(parts=1), "has 2 parts"),
        (Limits(total_bytes=1_500_000), "zip file unpacks to 2 MB"),
        (Limits(part_bytes=1_000_000), "'a.txt' unpacks to 1 MB"),
    ],
)
def test_each_limit_is_told_by_what_passed_it(pack, limits, said):
    text = bytes(range(256)) * 4096
    with pytest.raises(ArchiveBomb, match=said):
        open_archive(pack([("a.txt", text), ("b.txt", text)]), limits=limits)


def test_a_part_that_declares_less_than_it_holds_is_refused(pack):
    path = pack([("project.qde", b"x" * 5000)])
    packed = path.read_bytes().replace((5000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    path.write_bytes(packed)
    with pytest.raises(BrokenArchive):
        open_archive(path).read("project.qde")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("../evil.txt", "climbs out"),
        ("sources/../../evil.txt", "climbs out"),
        ("sources\\..\\..\\evil.txt", "climbs out"),
        ("/etc/passwd", "absolute"),
        ("\\\\server\\share.txt", "absolute"),
        ("C:/evil.txt", "absolute"),
        ("c:evil.txt", "absolute"),
        (" ", "no proper name"),
    ],
)
def test_names_that_lead_out_are_refused(pack, name, said):
    with pytest.raises(UnsafePath, match=said):
        open_archive(pack([(name, "x")]))


def test_a_link_is_refused(pack):
    link = zipfile.ZipInfo("sources/link.txt")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with pytest.raises(UnsafePath, match="is a link"):
        open_archive(pack([(link, "/etc/passwd")]))


def test_a_name_that_stands_twice_is_refused(pack):
    with pytest.raises(UnsafePath, match=r"'sources/a\.txt' stands twice"):
        open_archive(pack([("sources/a.txt", "one"), ("Sources/A.txt", "two")]))


def test_a_missing_part_is_refused(pack):
    with pytest.raises(MissingPart, match=r"no part 'project.qde'"):
        open_archive(pack([("other.xml", "x")])).read_xml("project.qde")


@pytest.mark.parametrize(
    "xml",
    [
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
        '<!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;&x;">]><a>&y;</a>',
        '<!DOCTYPE a SYSTEM "http://example.org/a.dtd"><a/>',
        "<!DOCTYPE a><a/>",
    ],
)
def test_xml_that_declares_types_or_entities_is_refused(pack, xml):
    with pytest.raises(UnsafeXml, match=r"project.qde declares"):
        open_archive(pack([("project.qde", xml)])).read_xml("project.qde")


@pytest.mark.parametrize("xml", ["", "<a>", "no xml", '<?xml version="1.0" encoding="x-no"?><a/>'])
def test_broken_xml_is_refused(pack, xml):
    with pytest.raises(BrokenXml, match="is no XML"):
        open_archive(pack([("project.qde", xml)])).read_xml("project.qde")
