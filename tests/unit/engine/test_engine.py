"""Notebooks in workers of one warm parent: no shared state, no shared fate, nothing left behind."""

from __future__ import annotations

import os
import re
import shutil
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import papermill
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from parentdata.notebooks import canonical_form
from parentdata.notebooks.engines import NAME

# Stands for DVC: a process of that name, which runs one command after another.
DVC = """
import os, subprocess, sys
for command in sys.stdin.read().splitlines():
    done = subprocess.run([sys.executable, *command.split()], check=False)
    print(done.returncode, flush=True)
"""
RUN = "-m parentdata run analysis/"
PATIENCE = 120  # seconds


@pytest.fixture
def project(root, tmp_path):
    (tmp_path / "dvc.yaml").touch()
    shutil.copy(root / "params.yaml", tmp_path)
    (tmp_path / "analysis").mkdir()
    (tmp_path / "dvc").write_text(DVC)
    return tmp_path


def write_notebook(project, name, *sources):
    cells = [
        new_markdown_cell("# Small"),
        new_code_cell("confidence_level = 0.5", metadata={"tags": ["parameters"]}),
        *map(new_code_cell, sources),
    ]
    nbformat.write(new_notebook(cells=cells), project / "analysis" / f"{name}.ipynb")


def start_run(project, *commands, **environment):
    run = subprocess.Popen(
        [sys.executable, str(project / "dvc"), "repro"], cwd=project, text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env=os.environ | {"HOME": str(project)} | environment,
    )  # fmt: skip
    run.stdin.write("\n".join(commands))
    run.stdin.close()
    run.stdin = None
    return run


def run_one(project, *options, **environment):
    return subprocess.run(
        [sys.executable, "-m", "parentdata", "run", "analysis/one.ipynb", *options],
        cwd=project, capture_output=True, text=True, check=False,
        env=os.environ | {"HOME": str(project)} | environment,
    )  # fmt: skip


def list_rooms(project):
    return [path for path in (project / "build" / "engine").iterdir() if path.is_dir()]


def list_processes(project):
    """Processes that were started for this project and are still there."""
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                words = (folder / "cmdline").read_bytes().decode(errors="replace")
            except OSError:
                continue
            if "warm.py" in words and str(project) in words:
                found.append(int(folder.name))
    return found


def wait_for(is_so):
    end = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.02)


MARKS = """
import os, sys
import pandas
pandas.mark_of_another = 1
os.environ["MARK_OF_ANOTHER"] = "1"
mark = 1
"""
LOOKS = """
import os
import pandas
sorted(name for name in (*dir(pandas), *os.environ, *globals()) if "mark" in name.lower())
"""
COUNTS = "import os\nos.getppid()"


def test_notebooks_of_a_run_share_a_parent_and_no_state_and_it_leaves_nothing(project):
    write_notebook(project, "one", MARKS, COUNTS)
    write_notebook(project, "two", LOOKS, COUNTS)
    run = start_run(project, f"{RUN}one.ipynb", f"{RUN}two.ipynb")
    told, warned = run.communicate()
    assert (told, warned) == ("0\n0\n", "")
    executed = [
        nbformat.read(project / "build" / "executed" / f"{name}.ipynb", as_version=4)
        for name in ("one", "two")
    ]
    outputs = [[out for cell in book.cells for out in cell.get("outputs", [])] for book in executed]
    seen, parents = outputs[1][0], {each[-1].data["text/plain"] for each in outputs}
    assert seen.data["text/plain"] == "[]"
    assert len(parents) == 1
    wait_for(lambda: not list_processes(project))
    assert list_rooms(project) == []


def test_the_parent_ends_with_a_run_that_is_killed(project):
    write_notebook(project, "one", "import time\ntime.sleep(600)")
    run = start_run(project, f"{RUN}one.ipynb")
    progress = project / "build" / "scratch" / "one" / "progress.txt"
    wait_for(lambda: progress.is_file() and progress.read_text().split()[-1:] == ["4"])
    [room] = list_rooms(project)
    assert stat.S_IMODE(room.stat().st_mode) == 0o700
    worker = int(progress.read_text().split()[0])
    run.kill()
    wait_for(lambda: not list_processes(project))
    wait_for(lambda: not Path(f"/proc/{worker}").exists())
    assert list_rooms(project) == []
    run.communicate()


def test_a_worker_that_is_lost_with_its_parent_fails_its_notebook_and_the_next_runs(project):
    write_notebook(project, "one", "import time\ntime.sleep(600)")
    write_notebook(project, "two", "1 + 1")
    run = start_run(project, f"{RUN}one.ipynb", f"{RUN}two.ipynb")
    progress = project / "build" / "scratch" / "one" / "progress.txt"
    wait_for(lambda: progress.is_file() and progress.read_text().split()[-1:] == ["4"])
    worker = int(progress.read_text().split()[0])
    [parent] = [pid for pid in list_processes(project) if pid != worker]
    os.kill(parent, signal.SIGKILL)
    told, warned = run.communicate()
    assert told == "1\n0\n"
    assert "one.ipynb, cell 4: the warm parent of its worker ended" in warned
    wait_for(lambda: not list_processes(project))


def test_a_parent_of_another_environment_is_not_served_by(project):
    write_notebook(project, "one", "1 + 1")
    write_notebook(project, "other", "import os\nos.environ['LANG']")
    (project / "other.py").write_text(
        "import os, runpy, sys\nos.environ['LANG'] = 'xx'\nsys.argv[1:] = ['run',"
        " 'analysis/other.ipynb']\nrunpy.run_module('parentdata', run_name='__main__')\n"
    )
    told, warned = start_run(project, f"{RUN}one.ipynb", "other.py").communicate()
    assert told == "0\n0\n"
    assert warned == "An ordinary kernel runs other: it serves another settings.\n"
    assert "xx" in (project / "build" / "executed" / "other.ipynb").read_text()


FATES = {
    "exit": ("import os\nos._exit(9)", "cell 4: its worker ended by itself with exit code 9"),
    "crash": (
        "import ctypes\nctypes.string_at(0)",
        "cell 4: its worker was ended by signal 11 (SIGSEGV)",
    ),
    "kill": (
        "import os\nos.kill(os.getpid(), 9)",
        "cell 4: its worker was ended by signal 9 (SIGKILL)",
    ),
}
# What the same extension or clock stops in a kernel and in a worker.
LIMITS = {
    "hang": ("while True:\n    pass", "it ran for 20 seconds without coming to an end"),
    "prints": (
        "for _ in range(100):\n    print('x' * 1_000_000)",
        "cell 4 [3], line 2: TooMuchOutput: the notebook prints more than 10 million characters",
    ),
    "allocates": (
        "kept = []\nwhile True:\n    kept.append(bytearray(2**28))",
        "cell 4 [3], line 3: MemoryError",
    ),
    "forks": (
        "import os\nif os.fork() == 0:\n    os._exit(0)",
        "cell 4 [3], line 2: Forked: a cell forks the process that runs it",
    ),
}


@pytest.mark.parametrize("fate", FATES)
def test_a_worker_that_dies_fails_its_own_notebook_and_names_the_cell(fate, project):
    source, told = FATES[fate]
    write_notebook(project, "one", source)
    write_notebook(project, "two", "1 + 1")
    codes, warned = start_run(project, f"{RUN}one.ipynb", f"{RUN}two.ipynb").communicate()
    assert codes == "1\n0\n"
    assert f"one.ipynb, {told}" in warned


@pytest.mark.parametrize("engine", ["warm", "plain"])
@pytest.mark.parametrize("limit", LIMITS)
def test_a_notebook_past_a_limit_fails_with_a_clear_message(limit, engine, project):
    source, told = LIMITS[limit]
    write_notebook(project, "one", source)
    options = ("-p", "notebook_timeout_s=20") if limit == "hang" else ()
    ran = run_one(project, *options, PARENTDATA_ENGINE=engine)
    assert ran.returncode == 1
    assert told in ran.stderr
    assert not (project / "build" / "executed").exists()
    wait_for(lambda: not list_processes(project))


def test_an_engine_of_another_name_is_refused(project):
    write_notebook(project, "one", "1 + 1")
    ran = run_one(project, PARENTDATA_ENGINE="cold")
    assert ran.returncode == 1
    assert "PARENTDATA_ENGINE is 'cold'" in ran.stderr


SHOWS = (
    "import sys\nprint('out')\nprint('err', file=sys.stderr)\n1 + 1",
    "from IPython.display import HTML, display, clear_output\ndisplay(HTML('<b>x</b>'))\n"
    "shown = display('first', display_id=True)\nshown.update('second')",
    "%matplotlib inline\nimport matplotlib.pyplot as plt\nplt.rcParams['svg.hashsalt'] = 'x'\n"
    "plt.plot([1, 2]);",
    "import pandas as pd\npd.DataFrame({'a': [1]}).style.set_uuid('x')",
    "!echo from a shell",
    "import subprocess\nsubprocess.run(['echo', 'from a program'])\nNone",
    "%%capture kept\nprint('caught')",
    "kept.stdout, In[2], Out[2], _",
    "import asyncio\nawait asyncio.sleep(0)\n'awaited'",
    "import warnings\nwarnings.warn('seen')",
    "%who_ls int",
    "1 / 0",
)


def test_outputs_magics_and_tracebacks_are_those_of_a_kernel(project, monkeypatch):
    """Through papermill itself, by the engine's name and by its own."""
    monkeypatch.chdir(project)
    # Where pytest runs, ipykernel leaves out what programs print.
    monkeypatch.delenv("PYTEST_CURRENT_TEST")
    write_notebook(project, "one", *SHOWS)
    book = nbformat.read(project / "analysis" / "one.ipynb", as_version=4)
    book.cells[-1].metadata.tags = ["raises-exception"]
    nbformat.write(book, project / "analysis" / "one.ipynb")
    kept = []
    for engine in (NAME, None):
        with pytest.raises(papermill.PapermillExecutionError, match="division by zero"):
            papermill.execute_notebook(
                "analysis/one.ipynb", "out.ipynb", engine_name=engine, progress_bar=False,
                kernel_name="python3",
            )  # fmt: skip
        kept.append(canonical_form(nbformat.read("out.ipynb", as_version=4)))
    assert without_names(kept[0]) == without_names(kept[1])


def without_names(text):
    """Without what no two processes share: their numbers, and where an object lies in memory."""
    return re.sub(r"ipykernel_\d+|0x[0-9a-f]+", "…", text)
