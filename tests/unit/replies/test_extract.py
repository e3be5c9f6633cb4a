"""Files of replies → text with its pages: every kind of file, and every refusal."""

from __future__ import annotations

import hashlib
import zipfile
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path

import pypdf
import pytest
from matplotlib.backends.backend_pdf import PdfPages
from matplotlib.figure import Figure
from openpyxl import Workbook
from pypdf.annotations import FreeText

from parentdata.errors import Refusal
from parentdata.intake.archive import ArchiveBomb, BrokenArchive, UnsafePath
from parentdata.intake.plain_xml import UnsafeXml
from parentdata.replies import extract_documents, extract_text
from parentdata.replies.document import Page
from parentdata.replies.refusals import (
    AbsentReply,
    DamagedReply,
    EmptyReply,
    LockedReply,
    MacroReply,
    OversizedReply,
    UnreadKind,
    WrongEnding,
)

from .conftest import make_docx, make_mail, make_pdf

LETTER = "Dear requester,\nWe do not hold this information."


def repack(content: bytes, **parts: str) -> bytes:
    """Copy a zip file with parts changed or added; `__` stands for a folder, `_` for a stop."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(out, "w", 8) as new:
        named = {name.replace("__", "/").replace("_", "."): text for name, text in parts.items()}
        for name in old.namelist():
            if name not in named:
                new.writestr(name, old.read(name))
        for name, text in named.items():
            new.writestr(name, text)
    return out.getvalue()


def rewrite(content: bytes, change) -> bytes:
    """Let pypdf write a PDF again after a change."""
    writer = pypdf.PdfWriter(clone_from=BytesIO(content))
    change(writer)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


# --- PDF -------------------------------------------------------------------------------------


def test_a_pdf_is_read_page_by_page_with_the_characters_of_each(save):
    document = extract_text(save("a.pdf", make_pdf(LETTER, "Second page of the letter, with text")))
    assert document.text == f"{LETTER}\n\nSecond page of the letter, with text"
    assert document.pages == (Page(1, 0, 48), Page(2, 50, 86))
    assert [document.text[page.start : page.end] for page in document.pages] == [
        LETTER,
        "Second page of the letter, with text",
    ]
    assert (document.kind, document.status, document.needs_ocr) == ("pdf", "text", False)
    assert document.extracted_with == f"pypdf {pypdf.__version__}"


def test_a_character_is_found_again_by_page_and_line(save):
    document = extract_text(save("a.pdf", make_pdf(LETTER, "Second page of the letter, with text")))
    hold = document.text.index("hold")
    assert (document.find_page(hold), document.find_line(hold)) == (1, 2)
    assert document.find_page(48) == 1
    second = document.text.index("Second")
    assert (document.find_page(second), document.find_line(second)) == (2, 1)


def test_a_scanned_pdf_is_listed_as_such_and_not_dropped(save):
    document = extract_text(save("a.pdf", make_pdf(None, None)))
    assert (document.text.strip(), document.status, document.needs_ocr) == ("", "no_text", True)
    assert document.without_text == (1, 2)
    assert "page 1, 2 of 2" in document.warnings[0]


def test_a_scanned_page_among_others_is_named(save):
    document = extract_text(save("a.pdf", make_pdf(LETTER, None)))
    assert (document.status, document.without_text) == ("text", (2,))


def test_the_file_is_known_by_its_hash(save):
    path = save("a.pdf", make_pdf(LETTER))
    assert extract_text(path).sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_an_answer_stays_beside_its_question(save):
    content = BytesIO()
    with PdfPages(content) as book:
        figure = Figure()
        for line, (question, answer) in enumerate([("Q1", "No"), ("Q2", "Yes, since 2019")]):
            figure.text(0.1, 0.9 - line / 10, question)
            figure.text(0.4, 0.9 - line / 10, answer)
        book.savefig(figure)
    document = extract_text(save("a.pdf", content.getvalue()))
    assert document.text == "Q1 No\nQ2 Yes, since 2019"


def test_a_pdf_under_a_password_is_refused(save):
    locked = rewrite(make_pdf(LETTER), lambda writer: writer.encrypt("secret"))
    with pytest.raises(LockedReply, match=r"a\.pdf: the file opens only with a password"):
        extract_text(save("a.pdf", locked))


def test_a_pdf_that_only_its_owner_may_change_is_read_and_the_lock_is_said(save):
    locked = rewrite(
        make_pdf(LETTER),
        lambda writer: writer.encrypt("", owner_password="x", algorithm="AES-256"),
    )
    document = extract_text(save("a.pdf", locked))
    assert document.text == LETTER
    assert "locked against changes" in document.warnings[0]


@pytest.mark.parametrize("kept", [0.3, 0.6, 0.99])
def test_a_pdf_that_is_cut_short_is_refused_though_pypdf_would_mend_it(save, kept):
    content = make_pdf(LETTER, LETTER)
    with pytest.raises(DamagedReply, match=r"cannot be read as a PDF \(it has no end\)"):
        extract_text(save("a.pdf", content[: int(len(content) * kept)]))


def test_a_pdf_of_nonsense_is_refused(save):
    with pytest.raises(DamagedReply, match=r"cannot be read as a PDF \(Pdf\w+Error"):
        extract_text(save("a.pdf", b"%PDF-1.4\nnothing\n%%EOF"))


def test_a_pdf_that_grows_when_unpacked_is_refused(save):
    def swell(writer: pypdf.PdfWriter) -> None:
        stream = pypdf.generic.DecodedStreamObject()
        stream.set_data(b"0 0 m\n" * 15_000_000)
        page = writer.pages[0]
        page[pypdf.generic.NameObject("/Contents")] = writer._add_object(stream.flate_encode())

    content = rewrite(make_pdf(LETTER), swell)
    assert len(content) < 1_000_000
    with pytest.raises(OversizedReply, match="unpacks beyond a limit"):
        extract_text(save("a.pdf", content))


def test_what_a_pdf_holds_beside_its_text_is_set_aside(save):
    def add(writer: pypdf.PdfWriter) -> None:
        writer.add_attachment("annex.txt", b"annex")
        note = FreeText(text="check with Ms Surname", rect=(0, 0, 9, 9))
        writer.add_annotation(0, note)

    document = extract_text(save("a.pdf", rewrite(make_pdf(LETTER, Author="F. Surname"), add)))
    assert document.text == LETTER
    assert [tuple(part) for part in document.unseen] == [
        ("property author", "F. Surname"),
        ("note on page 1", "check with Ms Surname"),
    ]
    assert [warning.split(",")[0] for warning in document.warnings] == [
        "Notes on the pages are not in the text; open the file to read them.",
        "The file holds other files",
    ]


# --- Word ------------------------------------------------------------------------------------


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def test_paragraphs_and_tables_stand_in_reading_order(save):
    cell = "<w:tc><w:p>{}</w:p></w:tc>".format
    table = f"<w:tbl><w:tr>{cell(run('Q1'))}{cell(run('No'))}</w:tr></w:tbl>"
    path = save("a.docx", make_docx("Before", xml=f"{table}<w:p>{run('After')}</w:p>"))
    document = extract_text(path)
    assert document.text == "Before\nQ1\tNo\nAfter"
    assert document.pages == (Page(1, 0, 18),)


def test_a_table_that_lays_out_a_letter_keeps_its_lines(save):
    cell = f"<w:tc><w:p>{run('One')}</w:p><w:p>{run('Two')}</w:p></w:tc>"
    path = save("a.docx", make_docx(xml=f"<w:tbl><w:tr>{cell}{cell}</w:tr></w:tbl>"))
    assert extract_text(path).text == "One\nTwo\nOne\nTwo"


def test_content_controls_accepted_changes_and_text_boxes_are_read_once(save):
    box = f"<w:txbxContent><w:p>{run('box')}</w:p></w:txbxContent>"
    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    xml = f"""
      <w:sdt><w:sdtContent><w:p>{run("control")}</w:p></w:sdtContent></w:sdt>
      <w:p>{run("We ")}<w:del w:id="1" w:author="a"><w:r><w:delText>do</w:delText></w:r></w:del>
        <w:ins w:id="2" w:author="a">{run("do not")}</w:ins>
        <w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r>{run(" use it")}</w:p>
      <w:p><w:r><mc:AlternateContent xmlns:mc="{mc}"><mc:Choice Requires="w">{box}</mc:Choice>
        <mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"""
    document = extract_text(save("a.docx", make_docx(xml=xml, author="F. Surname")))
    assert document.text == "control\nWe do not use it\n\nbox"
    assert [tuple(part) for part in document.unseen] == [
        ("property author", "F. Surname"),
        ("deleted text", "do"),
        ("hidden text", "hidden"),
    ]
    assert len(document.warnings) == 2


def test_page_headers_come_before_their_section_and_footers_behind_it(save):
    import docx

    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Head"
    document.sections[0].footer.paragraphs[0].text = "Foot"
    document.add_paragraph("Body")
    second = document.add_section()
    second.header.is_linked_to_previous = False
    second.header.paragraphs[0].text = "Second head"
    document.add_paragraph("Second body")
    content = BytesIO()
    document.save(content)
    lines = extract_text(save("a.docx", content.getvalue())).text.split("\n")
    assert [line for line in lines if line] == [
        "Head", "Body", "Foot", "Second head", "Second body",
    ]  # fmt: skip


def test_numbers_that_word_makes_up_are_missed_and_said_to_be(save):
    import docx

    document = docx.Document()
    document.add_paragraph("No", style="List Number")
    content = BytesIO()
    document.save(content)
    found = extract_text(save("a.docx", content.getvalue()))
    assert found.text == "No"
    assert "1 paragraphs have numbers or bullets" in found.warnings[0]


def test_a_word_document_with_macros_is_refused(save):
    with pytest.raises(MacroReply, match=r"macros \(word/vbaProject\.bin\)"):
        extract_text(save("a.docx", repack(make_docx("x"), word__vbaProject_bin="x")))
    with pytest.raises(MacroReply, match=r"macros \(its ending is \.docm\)"):
        extract_text(save("a.docm", make_docx("x")))
    types = '<Types xmlns="x"><Default ContentType="application/vnd.ms-word.macroEnabled"/></Types>'
    content = BytesIO()
    with zipfile.ZipFile(BytesIO(make_docx("x"))) as old, zipfile.ZipFile(content, "w") as new:
        for name in old.namelist():
            new.writestr(name, types if name == "[Content_Types].xml" else old.read(name))
    with pytest.raises(MacroReply, match=r"macros \(its content type\)"):
        extract_text(save("a.docx", content.getvalue()))


def test_a_word_document_that_fetches_a_file_is_refused(save):
    entity = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'
    with pytest.raises(UnsafeXml, match=r"word/document\.xml declares a document type"):
        extract_text(save("a.docx", repack(make_docx("x"), word__document_xml=entity)))


def test_a_word_document_that_bombs_or_climbs_out_is_refused(save):
    with pytest.raises(ArchiveBomb, match="times its size"):
        extract_text(save("a.docx", repack(make_docx("x"), word__big_xml=" " * 40_000_000)))
    climbing = BytesIO()
    with zipfile.ZipFile(climbing, "w") as packed:
        packed.writestr("word/document.xml", "<a/>")
        packed.writestr("../out.xml", "<a/>")
    with pytest.raises(UnsafePath, match="climbs out"):
        extract_text(save("b.docx", climbing.getvalue()))


def test_a_word_document_that_is_cut_short_or_is_none_is_refused(save):
    content = make_docx(LETTER)
    with pytest.raises(BrokenArchive, match=r"cut\.docx: the zip file cannot be read"):
        extract_text(save("cut.docx", content[: len(content) // 2]))
    with pytest.raises(DamagedReply, match="cannot be read as a Word document"):
        extract_text(save("b.docx", repack(content, word__document_xml="<a/>")))


def test_a_word_document_under_a_password_is_refused(save):
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")
    with pytest.raises(LockedReply, match="only with a password"):
        extract_text(save("a.docx", ole))


# --- HTML ------------------------------------------------------------------------------------


def test_a_page_is_laid_out_in_lines_without_scripts_and_styles(save):
    page = """<!DOCTYPE html><html><head><title>t</title><style>p {color: red}</style></head><body>
      <!-- by F. Surname --><h1>Your   request</h1><p>We <b>do</b> not<br>hold &amp; keep it.</p>
      <script>run()</script><table><tr><th>Q1</th><td>No</td></tr><tr><td>Q2</td><td><p>Yes</p></td>
      </tr></table><pre>a\n  b</pre><p style="display:none">hidden</p>
      <a href="mailto:f@example.org">write</a></body></html>"""
    document = extract_text(save("a.html", page))
    assert document.text == (
        "Your request\nWe do not\nhold & keep it.\nQ1\tNo\nQ2\tYes\na\n  b\nwrite"
    )
    assert [tuple(part) for part in document.unseen] == [
        ("comment", " by F. Surname "),
        ("hidden text", "hidden"),
        ("link", "mailto:f@example.org"),
    ]


def test_a_page_is_read_in_the_encoding_that_it_declares(save):
    page = '<html><meta charset="{}"><p>£</p></html>'
    assert extract_text(save("a.html", page.format("utf-8").encode("utf-8"))).text == "£"
    assert extract_text(save("b.html", page.format("cp1252").encode("cp1252"))).text == "£"
    assert extract_text(save("c.htm", "<p>£</p>".encode("cp1252"))).text == "£"
    with pytest.raises(DamagedReply, match=r"as an HTML page \(UnicodeDecodeError"):
        extract_text(save("d.html", page.format("utf-8").encode("cp1252")))


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ('<?xml version="1.0" encoding="utf-8"?>\n<html xmlns="x"><p>We do not.</p></html>',
         "We do not."),
        ('<?xml version="1.0"?><doc><p>We do not.</p></doc>', "We do not."),
        ("<p>letter.html</p>", "letter.html"),
    ],
)  # fmt: skip
def test_a_page_of_another_form_or_badly_formed_is_read(save, page, text):
    assert extract_text(save("a.html", page)).text == text


def test_an_email_that_resembles_a_file_name_is_read(save):
    assert extract_text(save("a.eml", make_mail(html="letter.html"))).text == "letter.html"


def test_a_page_that_declares_entities_is_refused(save):
    page = '<!DOCTYPE html [<!ENTITY b SYSTEM "file:///etc/passwd">]><html>&b;</html>'
    with pytest.raises(DamagedReply, match="declares entities of its own"):
        extract_text(save("a.html", page))


def test_a_page_of_endless_markup_is_refused(save):
    with pytest.raises(OversizedReply, match="6 million letters of markup"):
        extract_text(save("a.html", "<html>" + "<p>a</p>" * 800_000))


# --- e-mail ----------------------------------------------------------------------------------


def test_an_email_and_its_attachments_are_a_document_each(save):
    annex = make_docx("Annex")
    mail = make_mail(LETTER, letter_pdf=make_pdf("A letter with enough text"), annex_docx=annex)
    found = extract_documents(save("a.eml", mail))
    assert [(part.name, part.kind, part.text) for part in found] == [
        ("a.eml", "email", LETTER),
        ("a.eml/letter.pdf", "pdf", "A letter with enough text"),
        ("a.eml/annex.docx", "docx", "Annex"),
    ]
    assert found[2].sha256 == hashlib.sha256(annex).hexdigest()
    assert [tuple(part) for part in found[0].unseen] == [
        ("from", "foi@example.gov.uk"),
        ("to", "requester@example.org"),
        ("subject", "Your request"),
    ]


def test_a_letter_in_two_forms_is_read_once_and_whole(save):
    assert len(extract_documents(save("a.eml", make_mail("We do not.", "<p>We do not.</p>")))) == 1
    stub = make_mail("See HTML", "<p>We do not hold this information.</p>")
    assert extract_text(save("b.eml", stub)).text == "We do not hold this information."
    assert extract_text(save("c.eml", make_mail(html="<p>We <b>do</b></p>"))).text == "We do"


def test_attachments_that_cannot_be_read_are_listed_with_the_reason(save):
    book = BytesIO()
    Workbook().save(book)
    locked = rewrite(make_pdf(LETTER), lambda writer: writer.encrypt("secret"))
    mail = make_mail(LETTER, log_xlsx=book.getvalue(), locked_pdf=locked, scan_png=b"\x89PNG...")
    found = extract_documents(save("a.eml", mail))[1:]
    assert [(part.name, part.status, part.warnings[0]) for part in found] == [
        ("a.eml/log.xlsx", "unreadable", "Files that end in .xlsx are not read here."),
        ("a.eml/locked.pdf", "unreadable", "The file opens only with a password."),
        ("a.eml/scan.png", "no_text", "It is a picture."),
    ]
    assert [part.needs_ocr for part in found] == [False, False, True]


def test_an_attachment_that_may_harm_is_refused_with_the_email(save):
    mail = make_mail(LETTER, annex_docx=repack(make_docx("x"), word__vbaProject_bin="x"))
    with pytest.raises(MacroReply, match=r"a\.eml/annex\.docx: the document holds macros"):
        extract_documents(save("a.eml", mail))


def test_a_forwarded_email_is_read_and_too_many_in_one_another_are_refused(save):
    mail = make_mail("innermost")
    for number in range(6):
        outer = EmailMessage()
        outer["From"], outer["Subject"] = "a@example.org", "Fwd"
        outer.set_content(f"layer {number}")
        outer.add_attachment(mail)
        mail = outer
        if number == 1:
            found = extract_documents(save("a.eml", mail))
            assert [part.text for part in found] == ["layer 1", "layer 0", "innermost"]
    with pytest.raises(OversizedReply, match="more than 5 deep"):
        extract_documents(save("b.eml", mail))


def test_pictures_shown_in_a_letter_are_counted_and_not_listed(save):
    mail = make_mail("We do not.", "<p>We do not. <img src='cid:logo'></p>")
    mail.get_payload()[1].add_related(b"\x89PNG...", "image", "png", cid="<logo>")
    found = extract_documents(save("a.eml", mail))
    assert len(found) == 1
    assert found[0].warnings == ("Pictures shown in the e-mail that are not read: 1.",)


def test_an_email_that_is_cut_short_is_refused(save):
    content = make_mail(LETTER, letter_pdf=make_pdf(LETTER)).as_bytes()
    with pytest.raises(DamagedReply, match="cut short: CloseBoundaryNotFoundDefect"):
        extract_text(save("a.eml", content[:-200]))


# --- text, kinds, sizes ----------------------------------------------------------------------


def test_a_text_file_that_is_in_form_is_its_own_text(save):
    document = extract_text(save("a.txt", f"{LETTER}\n"))
    assert (document.text, document.warnings) == (LETTER, ())


@pytest.mark.parametrize("came", [f"\n{LETTER}", LETTER.replace("\n", "\r\n"), "a\u00adb"])
def test_a_text_file_whose_characters_are_counted_anew_says_so(save, came):
    assert extract_text(save("a.txt", came)).warnings == (
        "Spans count in the text as extracted, not in the file.",
    )


def test_text_of_a_windows_program_is_read(save):
    assert extract_text(save("a.txt", "£ and ’".encode("cp1252"))).text == "£ and ’"
    with pytest.raises(DamagedReply, match="as a text file"):
        extract_text(save("b.txt", b"a\x01\x02\x03b"))


@pytest.mark.parametrize(
    ("name", "content", "found"),
    [
        ("a.txt", make_pdf("x"), "pdf"),
        ("a.pdf", "plain text", "text"),
        ("a.docx", make_pdf("x"), "pdf"),
        ("a.pdf", make_docx("x"), "docx"),
        ("a.eml", "plain text", "text"),
        ("a.html", "plain text", "text"),
        ("a.txt", "<!DOCTYPE html><p>x</p>", "html"),
        ("a.pdf", b"\x89PNG...", "image"),
        ("a.txt", b"MZ\0\0\0\0", "other"),
    ],
)
def test_content_of_another_kind_than_the_ending_is_refused(save, name, content, found):
    with pytest.raises(WrongEnding, match=rf"its content is of the kind '{found}'"):
        extract_text(save(name, content))


@pytest.mark.parametrize("name", ["a.doc", "a.msg", "a.xlsx", "a"])
def test_a_kind_that_is_not_read_is_refused_with_what_to_do(save, name):
    with pytest.raises(UnreadKind, match=r"(?s)are not read here.*save it as PDF or DOCX"):
        extract_text(save(name, "x"))


def test_an_empty_file_and_an_absent_one_are_refused(save, tmp_path: Path):
    with pytest.raises(EmptyReply, match="the file is empty"):
        extract_text(save("a.txt", " \n"))
    with pytest.raises(AbsentReply, match="cannot be opened: No such file"):
        extract_text(tmp_path / "none.pdf")


def test_every_refusal_says_that_nothing_was_written(save):
    for name, content in (("a.pdf", "x"), ("b.doc", "x"), ("c.docm", "x"), ("d.txt", "")):
        with pytest.raises(Refusal, match="nothing was written"):
            extract_text(save(name, content))


def test_the_same_file_gives_the_same_document_twice(save):
    path = save("a.eml", make_mail(LETTER, letter_pdf=make_pdf(LETTER)))
    assert extract_documents(path) == extract_documents(path)
