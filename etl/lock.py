"""One process at a time: a lock on a file, which the system lets go of when its process ends, however it ends."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from etl.errors import AtlasError, BuildError

FILE = ".lock"


@contextmanager
def alone(folder: Path, busy: AtlasError) -> Iterator[None]:
    """Keep every other process out of a folder for what happens inside; raise `busy` where one is at it already.

    Raises BuildError where the folder cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = (folder / FILE).open("a+b")
    except OSError as fault:
        raise BuildError(f"{folder}: cannot be written ({fault}). Make room or give rights, then repeat.") from fault
    with file:
        try:
            _lock(file.fileno())
        except OSError:
            raise busy from None
        yield


def _lock(file: int) -> None:
    """Lock an open file for this process; raises OSError where another one has it."""
    try:
        import fcntl
    except ImportError:
        import msvcrt

        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
    else:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
