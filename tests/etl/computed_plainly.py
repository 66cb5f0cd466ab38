"""The computed indicators a second time: loops over the figures in use in plain Python, no SQL, meant to be boring."""

import math
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from tests.etl.exposure_plainly import exposure
from tests.etl.plainly import Figure, Groups, InUse, lines_of, only_file

Key = tuple[str, str, str]  # indicator, area, period
Found = dict[Key, Figure]
Step = tuple[Key, Figure | None]
Point = tuple[float, float]  # longitude, latitude in degrees

BASE, CENSUS = "2015-06-30", "2023-12-31"
EARTH_KM = 6371.0088


def computed(
    in_use: InUse,
    lookups: Path,
    snapshots: Path,
    groups: Groups,
    lands: list[str],
    built_on: date,
) -> Found:
    """Return (indicator, area, period) -> figure of every computed indicator; `lands` are those of the region."""
    held = {key: figure for key, (_, figure) in in_use.items()}
    register = pq.read_table(only_file(snapshots / "municipalities")).to_pylist()
    found = _kept([*_of_employees(held), *_of_one_year(held), *_of_earlier_years(held)])
    districts = [row["area_code"] for row in register if row["level"] == "district"]
    jobs = announced(lookups, districts, groups)
    found |= jobs | _kept(_per_employee(jobs, held))
    found |= exposure(held | found, lookups, districts, groups)
    people = inhabitants(register, held)
    for area, km in distances(lookups, people, groups, lands, built_on).items():
        found["distance_to_node_km", area, built_on.isoformat()] = Figure(km)
    return found


def reckon(formula: Callable[..., float], *parts: Figure | None) -> Figure | None:
    """Return what a formula makes of its parts: nothing if a part is missing, the sign if one has no value."""
    there = [part for part in parts if part is not None]
    if len(there) < len(parts):
        return None
    values = []
    for part in there:
        if part.value is None and part.sign != "-":
            return Figure(None, part.sign) if part.sign else None
        values.append(0.0 if part.sign == "-" or part.value is None else part.value)
    try:
        return Figure(formula(*values))
    except ZeroDivisionError:
        return None


def percent(part: float, whole: float) -> float:
    """Return the part in percent of the whole."""
    return part / whole * 100


def change_pct(now: float, before: float) -> float:
    """Return by how many percent the figure grew."""
    return (now / before - 1) * 100


def difference(now: float, before: float) -> float:
    """Return by how much the figure grew."""
    return now - before


def per_1000(part: float, whole: float) -> float:
    """Return the part per thousand of the whole."""
    return part / whole * 1000


def per_10000(part: float, whole: float) -> float:
    """Return the part per ten thousand of the whole."""
    return part / whole * 10000


def three_years_per_10000(*six: float) -> float:
    """Return three parts per ten thousand of three wholes, each three added up."""
    return per_10000(math.fsum(six[:3]), math.fsum(six[3:]))


def before(period: str, years: int = 1) -> str:
    """Return the year, or the same day, so many years before."""
    return f"{int(period[:4]) - years:04d}{period[4:]}"


def _kept(steps: list[Step] | Iterator[Step]) -> Found:
    return {key: figure for key, figure in steps if figure is not None}


def _of_employees(held: Found) -> Iterator[Step]:
    """Yield the employees against those of 2015 and of the year before."""
    for (indicator, area, period), now in held.items():
        if indicator == "employees":
            base = held.get(("employees", area, BASE))
            earlier = held.get(("employees", area, before(period)))
            yield ("employees_index", area, period), reckon(percent, now, base)
            yield ("employees_change_1y_pct", area, period), reckon(change_pct, now, earlier)
            if period > BASE:
                yield ("employees_change_since_2015_pct", area, period), reckon(change_pct, now, base)


def _of_one_year(held: Found) -> Iterator[Step]:
    """Yield the shares and rates whose two halves are of one year."""
    for (indicator, area, period), part in held.items():
        if indicator == "employees_manufacturing":
            whole = held.get(("employees", area, period))
            yield ("manufacturing_share", area, period), reckon(percent, part, whole)
        if indicator == "plant_employees_vehicles" and period == "2015-09-30":
            whole = held.get(("employees", area, BASE))
            yield ("vehicle_dependence", area, period), reckon(percent, part, whole)
        if indicator == "business_closures":
            whole = held.get(("establishments", area, period))
            yield ("business_closures_per_1000", area, period), reckon(per_1000, part, whole)
        if indicator == "insolvencies":
            whole = held.get(("employees", area, f"{period}-06-30"))
            yield ("insolvency_rate", area, period), reckon(per_10000, part, whole)
            years = [before(period, earlier) for earlier in range(3)]
            six = [held.get(("insolvencies", area, year)) for year in years]
            six += [held.get(("employees", area, f"{year}-06-30")) for year in years]
            yield ("insolvency_rate_3y", area, period), reckon(three_years_per_10000, *six)


def _of_earlier_years(held: Found) -> Iterator[Step]:
    """Yield the changes of the unemployment rate and of the population."""
    for (indicator, area, period), now in held.items():
        if indicator == "unemployment_rate":
            earlier = held.get((indicator, area, before(period)))
            yield ("unemployment_rate_change_pp", area, period), reckon(difference, now, earlier)
            if period > "2019":
                base = held.get((indicator, area, "2019"))
                yield ("unemployment_rate_change_since_2019_pp", area, period), reckon(difference, now, base)
        if indicator == "population" and period > CENSUS:
            base = held.get((indicator, area, CENSUS))
            yield ("population_change_since_2022_pct", area, period), reckon(change_pct, now, base)


def announced(lookups: Path, districts: list[str], groups: Groups) -> Found:
    """Return the jobs announced lost and created, by district, Land and group, for the years of the coverage."""
    found: Found = {}
    for direction in ("lost", "created"):
        indicator = f"jobs_{direction}_announced"
        jobs: dict[tuple[str, str], int] = defaultdict(int)
        for line in lines_of(lookups / "events.csv"):
            if line["count_jobs"] == "true" and line["jobs_direction"] == direction and line["jobs"]:
                jobs[line["area_code"], line["announced_on"][:4]] += int(line["jobs"])
        covered: set[str] = set()
        for line in lines_of(lookups / "event_coverage.csv"):
            members = [code for code in districts if code[:2] == line["area_code"]]
            for year in range(int(line["first_year"]), int(line["last_year"]) + 1):
                covered.add(str(year))
                for code in members:
                    found[indicator, code, str(year)] = Figure(float(jobs[code, str(year)]))
                together = sum(jobs[code, str(year)] for code in members)
                found[indicator, line["area_code"], str(year)] = Figure(float(together))
        for year_text in covered:
            for group, members in groups.items():
                if all((indicator, code, year_text) in found for code in members):
                    together = sum(jobs[code, year_text] for code in members)
                    found[indicator, group, year_text] = Figure(float(together))
    return found


def employees_before(held: Found, area: str, year: int) -> Figure | None:
    """Return the employees of the latest 30 June before the first of January that has a value for the area."""
    for earlier in range(year - 1, 1900, -1):
        figure = held.get(("employees", area, f"{earlier}-06-30"))
        if figure is not None and figure.value is not None:
            return figure
    return None


def _per_employee(jobs: Found, held: Found) -> Iterator[Step]:
    """Yield the jobs announced lost, of one year and of five, per thousand employees before."""
    for (indicator, area, period), lost in jobs.items():
        if indicator == "jobs_lost_announced":
            employees = employees_before(held, area, int(period))
            yield ("jobs_lost_announced_per_1000", area, period), reckon(per_1000, lost, employees)
            five = [jobs.get((indicator, area, before(period, years))) for years in range(5)]
            together = reckon(lambda *of_years: math.fsum(of_years), *five)
            yield ("jobs_lost_announced_5y_per_1000", area, period), reckon(per_1000, together, employees)


def inhabitants(register: list[dict[str, Any]], held: Found) -> dict[str, list[tuple[Point, float]]]:
    """Return by district (place, inhabitants) of its municipalities, scaled to the district's newest total."""
    listed: dict[str, float] = defaultdict(float)
    for row in register:
        if row["level"] == "municipality" and _known(row["population"]):
            listed[row["area_code"]] += row["population"]
    newest: dict[str, tuple[str, float]] = {}
    for (indicator, area, period), figure in held.items():
        if indicator == "population" and figure.value is not None and newest.get(area, ("", 0.0))[0] < period:
            newest[area] = (period, figure.value)
    people: dict[str, list[tuple[Point, float]]] = defaultdict(list)
    for row in register:
        code = row["area_code"]
        counts = row["level"] == "municipality" and all(_known(row[name]) for name in ("population", "lon", "lat"))
        if counts and code in newest and listed[code] > 0:
            scaled = row["population"] * newest[code][1] / listed[code]
            people[code].append(((row["lon"], row["lat"]), scaled))
    return people


def _known(value: float | None) -> bool:
    return value is not None and not math.isnan(value)


def open_nodes(lookups: Path, day: date) -> list[Point]:
    """Return where the nodes are that are open on a day: of each, the last line that began by then counts."""
    status: dict[str, tuple[str, str]] = {}
    for line in lines_of(lookups / "node_status.csv"):
        if status.get(line["node_id"], ("", ""))[0] < line["since"] <= day.isoformat():
            status[line["node_id"]] = (line["since"], line["status"])
    return [
        (float(node["lon"]), float(node["lat"]))
        for node in lines_of(lookups / "nodes.csv")
        if status.get(node["node_id"], ("", ""))[1] == "open"
    ]


def great_circle_km(one: Point, other: Point) -> float:
    """Return the way between two places on a sphere of the earth's mean radius, in km."""
    lon, lat, other_lon, other_lat = (math.radians(degrees) for degrees in (*one, *other))
    half = math.sin((other_lat - lat) / 2) ** 2
    half += math.cos(lat) * math.cos(other_lat) * math.sin((other_lon - lon) / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(half))


def distances(
    lookups: Path,
    people: dict[str, list[tuple[Point, float]]],
    groups: Groups,
    lands: list[str],
    day: date,
) -> dict[str, float]:
    """Return the inhabitants' mean way to the nearest open node in km, by district, Land and group."""
    nodes = open_nodes(lookups, day)
    if not nodes:
        return {}
    detour = tomllib.loads((lookups / "region.toml").read_text(encoding="utf-8"))["distance"]["detour_factor"]
    wholes = {code: [code] for code in people if code[:2] in lands}
    wholes |= {land: [code for code in people if code[:2] == land] for land in lands}
    wholes |= {group: members for group, members in groups.items() if all(code[:2] in lands for code in members)}
    found = {}
    for whole, members in wholes.items():
        places = [place for code in members for place in people.get(code, [])]
        weight = math.fsum(scaled for _, scaled in places)
        if weight > 0:
            ways = math.fsum(min(great_circle_km(at, node) for node in nodes) * scaled for at, scaled in places)
            found[whole] = ways / weight * detour
    return found
