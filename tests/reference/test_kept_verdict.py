"""A kept verdict is used while nothing that it rests on has changed, and only then."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
SAYS = "import sys; sys.stdout.write('1 agrees\\n'); open('asked', 'a').write('x')"


@pytest.fixture(scope="module")
def keeper():
    spec = importlib.util.spec_from_file_location("kept_verdict", HERE / "kept_verdict.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def small(tmp_path, keeper):
    for folder in ("second_opinion", "survey", "instrument"):
        (tmp_path / "src" / "parentdata" / folder).mkdir(parents=True)
    for path in keeper.list_inputs(tmp_path, "small"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("one")
    (tmp_path / "src" / "parentdata" / "survey" / "variance.py").write_text("one")
    (tmp_path / "tests" / "reference" / "verify.py").write_text(SAYS)
    return tmp_path


def times_asked(root):
    return len((root / "asked").read_text())


def test_the_second_time_the_verdict_is_the_kept_one_and_says_so(small, keeper, capsys):
    assert keeper.verify(small, "small") == 0
    assert "kept" not in capsys.readouterr().out
    assert keeper.verify(small, "small") == 0
    said = capsys.readouterr().out
    assert said.startswith("1 agrees\nkept verdict: nothing that it rests on has changed")
    assert times_asked(small) == 1


@pytest.mark.parametrize(
    "path",
    [
        "data/derived/small/estimates.csv",
        "data/derived/small/respondents.csv",
        "data/raw/small/instrument.yml",
        "data/raw/small/design.yml",
        "params.yaml",
        "src/parentdata/survey/variance.py",
        "tests/reference/ask_svy.py",
    ],
)
def test_whatever_moves_has_svy_asked_again(path, small, keeper):
    keeper.verify(small, "small")
    (small / path).write_text("two")
    keeper.verify(small, "small")
    assert times_asked(small) == 2


def test_a_refusal_is_not_kept(small, keeper):
    (small / "tests" / "reference" / "verify.py").write_text(SAYS + "; sys.exit(1)")
    assert keeper.verify(small, "small") == 1
    assert keeper.verify(small, "small") == 1
    assert times_asked(small) == 2


def test_a_verdict_whose_inputs_moved_meanwhile_is_not_kept(small, keeper):
    (small / "tests" / "reference" / "verify.py").write_text(
        SAYS + "; open('params.yaml', 'a').write('x')"
    )
    keeper.verify(small, "small")
    keeper.verify(small, "small")
    assert times_asked(small) == 2
