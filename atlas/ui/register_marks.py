"""The marks of the register: reports at their places and at their days, and what the marks mean."""

from html import escape
from typing import Any

from atlas.analysis.register import places
from atlas.charts.event_marks import SizeRow, event_rows, size_rows
from atlas.charts.timeline import drawn_day
from atlas.messages import Words
from atlas.picture import Direction, EventMark, Theme, TimeMark
from atlas.store import Row, records
from atlas.ui.register import Register
from atlas.ui.register_words import Report, reports
from atlas.ui.visit import Visit, is_known

WAYS = ("lost", "created")


def time_marks(visit: Visit, register: Register) -> tuple[TimeMark, ...]:
    """Return a mark per report shown, at its day."""
    told = reports(visit.store, visit.language)
    return tuple(_time_mark(visit.words, told[key]) for key in register.rows["event_id"].tolist())


def place_marks(visit: Visit, register: Register) -> tuple[EventMark, ...]:
    """Return a mark per place and direction of the reports shown; its jobs are their gross sum."""
    return tuple(_place_mark(visit, row) for row in records(places(register.rows)))


def legend(
    w: Words,
    sized: tuple[EventMark, ...] | tuple[TimeMark, ...],
    at_days: tuple[TimeMark, ...],
    shade: Theme,
    size_title: str = "",
) -> str:
    """Return what shapes and the sizes of the marks `sized` mean, as HTML; without a title these are places."""
    ways = "".join(_item(row.image, row.px, way_name(w, row.direction)) for row in event_rows(at_days, shade))
    sizes = "".join(_item(row.image, row.px, size_text(w, row)) for row in size_rows(sized, shade))
    hollow = "" if all(mark.exact for mark in at_days) else f"<p class=small>{escape(w('events.hollow'))}</p>"
    section = (
        f"<section><p>{escape(size_title or w('events.legend_size'))}</p><ul>{sizes}</ul></section>" if sizes else ""
    )
    every = f"<p class=small>{escape(w('events.every_report'))}</p>"
    first = f"<section><p>{escape(w('events.legend'))}</p><ul>{ways}</ul>{every}{hollow}</section>"
    return f'<div class="atlas-legend atlas-register-legend">{first}{section}</div>'


def print_legend(w: Words, marks: tuple[TimeMark, ...]) -> dict[str, Any]:
    """Return what shapes and sizes of marks mean, in words for a printed timeline: its ways, sizes and note."""
    hollow = "" if all(mark.exact for mark in marks) else w("events.hollow")
    return {
        "ways": tuple((row.direction, way_name(w, row.direction)) for row in event_rows(marks, "light")),
        "sizes": tuple((row.jobs, size_text(w, row)) for row in size_rows(marks, "light")),
        "note": hollow,
    }


def _time_mark(w: Words, report: Report) -> TimeMark:
    row = report.row
    day, exact = drawn_day(row["announced_on"])
    lines = [f"{report.day}: {report.kind}", report.jobs]
    if report.later:
        word = w("events.superseded" if report.taken_back else "events.continued")
        lines += [f"{word} {w('events.see', later=later)}" for later in report.later]
    jobs = int(row["jobs"]) if is_known(row["jobs"]) else None
    direction: Direction = row["jobs_direction"] if row["jobs_direction"] in WAYS else "other"
    return TimeMark(row["event_id"], day, exact, row["area_code"], direction, jobs, row["company"], tuple(lines))


def _place_mark(visit: Visit, row: Row) -> EventMark:
    w = visit.words
    jobs = int(row["jobs"]) if is_known(row["jobs"]) else None
    if row["place"] == row["area_code"]:
        name = w("events.place_unknown", district=visit.area_name(row["area_code"]))
    else:
        name = row["municipality_name"].partition(",")[0]
    told = w("events.place_not_counted")
    if jobs is not None:
        told = w("events.place_jobs", jobs=w(f"event_jobs.{row['direction']}", n=jobs))
    lines = (way_name(w, row["direction"]), told, w("events.reports", n=row["reports"]), *row["companies"])
    key = f"{row['place']}:{row['direction']}"
    return EventMark(key, row["lon"], row["lat"], row["direction"], jobs, name, lines)


def way_name(w: Words, direction: str) -> str:
    """Return what a mark of a direction means for jobs."""
    return w(f"event_direction.{direction}") if direction in WAYS else w("events.legend_other")


def _item(image: str, px: int, text: str) -> str:
    return f'<li><img src="{image}" alt="" width="{px}" height="{px}">{escape(text)}</li>'


def size_text(w: Words, row: SizeRow) -> str:
    """Return for how many jobs a mark of a size stands."""
    number = w.number(row.jobs)
    if row.or_less:
        return w("events.size_or_less", jobs=number)
    return w("events.size_or_more", jobs=number) if row.or_more else number
