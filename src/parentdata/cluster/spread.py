"""Run tasks on a pool of workers, in any order, and give their results in the tasks' order."""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

from parentdata.cluster.kept import Kept
from parentdata.cluster.keys import hash_code, hash_content, name_task
from parentdata.cluster.pool import Pool
from parentdata.cluster.refusals import FatalTask, OtherCode, SchedulerGone


def spread_tasks(run: Callable, tasks: Iterable[Any], *, pool: Pool, kept: Kept) -> list[Any]:
    """Run every task that is not finished yet.

    Parameters
    ----------
    run : function of a task, importable by its name
        It reads nothing but the task, and gives what JSON can hold; numbers of numpy too.
    tasks : iterable of dataclasses with a field `inputs`
        Tasks share their inputs, which travel to each worker once. Whatever is drawn is drawn
        from a seed of the task's own: no result depends on where or when a task runs.
    pool : Pool
    kept : Kept
        What is finished: read first, and added to as results come.

    Returns
    -------
    list of results, in the order of the tasks

    Raises
    ------
    NoScheduler
        As `Pool.open`; nothing was run.
    SchedulerGone
        What was finished by then is kept.
    OtherCode
        A worker runs other code than this process.
    FatalTask
        A task ended every worker that took it up; all others are finished and kept.
    Exception
        What a task raised; all others are finished and kept.
    """
    tasks, code = list(tasks), hash_code()
    data = {id(task.inputs): task.inputs for task in tasks}
    hashes = {place: hash_content(inputs) for place, inputs in data.items()}
    names = [name_task(run, task, inputs=hashes[id(task.inputs)], code=code) for task in tasks]
    missing = {name: task for name, task in zip(names, tasks, strict=True) if name not in kept}
    if missing:
        with pool.open() as client:
            futures = _submit(client, run, missing, hashes, code)
            faults = dict(_collect(client, futures, kept))
            if None in faults.values():
                n_kept = sum(name in kept for name in names)
                where = pool.scheduler or client.scheduler.address
                raise SchedulerGone.word(where, n_kept=n_kept, n_tasks=len(names), kept=kept.path)
            _refuse_faults(faults, missing, kept)
    return [kept[name] for name in names]


def run_one(run: Callable, task: Any, inputs: Any, code: str) -> Any:
    """Run a task on a worker, if it has the code that was asked for."""
    if hash_code() != code:
        raise OtherCode.word("a worker runs other code, or other versions of what it counts with.")
    return run(replace(task, inputs=inputs))


def unpack(packed: bytes) -> Any:
    """Unpack inputs on a worker; every task there shares what this gives."""
    return pickle.loads(zlib.decompress(packed))


def _submit(client, run: Callable, tasks: dict, hashes: dict[int, str], code: str) -> Iterator:
    """Submit tasks by their names, one each time that the next future is asked for."""
    # Inputs are a task of their own, not scattered: when the worker that holds them dies, the
    # scheduler has another unpack them.
    inputs = {
        place: client.submit(unpack, _pack(task.inputs), key=f"inputs-{code}-{hashes[place]}")
        for place, task in {id(task.inputs): task for task in tasks.values()}.items()
    }
    for name, task in tasks.items():
        bare = replace(task, inputs=None)
        yield client.submit(run_one, run, bare, inputs[id(task.inputs)], code, key=name)


def _pack(inputs: Any) -> bytes:
    return zlib.compress(pickle.dumps(inputs, protocol=pickle.HIGHEST_PROTOCOL), level=1)


def _collect(client, futures: Iterator, kept: Kept) -> Iterator[tuple[str, BaseException | None]]:
    """Keep results as they come; give what went wrong, by the name of the task.

    None stands for a task that was called off, which happens when the scheduler is gone.
    """
    from distributed import as_completed

    done = as_completed(loop=client.loop, with_results=True, raise_errors=False)
    _fill(done, client, futures)
    for future, result in done:
        if future.status == "finished":
            kept.put(future.key, result)
        else:
            yield future.key, result[1] if future.status == "error" else None
        # The worker need not hold it any longer.
        future.release()
        try:
            _fill(done, client, futures)
        except OSError:  # the scheduler is gone, and nothing more can be asked of it
            yield future.key, None
            return


def _fill(done, client, futures: Iterator) -> None:
    """Have as many tasks under way as there are threads of workers.

    A worker that dies is then taken to have died of the one task that it had, and no other is
    suspected of it. Workers may come and go meanwhile.
    """
    room = max(sum(client.nthreads().values()), 1) - done.count()
    for _, future in zip(range(room), futures, strict=False):
        done.add(future)


def _refuse_faults(faults: dict, tasks: dict, kept: Kept) -> None:
    from distributed import KilledWorker

    fatal = [name for name, error in faults.items() if isinstance(error, KilledWorker)]
    for error in faults.values():
        if isinstance(error, ModuleNotFoundError):
            raise OtherCode.word(f"a worker cannot import what it should run: {error}.") from error
        if not isinstance(error, KilledWorker):
            raise error
    if fatal:
        bare = replace(tasks[fatal[0]], inputs=None)
        raise FatalTask.word(repr(bare), n_failed=len(fatal), kept=kept.path)
