"""The map of districts as a plate: for print, slides and the press."""

from dataclasses import replace

from atlas.export.plate import Plate
from atlas.messages import Words
from atlas.ui.below import table
from atlas.ui.controls import Choice
from atlas.ui.figures import Figures, figures, sentence
from atlas.ui.map_areas import area_map
from atlas.ui.map_block import describe
from atlas.ui.visit import Visit


def map_plate(visit: Visit, choice: Choice) -> Plate:
    """Return the map of a choice: an indicator in a period, with the nodes of a day and, where chosen, events."""
    w = visit.words
    shown = figures(visit, choice)
    picture = describe(visit, choice, shown, sentence(visit, choice, shown))
    indicator, period = visit.local(choice.indicator, "title"), w.period(choice.period)
    said = replace(
        picture,
        title=message(w, indicator, period, shown) or picture.title,
        subtitle=w(
            "press.map_subtitle",
            indicator=indicator,
            area=picture.area,
            period=period,
            unit=visit.local(choice.indicator, "unit"),
        ),
        credit=str(visit.source("boundaries")["attribution"]),
        theme="light",
    )
    named = (indicator, picture.area, choice.period)
    own = bool(shown.districts["method"].dropna().ne("published").any())
    return Plate(said, area_map(visit, choice, shown, said), table(visit, choice, shown), named, own, figure="value")


def message(w: Words, indicator: str, period: str, shown: Figures) -> str:
    """Return a title that says where the figure is highest and lowest; '' where no one district is."""
    compared = shown.compared
    if len(compared) < 2:
        return ""
    highest = compared[compared["value"] == compared["value"].max()]["name"].tolist()
    lowest = compared[compared["value"] == compared["value"].min()]["name"].tolist()
    if len(highest) > 1 or len(lowest) > 1:
        return ""
    return w("press.map_message", indicator=indicator, period=period, highest=highest[0], lowest=lowest[0])
