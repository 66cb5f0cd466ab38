"""Heavy work in processes of its own: it never keeps other visitors waiting, shows how far it is, and can be ended.

A work is many small tasks; they wait in one queue for a few processes. Work that nobody asks after is ended, so that
a visitor who has gone does not keep the queue full.
"""

import os
import sys
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from functools import cache
from multiprocessing.context import SpawnContext, SpawnProcess
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pebble import ProcessPool

# One core stays free for the pages.
PROCESSES = max(1, (os.cpu_count() or 1) - 1)
# More would only mean that everybody waits longer.
MOST_TASKS = 2_000
# A page asks every second; nobody asks any more: the window was closed.
FORGOTTEN_S = 60.0


class QueueFullError(RuntimeError):
    """So much is waiting that more would not be done in time."""


@dataclass(eq=False)
class Work:
    """Tasks on their way. `ahead` counts the tasks of others that come first, `done` the own ones that have ended."""

    futures: tuple["Future[Any]", ...]
    asked: float = field(default_factory=time.monotonic)

    @property
    def done(self) -> int:
        """Return how many of the tasks have ended."""
        return sum(future.done() for future in self.futures)

    @property
    def finished(self) -> bool:
        """Return whether all tasks have ended."""
        return self.done == len(self.futures)

    @property
    def ahead(self) -> int:
        """Return how many tasks of earlier works have not ended yet."""
        self.asked = time.monotonic()
        with _lock:
            earlier = _works[: _works.index(self)] if self in _works else []
            return sum(len(work.futures) - work.done for work in earlier)

    def results(self) -> list[Any]:
        """Return what the tasks returned, in their order; raises what the first faulty one raised."""
        return [future.result() for future in self.futures]

    def cancel(self) -> None:
        """End the work: what waits is dropped, what runs is stopped."""
        for future in self.futures:
            future.cancel()


_lock, _starting = threading.Lock(), threading.Lock()
_works: list[Work] = []


def submit(function: Callable[..., Any], tasks: Sequence[Sequence[Any]]) -> Work:
    """Return the work of calling a function of a module once for each task (its arguments).

    Raises QueueFullError where too much is waiting already.
    """
    with _lock:
        _tidy()
        waiting = sum(len(work.futures) - work.done for work in _works)
        if waiting + len(tasks) > MOST_TASKS:
            raise QueueFullError(f"{waiting} tasks are waiting, wanted at most {MOST_TASKS - len(tasks)}")
        work = Work(tuple(_pool().schedule(function, args=tuple(task)) for task in tasks))
        _works.append(work)
        return work


def _tidy() -> None:
    """Forget what has ended, and end what nobody has asked after for a while."""
    for work in list(_works):
        if time.monotonic() - work.asked > FORGOTTEN_S:
            work.cancel()
        if work.finished:
            _works.remove(work)


class _Process(SpawnProcess):
    """A process that does not begin by running the main module: the framework has put the page's script there."""

    def start(self) -> None:
        with _starting:
            held = sys.modules["__main__"]
            sys.modules["__main__"] = ModuleType("__main__")
            try:
                super().start()
            finally:
                sys.modules["__main__"] = held


class _Context(SpawnContext):
    # A fork would take the server's threads and locks with it.
    Process = _Process


@cache
def _pool() -> "ProcessPool":
    from pebble import ProcessPool

    return ProcessPool(max_workers=PROCESSES, context=_Context())
