"""Coding open text: patterns, counts, estimates, refusals, and how the codebook does."""

import csv
import re

import pandas as pd
import pytest

from parentdata.answers import Choices
from parentdata.concerns import (
    BadCodebook,
    code_concerns,
    count_concerns,
    count_cooccurrence,
    estimate_concerns,
    parse_codebook,
)
from parentdata.instrument import load_instrument

CODEBOOK = """
variable: concerns
codes:
  - {name: privacy, label: Privacy, published: privacy, definition: theirs,
     include: [privac*, own business, keep ... to themselves], exclude: [private compan*],
     example: Privacy matters.}
  - {name: safety, label: Safety, published: safety, definition: lost, include: [leak*, lost],
     exclude: [lost for words], example: It will leak.}
other: {label: Something else, definition: none of these}
"""


@pytest.fixture
def codebook():
    return parse_codebook(CODEBOOK, source="codebook.yml")


def codes_of(text, codebook):
    coded = code_concerns(pd.Series([text]), codebook)
    return [name for name in coded if coded[name].iloc[0]]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("PRIVACY!", ["privacy"]),
        ("It is our\n own   business", ["privacy"]),
        ("What if it leaked, or our privacy was lost?", ["privacy", "safety"]),
        ("Parents keep some things to themselves.", ["privacy"]),
        ("They keep one two three four five to themselves.", ["privacy"]),
        ("They keep one two three four five six to themselves.", ["other"]),
        ("They keep it. Some talk to themselves.", ["other"]),
        ("That is what businesses own.", ["other"]),
        ("Unleaked.", ["other"]),
        ("I am lost for words", ["other"]),
        ("I am lost for words, and our file got lost", ["safety"]),
        ("None.", ["other"]),
        ("<b>privacy</b>", ["privacy"]),
    ],
)
def test_a_code_is_given_where_one_of_its_patterns_stands(text, codes, codebook):
    assert codes_of(text, codebook) == codes


def test_the_shape_of_an_apostrophe_makes_no_difference():
    text = CODEBOOK.replace("leak*, lost", "don't know")
    text = text.replace("It will leak.", "I don’t know.")
    assert codes_of("I DON’T know", parse_codebook(text, source="x")) == ["safety"]


def test_nothing_is_found_across_what_was_struck_out():
    text = CODEBOOK.replace("own business", "our ... business").replace("private compan*", "own")
    book = parse_codebook(text, source="x")
    assert codes_of("our own small business", book) == ["other"]
    assert codes_of("our small business", book) == ["privacy"]


def test_those_who_wrote_nothing_are_not_coded_and_the_others_keep_their_index(codebook):
    texts = pd.Series(["A leak", None, "", "  ", "No"], index=["01", "02", "03", "04", "05"])
    coded = code_concerns(texts, codebook)
    expected = pd.DataFrame(
        {"privacy": [False, False], "safety": [True, False], "other": [False, True]},
        index=["01", "05"],
    )
    pd.testing.assert_frame_equal(coded, expected)


def test_nobody_having_written_gives_no_rows_and_counts_of_nought(codebook):
    coded = code_concerns(pd.Series([None, ""], dtype=object), codebook)
    assert coded.shape == (0, 3)
    assert count_concerns(coded, codebook)["count"].tolist() == [0, 0, 0]
    assert count_cooccurrence(coded).to_numpy().tolist() == [[0] * 3] * 3


def test_answers_are_counted_by_code_and_by_pair_of_codes(codebook):
    texts = pd.Series(["privacy lost", "privacy", "a leak", "nothing", "lost privacy"])
    coded = code_concerns(texts, codebook)
    counts = count_concerns(coded, codebook)
    assert counts.to_dict("list") == {
        "code": ["privacy", "safety", "other"],
        "label": ["Privacy", "Safety", "Something else"],
        "count": [3, 3, 1],
        "n": [5, 5, 5],
    }
    pairs = count_cooccurrence(coded)
    assert pairs.to_numpy().tolist() == [[3, 2, 0], [2, 3, 0], [0, 0, 1]]
    assert pairs.index.tolist() == pairs.columns.tolist() == ["privacy", "safety", "other"]


def test_estimates_are_shares_of_those_who_wrote_with_the_status_of_the_data(root, codebook):
    instrument = load_instrument(root / "data/raw/pilot-survey/instrument.yml")
    respondents = pd.DataFrame(
        {"concerns": ["privacy lost", "privacy", "hm", None], "data_status": "stand-in"}
    )
    choices = Choices(level=0.95, dont_know="in_base", minimum_base=3)
    rows = estimate_concerns(respondents, instrument, codebook, choices=choices)
    assert rows["id"].tolist() == [
        f"pilot.concerns.concerns.{code}.share" for code in ("privacy", "safety", "other")
    ]
    assert rows["value"].tolist() == [2 / 3, 1 / 3, 1 / 3]
    assert rows["count"].tolist() == [2, 1, 1]
    assert set(rows["n"]) == {3}
    assert set(rows["base"]) == {"everyone; wrote an answer to Q9"}
    assert set(rows["data_status"]) == {"stand-in"}
    fewer = estimate_concerns(respondents.iloc[1:], instrument, codebook, choices=choices)
    assert fewer["is_withheld"].all()


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("variable:", "variable: [", "parsing"),
        ("label: Privacy", "lable: Privacy", "lable: Extra inputs"),
        ("name: safety", "name: privacy", "code 'privacy' stands twice"),
        ("name: safety", "name: other", "code 'other' stands twice or is reserved"),
        ("It will leak.", "It will drip.", "code safety: no pattern of its own"),
        ("leak*, lost", "leak*, '*lost'", "pattern '*lost'"),
        ("leak*, lost", "leak*, Lost", "pattern 'Lost'"),
        ("leak*, lost", "leak*, 'lost ...'", "pattern 'lost ...': '...' stands between"),
        ("leak*, lost", "leak*, 'lo(st'", "pattern 'lo(st'"),
        ("[leak*, lost]", "[]", "include: Tuple should have at least 1 item"),
    ],
)
def test_a_codebook_that_is_not_one_is_refused_with_its_fault(old, new, message):
    assert old in CODEBOOK
    with pytest.raises(BadCodebook, match=re.escape(message)) as refusal:
        parse_codebook(CODEBOOK.replace(old, new), source="concerns-codebook.yml")
    assert str(refusal.value).startswith("concerns-codebook.yml: ")


# --- The pilot's codebook ------------------------------------------------------------------------


@pytest.fixture(scope="module")
def pilot_codebook(root):
    path = root / "data/raw/pilot-survey/concerns-codebook.yml"
    return parse_codebook(path.read_text(encoding="utf-8"), source=path)


# What the patterns cannot see: the concern is there, and none of the listed words is.
MISSED = {
    "I cannot see how so many staff could be stopped from looking up their neighbours.": "safety",
    "I have never been shown what is held about us, so I cannot tell if it is right.": "accuracy",
    "It is typed in by someone in a rush and nobody looks at it again.": "accuracy",
    "My children have had no chance to say whether they want a file on them.": "privacy",
    "Once you are on a list like that you never get off it.": "stigma",
    "One bad year does not define a family.": "oversimplified",
    "The same facts can mean very different things in different homes.": "oversimplified",
    "There is no end to what they could look into.": "privacy",
    "What a professional wrote down years ago may be just an opinion.": "accuracy",
}


def test_the_codebook_finds_what_the_writer_of_the_sentences_meant_in_98_of_107(
    root, pilot_codebook
):
    with (root / "tests/unit/standin/meant_codes.csv").open(encoding="utf-8", newline="") as file:
        meant = {row["sentence"]: set(row["codes"].split()) for row in csv.DictReader(file)}
    found = {sentence: set(codes_of(sentence, pilot_codebook)) for sentence in meant}
    wrong = {sentence: found[sentence] for sentence in meant if found[sentence] != meant[sentence]}
    assert wrong == {sentence: {"other"} for sentence in MISSED}
    assert all(meant[sentence] == {code} for sentence, code in MISSED.items())
    assert len(meant) == 107


# Answers in other words than the stand-in's, each with what a reader would say it is about.
FRESH = {
    "My privacy.": {"privacy"},
    "Too intrusive, like Big Brother": {"privacy"},
    "Poor families already get judged enough and this would add to the stigma.": {"stigma"},
    "Stereotypes about young mums": {"stigma"},
    "You can't sum people up with risk factors, life is complex": {"oversimplified"},
    "It would deter people from coming forward.": {"deterrence"},
    "I'd be reluctant to talk to school": {"deterrence"},
    "Information can be inaccurate or outdated.": {"accuracy"},
    "Hackers. Security of the data": {"safety"},
    "Leaks, and errors nobody fixes": {"safety", "accuracy"},
    "To be honest I am not bothered": {"other"},
    "Private companies making a profit": {"other"},
    "There is nothing wrong with it": {"other"},
    "I assume it is allowed by law": {"other"},
    "Benefits and social security being cut": {"other"},
}


@pytest.mark.parametrize("text", FRESH)
def test_the_codebook_codes_other_words_than_those_it_was_written_beside(text, pilot_codebook):
    assert set(codes_of(text, pilot_codebook)) == FRESH[text]


def test_the_codebook_has_the_published_concerns_and_no_others(pilot_codebook):
    assert list(pilot_codebook.labels) == [
        "privacy", "stigma", "oversimplified", "deterrence", "accuracy", "safety", "other",
    ]  # fmt: skip


def test_the_published_concerns_are_named_in_the_record_of_public_sources(pilot_codebook, shared):
    facts = " ".join((shared / "facts/study-facts.md").read_text(encoding="utf-8").split())
    named = facts[facts.index("Concerns named (no counts):") :].split(". -")[0]
    assert [code.name for code in pilot_codebook.codes if code.published not in named] == []
