"""The register of events as frames: what is chosen, what may be added up, where and when, how complete.

All take rows as the store gives them (one row per report) and return new frames or plain values. Jobs are
gross announced jobs: only rows with `count_jobs` in the directions lost and created are ever added up.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

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
    rows = events[counted(events)]
    lost, created = (int(rows.loc[rows["jobs_direction"] == way, "jobs"].sum()) for way in COUNTED)
    return Gross(lost, created)


def place_keys(events: pd.DataFrame) -> pd.Series:
    """Return the place of each row: the code of its municipality, of its district where none is known."""
    return events["municipality_code"].where(events["place_known"], events["area_code"])


def places(events: pd.DataFrame) -> pd.DataFrame:
    """Return one row per place and direction (lost, created, other) in the order of the first report.

    Columns: place, direction, area_code, municipality_name (missing where the place is the middle of the
    district), lon, lat, jobs (gross, missing where none is counted), reports, companies (tuple).
    """
    rows = events.assign(
        place=place_keys(events),
        direction=events["jobs_direction"].where(events["jobs_direction"].isin(COUNTED), "other"),
        counted_jobs=events["jobs"].where(counted(events)),
    )
    return (
        rows.groupby(["place", "direction"], sort=False)
        .agg(
            area_code=("area_code", "first"),
            municipality_name=("municipality_name", "first"),
            lon=("lon", "first"),
            lat=("lat", "first"),
            jobs=("counted_jobs", _sum_of_known),
            reports=("event_id", "size"),
            companies=("company", lambda names: tuple(dict.fromkeys(names))),
        )
        .reset_index()
    )


def sums(events: pd.DataFrame, by: Literal["year", "area_code"]) -> pd.DataFrame:
    """Return gross announced jobs lost and created and the number of reports, per year or district (index)."""
    jobs = events["jobs"].where(counted(events), 0).astype(int)
    parts = {way: jobs.where(events["jobs_direction"] == way, 0) for way in COUNTED}
    return pd.DataFrame({by: events[by], **parts, "reports": 1}).groupby(by).sum().astype(int)


def case_order(events: pd.DataFrame) -> list[str]:
    """Return the cases of these rows, the one with the newest report first.

    Dates are compared as they are written: a month stands before its days.
    """
    newest = events.groupby("case_id")["announced_on"].max().reset_index()
    return newest.sort_values(["announced_on", "case_id"], ascending=[False, True])["case_id"].tolist()


def reversed_by(row: pd.Series, later: pd.DataFrame) -> bool:
    """Return whether later rows take back what a row says, rather than carry it on.

    So it is where the register calls it superseded, where a rescue follows, or a smaller number of the same kind.
    """
    if row["status"] == "superseded" or later["event_type"].eq("rescue").any():
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


def _sum_of_known(jobs: pd.Series) -> object:
    """Return the sum, missing where no number is known."""
    return jobs.sum(min_count=1)
