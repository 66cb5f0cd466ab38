"""The map of patterns among neighbours for the press."""

from dataclasses import replace

from atlas.export.plate import Plate
from atlas.ui import patterns_below
from atlas.ui.controls import Choice
from atlas.ui.map_plates import boundaries
from atlas.ui.patterns import Patterns
from atlas.ui.patterns_map import content, picture_of
from atlas.ui.patterns_words import answer
from atlas.ui.visit import Visit


def patterns_map_plate(visit: Visit, choice: Choice, found: Patterns) -> Plate:
    """Return the map of the kinds of districts among their neighbours."""
    w = visit.words
    first, *rest = answer(visit, choice, found)
    told = " ".join(filter(None, [first, *rest]))
    credit = boundaries(visit, nodes=False)
    picture = replace(picture_of(visit, choice, told), subtitle=first, credit=credit, theme="light")
    named = (w("patterns.file"), visit.local(choice.indicator, "title"), picture.area, choice.period)
    sheet = patterns_below.table(visit, choice, found)
    return Plate(picture, content(visit, choice, found), sheet, named, own=True, figure="value")
