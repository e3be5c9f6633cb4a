"""An instrument that describes no questionnaire, through the command line."""

import re

import pytest


def change(old: str, new: str):
    def edit(text: str) -> str:
        assert text.count(old) >= 1
        return text.replace(old, new, 1)

    return edit


FAULTS = {
    "an unknown key": (
        change("title:", "author: nobody\ntitle:"),
        r"instrument\.yml: author: Extra inputs are not permitted",
    ),
    "a misspelt key of a question": (
        change("    wording: paraphrased", "    wordnig: paraphrased"),
        r"questions\.0\.wording: Field required; questions\.0\.wordnig: Extra inputs",
    ),
    "a key that stands twice": (
        change("study:", "study: other\nstudy:"),
        r"key 'study' stands twice in the block at line",
    ),
    "a duplicate code": (
        change("{code: 2, name: not_heard", "{code: 1, name: not_heard"),
        r"scales\.heard: Value error, code stands more than once: 1",
    ),
    "a duplicate name": (
        change("name: not_heard", "name: heard"),
        r"answer name stands more than once: heard",
    ),
    "a duplicate column": (
        change("{gender: Gender}", "{ethnicity: Gender}"),
        r"column name stands more than once: ethnicity",
    ),
    "a missing code that is an answer": (
        change("{code: -99,", "{code: 1,"),
        r"question Q1: \[1\] are answers and missing codes",
    ),
    "a routing loop": (
        change(
            "    missing: [not_answered, dont_know]\n    items: {heard:",
            "    missing: [not_answered, dont_know]\n    ask_if: {understanding: [very_well]}\n"
            "    items: {heard:",
        ),
        r"routing loop: Q1 → Q2 → Q1",
    ),
    "routing on an answer that is not offered": (
        change("ask_if: {heard: [heard]}", "ask_if: {heard: [perhaps]}"),
        r"question Q2: 'heard' has no answer \['perhaps'\]",
    ),
    "routing on a column that is not there": (
        change("ask_if: {heard: [heard]}", "ask_if: {herd: [heard]}"),
        r"question Q2: routed on unknown column 'herd'",
    ),
    "a scale that is not there": (
        change("scale: heard", "scale: herd"),
        r"question Q1: no scale is named 'herd'",
    ),
    "a number without a range": (
        change("    range: [1, 12]\n", ""),
        r"question Q10d of type number: 'range' is for number",
    ),
    "a label that is another answer's code": (
        change('label: "Yes, I had heard"', 'label: "2"'),
        r"column 'heard': '2' may stand for 'not_heard' and for 'heard'",
    ),
    "a label that is the label of a kind of missing": (
        change("label: Fairly well", "label: don’t know"),
        r"column 'understanding': \"Don't know\" may stand for 'fairly_well' and for 'dont_know'",
    ),
    "a missing code within the range of a number": (
        change("range: [1, 12]", "range: [-100, 12]"),
        r"column 'children': -99 is a number of the range and means 'not_answered'",
    ),
    "no YAML": (lambda _: "study: [", r"instrument\.yml: while parsing"),
    "nothing": (lambda _: "", r"instrument\.yml: file: Input should be"),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_an_instrument_that_describes_no_questionnaire(fault, refused, study, list_files):
    edit, message = FAULTS[fault]
    path = study / "instrument.yml"
    path.write_text(edit(path.read_text(encoding="utf-8")), encoding="utf-8")
    list_files()
    assert re.search(message, refused())


def test_an_instrument_that_is_not_text(refused, study, list_files):
    (study / "instrument.yml").write_bytes(b"\xff\xfe\x00")
    list_files()
    assert "the instrument cannot be read (UnicodeDecodeError)" in refused()


def test_a_missing_instrument(refused, study):
    (study / "instrument.yml").unlink()
    assert "no way to clean the study" in refused()
