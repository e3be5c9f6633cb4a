"""Replies made by the tests: PDF by matplotlib, DOCX by python-docx, e-mail by email."""

from __future__ import annotations

from email.message import EmailMessage
from io import BytesIO
from pathlib import Path

import docx
import numpy as np
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from matplotlib.backends.backend_pdf import PdfPages
from matplotlib.figure import Figure


def make_pdf(*pages: str | None, **metadata: str) -> bytes:
    """Make a PDF with a page for each text; None is a page that is a picture alone."""
    content = BytesIO()
    with PdfPages(content, metadata=metadata) as book:
        for text in pages:
            figure = Figure(figsize=(6, 8))
            if text is None:
                figure.figimage(np.arange(2500.0).reshape(50, 50))
            else:
                figure.text(0.1, 0.9, text, va="top")
            book.savefig(figure)
    return content.getvalue()


def make_docx(*paragraphs: str, xml: str = "", author: str = "") -> bytes:
    """Make a Word document of paragraphs, and of blocks in the language of Word."""
    document = docx.Document()
    document.core_properties.author = author
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    if xml:
        wrapped = parse_xml(f"<w:body {nsdecls('w')}>{xml}</w:body>")
        for block in list(wrapped):
            document.element.body[-1].addprevious(block)
    content = BytesIO()
    document.save(content)
    return content.getvalue()


def make_mail(text: str = "", html: str = "", **attachments: bytes) -> EmailMessage:
    """Make an e-mail; names of attachments with `_` for the full stop of their ending."""
    mail = EmailMessage()
    mail["From"], mail["To"] = "foi@example.gov.uk", "requester@example.org"
    mail["Subject"] = "Your request"
    if text:
        mail.set_content(text)
    if html and text:
        mail.add_alternative(html, subtype="html")
    elif html:
        mail.set_content(html, subtype="html")
    for name, content in attachments.items():
        stem, _, ending = name.rpartition("_")
        mail.add_attachment(
            content, maintype="application", subtype="octet-stream", filename=f"{stem}.{ending}"
        )
    return mail


@pytest.fixture
def save(tmp_path: Path):
    """Save bytes, text or an e-mail under a name."""

    def write(name: str, content: bytes | str | EmailMessage) -> Path:
        if isinstance(content, EmailMessage):
            content = content.as_bytes()
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        return path

    return write
