"""The register over time for the press."""

from atlas.charts.timeline import Timeline
from atlas.export.plate import Plate
from atlas.picture import Picture
from atlas.ui import address, register_files, register_map
from atlas.ui.register import Register, filter_text
from atlas.ui.register_marks import time_marks
from atlas.ui.register_words import answer, stand
from atlas.ui.visit import Visit


def timeline_plate(visit: Visit, register: Register) -> Plate:
    """Return the reports shown, a lane per district."""
    content = register_map.timeline(visit, register, time_marks(visit, register))
    names = visit.store.names[visit.language]
    area = filter_text(visit.words, names, register.wanted) or visit.area_name(visit.home_area)
    return reports_plate(visit, register, content, area)


def reports_plate(visit: Visit, register: Register, content: Timeline, area: str) -> Plate:
    """Return reports as they were laid out over time; `area` names whose they are, or which."""
    w, placed = visit.words, content.layout()
    span = f"{placed.first.year}–{placed.last.year}"
    picture = Picture(
        kind="timeline",
        indicator_id="events",
        area=area,
        period=span,
        language=visit.language,
        title=w("press_events.reports", area=area, reports=w("events.reports", n=len(register.rows)), period=span),
        subtitle=w("press_events.by_time"),
        source="",
        stand=stand(visit),
        notes=(w("events.caveat_gross"),),
        alt=" ".join(answer(visit.store, register.wanted, visit.language)),
    )
    sheet = register_files.sheet(visit, register, address.link(), coded=False)
    return Plate(picture, content, sheet, (w("events.timeline_title"), area, span), figure="jobs")
