"""Personal data in text: what is found, what is passed over, and how often both go wrong."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

from parentdata.replies.personal_data import (
    KINDS,
    Finding,
    count_kinds,
    find_personal_data,
    mask,
)

LABELLED = (Path(__file__).parent / "labelled.txt").read_text(encoding="utf-8")


def find(text: str, **allowed) -> list[tuple[str, str]]:
    found = find_personal_data(text, **allowed)
    return [(finding.kind, text[finding.start : finding.end]) for finding in found]


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("email", "a.b+c@example.org"),
        ("email", "firstname.surname@\nexample.gov.uk"),
        ("phone", "020 7946 0123"),
        ("phone", "(01632) 960001"),
        ("phone", "01632-960-001"),
        ("phone", "07700900123"),
        ("phone", "+44 (0)20 7946 0123"),
        ("phone", "0044 1632 960001"),
        ("phone", "0303 123 1113"),
        ("postcode", "SO17 1BJ"),
        ("postcode", "EC1A 1BB"),
        ("postcode", "M11AE"),
        ("postcode", "so17 1bj"),
        ("ni_number", "QQ 12 34 56 C"),
        ("ni_number", "qq123456c"),
        ("nhs_number", "999 000 0018"),
        ("nhs_number", "9990000018"),
        ("digits", "12345678"),
        ("digits", "4929 1234 1234 1234"),
        ("name", "Ms Surname"),
        ("name", "Prof. A.N. O’Surname-Other"),
        ("name", "Mrs van der Surname"),
        ("name", "Mrs\nSurname"),
        ("name", "DR SURNAME"),
    ],
)
def test_each_kind_is_found_whole_in_the_midst_of_a_sentence(kind, text):
    assert find(f"so that, of course, {text}, which is it.") == [(kind, text)]


@pytest.mark.parametrize(
    "text",
    [
        "Dear Sir or Madam, dear all, Dear Information Governance Team,",
        "Dear XXXX, Mr X. and Mr and so on",
        "reports in MS BI, MS EXCEL and Microsoft Business Intelligence",
        "Our ref: FOI/2021/0456, on 2021-02-26 and 01-02-2021 1234, £12345678 and 12,345,678",
        "0.0123456789 and 3.01234567890 and 1e-9",
        "s40 2nd limb, E3 4th floor, commit b5754c0, sections 12 and 43(2)",
        "999 000 0019 has the wrong last digit",
        "Thanks\nPlease see below\n\nRegards\nInformation Governance\n",
        "Contact: Customer Services\nFrom: Monday\n",
        "write to @example or to example.org",
    ],
)
def test_what_only_resembles_personal_data_is_passed_over(text):
    assert find(text) == []


def test_a_signature_is_a_whole_line_under_a_closing_formula():
    assert find("Yours sincerely,\n\n\n\nFirstname Surname\nHead of Data") == [
        ("name", "Firstname Surname")
    ]
    assert find("Kind regards\npp F. Surname (Legal)") == [("name", "F. Surname")]
    assert find("Regards\n\n\n\n\n\n\nFirstname Surname") == []


def test_a_telephone_number_is_not_a_string_of_digits_as_well():
    assert find("07700900123") == [("phone", "07700900123")]


def test_a_sentence_that_ends_with_an_address_leaves_its_full_stop_outside():
    assert find("Write to foi@example.gov.uk.\nYours is next.") == [("email", "foi@example.gov.uk")]


def test_what_is_known_to_be_public_is_passed_over():
    text = "Mr Surname, foi@example.gov.uk"
    assert find(text, allowed={"foi@example.gov.uk"}) == [("name", "Mr Surname")]


def test_findings_come_in_the_order_of_the_text_with_their_places_and_masked():
    assert find_personal_data("Dear Ms Surname, a.b@example.org") == [
        Finding(kind="name", start=5, end=15, masked="M* *******"),
        Finding(kind="email", start=17, end=32, masked="a.*@*******.***"),
    ]


def test_a_mask_shows_the_first_letter_and_keeps_the_length():
    assert mask("+44 (0)20 7946 0123") == "+** (*)** **** ****"
    assert mask("Mrs\nSurname") == "M** *******"
    assert mask("") == ""


def test_counts_are_by_kind_in_a_fixed_order_and_leave_out_what_is_not_there():
    findings = find_personal_data("Mr Surname and Ms Other, 07700 900123")
    assert list(count_kinds(findings).items()) == [("phone", 1), ("name", 2)]


def read_labels(text: str) -> tuple[str, set[tuple[str, int, int]]]:
    """Text without its marks, and the (kind, start, end) of what was marked."""
    plain, labels = "", set()
    for part in re.split(r"(«\w+:[^»]*»)", text):
        kind, _, marked = part[1:-1].partition(":")
        if part.startswith("«"):
            labels.add((kind, len(plain), len(plain) + len(marked)))
            plain += marked
        else:
            plain += part
    return plain, labels


def test_precision_and_recall_on_the_labelled_letters_are_what_the_decision_says():
    text, labels = read_labels(LABELLED)
    found = {(item.kind, item.start, item.end) for item in find_personal_data(text)}
    missed = sorted((kind, text[start:end]) for kind, start, end in labels - found)
    wrong = sorted((kind, text[start:end]) for kind, start, end in found - labels)
    assert missed == [
        ("email", "firstname dot surname at example dot org"),
        ("name", "Firstname Surname"),  # in running prose, without a title
        ("name", "firstname surname"),
        ("phone", "960003"),  # without its area code
    ]
    assert wrong == [("digits", "01234567"), ("digits", "20191234")]
    assert (len(labels), len(found), len(labels & found)) == (30, 28, 26)
    assert {kind for kind, _, _ in labels} == set(KINDS)


@pytest.mark.parametrize("unit", ["\n", " ", "1", "a-", "Mr A ", "a@a.", "0 1 ", "Regards\n \n"])
def test_no_text_makes_the_search_slow(unit):
    text = unit * (200_000 // len(unit))
    start = time.perf_counter()
    find_personal_data(text)
    assert time.perf_counter() - start < 5
