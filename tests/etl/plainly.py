"""The figures of the atlas a second time: loops over the shipped rows in plain Python, no SQL, meant to be boring.

Where a line here and the SQL of the build differ in words but not in figures, both are right.
"""

import copy
import csv
import json
import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow.parquet as pq

from etl.indicators import PUBLISHED, Indicator
from etl.sources import all_sources

PLACES = {"boundaries", "municipalities", "commuters"}
KNOWN = {indicator.id: indicator for indicator in PUBLISHED}
TERRITORY_ON = "2024-12-31"


class Figure(NamedTuple):
    """A figure: its value (None where there is none) and the sign that stands in its place."""

    value: float | None
    sign: str = ""


@dataclass(frozen=True)
class Reform:
    """One old key and one new one, from a day on."""

    old: str
    new: str
    new_key: bool
    day: str
    kind: str


Areas = dict[str, Figure]
Groups = dict[str, list[str]]  # area code of the region or a group -> its districts
InUse = dict[tuple[str, str, str], tuple[str, Figure]]  # (indicator, area, period) -> (source, figure)
Series = tuple[str, str, str]  # indicator, period, source


class Atlas:
    """All figures in use, worked out from the shipped rows and the lookups of a folder."""

    def __init__(self, snapshots: Path, lookups: Path) -> None:
        register = pq.read_table(only_file(snapshots / "municipalities")).to_pylist()
        self.districts = [row["area_code"] for row in register if row["level"] == "district"]
        self.lands = sorted({code[:2] for code in self.districts})
        self.groups: Groups = {}
        self.lookups = lookups
        self.reforms: dict[str, list[Reform]] = {}
        self.days: dict[Series, tuple[str, str]] = {}
        self.published = self._newest(snapshots)
        self.today = {series: self._on_todays_territory(series) for series in self.published}

    def with_groups(self, groups: Groups) -> "Atlas":
        """Return the same figures with sums for these groups of districts."""
        other = copy.copy(self)
        other.groups = groups
        return other

    def in_use(self) -> InUse:
        """Return (indicator, area, period) -> (source, figure): one source per indicator and period."""
        found: InUse = {}
        for indicator, period in {(series[0], series[1]) for series in self.today}:
            source = self._first_source(indicator, period)
            for area, figure in self._with_sums((indicator, period, source)).items():
                found[indicator, area, period] = (source, figure)
        return found

    def _newest(self, snapshots: Path) -> dict[Series, Areas]:
        """Of each figure the one of the newest file; what is not in use or not delivered is gone."""
        newest: dict[Series, dict[str, tuple[tuple[str, str, str], Figure]]] = defaultdict(dict)
        for note, rows in _shipped(snapshots):
            age = (note["retrieved_on"] or "", note["publisher_stand"] or "", note["snapshot_id"])
            for (indicator, period), figures in self._delivered(rows).items():
                series = (indicator, period, note["source_id"])
                self.days[series] = (_statistic(note), _territory_day(note, rows, period))
                for area, figure in figures.items():
                    if area not in newest[series] or newest[series][area][0] < age:
                        newest[series][area] = (age, figure)
        return {
            series: {
                area: Figure(0.0, "-") if figure.sign == "-" else figure
                for area, (_, figure) in areas.items()
                if figure.sign != "-" or self._is_in_use(area, *self.days[series])
            }
            for series, areas in newest.items()
        }

    def _delivered(self, rows: list[dict[str, Any]]) -> dict[tuple[str, str], Areas]:
        """Figures of one file by indicator and period; without districts where each of today's has '-'."""
        found: dict[tuple[str, str], Areas] = defaultdict(dict)
        for row in rows:
            value = None if row["value"] is None or math.isnan(row["value"]) else row["value"]
            found[row["indicator_id"], row["period"]][row["area_code"]] = Figure(value, row["sign"])
        for (indicator, _), figures in found.items():
            held = [figures[code].sign for code in self.districts if code in figures]
            absent = len(held) >= 0.9 * len(self.districts) and set(held) == {"-"}
            for area in list(figures):
                no_rate = KNOWN[indicator].kind == "rate" and figures[area].sign == "-"
                if no_rate or (absent and len(area) == 5):
                    del figures[area]
        return found

    def _is_in_use(self, area: str, statistic: str, day: str) -> bool:
        reforms = self._reforms(statistic)
        gone = any(r.old == area and r.day <= day for r in reforms)
        unborn = any(r.new == area and r.new_key and r.day > day for r in reforms)
        known = area in self.districts or len(area) == 2 or any(r.old == area for r in self._reforms("*"))
        return known and not gone and not unborn

    def _reforms(self, statistic: str) -> list[Reform]:
        """Reforms of a statistic up to today's territory: its own lines instead of the general ones for a pair."""
        if statistic in self.reforms:
            return self.reforms[statistic]
        lines: dict[tuple[str, str], Reform] = {}
        for whose in ("*", statistic):
            for line in lines_of(self.lookups / "area_change.csv"):
                if line["statistic"] == whose and line["kind"] != "transfer":
                    pair = (line["area_code_from"], line["area_code_to"])
                    lines[pair] = Reform(*pair, line["to_is_new"] == "true", line["effective_on"], line["kind"])
        self.reforms[statistic] = [reform for reform in lines.values() if reform.day <= TERRITORY_ON]
        return self.reforms[statistic]

    def _on_todays_territory(self, series: Series) -> Areas:
        statistic, day = self.days[series]
        later = [reform for reform in self._reforms(statistic) if reform.day > day]
        published = self.published[series]
        found: Areas = {}
        for area in [*self.districts, *self.lands, "DG"]:
            members = _came_from(area, later)
            if members == [area]:
                if area in published:
                    found[area] = published[area]
            elif all(code in published for code in members):
                found[area] = total(KNOWN[series[0]], members, published, self._parts(series))
        return {area: figure for area, figure in found.items() if figure.value is not None or figure.sign}

    def _parts(self, series: Series) -> Areas:
        indicator = KNOWN[series[0]]
        return self.published.get((str(indicator.part_indicator_id), series[1], series[2]), {})

    def _with_sums(self, series: Series) -> Areas:
        """Figures of a series with own sums for the groups, and for Länder and country where none is printed."""
        indicator, found = KNOWN[series[0]], dict(self.today[series])
        parts: Areas = {}
        if indicator.part_indicator_id and any(
            key[:2] == (indicator.part_indicator_id, series[1]) for key in self.today
        ):
            source = self._first_source(indicator.part_indicator_id, series[1])
            parts = self.today[indicator.part_indicator_id, series[1], source]
        wholes = {land: [code for code in self.districts if code[:2] == land] for land in self.lands}
        for whole, members in {**wholes, "DG": self.districts, **self.groups}.items():
            if whole not in found and all(code in found for code in members):
                figure = total(indicator, members, found, parts)
                if figure.value is not None or figure.sign:
                    found[whole] = figure
        return found

    def _first_source(self, indicator: str, period: str) -> str:
        lines = lines_of(self.lookups / "source_precedence.csv")
        ranked = sorted((int(line["rank"]), line["source_id"]) for line in lines if line["indicator_id"] == indicator)
        held = [source for _, source in ranked if (indicator, period, source) in self.today]
        of_districts = [source for source in held if self._has_districts((indicator, period, source))]
        return (of_districts or held)[0]

    def _has_districts(self, series: Series) -> bool:
        figures = self.today[series]
        return any(figures[code].value is not None for code in self.districts if code in figures)


def _came_from(area: str, later: list[Reform]) -> list[str]:
    """Return the keys that made up an area before these reforms; a key that nobody has where one was split."""
    own = [] if any(reform.new == area and reform.new_key for reform in later) else [area]
    for reform in later:
        if reform.new == area:
            before = [earlier for earlier in later if earlier.day <= reform.day]
            own += ["split"] if reform.kind == "split" else _came_from(reform.old, before)
    return own


def total(indicator: Indicator, members: list[str], figures: Areas, parts: Areas) -> Figure:
    """Return the figure of several areas together: counts add up, a rate is made anew from its two halves."""
    held = [figures[code] for code in members]
    if all(figure.sign == "-" for figure in held):
        sign = "-"
    else:
        sign = max((figure.sign for figure in held if figure.value is None), default="")
    values = [figure.value for figure in held if figure.value is not None]
    if len(values) < len(held):
        return Figure(None, sign)
    if indicator.kind == "count":
        return Figure(math.fsum(values), sign)
    shares = [parts[code].value if code in parts else None for code in members]
    known = [share for share in shares if share is not None and share > 0]
    scale = indicator.part_scale or 1.0
    if len(known) < len(members) or (indicator.part_role == "numerator" and not all(value > 0 for value in values)):
        return Figure(None, sign)
    if indicator.part_role == "numerator":
        whole = math.fsum(share / value * scale for share, value in zip(known, values, strict=True))
        return Figure(half_up(math.fsum(known) / whole * scale, indicator.decimals), sign)
    counted = math.fsum(value * share for value, share in zip(values, known, strict=True))
    return Figure(half_up(counted / math.fsum(known), indicator.decimals), sign)


def half_up(value: float, decimals: int) -> float:
    """Return a positive number rounded as publishers round."""
    return math.floor(value * 10**decimals + 0.5) / 10**decimals


def _shipped(snapshots: Path) -> Iterator[tuple[dict[str, Any], list[dict[str, Any]]]]:
    for file in sorted(snapshots.glob("*/*.parquet")):
        if file.parent.name not in PLACES:
            yield json.loads(file.with_suffix(".json").read_text(encoding="utf-8")), pq.read_table(file).to_pylist()


def _statistic(note: dict[str, Any]) -> str:
    code = str(note["table_code"])
    return code[:5] if code[:5].isdecimal() and code[5:6] == "-" else str(note["source_id"])


def _territory_day(note: dict[str, Any], rows: list[dict[str, Any]], period: str) -> str:
    source = next(module.SOURCE for module in all_sources() if module.SOURCE.id == note["source_id"])
    return source.territory_on or next(str(row["period_end"]) for row in rows if row["period"] == period)


def only_file(folder: Path) -> Path:
    """Return the only Parquet file of a folder."""
    (file,) = folder.glob("*.parquet")
    return file


_read: dict[Path, list[dict[str, str]]] = {}


def lines_of(file: Path) -> list[dict[str, str]]:
    """Return the lines of a CSV file, all as text; a file is read once."""
    if file not in _read:
        with file.open(encoding="utf-8", newline="") as text:
            _read[file] = list(csv.DictReader(text))
    return _read[file]
