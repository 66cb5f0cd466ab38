"""Moran's scatter plot for the press."""

from atlas.export.plate import Plate
from atlas.picture import Picture
from atlas.ui import patterns_below
from atlas.ui.controls import Choice
from atlas.ui.patterns import Patterns
from atlas.ui.patterns_map import scattered
from atlas.ui.patterns_words import answer, way
from atlas.ui.visit import Visit


def scatter_plate(visit: Visit, choice: Choice, found: Patterns) -> Plate:
    """Return each district's figure against the mean of its neighbours."""
    w = visit.words
    title, area, period = (
        visit.local(choice.indicator, "title"),
        visit.area_name(choice.area_code),
        w.period(choice.period),
    )
    picture = Picture(
        kind="scatter",
        indicator_id=choice.indicator_id,
        area=area,
        period=choice.period,
        language=visit.language,
        title=w(f"press_rows.moran_{way(found)}", indicator=title),
        subtitle=w("press_rows.moran_subtitle", n=found.whole.n, area=area, period=period),
        source="",
        stand=period,
        alt=" ".join(answer(visit, choice, found)).strip(),
    )
    named = (w("patterns.file"), w("patterns.scatter_title"), title, area, choice.period)
    return Plate(picture, scattered(visit, choice, found), patterns_below.table(visit, choice, found), named, True, "z")
