"""The stand-in replies of the compendium: text in form already, and nobody's data in it."""

from __future__ import annotations

from pathlib import Path

from parentdata.replies import extract_text, find_personal_data


def test_stand_in_replies_are_their_own_text_and_hold_no_personal_data(root: Path):
    paths = sorted((root / "data" / "raw" / "foi-requests" / "replies").glob("*.txt"))
    assert paths
    for path in paths:
        document = extract_text(path)
        assert document.text == path.read_text(encoding="utf-8").rstrip("\n"), path.name
        assert document.warnings == (), path.name
        assert find_personal_data(document.text) == [], path.name
