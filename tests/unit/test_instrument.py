"""What was asked: columns, bases and topics out of one instrument file."""

from pathlib import Path

import pytest
import yaml

from parentdata.instrument import BadInstrument, load_instrument, parse_instrument

FIELDS = {
    "study": "a-study",
    "key": "a",
    "title": "A study",
    "population": "parents",
    "sampling": "voluntary",
    "respondent_id": "id",
    "respondent_id_pattern": "[0-9]+",
    "missing": {
        "not_answered": {"code": -9, "label": "Not answered"},
        "not_asked": {"code": -8, "label": "Not asked"},
    },
    "scales": {
        "yes": [
            {"code": 1, "name": "yes", "label": "Yes"},
            {"code": 2, "name": "no", "label": "No"},
            {"code": 3, "name": "both", "label": "Both"},
        ]
    },
    "questions": [
        {"id": "Q1", "topic": "first", "short": "One", "text": "One?", "wording": "published"}
        | {"type": "single", "scale": "yes", "items": {"b": "The first", "a": "The second"}},
        {"id": "Q2", "topic": "second", "short": "Two", "text": "Two?", "wording": "published"}
        | {"type": "multiple", "items": {"m": "An item", "n": "None"}, "exclusive": ["n"]}
        | {"ask_if": {"a": ["yes", "both"], "b": ["no"]}},
        {"id": "Q3", "topic": "second", "short": "Two", "text": "Three?", "wording": "published"}
        | {"type": "number", "range": [0, 5], "items": {"x": "How many"}},
    ],
}


def parse(**changes):
    return parse_instrument(yaml.safe_dump(FIELDS | changes, sort_keys=False), source="a.yml")


def change_question(place: int, **changes) -> list[dict]:
    return [
        question | changes if number == place else question
        for number, question in enumerate(FIELDS["questions"])
    ]


def test_variables_stand_in_the_order_asked_with_the_answers_of_their_scale():
    found = {
        name: [answer.name for answer in variable.answers]
        for name, variable in parse().variables.items()
    }
    assert list(found.items()) == [
        ("b", ["yes", "no", "both"]),
        ("a", ["yes", "no", "both"]),
        ("m", ["selected", "not_selected"]),
        ("n", ["selected", "not_selected"]),
        ("x", []),
    ]


def test_a_topic_gathers_the_columns_of_its_questions():
    instrument = parse()
    assert [one.name for one in instrument.topic("second")] == ["m", "n", "x"]
    assert [one.label for one in instrument.topic("first")] == ["The first", "The second"]


def test_an_unknown_topic_is_refused_with_the_topics_there_are():
    with pytest.raises(BadInstrument, match=r"topic 'third'(.|\n)*\['first', 'second'\]"):
        parse().topic("third")


def test_the_base_of_a_question_is_said_in_the_words_of_its_routing():
    instrument = parse()
    bases = [instrument.describe_base(question) for question in instrument.questions]
    assert bases == [
        "everyone",
        "those who answered “Yes” or “Both” to Q1 and those who answered “No” to Q1",
        "everyone",
    ]


FAULTS = {
    "exclusive of another type": (
        {"questions": change_question(0, exclusive=["a"])},
        "question Q1: 'exclusive' names items of a multiple question",
    ),
    "exclusive of an unknown item": (
        {"questions": change_question(1, exclusive=["o"])},
        "question Q2: 'exclusive' names items of a multiple question",
    ),
    "a scale for a number": (
        {"questions": change_question(2, scale="yes")},
        "question Q3 of type number: 'scale' is for single, likert",
    ),
    "a kind of missing without a code": (
        {"questions": change_question(0, missing=["dont_know"])},
        r"question Q1: no missing code for \['dont_know'\]",
    ),
    "routing without a code for not asked": (
        {"missing": {"not_answered": {"code": -9, "label": "Not answered"}}},
        "question Q2: routing needs a missing code 'not_asked'",
    ),
    "a question id that stands twice": (
        {"questions": change_question(2, id="Q1")},
        "question id stands more than once: Q1",
    ),
    "two kinds of missing with one code": (
        {"missing": FIELDS["missing"] | {"not_asked": {"code": -9, "label": "Not asked"}}},
        "missing code stands more than once: -9",
    ),
    "a label that stands twice": (
        {"scales": {"yes": [one | {"label": "Yes"} for one in FIELDS["scales"]["yes"]]}},
        "answer label stands more than once: Yes",
    ),
    "a scale of one answer": (
        {"scales": {"yes": FIELDS["scales"]["yes"][:1]}},
        r"scales\.yes: Tuple should have at least 2 items",
    ),
    "an unknown type": ({"questions": change_question(0, type="dropdown")}, "Input should be"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_an_instrument_that_does_not_hold_together_is_refused(fault):
    changes, message = FAULTS[fault]
    with pytest.raises(BadInstrument, match=message):
        parse(**changes)


def test_a_routing_loop_over_three_questions_is_told_in_full():
    questions = change_question(0, ask_if={"m": ["selected"]})
    with pytest.raises(BadInstrument, match="routing loop: Q1 → Q2 → Q1"):
        parse(questions=questions)


def test_an_absent_instrument_is_refused(tmp_path):
    with pytest.raises(BadInstrument, match=r"instrument\.yml: .*FileNotFoundError"):
        load_instrument(Path(tmp_path / "instrument.yml"))
