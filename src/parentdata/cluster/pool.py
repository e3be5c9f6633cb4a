"""Where tasks run: worker processes of this machine, or a cluster that is already there."""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from parentdata.cluster.refusals import NoClusterExtra, NoScheduler

if TYPE_CHECKING:
    from distributed import Client

# Seconds that a scheduler has to answer.
PATIENCE = 10
SETTINGS = {
    # Data of respondents stay in memory: never spilt to a temporary folder. A worker that
    # reaches its share of the memory is ended, not stopped for ever.
    "distributed.worker.memory.target": False,
    "distributed.worker.memory.spill": False,
    "distributed.worker.memory.pause": False,
    "distributed.worker.memory.terminate": 0.95,
    # No pages about a run are served.
    "distributed.scheduler.http.routes": [],
    "distributed.worker.http.routes": [],
    # A survey's responses travel once, with the task that unpacks them.
    "distributed.admin.large-graph-warning-threshold": "1TB",
    "distributed.worker.use-file-locking": False,
}


@dataclass(frozen=True, kw_only=True)
class Pool:
    """Where tasks are to run.

    Attributes
    ----------
    workers : int
        Worker processes to start here; not used where there is a scheduler.
    scheduler : str
        Address of a scheduler, such as tcp://login1:8786, or the file that it wrote its address
        into (--scheduler-file); nothing for workers of this machine.
    environment : dict of str
        Environment variables of the workers started here, beside our own.

    Raises
    ------
    NoClusterExtra
        Dask is not installed.
    """

    workers: int = 1
    scheduler: str = ""
    environment: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        _import_dask()

    @contextmanager
    def open(self) -> Iterator[Client]:
        """Open a client of these workers; all that was started here ends with it.

        Raises
        ------
        NoScheduler
            Nothing answers at the scheduler's address.
        """
        import dask

        environ = {"MALLOC_TRIM_THRESHOLD_": 65536, **self.environment}
        settings = SETTINGS | {"distributed.nanny.pre-spawn-environ": environ}
        with dask.config.set(settings), _be_quiet(), self._connect() as client:
            yield client

    @contextmanager
    def _connect(self) -> Iterator[Client]:
        from distributed import Client

        if not self.scheduler:
            with self._start_workers() as client:
                yield client
            return
        is_file = Path(self.scheduler).is_file()
        where = {"scheduler_file" if is_file else "address": self.scheduler}
        try:
            client = Client(timeout=PATIENCE, set_as_default=False, **where)
        except (OSError, ValueError) as error:
            raise NoScheduler(
                f"no scheduler answers at {self.scheduler} ({type(error).__name__}).",
                expected=f"a scheduler of Dask that answers within {PATIENCE} s",
                do="Start one (`dask scheduler`), correct the address, or leave --scheduler out.",
            ) from error
        try:
            yield client
        finally:
            client.close(timeout=PATIENCE)

    @contextmanager
    def _start_workers(self) -> Iterator[Client]:
        from distributed import Client, LocalCluster
        from distributed.security import Security

        with tempfile.TemporaryDirectory(
            prefix="parentdata-workers-", ignore_cleanup_errors=True
        ) as folder:
            cluster = LocalCluster(
                n_workers=self.workers,
                threads_per_worker=1,
                host="127.0.0.1",
                dashboard_address="127.0.0.1:0",
                local_directory=folder,
                silence_logs=logging.CRITICAL,
                # Whoever reaches a scheduler can run code: other users of this machine may not.
                security=Security.temporary(),
            )
            try:
                with Client(cluster, set_as_default=False) as client:
                    yield client
            finally:
                # It waits for a worker that is being started again, maybe for ever. Whatever is
                # left then ends with this process, whose children the workers are.
                with suppress(TimeoutError):
                    cluster.close(timeout=PATIENCE)


def _import_dask() -> None:
    try:
        import distributed  # noqa: F401 (only to see that it is there)
    except ImportError as error:
        raise NoClusterExtra.word() from error


@contextmanager
def _be_quiet() -> Iterator[None]:
    # What goes wrong is told once, as a refusal.
    logger = logging.getLogger("distributed")
    before = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        logger.setLevel(before)
