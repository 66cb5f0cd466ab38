"""What a killed build leaves behind: hidden files whose names carry the number of the process that wrote them."""

import os
import shutil
from contextlib import suppress
from pathlib import Path


def clear(folder: Path, prefix: str) -> None:
    """Remove every `<prefix><process>-<name>` below `folder` whose process has ended."""
    for hidden in folder.glob(f"{prefix}*"):
        if not _still_written(hidden.name.removeprefix(prefix).split("-")[0]):
            # Windows refuses to remove a file that another process writes: that is the answer there.
            with suppress(PermissionError):
                remove(hidden.with_name(hidden.name.removesuffix(".wal").removesuffix(".tmp")))


def remove(hidden: Path) -> None:
    """Remove a hidden database with what the engine keeps beside it: its log and its folder for spilling."""
    for file in (hidden, hidden.with_name(f"{hidden.name}.wal")):
        with suppress(NotADirectoryError):
            file.unlink(missing_ok=True)
    shutil.rmtree(hidden.with_name(f"{hidden.name}.tmp"), ignore_errors=True)


def _still_written(process: str) -> bool:
    # On Windows this signal would end the process instead of asking for it.
    if os.name == "nt" or not process.isdecimal():
        return False
    try:
        os.kill(int(process), 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True
