"""Results do not depend on who computes them, and what is finished is not lost."""

import pickle

import dask
import pytest

from parentdata.cluster import (
    FatalTask,
    Kept,
    NoClusterExtra,
    NoScheduler,
    OtherCode,
    Pool,
    SchedulerGone,
    pool,
    spread_tasks,
)
from parentdata.cluster.spread import run_one
from parentdata.errors import Refusal

from .conftest import kill_when

N = 24
RESULTS = [{"number": number, "root": number**0.5} for number in range(N)]


def list_numbered(worker_tasks, noted, n=N):
    return [worker_tasks.Numbered(number=number, inputs=noted) for number in range(n)]


def count(noted) -> int:
    return len(list(noted.iterdir()))


def test_a_worker_that_is_killed_costs_its_tasks_and_no_others(worker_tasks, noted, tmp_path):
    def find_last() -> int:
        taken = sorted(noted.iterdir(), key=lambda path: int(path.name.split("-")[2]))
        return int(taken[-1].name.split("-")[1]) if len(taken) > 5 else 0

    kept = Kept(tmp_path / "kept.jsonl")
    killing = kill_when(find_last)
    found = spread_tasks(
        worker_tasks.note, list_numbered(worker_tasks, noted), pool=Pool(workers=2), kept=kept
    )
    killing.join()
    assert found == RESULTS
    # The task that was running is taken up again, and one whose result was still on its way.
    assert N < count(noted) <= N + 3


def test_a_scheduler_that_goes_away_leaves_what_is_finished_to_the_next(
    worker_tasks, noted, tmp_path, start_cluster
):
    path = tmp_path / "kept.jsonl"
    tasks = list_numbered(worker_tasks, noted)
    scheduler, where = start_cluster()
    killing = kill_when(lambda: scheduler.pid if count(noted) > 5 else 0)
    with pytest.raises(SchedulerGone, match=rf"went away; \d+ of {N} tasks are finished and kept"):
        spread_tasks(worker_tasks.note, tasks, pool=Pool(scheduler=str(where)), kept=Kept(path))
    killing.join()
    n_kept = len(path.read_text().splitlines()) - 1
    assert 3 < n_kept < N

    for each in noted.iterdir():
        each.unlink()
    _, where = start_cluster()
    again = Kept(path)
    found = spread_tasks(worker_tasks.note, tasks, pool=Pool(scheduler=str(where)), kept=again)
    assert found == RESULTS
    assert count(noted) == again.n_put == N - n_kept


def test_faults_of_a_task_cost_no_other_task(worker_tasks, noted, tmp_path):
    where, path = Pool(workers=1), tmp_path / "kept.jsonl"
    tasks = list_numbered(worker_tasks, noted, n=4)
    with (
        # One death is enough here; by itself a task may be unlucky three times.
        dask.config.set({"distributed.scheduler.allowed-failures": 0}),
        pytest.raises(FatalTask, match=r"1 task ended every worker .*Numbered\(number=1"),
    ):
        spread_tasks(worker_tasks.die_of_one, tasks, pool=where, kept=Kept(path))
    with pytest.raises(Refusal, match=r"f.csv, row 2: one came\.") as refused:
        spread_tasks(worker_tasks.refuse_one, tasks, pool=where, kept=Kept(path))
    assert (refused.value.expected, refused.value.row) == ("two", 2)
    assert len(path.read_text().splitlines()) - 1 == 2 * 3


def test_all_that_is_kept_needs_no_worker(worker_tasks, noted, tmp_path, monkeypatch):
    monkeypatch.setattr(pool, "PATIENCE", 0.2)
    kept, tasks = Kept(tmp_path / "kept.jsonl"), list_numbered(worker_tasks, noted, n=1)
    nowhere = Pool(scheduler="tcp://127.0.0.1:9")
    with pytest.raises(NoScheduler, match=r"no scheduler answers at tcp://127\.0\.0\.1:9"):
        spread_tasks(worker_tasks.note, tasks, pool=nowhere, kept=kept)
    assert count(noted) == 0


def test_a_worker_with_other_code_computes_nothing(worker_tasks, noted):
    (task,) = list_numbered(worker_tasks, noted, n=1)
    with pytest.raises(OtherCode, match="a worker runs other code"):
        run_one(worker_tasks.note, task, noted, "another hash")
    assert count(noted) == 0


def test_without_dask_the_command_that_installs_it_is_named(monkeypatch, capsys):
    from parentdata.__main__ import main

    monkeypatch.setitem(__import__("sys").modules, "distributed", None)
    assert main(["bootstrap", "national-survey", "--workers", "2"]) == 1
    assert "`make cluster`" in capsys.readouterr().err
    with pytest.raises(NoClusterExtra, match="Dask, which spreads work"):
        Pool()


def test_a_refusal_travels_between_processes_whole():
    refusal = Refusal("one came.", expected="two", do="Try.", file="f.csv", row=2, column="c")
    back = pickle.loads(pickle.dumps(refusal))
    assert str(back) == str(refusal)
    assert vars(back) == vars(refusal)
