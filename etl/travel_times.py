"""Routed times between all municipalities of the region's Länder, from a routing service of one's own.

Asks the table service of OSRM (https://project-osrm.org/docs/v5.24.0/api/#table-service) in blocks and writes one file
beside the lookups; a build takes it up, and the atlas then uses these times everywhere and says so.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from itertools import islice
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING, Any

from etl import http, notes
from etl.addresses import told
from etl.errors import SourceError

if TYPE_CHECKING:
    import pandas as pd

# The service's own default allows 100 points a request: 50 origins and 50 destinations.
BLOCK = 50
PROFILE = "driving"
FILE = "travel_times.parquet"
NOTE = "travel_times.json"
HELP = "Start the service with a map of the region, then run the command again; nothing was written."


@dataclass(frozen=True)
class Point:
    """A municipality and its place in degrees (WGS 84)."""

    code: str
    lon: float
    lat: float


@dataclass(frozen=True)
class TimesNote:
    """Where routed times come from; `service` names host and path only."""

    service: str
    profile: str
    made_on: str
    pairs: int
    without_route: int


def points(snapshots: Path, land_codes: Sequence[str]) -> list[Point]:
    """Return the municipalities of some Länder that have inhabitants, by code.

    Raises SourceError where the register of municipalities is not among the shipped figures.
    """
    import pandas as pd

    files = [snapshots / note.file for note in notes.notes(snapshots) if note.source_id == "municipalities"]
    if len(files) != 1:
        raise SourceError(snapshots, "folder", f"{len(files)} files of municipalities", "one", notes.AGAIN)
    rows = pd.read_parquet(files[0])
    inside = (rows["level"] == "municipality") & rows["area_code"].str[:2].isin(land_codes) & (rows["population"] > 0)
    chosen = rows[inside].sort_values("municipality_code")
    columns = (chosen[name].tolist() for name in ("municipality_code", "lon", "lat"))
    return [Point(code, lon, lat) for code, lon, lat in zip(*columns, strict=True)]


def fetch(
    osrm: str,
    points: Sequence[Point],
    *,
    ask: Callable[[str], Any] = http.get_json,
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> "pd.DataFrame":
    """Return origin, destination (codes) and minutes of every ordered pair; NaN where there is no route.

    `progress` is told how many of how many requests are done. Raises SourceError naming the block of an answer that
    is not as wanted, and HttpError where the service does not answer.
    """
    import pandas as pd

    blocks = list(_blocks(points))
    rows = []
    for done, (origins, destinations) in enumerate((a, b) for a in blocks for b in blocks):
        seconds = _table(osrm, origins, destinations, ask)
        rows += [
            (origin.code, destination.code, None if time is None else time / 60)
            for origin, times in zip(origins, seconds, strict=True)
            for destination, time in zip(destinations, times, strict=True)
        ]
        progress(done + 1, len(blocks) ** 2)
    return pd.DataFrame(rows, columns=["origin", "destination", "minutes"]).astype({"minutes": float})


def write(frame: "pd.DataFrame", osrm: str, folder: Path, on: date) -> TimesNote:
    """Write the times and the note of where they come from into a folder of lookups: both, or none."""
    note = TimesNote(told(osrm), PROFILE, on.isoformat(), len(frame), int(frame["minutes"].isna().sum()))
    hidden, hidden_note = folder / f".{FILE}", folder / f".{NOTE}"
    try:
        frame.to_parquet(hidden, index=False)
        hidden_note.write_text(json.dumps(asdict(note), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        hidden_note.replace(folder / NOTE)
        hidden.replace(folder / FILE)
    finally:
        hidden.unlink(missing_ok=True)
        hidden_note.unlink(missing_ok=True)
    return note


def _blocks(points: Sequence[Point]) -> Iterator[list[Point]]:
    waiting = iter(points)
    while block := list(islice(waiting, BLOCK)):
        yield block


def _table(
    osrm: str, origins: list[Point], destinations: list[Point], ask: Callable[[str], Any]
) -> list[list[float | None]]:
    """Return seconds, one row per origin and one column per destination."""
    places = ";".join(f"{point.lon:.6f},{point.lat:.6f}" for point in (*origins, *destinations))
    sources = ";".join(map(str, range(len(origins))))
    targets = ";".join(str(len(origins) + i) for i in range(len(destinations)))
    address = f"{osrm.rstrip('/')}/table/v1/{PROFILE}/{places}?sources={sources}&destinations={targets}"
    answer = ask(address + "&annotations=duration")
    where = f"block from {origins[0].code} to {destinations[0].code}"
    given: dict[str, Any] = answer if isinstance(answer, dict) else {}
    if given.get("code") != "Ok":
        said = {key: str(given[key])[:80] for key in ("code", "message") if key in given}
        raise SourceError(told(osrm), where, f"{said or 'another answer'}", "code Ok", HELP)
    found: Any = given.get("durations")
    if not _is_table(found, len(origins), len(destinations)):
        wanted = f"durations, {len(origins)} rows of {len(destinations)} seconds from 0 up or null"
        raise SourceError(told(osrm), where, "other durations", wanted, HELP)
    seconds: list[list[float | None]] = found
    return seconds


def _is_table(found: object, rows: int, columns: int) -> bool:
    return (
        isinstance(found, list)
        and len(found) == rows
        and all(isinstance(row, list) and len(row) == columns and all(map(_is_time, row)) for row in found)
    )


def _is_time(found: object) -> bool:
    return found is None or (isinstance(found, int | float) and not isinstance(found, bool) and 0 <= found < inf)
