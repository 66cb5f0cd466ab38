"""The register of events as frames: what is chosen, what may be added up, where and when, how complete.

All take rows as the store gives them (one row per report) and return new frames or plain values. Jobs are
gross announced jobs: only rows with `count_jobs` in the directions lost and created are ever added up.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

# The directions that may be added up; what is at risk, saved or on short time is named, never counted.
COUNTED = ("lost", "created")
# Rows of which no source says what they mean for jobs.
NOT_STATED = "none"


@dataclass(frozen=True)
class Filter:
    """What of the register is wanted; None stands for all. `direction` may be NOT_STATED."""

    area_code: str | None = None
    year: int | None = None
    direction: str | None = None
    event_type: str | None = None
    company: str | None = None


@dataclass(frozen=True)
class Gross:
    """Gross announced jobs (whole numbers), lost and created."""

    lost: int
    created: int


def chosen(events: pd.DataFrame, wanted: Filter) -> pd.DataFrame:
    """Return the rows that fit every part of the filter, in their order."""
    asked: dict[str, object] = {
        "area_code": wanted.area_code,
        "year": wanted.year,
        "event_type": wanted.event_type,
        "company": wanted.company,
    }
    fits = pd.Series(True, index=events.index)
    for column, value in asked.items():
        if value is not None:
            fits &= events[column] == value
    if wanted.direction == NOT_STATED:
        fits &= events["jobs_direction"].isna()
    elif wanted.direction is not None:
        fits &= (events["jobs_direction"] == wanted.direction).fillna(False).astype(bool)
    return events[fits]


def counted(events: pd.DataFrame) -> pd.Series:
    """Return which rows go into a sum: the one of their case that may, with a number, lost or created."""
    return events["count_jobs"] & events["jobs_direction"].isin(COUNTED) & events["jobs"].notna()


def gross(events: pd.DataFrame) -> Gross:
    """Return the gross announced jobs of these rows."""
    rows = events.loc[counted(events), ["jobs_direction", "jobs"]]
    found = dict.fromkeys(COUNTED, 0)
    for way, jobs in zip(rows["jobs_direction"].tolist(), rows["jobs"].tolist(), strict=True):
        found[way] += int(jobs)
    return Gross(**found)


def place_keys(events: pd.DataFrame) -> pd.Series:
    """Return the place of each row: the code of its municipality, of its district where none is known."""
    return events["municipality_code"].where(events["place_known"], events["area_code"])


def places(events: pd.DataFrame) -> pd.DataFrame:
    """Return one row per place and direction (lost, created, other) in the order of the first report.

    Columns: place, direction, area_code, municipality_name (missing where the place is the middle of the
    district), lon, lat, jobs (gross, missing where none is counted), reports, companies (tuple).
    """
    direction = events["jobs_direction"].where(events["jobs_direction"].isin(COUNTED), "other")
    jobs = events["jobs"].where(counted(events))
    rows = events.assign(place=place_keys(events), direction=direction, jobs=jobs)
    groups = rows.groupby(["place", "direction"], sort=False)
    firsts = groups[["area_code", "municipality_name", "lon", "lat"]].first()
    found = firsts.assign(jobs=groups["jobs"].sum(min_count=1), reports=groups.size())
    names: dict[Any, Any] = {key: tuple(dict.fromkeys(rows["company"].iloc[at])) for key, at in groups.indices.items()}
    return found.assign(companies=list(map(names.__getitem__, found.index))).reset_index()


def sums(events: pd.DataFrame, by: Literal["year", "area_code"]) -> pd.DataFrame:
    """Return gross announced jobs lost and created and the number of reports, per year or district (index)."""
    found: dict[object, dict[str, int]] = {}
    listed = (events[column].tolist() for column in (by, "jobs_direction", "jobs"))
    for key, way, jobs, own in zip(*listed, counted(events).tolist(), strict=True):
        line = found.setdefault(key, dict.fromkeys((*COUNTED, "reports"), 0))
        line["reports"] += 1
        if own:
            line[way] += int(jobs)
    frame = pd.DataFrame.from_dict(found, orient="index", columns=[*COUNTED, "reports"], dtype=int)
    return frame.rename_axis(by).sort_index()


def case_order(events: pd.DataFrame) -> list[str]:
    """Return the cases of these rows, the one with the newest report first.

    Dates are compared as they are written: a month stands before its days.
    """
    newest: dict[str, str] = {}
    for case, day in zip(events["case_id"].tolist(), events["announced_on"].tolist(), strict=True):
        newest[case] = max(newest.get(case, ""), day)
    return sorted(sorted(newest), key=newest.__getitem__, reverse=True)


def reversed_by(row: pd.Series, later: pd.DataFrame) -> bool:
    """Return whether later rows take back what a row says, rather than carry it on.

    So it is where the register calls it superseded; and of what was only announced, where a rescue follows, or a
    smaller number of the same kind. What has happened is not taken back by what follows.
    """
    if row["status"] == "superseded":
        return True
    if row["status"] != "announced":
        return False
    if later["event_type"].eq("rescue").any():
        return True
    alike = later[(later["jobs_direction"] == row["jobs_direction"]).fillna(False).astype(bool)]
    return bool(pd.notna(row["jobs"]) and (alike["jobs"].dropna() < row["jobs"]).any())


def covered_years(coverage: pd.DataFrame, land_code: str) -> frozenset[int]:
    """Return the years in which no row of a Land means "none in the register"."""
    own = coverage[coverage["area_code"] == land_code]
    spans = zip(own["first_year"].tolist(), own["last_year"].tolist(), strict=True)
    return frozenset(year for first, last in spans for year in range(int(first), int(last) + 1))


def coverage_matrix(
    events: pd.DataFrame, coverage: pd.DataFrame, lands: dict[str, str], years: Collection[int]
) -> pd.DataFrame:
    """Return the number of reports per district (index, in the order of `lands`: its Land) and year (column).

    Missing where there is no report and the register does not cover Land and year: not the same as none.
    """
    counts = events.groupby(["area_code", "year"]).size()
    covered = {land: covered_years(coverage, land) for land in set(lands.values())}
    cells = {
        year: [counts.get((code, year), 0 if year in covered[land] else pd.NA) for code, land in lands.items()]
        for year in sorted(years)
    }
    return pd.DataFrame(cells, index=pd.Index(lands, name="area_code"), dtype="Int64")
