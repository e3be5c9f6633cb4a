"""The locks, the conda environment and pyproject.toml name the same versions."""

from __future__ import annotations

import re
import subprocess
import tomllib

import pytest
import yaml

LOCKS = ("requirements.lock", "requirements-test.lock", "requirements-uv.lock",
         "requirements-svy.lock", "requirements-crate.lock")  # fmt: skip


def normalise(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def read_lock(path) -> dict[str, set[str]]:
    versions: dict[str, set[str]] = {}
    for name, version in re.findall(r"^([A-Za-z0-9_.-]+)==(\S+)", path.read_text(), re.M):
        versions.setdefault(normalise(name), set()).add(version)
    return versions


@pytest.fixture
def declared(root):
    return tomllib.loads((root / "pyproject.toml").read_text())["project"]


def names_of(requirements: list[str]) -> set[str]:
    return {normalise(re.match(r"[A-Za-z0-9_.-]+", line).group()) for line in requirements}


def test_every_dependency_is_locked(root, declared):
    locked = read_lock(root / "requirements.lock")
    assert names_of(declared["dependencies"]) <= set(locked)
    tested = read_lock(root / "requirements-test.lock")
    assert names_of(declared["optional-dependencies"]["test"]) <= set(tested)


def test_the_tests_run_on_the_versions_that_users_have(root):
    locked = read_lock(root / "requirements.lock")
    tested = read_lock(root / "requirements-test.lock")
    assert {name: tested.get(name) for name in locked} == locked


@pytest.mark.parametrize("name", LOCKS)
def test_every_locked_version_has_a_hash_and_no_address(root, name):
    text = (root / name).read_text()
    entries = re.split(r"\n(?=[a-z0-9])", text)[1:]
    assert entries
    assert all("--hash=sha256:" in entry for entry in entries)
    assert not re.search(r"https?://|file:|--index|--find-links", text)


def test_the_conda_environment_has_the_locked_versions(root, declared):
    conda = yaml.safe_load((root / "environment.yml").read_text())["dependencies"]
    pip = next(entry["pip"] for entry in conda if isinstance(entry, dict))
    pins = dict(
        line.split("=", 1)
        for line in conda
        if isinstance(line, str) and ">" not in line and "=" in line
    )
    pins |= {normalise(line.split("==")[0]): line.split("==")[1] for line in pip if "==" in line}
    locked = read_lock(root / "requirements.lock")
    assert pins.pop("python") == "3.11"
    assert {
        name for name, version in pins.items() if version not in locked[normalise(name)]
    } == set()
    present = {normalise(line.split("=")[0]) for line in conda if isinstance(line, str)} | set(pins)
    assert names_of(declared["dependencies"]) <= present
    assert "quarto" in {line.split(">")[0] for line in conda if isinstance(line, str)}


def test_the_quarto_that_set_up_tries_is_the_extra(root, declared):
    version = re.search(r"QUARTO_CLI := (\S+)", (root / "Makefile").read_text()).group(1)
    wanted = declared["optional-dependencies"]["quarto"][0]
    lower = tuple(map(int, wanted.split(">=")[1].split(".")))
    assert tuple(map(int, version.split(".")))[: len(lower)] >= lower


def test_make_lock_renews_every_lock(root):
    asked = subprocess.run(
        ["make", "-n", "-C", str(root), "lock"], capture_output=True, text=True, check=True
    )
    assert set(re.findall(r"-o (\S+\.lock)", asked.stdout)) == set(LOCKS)


def test_the_svy_that_is_locked_is_the_one_that_the_makefile_names(root):
    version = re.search(r"SVY_VERSION := (\S+)", (root / "Makefile").read_text()).group(1)
    assert read_lock(root / "requirements-svy.lock")["svy"] == {version}
    # What it shares with the project is of the project's versions.
    ours, theirs = read_lock(root / "requirements.lock"), read_lock(root / "requirements-svy.lock")
    assert {name: theirs[name] for name in theirs if name in ours} == {
        name: ours[name] for name in theirs if name in ours
    }


def test_the_validators_that_are_locked_are_those_that_the_makefile_names(root):
    tools = re.search(r"CRATE_TOOLS := (.+)", (root / "Makefile").read_text()).group(1).split()
    locked = read_lock(root / "requirements-crate.lock")
    assert len(tools) == 3
    assert all({version} == locked[name] for name, version in (tool.split("==") for tool in tools))


def test_no_lock_file_that_writes_addresses_is_there(root):
    assert not (root / "uv.lock").exists()
    assert "uv.lock" in (root / ".gitignore").read_text()
