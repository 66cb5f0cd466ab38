"""What is said of a report of the register, never more than its row says: date, type, jobs, what became of it."""

from dataclasses import dataclass

import pandas as pd

from atlas.analysis.register import Filter, counted, covered_years, gross, reversed_by
from atlas.messages import Words, words
from atlas.store import Row, Store, kept, records
from atlas.ui.register import filter_text, of
from atlas.ui.visit import Visit, is_known


@dataclass(frozen=True)
class Report:
    """A row of the register and the words for it.

    `later` and `earlier` name the reports that replaced it and that it replaced; `taken_back` says whether the
    later ones take it back.
    """

    row: Row
    day: str
    kind: str
    jobs: str
    counted: bool
    later: tuple[str, ...]
    earlier: tuple[str, ...]
    taken_back: bool


@kept(16)
def reports(store: Store, language: str) -> dict[str, Report]:
    """Return all reports by event_id, in the words of a language: they do not depend on any filter."""
    w = words(language)
    events = store.events()
    rows = {row["event_id"]: row for row in records(events)}
    named = {key: _named(w, row) for key, row in rows.items()}
    links = store.event_links()
    pairs = links[links["kind"] == "superseded_by"]
    later: dict[str, list[str]] = {key: [] for key in rows}
    earlier: dict[str, list[str]] = {key: [] for key in rows}
    for first, second in zip(pairs["event_id"].tolist(), pairs["other_id"].tolist(), strict=True):
        later[first].append(second)
        earlier[second].append(first)
    frame = events.set_index("event_id", drop=False)
    sums = dict(zip(events["event_id"].tolist(), counted(events).tolist(), strict=True))
    return {
        key: Report(
            row,
            w.period(row["announced_on"]),
            w(f"event_type.{row['event_type']}"),
            jobs_text(w, row),
            sums[key],
            tuple(named[other] for other in sorted(later[key], key=lambda other: rows[other]["announced_on"])),
            tuple(named[other] for other in sorted(earlier[key], key=lambda other: rows[other]["announced_on"])),
            reversed_by(frame.loc[key], frame.loc[later[key]]),
        )
        for key, row in rows.items()
    }


def jobs_text(w: Words, row: Row) -> str:
    """Return what a row says of jobs: number and direction, or that it gives no number."""
    direction = row["jobs_direction"] if is_known(row["jobs_direction"]) else "none"
    if not is_known(row["jobs"]) or direction == "none":
        return w(f"event_unknown.{direction}")
    return w(f"event_jobs.{direction}", n=int(row["jobs"]))


@kept(256)
def answer(store: Store, wanted: Filter, language: str) -> tuple[str, ...]:
    """Return the sentences that answer the page's question for a filter."""
    w = words(language)
    rows = of(store, wanted).rows
    opening = filter_text(w, store.names[language], wanted)
    if rows.empty:
        return (w("events.none", filter=opening),)
    told = [w("events.opening", filter=opening)] if opening else []
    # As written: a month comes before its days, so the first and the last are as precise as known.
    days = sorted(rows["announced_on"].tolist())
    first, last = w.period(days[0]), w.period(days[-1])
    held = {"reports": w("events.reports", n=len(rows)), "cases": w("events.cases", n=rows["case_id"].nunique())}
    if first == last:
        told.append(w("events.held_one_day", first=first, **held))
    else:
        told.append(w("events.held", first=first, last=last, **held))
    sums = gross(rows)
    parts = [
        w(f"event_jobs.{way}", n=jobs) for way, jobs in (("lost", sums.lost), ("created", sums.created)) if jobs > 0
    ]
    told.append(w("events.sum", sums=w.list(parts)) if parts else w("events.sum_none"))
    beyond = uncovered_years(store, rows)
    return (*told, w("events.incomplete", years=w.list(map(str, beyond)))) if beyond else tuple(told)


def uncovered_years(store: Store, rows: pd.DataFrame) -> list[int]:
    """Return the years of these rows for which the register is not complete, oldest first."""
    coverage = store.event_coverage()
    pairs = set(zip(rows["land_code"].tolist(), rows["year"].tolist(), strict=True))
    covered = {land: covered_years(coverage, land) for land, _ in pairs}
    return sorted({year for land, year in pairs if year not in covered[land]})


def stand(visit: Visit) -> str:
    """Return the day of the newest report of the whole register, as precise as known."""
    return visit.words.period(str(visit.store.events()["announced_on"].max()))


def _named(w: Words, row: Row) -> str:
    """Return how another report names this one: 7. Dezember 2025: Stellenabbau, 200 Stellen fallen weg."""
    told = w(f"event_type.{row['event_type']}")
    if is_known(row["jobs"]):
        told = w("events.type_and_jobs", type=told, jobs=jobs_text(w, row))
    return w("events.named", date=w.period(row["announced_on"]), told=told)
