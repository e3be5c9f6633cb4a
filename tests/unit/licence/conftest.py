"""A small survey with an index of three items on two scales, one of which runs downwards."""

from __future__ import annotations

import pandas as pd
import pytest
import yaml

from parentdata.answers import Choices
from parentdata.instrument import parse_instrument
from parentdata.survey import Design

SCALES = {
    "trust": [("would", "positive"), ("neither", "neutral"), ("would_not", "negative")],
    "worry": [("never", "negative"), ("seldom", "negative"), ("often", "positive"),
              ("always", "positive")],
    "home": [("owned", None), ("rented", None), ("other", None)],
    "age": [("older", None), ("younger", None)],
}  # fmt: skip
QUESTIONS = (
    ("Q1", "trust", "likert", "trust", {"trust_nhs": "The NHS", "trust_police": "The police"}),
    ("Q2", "accept", "likert", "worry", {"accept": "Accepts it"}),
    ("Q3", "you", "single", "home", {"home": "Home"}),
    ("Q4", "you", "single", "age", {"age": "Age"}),
)
GROUPS = {
    "strong": {"label": "Strong", "from": 0.5},
    "qualified": {"label": "Qualified", "from": 0.0},
    "weak": {"label": "Weak", "from": -0.5},
    "none": {"label": "None", "from": -1.0},
}
INDEX = {
    "name": "licence",
    "label": "Social licence",
    "items": ["trust_nhs", "trust_police", "accept"],
    "groups": GROUPS,
}
REPORT = {
    "characteristics": ["home", "age"],
    "items": ["trust_nhs", "trust_police"],
    "reference": {"age": "younger"},
    "index": INDEX,
}


def parse(**report):
    fields = {
        "study": "small", "key": "small", "title": "Small", "population": "parents",
        "sampling": "probability", "respondent_id": "id", "respondent_id_pattern": "[0-9]+",
        "missing": {
            "not_answered": {"code": -9, "label": "Not answered"},
            "dont_know": {"code": -8, "label": "Don't know"},
        },
        "scales": {
            name: [
                {"code": code, "name": answer, "label": answer.capitalize(), "side": side}
                for code, (answer, side) in enumerate(answers, start=1)
            ]
            for name, answers in SCALES.items()
        },
        "questions": [
            {"id": id_, "topic": topic, "short": "s", "text": "t", "wording": "reconstructed",
             "type": type_, "scale": scale, "items": items,
             "missing": ["not_answered", "dont_know"]}
            for id_, topic, type_, scale, items in QUESTIONS
        ],
        "report": REPORT | report,
    }  # fmt: skip
    return parse_instrument(yaml.safe_dump(fields, sort_keys=False), source="test")


@pytest.fixture
def parse_with():
    """Parse the small survey with a changed report."""
    return parse


@pytest.fixture
def instrument():
    return parse()


@pytest.fixture
def design() -> Design:
    return Design(weight="weight")


@pytest.fixture
def choose():
    return lambda **changes: Choices(
        **{"level": 0.95, "dont_know": "in_base", "minimum_base": 1} | changes
    )


@pytest.fixture
def choices(choose) -> Choices:
    return choose()


@pytest.fixture
def six() -> pd.DataFrame:
    """Six respondents whose scores can be read off."""
    return pd.DataFrame(
        {
            "trust_nhs": ["would", "would", "neither", "would_not", "dont_know", "would"],
            "trust_police": ["would", "neither", "would_not", "would_not", "would", "not_answered"],
            "accept": ["always", "often", "seldom", "never", "not_answered", "often"],
            "home": ["owned", "owned", "owned", "rented", "rented", "rented"],
            "age": ["older", "younger", "older", "younger", "older", "younger"],
            "weight": [1.0, 2.0, 1.0, 3.0, 1.0, 2.0],
            "data_status": "stand-in",
        }
    )


@pytest.fixture
def many() -> pd.DataFrame:
    """192 respondents: every answer to each item by everybody, more favourable among owners."""
    rows = []
    for place in range(192):
        home, age = ("owned", "rented")[place % 2], ("older", "younger")[place // 2 % 2]
        lean = place // 4 % 8 + (2 if home == "owned" else 0) + (1 if age == "older" else 0)
        rows.append(
            {
                "trust_nhs": ("would_not", "neither", "would")[min(lean // 3, 2)],
                "trust_police": ("would_not", "neither", "would")[
                    min((lean + place // 32 % 3) // 4, 2)
                ],
                "accept": ("never", "seldom", "often", "always")[min((lean + place % 3) // 3, 3)],
                "home": home,
                "age": age,
                "weight": 1.0 + place % 5 / 4,
            }
        )
    return pd.DataFrame(rows).assign(data_status="stand-in")
