"""What the repository may not hold: places, addresses, generated files."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TEXT = {
    ".py",
    ".md",
    ".yml",
    ".yaml",
    ".toml",
    ".ipynb",
    ".lock",
    ".cff",
    ".css",
    ".js",
    ".html",
    "",
}
# Written in parts, so that this file does not hold what it looks for.
PLACES = re.compile(
    "|".join(("/wo" + "rk/", "/ro" + "ot/", r"/ho" + r"me/\w+/", r"C:\\Us" + "ers"))
)
REGISTRIES = re.compile(
    "|".join(("files.python" + "hosted", "py" + "pi.org", "registry.npm" + "js"))
)


def tracked() -> list[Path]:
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout: nothing says which files belong to the repository")
    names = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split("\0")
    return [ROOT / name for name in names if name and (ROOT / name).is_file()]


def test_no_file_names_a_machine_or_a_registry():
    found = [
        str(path.relative_to(ROOT))
        for path in tracked()
        if path.suffix in TEXT
        for text in [path.read_text(encoding="utf-8", errors="replace")]
        if PLACES.search(text) or REGISTRIES.search(text)
    ]
    assert found == []


def test_what_is_generated_is_not_in_the_repository():
    generated = re.compile(r"^(build/|reports/_site/|data/derived/.*\.(csv|svg|json)$|\.venv/)")
    names = [str(path.relative_to(ROOT)) for path in tracked()]
    assert [name for name in names if generated.match(name)] == []


def test_every_relative_link_of_the_documents_leads_somewhere():
    dead = []
    for page in [*ROOT.glob("*.md"), *(ROOT / "decisions").glob("*.md")]:
        for link in re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8")):
            if not link.startswith(("http", "mailto")) and not (page.parent / link).exists():
                dead.append(f"{page.name}: {link}")
    assert dead == []


def test_decisions_are_numbered_once():
    numbers = [path.name[:4] for path in (ROOT / "decisions").glob("*.md")]
    assert sorted(numbers) == sorted(set(numbers))
