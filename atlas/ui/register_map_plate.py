"""The map of the register of events for the press."""

from dataclasses import replace

from atlas.export.plate import Plate
from atlas.ui import address
from atlas.ui.map_plates import boundaries, headline
from atlas.ui.register import Register
from atlas.ui.register_files import sheet
from atlas.ui.register_map import content, picture_of
from atlas.ui.register_marks import place_marks
from atlas.ui.register_words import answer, stand
from atlas.ui.visit import Visit


def register_map_plate(visit: Visit, register: Register) -> Plate:
    """Return the map of the places of the reports shown."""
    w = visit.words
    first, *rest = answer(visit.store, register.wanted, visit.language)
    picture = picture_of(visit, register, place_marks(visit, register), "light")
    title = headline(rest[0] if rest else first, picture.title)
    subtitle = f"{picture.title}, {register.said(visit)}. {first}"
    credit = boundaries(visit, nodes=False)
    picture = replace(picture, title=title, subtitle=subtitle, credit=credit, period=_span(visit, register))
    named = (w("events.about_title", filter=""), w("events.map_title"), register.said(visit))
    table = sheet(visit, register, address.link(), coded=False)
    return Plate(picture, content(visit, register, picture), table, named, own=True)


def _span(visit: Visit, register: Register) -> str:
    """Return from when to when the reports shown are; the day of the newest one of all where none is shown."""
    days = sorted(str(day) for day in register.rows["announced_on"])
    if not days:
        return stand(visit)
    first, last = (visit.words.period(day) for day in (days[0], days[-1]))
    return first if first == last else visit.words("events.span", first=first, last=last)
