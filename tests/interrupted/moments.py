"""Kill a run, its worker or its warm parent at a moment drawn by a seed, and see what is left."""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from interrupted.small import Small
from parentdata.stages import ABSENT, hash_path

WHO = ("run", "worker", "parent")
HOW = (signal.SIGKILL, signal.SIGTERM, signal.SIGINT)
FIRST, SECOND = 0.95, 0.9  # the choice before and after the change that the run is about
PATIENCE = 60  # seconds for processes to end
BRIEF = 5  # seconds, on a busy machine, for DVC to link a file


@dataclass(frozen=True)
class Moment:
    """Who gets which signal, at what share of an undisturbed run's time."""

    number: int
    who: str
    how: signal.Signals
    share: float

    def __str__(self) -> str:
        return f"{self.number:02d} {self.who} {self.how.name} at {self.share:.2f}"


@dataclass(frozen=True)
class Known:
    """What an undisturbed run makes of either choice: outputs, and DVC's record by stage."""

    outputs: tuple[dict, dict]
    lock: tuple[dict, dict]
    seconds: float


def draw_moments(count: int, *, seed: int = 7) -> Iterator[Moment]:
    """Draw moments; the first nine go through every pair of victim and signal."""
    chance = random.Random(seed)
    pairs = [(who, how) for how in HOW for who in WHO]
    for number in range(count):
        who, how = pairs[number % len(pairs)]
        yield Moment(number + 1, who, how, chance.uniform(0.05, 1.0))


def learn(small: Small) -> Known:
    """Run both choices without disturbance; the compendium ends finished with the first one."""
    outputs, locks, seconds = [], [], 0.0
    for level in (SECOND, FIRST):
        small.turn(level)
        start = time.monotonic()
        small.repro()
        seconds = time.monotonic() - start
        outputs.insert(0, small.digest())
        locks.insert(0, dict(small.read_lock()))
    return Known((outputs[0], outputs[1]), (locks[0], locks[1]), seconds)


def disturb(small: Small, moment: Moment, known: Known) -> list[str]:
    """Change the choice, run, strike, look; then run once more. Return what is wrong.

    The compendium is finished with one choice and is run with the other.
    """
    small.turn(SECOND if moment.number % 2 else FIRST)
    target = moment.number % 2
    run = small.start("dvc", "repro")
    end = time.monotonic() + moment.share * known.seconds
    wrong: list[str] = []
    while time.monotonic() < end and run.poll() is None:
        wrong += _look(small, known)
        time.sleep(0.05)
    _strike(small, moment, run.pid)
    run.communicate()
    wrong += _look(small, known) + _look_at_record(small, known)
    wrong += [] if _wait(lambda: not small.list_processes()) else ["a process is left"]
    small.repro()
    if small.digest() != known.outputs[target]:
        wrong.append("one more run does not make what an undisturbed one makes")
    if dict(small.read_lock()) != known.lock[target]:
        wrong.append("one more run leaves another record than an undisturbed one")
    # The folder of a parent that was killed outright goes when the next one starts.
    is_outright = (moment.who, moment.how) == ("parent", signal.SIGKILL)
    if not is_outright and not _wait(lambda: _list_rooms(small) == [".lock"]):
        wrong.append(f"{_list_rooms(small)} is left")
    return sorted(set(wrong))


def _strike(small: Small, moment: Moment, run: int) -> None:
    with suppress(ProcessLookupError):
        if moment.who == "run":
            os.killpg(run, moment.how)
            return
        # The parent is the oldest: workers are copies of it.
        found = sorted(small.list_processes(), key=_read_start)
        chosen = found[:1] if moment.who == "parent" else found[1:2]
        for pid in chosen:
            os.kill(pid, moment.how)


def _read_start(pid: int) -> int:
    with suppress(OSError):
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[19])
    return 0


def _list_rooms(small: Small) -> list[str]:
    return os.listdir(small.folder / "build" / "engine")


def _look(small: Small, known: Known) -> list[str]:
    """Whatever reads an output now finds it whole: that of one choice or of the other.

    DVC itself takes a finished output away for a moment, to link it from its cache. So one that is
    not there is looked at again; one that is there must be whole.
    """
    wrong = []
    for out in small.list_outputs():
        whole = (known.outputs[0][out], known.outputs[1][out])
        if not _wait(lambda out=out, whole=whole: _read(small, out) in whole, BRIEF):
            wrong.append(f"{out} is neither the old nor the new one: {_read(small, out)}")
    return wrong


def _read(small: Small, out: str) -> str:
    try:
        return hash_path(small.folder / out)
    except FileNotFoundError:
        return ABSENT


def _look_at_record(small: Small, known: Known) -> list[str]:
    """No entry pairs inputs with outputs that were not made of them."""
    return [
        f"dvc.lock has {name} with inputs and outputs that no run put together"
        for name, entry in small.read_lock().items()
        if entry not in (known.lock[0].get(name), known.lock[1].get(name))
    ]


def _wait(is_so: Callable[[], bool], seconds: float = PATIENCE) -> bool:
    end = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True
