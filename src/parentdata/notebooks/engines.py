"""papermill's engines of the project: cells run in this worker, or in an ordinary kernel."""

from __future__ import annotations

import os
import sys

from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import Engine, papermill_engines

NAME = "parentdata"


class WorkerClient(PapermillNotebookClient):
    """Runs cells by this process's shell; what they send is read as a kernel's messages are."""

    def __init__(self, nb_man, shell, *, on_cell, **traits):
        super().__init__(nb_man, **traits)
        self.shell, self._on_cell = shell, on_cell

    def execute(self, **kwargs):
        """Run all cells; stop at the first that fails."""
        from ipykernel.ipkernel import IPythonKernel

        self.reset_execution_trackers()
        self.papermill_execute_cells()
        self.nb.metadata["language_info"] = dict(IPythonKernel.language_info)
        self.set_widgets_metadata()
        return self.nb

    def execute_cell(self, cell, cell_index, **kwargs):
        """Run one cell, and put what it shows into its outputs."""
        if cell.cell_type != "code" or not cell.source.strip():
            return cell
        if self.skip_cells_with_tag in cell.metadata.get("tags", []):
            return cell
        self._on_cell(cell_index)
        cell.outputs, cell["execution_count"] = [], self.shell.execution_count
        self.clear_before_next_output = False
        failure = self._run(cell.source)
        for message in self.shell.session.take():
            self.process_message(message, cell, cell_index)
        self.code_cells_executed += 1
        self._refuse_failure(cell, failure)
        return cell

    def _run(self, source):
        """Run a cell's source; return what failed, as a kernel's reply has it."""
        result = self.shell.run_cell(source, store_history=True)
        sys.stdout.flush()
        sys.stderr.flush()
        self._add_caught()
        self.shell.payload_manager.clear_payload()
        error = result.error_before_exec or result.error_in_exec
        if result.success and not self.shell._last_traceback_during_displayhook:
            return None
        trace = self.shell._last_traceback or []
        return {"ename": type(error).__name__, "evalue": str(error), "traceback": trace}

    def _add_caught(self):
        """Add what programs that the cell started printed."""
        for name, number in self.shell.caught.items():
            size = os.fstat(number).st_size
            if size:
                getattr(sys, name).write(os.pread(number, size, 0).decode(errors="replace"))
                os.ftruncate(number, 0)
                os.lseek(number, 0, os.SEEK_SET)

    def _refuse_failure(self, cell, failure):
        from nbclient.exceptions import CellExecutionError

        allowed = self.allow_errors or "raises-exception" in cell.metadata.get("tags", [])
        if failure and not (allowed and not self.force_raise_errors):
            raise CellExecutionError.from_cell_and_msg(cell, failure)


class WarmEngine(Engine):
    """`papermill --engine parentdata`: a worker forked from a warm parent runs the cells."""

    @classmethod
    def execute_managed_notebook(cls, nb_man, kernel_name, on_cell=None, bar=None, **kwargs):
        """Run the cells here where this process is a worker, otherwise ask for one.

        papermill's own bar looks for a shell, and finds that of the cells: `bar` is drawn instead.
        """
        from IPython import get_ipython
        from tqdm.std import tqdm

        shell = get_ipython()
        if getattr(shell, "is_warm", False):
            nb_man.pbar = tqdm(total=len(nb_man.nb.cells), **bar) if bar else None
            return WorkerClient(nb_man, shell, on_cell=on_cell or (lambda _: None)).execute()
        from parentdata.notebooks.elsewhere import run_elsewhere

        return run_elsewhere(nb_man)


papermill_engines.register(NAME, WarmEngine)
