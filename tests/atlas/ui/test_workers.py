"""Work in other processes: results in their order, faults, the queue, and an end before the end."""

import math
import os
import sys
import time
from collections.abc import Iterator
from concurrent.futures import CancelledError
from pathlib import Path
from types import ModuleType

import pytest

from atlas.ui import workers
from atlas.ui.workers import QueueFullError, Work, submit

PATIENCE_S = 60


@pytest.fixture(autouse=True)
def _empty_queue() -> Iterator[None]:
    workers._works.clear()
    yield
    for work in workers._works:
        work.cancel()


def ended(work: Work) -> Work:
    until = time.monotonic() + PATIENCE_S
    while not work.finished:
        assert time.monotonic() < until, "the work did not end"
        time.sleep(0.01)
    return work


def test_results_come_in_the_order_of_the_tasks_from_another_process() -> None:
    assert ended(submit(math.factorial, [(3,), (5,), (4,)])).results() == [6, 120, 24]
    assert ended(submit(os.getpid, [()])).results() != [os.getpid()]


def test_a_fault_is_raised_where_the_results_are_asked_for() -> None:
    work = ended(submit(math.sqrt, [(4,), (-1,)]))
    with pytest.raises(ValueError, match=r"math domain error|nonnegative"):
        work.results()


def test_a_running_work_can_be_ended_and_the_next_one_runs() -> None:
    slow = submit(time.sleep, [(PATIENCE_S * 5,)] * 3)
    waiting = submit(math.factorial, [(3,)])
    assert waiting.ahead == 3
    slow.cancel()
    assert ended(waiting).results() == [6]
    assert slow.finished
    with pytest.raises(CancelledError):
        slow.results()


def test_work_that_nobody_asks_after_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    left = submit(time.sleep, [(PATIENCE_S * 5,)] * 2)
    monkeypatch.setattr(workers, "FORGOTTEN_S", 0.0)
    assert ended(submit(math.factorial, [(3,)])).results() == [6]
    assert left.finished


def test_a_new_process_does_not_run_the_page_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The framework puts the script of the page in the place of the main module."""
    script, mark = tmp_path / "page.py", tmp_path / "has_run"
    script.write_text(f"open({str(mark)!r}, 'w').close()", encoding="utf-8")
    page = ModuleType("__main__")
    page.__file__ = str(script)
    monkeypatch.setitem(sys.modules, "__main__", page)
    process = workers._Context().Process(target=math.factorial, args=(3,))
    process.start()
    process.join(PATIENCE_S)
    assert process.exitcode == 0
    assert not mark.exists()
    assert sys.modules["__main__"] is page


def test_a_full_queue_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "MOST_TASKS", 3)
    submit(time.sleep, [(PATIENCE_S * 5,)] * 2)
    with pytest.raises(QueueFullError, match="2 tasks are waiting, wanted at most 1"):
        submit(math.factorial, [(1,), (2,)])
