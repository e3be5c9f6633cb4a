"""The one form of text that spans count in."""

from __future__ import annotations

import sys

import pytest

from parentdata.replies.plain_text import UNREAD, normalise_text


@pytest.mark.parametrize(
    ("came", "text"),
    [
        ("a\r\nb\rc\x0cd\u2028e", "a\nb\nc\nd\ne"),
        ("\n\n  a b  \t\nc\n\n", "  a b\nc"),
        ("a\u00a0b\u2009c", "a b c"),
        ("e\ufb03cient o\ufb00er", "efficient offer"),
        ("cafe\u0301", "café"),
        ("m\u00b2 \u2460", "m\u00b2 \u2460"),  # NFKC would make them m2 1
        ("\ufeffdocu\u00adment", "document"),
        ("a\tb", "a\tb"),
        ("", ""),
    ],
)
def test_text_is_brought_into_one_form(came, text):
    assert normalise_text(came) == (text, ())


@pytest.mark.parametrize(
    ("came", "text", "warning"),
    [
        ("o\x00er", f"o{UNREAD}er", "Letters that the file does not name"),
        ("o\ud800er", f"o{UNREAD}er", "Letters that the file does not name"),
        ("jane\u200b@example.org", "jane@example.org", "cannot be seen were left out"),
        ("\uf0b7 item", "\uf0b7 item", "Signs of a private font"),
    ],
)
def test_what_is_lost_on_the_way_is_said(came, text, warning):
    found, warnings = normalise_text(came)
    assert found == text
    assert len(warnings) == 1
    assert warning in warnings[0]


def test_doing_it_again_changes_nothing_whatever_the_letters():
    every = (f"a{chr(code)}b\u0301" for code in range(sys.maxunicode + 1))
    once = normalise_text("\n".join(every))[0]
    assert normalise_text(once)[0] == once


def test_the_form_can_be_written_as_utf_8_and_put_into_a_workbook():
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    text = normalise_text("".join(map(chr, range(sys.maxunicode + 1))))[0]
    assert text.encode("utf-8").decode("utf-8") == text
    assert not ILLEGAL_CHARACTERS_RE.search(text)
