"""The map of the exposure index for the press."""

from dataclasses import replace

from atlas.export.plate import Plate
from atlas.ui import exposure_table
from atlas.ui.controls import Choice
from atlas.ui.exposure import Settings, index_of
from atlas.ui.exposure_map import pictured, scale_text
from atlas.ui.exposure_plates import first_title, newest_year
from atlas.ui.exposure_words import answer
from atlas.ui.map_areas import area_map
from atlas.ui.map_plates import boundaries
from atlas.ui.visit import Visit


def exposure_map_plate(visit: Visit, choice: Choice, settings: Settings) -> Plate:
    """Return the map of the scores; raises what exposure.index_of raises (NO_INDEX)."""
    index = index_of(visit.store, settings)
    look, shown, picture = pictured(visit, choice, index, answer(visit, index, None, choice.district))
    picture = replace(
        picture,
        title=first_title(visit, index),
        subtitle=visit.words("press.exposure_map_subtitle", scale=scale_text(visit, index), year=newest_year(index)),
        credit=boundaries(visit),
        theme="light",
    )
    named = (visit.local(look.indicator, "title"), picture.area, look.period)
    content = area_map(visit, look, shown, picture)
    return Plate(picture, content, exposure_table.table(visit, index, None), named, own=True, figure="value")
