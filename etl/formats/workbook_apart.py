"""Reads the sheets of a workbook in a process of its own: workbook on standard input, JSON on standard output.

The library that reads workbooks is compiled. A damaged file can make it ask for all memory there is, and then it ends
its whole process; so it gets one. Run by etl/formats/workbook.py as a script: `workbook_apart.py PATTERN`.
"""

import contextlib
import io
import json
import re
import sys
from datetime import date
from typing import Any

MOST_MEMORY = 4 * 1024**3


def main(pattern: str) -> None:
    """Write [[name, rows], …] of the sheets whose name matches; a day of the calendar is written as {"day": ISO}."""
    _limit_memory()
    import python_calamine

    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read()))
    names = [name for name in book.sheet_names if re.search(pattern, name)]
    found = [(name, book.get_sheet_by_name(name).to_python(skip_empty_area=False)) for name in names]
    sys.stdout.write(json.dumps(found, default=told))


def told(cell: Any) -> dict[str, str]:
    """Return a cell that JSON has no word for: a day as {"day": ISO}, anything else as {"other": text}."""
    return {"day": f"{cell:%Y-%m-%d}"} if isinstance(cell, date) else {"other": str(cell)}


def _limit_memory() -> None:
    # Not on every system; elsewhere the process still falls alone.
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main(sys.argv[1])
