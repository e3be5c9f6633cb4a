"""A run from nothing verifies, in less than five seconds of work."""

from __future__ import annotations

import json
import os

import pytest

pytestmark = pytest.mark.xdist_group("pipeline")


def test_a_run_from_nothing_is_right_in_every_check_in_less_than_five_seconds(repro):
    before = os.times()
    ran = repro.run("python", "-m", "parentdata", "verify", "--json")
    after = os.times()
    told = json.loads(ran.stdout)
    assert [check["findings"] for check in told["checks"] if not check["is_right"]] == []
    assert ran.returncode == 0
    # Of the processor, since other tests may run beside this one.
    spent = after.children_user + after.children_system
    assert spent - before.children_user - before.children_system < 5


def test_every_file_of_the_site_and_every_table_is_held(repro):
    told = json.loads(repro.run("python", "-m", "parentdata", "verify", "--json").stdout)
    held = {check["check"]: check["held"] for check in told["checks"]}
    site = repro.folder / "reports" / "_site"
    files = [path for path in site.rglob("*") if path.is_file()]
    assert held["site"].startswith(f"{len(files)} pages and files of the site")
    tables = [
        path
        for path in (repro.folder / "data" / "derived").rglob("*.csv")
        if path.name != "origins.csv"
    ]
    assert f" {len(tables)} tables and " in held["status"]
