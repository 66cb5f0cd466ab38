"""The journal of what was fetched: one line for each source and attempt, only ever appended to."""

import json
import os
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from etl.errors import BuildError

FILE = "state.jsonl"
# What came of an attempt. The last two are told, never written: nobody was asked for figures.
FETCHED, UNCHANGED, FAILED, NOT_DELIVERED = "fetched", "unchanged", "failed", "not_delivered"
PLANNED, BY_HAND = "planned", "by_hand"
WRITTEN = (FETCHED, UNCHANGED, FAILED, NOT_DELIVERED)


@dataclass(frozen=True)
class Attempt:
    """What came of asking for a source: when (ISO, UTC), the outcome, for which periods, why, and what to do.

    `periods` are those that the outcome is about ('2024', '2026-02'); what befell others stands in `reason`.
    `known` is the newest period that the publisher says it has, '' where it does not say.
    """

    source_id: str
    at: str
    outcome: str
    periods: tuple[str, ...] = ()
    reason: str = ""
    do: str = ""
    known: str = ""


def now() -> str:
    """Return this moment as ISO text, UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def append(folder: Path, attempt: Attempt) -> None:
    """Add a line to the journal in `folder`; raises BuildError where it cannot be written."""
    line = json.dumps(asdict(attempt), ensure_ascii=False) + "\n"
    file = folder / FILE
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with file.open("ab+") as journal:
            # A run that was killed may have left half a line: the next one stands on a line of its own.
            if journal.tell() and _last_byte(journal) != b"\n":
                line = "\n" + line
            journal.write(line.encode())
    except OSError as fault:
        raise BuildError(f"{file}: cannot be written ({fault}). Make room or give rights, then repeat.") from fault


def read(folder: Path) -> list[Attempt]:
    """Return the attempts of the journal in `folder`, oldest first; [] where there is none.

    Lines that are no attempt (half written, of a later version) are passed over.
    """
    try:
        lines = (folder / FILE).read_text(encoding="utf-8", errors="replace").splitlines()
    except FileNotFoundError:
        return []
    except OSError as fault:
        raise BuildError(f"{folder / FILE}: cannot be read ({fault}).") from fault
    return [attempt for attempt in map(_attempt, lines) if attempt]


def _last_byte(journal: Any) -> bytes:
    journal.seek(-1, os.SEEK_END)
    return bytes(journal.read(1))


def _attempt(line: str) -> Attempt | None:
    try:
        held: dict[str, Any] = dict(json.loads(line))
        known = {field.name: held[field.name] for field in fields(Attempt) if field.name in held}
        attempt = Attempt(**known | {"periods": tuple(map(str, held.get("periods", ())))})
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    texts = (attempt.source_id, attempt.at, attempt.outcome, attempt.reason, attempt.do, attempt.known)
    return attempt if all(isinstance(text, str) for text in texts) and attempt.outcome in WRITTEN else None
