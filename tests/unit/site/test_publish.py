"""A finished site is swapped into place; the last good one stands until then."""

from __future__ import annotations

from pathlib import Path

import pytest

from parentdata.site import publish
from parentdata.site.publish import CannotPublish, publish_site, recover_site


def write_page(folder: Path, text: str) -> Path:
    folder.mkdir(parents=True)
    (folder / "index.html").write_text(text, encoding="utf-8")
    return folder


def list_room(reports: Path) -> dict[str, str]:
    return {
        path.relative_to(reports).as_posix(): path.read_text("utf-8")
        for path in sorted(reports.rglob("*"))
        if path.is_file()
    }


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    write_page(tmp_path / "reports" / "_site", "old")
    return tmp_path / "reports"


def test_a_new_site_takes_the_place_of_the_old_one_and_leaves_nothing_beside_it(reports, tmp_path):
    rendered = write_page(tmp_path / "rendered", "new")
    assert publish_site(rendered, reports) == reports / "_site"
    assert list_room(reports) == {"_site/index.html": "new"}


def test_a_first_site_needs_no_old_one(tmp_path):
    (tmp_path / "reports").mkdir()
    publish_site(write_page(tmp_path / "rendered", "new"), tmp_path / "reports")
    assert list_room(tmp_path / "reports") == {"_site/index.html": "new"}


def test_a_run_that_was_killed_between_the_two_renames_gives_the_old_site_back(reports):
    (reports / "_site").rename(reports / ".site-old")
    write_page(reports / ".site-new", "new")
    recover_site(reports)
    assert list_room(reports) == {"_site/index.html": "old"}


def test_what_a_run_that_was_killed_after_the_swap_left_is_cleared_away(reports):
    write_page(reports / ".site-old", "older")
    recover_site(reports)
    assert list_room(reports) == {"_site/index.html": "old"}


def test_a_copy_that_fails_halfway_leaves_the_old_site(reports, tmp_path):
    rendered = write_page(tmp_path / "rendered", "new")
    (rendered / "lost").symlink_to(tmp_path / "nowhere")
    with pytest.raises(CannotPublish, match="the site cannot be written"):
        publish_site(rendered, reports)
    assert list_room(reports) == {"_site/index.html": "old"}


def test_a_second_rename_that_fails_puts_the_old_site_back(reports, tmp_path, monkeypatch):
    rendered = write_page(tmp_path / "rendered", "new")
    rename = Path.rename

    def fail_on_the_new_site(path: Path, target: Path) -> Path:
        if path.name == publish.FRESH:
            raise OSError(28, "No space left on device")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", fail_on_the_new_site)
    with pytest.raises(CannotPublish, match="No space left on device"):
        publish_site(rendered, reports)
    assert list_room(reports) == {"_site/index.html": "old"}
