"""The only door to the database: read-only questions, frames out.

A Store stays on the version it was opened with; `open_current` opens the newest one again when the pointer moved.
Each question is one file in sql/; values go in as parameters.
"""

import json
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from atlas.store import pointer
from atlas.store.kept import kept
from atlas.store.pointer import NoDatabaseError, OldDatabaseError

__all__ = [
    "NoDatabaseError",
    "OldDatabaseError",
    "Region",
    "Row",
    "Store",
    "kept",
    "open_current",
    "open_file",
    "records",
]

SQL = Path(__file__).parent / "sql"
# Answers kept per version of the database; a map asks about eight questions a run.
KEPT_ANSWERS = 512
# The version of the schema (docs/database.md) that the questions in sql/ are written for.
SCHEMA_VERSION = "4"
Row = dict[str, Any]
# The name of the database within the connection of a store.
_ATTACHED = "atlas"


@dataclass(frozen=True)
class Region:
    """The region of this atlas: its area code, its Länder and every text of its lookup."""

    area_code: str
    land_codes: tuple[str, ...]
    district_codes: tuple[str, ...]
    words: Mapping[str, Any]

    def called(self, language: str) -> str:
        """Return the region's name after what it is; a name that says so itself ('Region X') stands alone."""
        kind, name = self.word("kind", language), self.word("name", language)
        return name if f" {kind} ".casefold() in f" {name} ".casefold() else f"{kind} {name}"

    def word(self, key: str, language: str) -> str:
        """Return the text `key` in a language ('de' or 'en'), e.g. word('name', 'de')."""
        return str(self.words[f"{key}_{language}"])


class Store:
    """Read-only questions to one version of the database. Safe to share between threads.

    A version never changes, so an answer is kept and given again (measured: a question costs 3 to 8 ms, most of
    it pandas). Whoever gets a frame must not change it in place.
    """

    def __init__(self, file: Path) -> None:
        """Open a database file; raises OldDatabaseError for one that this version of the atlas cannot read."""
        self.file = file
        # What pages work out from this version (atlas.store.kept): function -> its cache.
        self.derived: dict[Any, Any] = {}
        self._kept = lru_cache(maxsize=KEPT_ANSWERS)(self._answer)
        try:
            self._connection = _attached(file)
            info = self.ask("build_info")
        except duckdb.Error as fault:
            raise OldDatabaseError(f"{file}: {fault}") from fault
        self.info: dict[str, str] = dict(zip(info["key"], info["value"], strict=True))
        if self.info.get("schema_version") != SCHEMA_VERSION:
            raise OldDatabaseError(f"{file}: schema {self.info.get('schema_version')}, wanted {SCHEMA_VERSION}")
        self.version = self.info["data_version"]

    def ask(self, question: str, **values: object) -> pd.DataFrame:
        """Return the answer to sql/<question>.sql with `values` (hashable; a tuple for a list) as its parameters."""
        return self._kept(question, tuple(sorted(values.items())))

    def _answer(self, question: str, values: tuple[tuple[str, object], ...]) -> pd.DataFrame:
        parameters = {key: list(value) if isinstance(value, tuple) else value for key, value in values}
        cursor = self._connection.cursor()
        cursor.execute(f"USE {_ATTACHED}")
        frame = cursor.execute(_sql(question), parameters or None).df()
        # Texts as plain objects: on frames this small the library's own text type takes twice as long.
        return frame.astype({name: object for name in frame.columns[frame.dtypes == "str"]})

    def region(self) -> Region:
        """Return the region that this database was built for."""
        words = json.loads(self.info["region"])
        return Region(words["id"], tuple(words["land_codes"]), tuple(words["district_codes"]), words)

    @cached_property
    def areas(self) -> pd.DataFrame:
        """Return all areas of today, the groups and the dissolved ones, by area code: the columns of table area.

        Its further column `groups` has the codes of the groups that a district belongs to, the region not among them.
        """
        areas = self.ask("areas").set_index("area_code", drop=False)
        every = self.group_members()
        members = every[every["group_code"].map(areas["kind"]) == "group"]
        groups = members.groupby("area_code")["group_code"].agg(tuple).to_dict()
        return areas.assign(groups=[groups.get(code, ()) for code in areas["area_code"].tolist()])

    @cached_property
    def indicators(self) -> pd.DataFrame:
        """Return the indicators that have figures, in their order: the columns of table indicator, by id."""
        return self.ask("indicators").set_index("indicator_id", drop=False)

    @cached_property
    def indicator_rows(self) -> dict[str, Row]:
        """Return all that is known of each indicator, by id."""
        return {row["indicator_id"]: row for row in records(self.indicators)}

    @cached_property
    def source_rows(self) -> dict[str, Row]:
        """Return all that is known of each source, by id."""
        return {row["source_id"]: row for row in records(self.sources)}

    @cached_property
    def names(self) -> dict[str, dict[str, str]]:
        """Return language -> area code -> name, of all areas."""
        codes = self.areas["area_code"].tolist()
        return {
            language: dict(zip(codes, self.areas[column].tolist(), strict=True))
            for language, column in (("de", "name"), ("en", "name_en"))
        }

    def periods(self, indicator_id: str) -> list[str]:
        """Return the periods in which at least one district has a row, oldest first."""
        return self.ask("periods", indicator_id=indicator_id)["period"].tolist()

    def every_period(self, indicator_id: str) -> list[str]:
        """Return the periods as `periods` does, months of an indicator that has years among them."""
        return self.ask("every_period", indicator_id=indicator_id)["period"].tolist()

    def values(self, indicator_id: str, period: str) -> pd.DataFrame:
        """Return one row per area of today, with or without a figure, and how the figure came about."""
        return self.ask("values", indicator_id=indicator_id, period=period)

    def history(self, indicator_id: str) -> pd.DataFrame:
        """Return the figures of all districts in all periods: indicator_id, area_code, period, value, sign, method."""
        return self.ask("history", indicator_id=indicator_id)

    def cases(self, indicator_id: str) -> pd.DataFrame:
        """Return how many cases each figure of a rate of counted cases is made of: area_code, period, cases, base.

        Cases / base is the rate in its unit. Figures without a value are left out; no rows for any other indicator.
        """
        return self.ask("cases", indicator_id=indicator_id)

    def key_figures(self, area_code: str) -> pd.DataFrame:
        """Return an area's newest figure of each indicator beside the one of its Land for the same period."""
        return self.ask("key_figures", area_code=area_code)

    def newest_two(self, area_code: str, indicator_ids: tuple[str, ...]) -> pd.DataFrame:
        """Return an area's newest figure of each indicator, in the order asked for, and that of a year before."""
        return self.ask("newest_two", area_code=area_code, indicator_ids=indicator_ids)

    def newest_values(self, indicator_ids: tuple[str, ...]) -> pd.DataFrame:
        """Return all areas' figures of each indicator in the newest period that a district has a figure of."""
        return self.ask("newest_values", indicator_ids=indicator_ids)

    def series(self, area_codes: tuple[str, ...], indicator_ids: tuple[str, ...]) -> pd.DataFrame:
        """Return the figures of some areas in all periods of some indicators, oldest first."""
        return self.ask("series", area_codes=area_codes, indicator_ids=indicator_ids)

    def group_members(self) -> pd.DataFrame:
        """Return the districts of the region and of each group of areas: group_code, area_code."""
        return self.ask("group_members")

    def monthly(self, months: int) -> pd.DataFrame:
        """Return the indicators whose districts have figures for so many months or more: indicator_id, months, …"""
        return self.ask("monthly", months=months)

    def months(self, indicator_id: str) -> pd.DataFrame:
        """Return the monthly figures of all districts: indicator_id, area_code, period, value, sign, method."""
        return self.ask("months", indicator_id=indicator_id)

    def commuters(self, area_code: str) -> pd.DataFrame:
        """Return the commuters between a district and each other one: area_code, commuters_in, commuters_out."""
        return self.ask("commuters", area_code=area_code)

    def exposure(self) -> pd.DataFrame:
        """Return the ingredients of the exposure index: default weights, goalposts, directions, reasons."""
        return self.ask("exposure")

    def nodes(self, day: date) -> pd.DataFrame:
        """Return the nodes with their status on a day: open, planned, not_yet_open or closed."""
        return self.ask("nodes", day=day)

    def node_days(self) -> pd.DataFrame:
        """Return every change of status of every node: node_id, status, since and its source."""
        return self.ask("node_days")

    def municipalities(self) -> pd.DataFrame:
        """Return the municipalities of the region's Länder with inhabitants (scaled to today's districts) and place."""
        return self.ask("municipalities")

    def events(self) -> pd.DataFrame:
        """Return the register of events, oldest first: its columns, case_id, names of areas, year, place (WGS 84)."""
        return self.ask("events")

    def event_links(self) -> pd.DataFrame:
        """Return which row of the register names which other one: event_id, other_id, kind."""
        return self.ask("event_links")

    def event_coverage(self) -> pd.DataFrame:
        """Return for which Länder and years the register says "none" where it has no row, and how thin it is."""
        return self.ask("event_coverage")

    def funding(self) -> pd.DataFrame:
        """Return what is known of how long the network is paid for: texts, until, state, source."""
        return self.ask("funding")

    def venues(self) -> pd.DataFrame:
        """Return the training venues with name, district and point (WGS 84) of their municipality."""
        return self.ask("venues")

    def speeds(self) -> pd.DataFrame:
        """Return how fast ways are driven: up_to_km, kmh and the reasons, by rising range."""
        return self.ask("speeds")

    def travel_times(self) -> pd.DataFrame:
        """Return routed times: origin, destination (municipalities), minutes; empty where none were delivered."""
        return self.ask("travel_times")

    def commuter_sums(self) -> pd.DataFrame:
        """Return the commuters into and out of each district: area_code, commuters_in, commuters_out."""
        return self.ask("commuter_sums")

    @cached_property
    def sources(self) -> pd.DataFrame:
        """Return one row per source with its terms, its newest retrieval, and rows read and kept, by id."""
        return self.ask("sources").set_index("source_id", drop=False)

    def snapshots(self, source_id: str) -> pd.DataFrame:
        """Return the files of a source: original, day, Stand, sha256, rows read and kept."""
        return self.ask("snapshots", source_id=source_id)

    def figure(self, indicator_id: str, area_code: str, period: str) -> pd.DataFrame:
        """Return the figure in use with its file, day, licence and the SQL that made it; empty where there is none."""
        return self.ask("figure", indicator_id=indicator_id, area_code=area_code, period=period)

    def vintages(self, indicator_id: str, area_codes: list[str], period: str) -> pd.DataFrame:
        """Return every published vintage of the figures of these areas in a period, newest first."""
        return self.ask("vintages", indicator_id=indicator_id, area_codes=tuple(area_codes), period=period)

    def parts(self, indicator_id: str, area_code: str, period: str) -> pd.DataFrame:
        """Return the figures that a computed one was made from, in the order of its formula; empty for any other."""
        return self.ask("parts", indicator_id=indicator_id, area_code=area_code, period=period)

    def part_sources(self, indicator_id: str, period: str) -> pd.DataFrame:
        """Return all sources behind a computed indicator in a period: source_id, retrieved_on, publisher_stand."""
        return self.ask("part_sources", indicator_id=indicator_id, period=period)

    def statement(self, sql_file: str) -> str:
        """Return the text of the SQL file that made a figure."""
        return str(self.ask("statement", sql_file=sql_file)["sql"].iloc[0])

    def breaks(self, indicator_id: str) -> pd.DataFrame:
        """Return the breaks of a series: area_code, first_day, kind, texts, source."""
        return self.ask("breaks", indicator_id=indicator_id)

    def boundaries(self, layer: str, level: str) -> pd.DataFrame:
        """Return area_code, name, land_code and geometry (WKB, EPSG:4326) of a layer at a level of detail."""
        return self.ask("boundaries", layer=layer, level=level)

    def close(self) -> None:
        """Close the database file."""
        self._connection.close()


def records(frame: pd.DataFrame) -> list[Row]:
    """Return the rows of a frame as dicts, in their order (five times as fast as to_dict)."""
    names = frame.columns.tolist()
    return [dict(zip(names, row, strict=True)) for row in zip(*(frame[name].tolist() for name in names), strict=True)]


# Stores by file and by the bytes it held: a file that was built anew in its place is another one.
_open: dict[tuple[Path, int, int], Store] = {}
KEPT_STORES = 3
# Place of the database (the pointer, or the file that the environment names) -> the last one that could be read.
_last_good: dict[str, Store] = {}
_lock = threading.Lock()


def _attached(file: Path) -> duckdb.DuckDBPyConnection:
    """Return a connection of its own to a database file.

    Opened directly, a file that was replaced under its name would be the one from before: the engine keeps one
    instance per path and gives it again as long as any store holds it.
    """
    connection = duckdb.connect(":memory:")
    try:
        quoted = str(file).replace("'", "''")
        connection.execute(f"ATTACH '{quoted}' AS {_ATTACHED} (READ_ONLY)")
    except duckdb.Error:
        connection.close()
        raise
    return connection


def open_file(file: Path) -> Store:
    """Return the store of a database file as it is now, opened once per process.

    Raises OldDatabaseError if it cannot be read. The last few stores stay open, so that a page that is being drawn
    ends on the version it began with.
    """
    with _lock:
        held = file.stat()
        key = (file, held.st_ino, held.st_mtime_ns)
        if key not in _open:
            _open[key] = Store(file)
            for old in list(_open)[:-KEPT_STORES]:
                del _open[old]
        return _open[key]


def open_current() -> Store:
    """Return the store of the published database, or the last good one of the same place.

    Raises NoDatabaseError where none has been built, OldDatabaseError where none could be read yet.
    """
    place = pointer.place()
    try:
        _last_good[place] = open_file(pointer.current_file())
    except (NoDatabaseError, OldDatabaseError):
        if place not in _last_good:
            raise
    return _last_good[place]


@cache
def _sql(question: str) -> str:
    return (SQL / f"{question}.sql").read_text(encoding="utf-8")
