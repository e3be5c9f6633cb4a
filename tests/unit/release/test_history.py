"""Releases on record, their seals, and the attack on two of them together."""

from __future__ import annotations

import json
from datetime import date

import pandas as pd
import pytest

from parentdata.disclosure import Rules, attack, read_released
from parentdata.release.dominance import find_dominated
from parentdata.release.history import (
    BadReleases,
    NoNote,
    add_release,
    join_earlier,
    keep_counts,
    parse_releases,
    write_releases,
)
from parentdata.release.reports import write_acro, write_context

RULES = Rules(minimum_base=10, minimum_cell=3, rounding_base=1, minimum_degf=1)
ENTRY = {"date": date(2026, 11, 29), "note": "First.", "status": "stand-in", "commit": "abc",
         "checks": {"withheld": 3}, "counts": "1.csv", "digest": "0" * 64}  # fmt: skip


def row(domain, count, n, why=""):
    return {
        "id": f"s.t.q.yes.share|{domain}", "study": "s", "topic": "t", "item": "q",
        "item_label": "", "answer": "yes", "side": "", "statistic": "share", "domain": domain,
        "value": None if why else count / n, "count": pd.NA if why else count, "n": n,
        "is_withheld": bool(why), "why_withheld": why, "data_status": "stand-in", "degf": None,
        "base": "everyone",
    }  # fmt: skip


def read(*rows):
    return read_released(pd.DataFrame(rows), None, rules=RULES)


def test_a_leak_across_two_releases_is_found():
    """The first shows one group and withholds the other; the second does it the other way."""
    total = row("", 20, 50)
    first = read(total, row("home=owned", 18, 40), row("home=rented", 2, 10, "small_cell"))
    second = read(
        total, row("home=rented", 2, 10, "small_cell"), row("home=owned", 18, 40, "complementary")
    )
    alone = attack(second.values(), minimum_cell=3)
    assert not any(each.is_breach for each in alone)
    assert join_earlier(second, [(1, first)], minimum_cell=3) == []
    found = {each.id: each for each in attack(second.values(), minimum_cell=3)}
    leaked = found["s.t.q.yes.share|home=rented"]
    assert (leaked.low, leaked.high, leaked.is_breach) == (2, 2, True)


def test_one_person_who_left_between_two_releases_is_the_difference_of_their_tables():
    moved = join_earlier(read(row("", 19, 49)), [(1, read(row("", 20, 50)))], minimum_cell=3)
    assert [each.tell() for each in moved] == [
        "the 1 people by whom s.t.q differs can be worked out from release 1, which stands"
    ]
    assert join_earlier(read(row("", 15, 40)), [(1, read(row("", 20, 50)))], minimum_cell=3) == []


def test_a_record_is_read_as_it_was_written_and_an_edit_is_refused():
    two = add_release(add_release((), **ENTRY), **ENTRY | {"note": "Second."})
    text = write_releases(two)
    assert parse_releases(text, source="releases.yml") == two
    with pytest.raises(BadReleases, match="release 1 is not as it was written"):
        parse_releases(text.replace("First.", "Never."), source="releases.yml")
    with pytest.raises(BadReleases, match="expected: releases as"):
        parse_releases("releases: 3", source="releases.yml")


def test_a_release_needs_a_note():
    with pytest.raises(NoNote, match="the note is empty"):
        add_release((), **ENTRY | {"note": " "})


def test_the_counts_that_are_kept_are_of_people_and_hold_no_labels():
    kept = keep_counts(pd.DataFrame([row("", 20, 50), row("", 1, 2) | {"statistic": "test"}]))
    assert kept["id"].tolist() == ["s.t.q.yes.share|"]
    assert "item_label" not in kept


def test_a_group_that_rests_on_one_weight_is_found():
    people = pd.DataFrame({"home": ["a", "a", "a", "b", "b"], "weight": [1, 1, 8, 1, 1.0]})
    domains = {"home=a": {"home": frozenset("a")}, "home=b": {"home": frozenset("b")}, "": {}}
    assert list(find_dominated(people, "weight", domains, dominance=0.7)) == [("home=a", 0.8)]


def test_the_record_of_checks_has_the_fields_of_acro_and_no_time():
    table = pd.DataFrame([row("", 20, 50), row("home=rented", 2, 10, "small_cell")])
    found = attack(read_released(table, None, rules=RULES).values(), minimum_cell=3)
    text = write_acro({"s": table}, found, RULES)
    record = json.loads(text)["results"]["output_0"]
    assert set(record) == {
        "uid", "status", "type", "properties", "files", "command", "summary", "outcome",
        "timestamp", "comments", "exception",
    }  # fmt: skip
    assert record["status"] == "pass"
    assert record["files"][0]["name"] == "data/derived/s/estimates.csv"
    cells = record["files"][0]["sdc"]["cells"]
    assert cells["small_cell"] == ["s.t.q.yes.share|home=rented"]
    assert record["outcome"]["status"]["s.t.q.yes.share|home=rented"] == "pass"
    assert text == write_acro({"s": table}, found, RULES)


def test_the_request_for_release_gives_context_and_controls_for_each_study():
    table = pd.DataFrame([row("", 20, 50) | {"topic": "response", "statistic": "count"}])
    text = write_context({"s": table}, [], RULES)
    assert "50 respondents (everyone)" in text
    assert "### Controls" in text
