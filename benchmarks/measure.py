"""Run a command; print as JSON how long it took, and the CPU of all that it started.

Processes that the command leaves behind, such as a warm parent on its way out, are waited for:
their CPU counts, the time that they take after the command has ended does not.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import resource
import subprocess
import sys
import time

ADOPT_ORPHANS = 36  # PR_SET_CHILD_SUBREAPER of prctl(2)


def main() -> None:
    ctypes.CDLL(None).prctl(ADOPT_ORPHANS, 1)
    start = time.perf_counter()
    done = subprocess.run(sys.argv[1:], check=False, capture_output=True, text=True)
    seconds = time.perf_counter() - start
    with contextlib.suppress(ChildProcessError):
        while True:
            os.waitpid(-1, 0)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    found = {"seconds": seconds, "cpu": used.ru_utime + used.ru_stime, "code": done.returncode}
    print(json.dumps(found | {"told": (done.stdout + done.stderr)[-2000:]}))


if __name__ == "__main__":
    main()
