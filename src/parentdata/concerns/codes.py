"""Concerns in parents' own words: coded by a codebook's patterns, counted alone and in pairs."""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property
from pathlib import Path
from typing import Annotated

import pandas as pd
import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from parentdata.answers.frame import ESTIMATE_COLUMNS, Choices, add_wilson
from parentdata.errors import Refusal
from parentdata.instrument import Instrument
from parentdata.strict_yaml import describe_faults, parse_yaml

OTHER = "other"
GAP = "..."
# Up to five words between, none of which ends a sentence.
GAP_REGEX = r"(?:[^\s.!?]+ ){0,5}"


class BadCodebook(Refusal):
    """A codebook does not describe codes, or does not code its own examples."""


def normalise_text(text: str) -> str:
    """Bring an answer into the form that patterns are written in: lower case, plain spaces."""
    return " ".join(text.replace("’", "'").replace("‘", "'").casefold().split())


def _check_pattern(pattern: str) -> str:
    tokens = pattern.split(" ")
    words = [token for token in tokens if token != GAP]
    if pattern != normalise_text(pattern) or not all(
        re.fullmatch(r"[a-z0-9'-]+\*?", word) for word in words
    ):
        raise ValueError(f"pattern {pattern!r}: lower-case words, '*' at the end of a word, '...'")
    if GAP in (tokens[0], tokens[-1]):
        raise ValueError(f"pattern {pattern!r}: '...' stands between words")
    return pattern


def _translate(patterns: tuple[str, ...]) -> re.Pattern[str]:
    """Make one regular expression of patterns; none at all finds nothing."""
    if not patterns:
        return re.compile(r"(?!)")
    made = [
        " ".join(re.escape(word).replace(r"\*", r"[a-z'-]*") for word in pattern.split(" "))
        for pattern in patterns
    ]
    joined = "|".join(text.replace(f"{re.escape(GAP)} ", GAP_REGEX) for text in made)
    return re.compile(rf"(?<![a-z0-9])(?:{joined})(?![a-z0-9])")


Text = Annotated[str, Field(min_length=1)]
Pattern = Annotated[str, AfterValidator(_check_pattern)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, ignored_types=(cached_property,))


class Code(_Strict):
    """One concern: what it means, the patterns that show it, and an answer that has it."""

    name: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    label: Text
    published: Text
    definition: Text
    include: Annotated[tuple[Pattern, ...], Field(min_length=1)]
    exclude: tuple[Pattern, ...] = ()
    example: Text

    @model_validator(mode="after")
    def _codes_its_example(self) -> Code:
        if not self.stands_in(self.example):
            raise ValueError(f"code {self.name}: no pattern of its own stands in its example")
        return self

    @cached_property
    def _included(self) -> re.Pattern[str]:
        return _translate(self.include)

    @cached_property
    def _excluded(self) -> re.Pattern[str]:
        return _translate(self.exclude)

    def stands_in(self, text: str) -> bool:
        """Whether an answer has this code."""
        # A full stop is left in its place, so that no pattern reaches across it.
        kept = self._excluded.sub(".", normalise_text(text))
        return self._included.search(kept) is not None


class Rest(_Strict):
    """What `other` means."""

    label: Text
    definition: Text


class Codebook(_Strict):
    """Codes for the answers to one open question."""

    variable: Text
    codes: Annotated[tuple[Code, ...], Field(min_length=1)]
    other: Rest

    @model_validator(mode="after")
    def _holds_together(self) -> Codebook:
        times = Counter(code.name for code in self.codes)
        repeated = [name for name, count in times.items() if count > 1]
        if repeated or OTHER in times:
            raise ValueError(f"code {(repeated or [OTHER])[0]!r} stands twice or is reserved")
        return self

    @property
    def labels(self) -> dict[str, str]:
        """Label of every code by name, `other` last."""
        return {**{code.name: code.label for code in self.codes}, OTHER: self.other.label}


def parse_codebook(text: str, *, source: Path | str) -> Codebook:
    """Read a codebook from the text of its file.

    Raises
    ------
    BadCodebook
        Not YAML; an unknown or repeated key; a repeated code; a pattern that is none; an example
        in which no pattern of its code stands.
    """
    try:
        return Codebook.model_validate(parse_yaml(text))
    except (yaml.YAMLError, ValidationError) as error:
        raise BadCodebook(
            describe_faults(error),
            file=source,
            expected="codes with label, published, definition, include and example",
            do="Correct the place named above; nothing was written.",
        ) from error


def code_concerns(texts: pd.Series, codebook: Codebook) -> pd.DataFrame:
    """Code answers to an open question.

    Parameters
    ----------
    texts : Series of str, shape (n,)
        One answer per respondent; missing or blank where nothing was written.
    codebook : Codebook

    Returns
    -------
    DataFrame of bool, one row per respondent who wrote something, one column per code and `other`
        Index as in `texts`. `other` is true where no code is.
    """
    written = texts[texts.notna() & texts.fillna("").astype(str).str.strip().ne("")].astype(str)
    coded = pd.DataFrame(
        {
            code.name: pd.Series([code.stands_in(t) for t in written], written.index, dtype=bool)
            for code in codebook.codes
        }
    )
    coded[OTHER] = ~coded.any(axis=1)
    return coded


def count_concerns(coded: pd.DataFrame, codebook: Codebook) -> pd.DataFrame:
    """Count the answers that have each code.

    Returns
    -------
    DataFrame, one row per code in the order of the codebook
        code, label, count (answers with the code), n (answers); an answer may have several codes,
        so counts add up to more than n.
    """
    return pd.DataFrame(
        {
            "code": list(codebook.labels),
            "label": list(codebook.labels.values()),
            "count": [int(coded[name].sum()) for name in codebook.labels],
            "n": len(coded),
        }
    )


def count_cooccurrence(coded: pd.DataFrame) -> pd.DataFrame:
    """Count the answers that have both of two codes.

    Returns
    -------
    DataFrame of int, shape (codes, codes), symmetric
        On the diagonal stand the answers that have a code at all.
    """
    ones = coded.astype("int64")
    return ones.T @ ones


def estimate_concerns(
    respondents: pd.DataFrame, instrument: Instrument, codebook: Codebook, *, choices: Choices
) -> pd.DataFrame:
    """Estimate the share of answers to the open question that have each code.

    Returns
    -------
    DataFrame, one row per code
        The columns of an estimates table; ids such as `pilot.concerns.concerns.privacy.share`.
        The base is everyone who wrote something.
    """
    variable = instrument.variables[codebook.variable]
    coded = code_concerns(respondents[variable.name], codebook)
    asked = instrument.describe_base(variable.question)
    rows = count_concerns(coded, codebook).rename(columns={"code": "answer"})
    rows = rows.rename(columns={"label": "answer_label"}).assign(
        id=[f"{instrument.key}.{variable.topic}.{variable.item}.{c}.share" for c in rows["answer"]],
        study=instrument.study,
        topic=variable.topic,
        item=variable.item,
        item_label=variable.label,
        side="",
        statistic="share",
        unit="share",
        domain="",
        base=f"{asked}; wrote an answer to {variable.question.id}",
    )
    rows = rows.reindex(columns=ESTIMATE_COLUMNS).astype({"count": "Int64"})
    return add_wilson(rows, respondents, choices)
