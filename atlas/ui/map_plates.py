"""The map of districts as a plate: for print, slides and the press."""

from dataclasses import replace

from atlas.export.plate import Plate
from atlas.ui.below import table
from atlas.ui.controls import Choice
from atlas.ui.figures import Figures, figures, sentence
from atlas.ui.map_areas import area_map
from atlas.ui.map_block import describe
from atlas.ui.nodes import places_line
from atlas.ui.visit import Visit

# A title beside a picture is read at a glance.
LONGEST_HEADLINE = 140


def map_plate(visit: Visit, choice: Choice) -> Plate:
    """Return the map of a choice: an indicator in a period, with the nodes of a day and, where chosen, events."""
    w = visit.words
    shown = figures(visit, choice)
    picture = describe(visit, choice, shown, sentence(visit, choice, shown))
    indicator, period = visit.local(choice.indicator, "title"), w.period(choice.period)
    said = replace(
        picture,
        title=_chosen(visit, choice, shown) or message(visit, choice, shown) or picture.title,
        subtitle=w(
            "press.map_subtitle",
            indicator=indicator,
            area=picture.area,
            period=period,
            unit=visit.local(choice.indicator, "unit"),
        ),
        credit=boundaries(visit),
        theme="light",
    )
    named = (indicator, *_district(visit, choice), picture.area, choice.period)
    own = bool(shown.districts["method"].dropna().ne("published").any())
    content = area_map(visit, choice, shown, said)
    return Plate(said, content, table(visit, choice, shown), named, own, figure="value")


def boundaries(visit: Visit, nodes: bool = True) -> str:
    """Return whose boundaries, and places of nodes, a printed map is drawn with; its figures' source stands beside."""
    told = [str(visit.source("boundaries")["attribution"]), places_line(visit) if nodes else ""]
    return " · ".join(filter(None, told))


def headline(sentence: str, otherwise: str) -> str:
    """Return a sentence as a title, without its full stop; another title where there is none or it is too long."""
    return sentence.rstrip(".:") if 0 < len(sentence) <= LONGEST_HEADLINE else otherwise


def _district(visit: Visit, choice: Choice) -> tuple[str, ...]:
    return (visit.area_name(choice.district),) if choice.district else ()


def _chosen(visit: Visit, choice: Choice, shown: Figures) -> str:
    """Return a title that says the figure of the chosen district; '' where none is chosen or it has no figure."""
    rows = shown.known.set_index("area_code")["value"].to_dict()
    if choice.district is None or choice.district not in rows:
        return ""
    return visit.words(
        "press_series.only",
        name=visit.area_name(choice.district),
        indicator=visit.local(choice.indicator, "title"),
        value=visit.figure(choice.indicator, rows[choice.district]),
        last=visit.words.period(choice.period),
    )


def message(visit: Visit, choice: Choice, shown: Figures) -> str:
    """Return a title that says from where to where the figures go; '' where no one district is highest and lowest."""
    compared = shown.compared
    if len(compared) < 2:
        return ""
    order = compared.sort_values("value")
    ends = order.iloc[[0, -1]]
    if compared["value"].isin(ends["value"]).sum() > len(ends):
        return ""
    (low_name, high_name), (low, high) = (
        ends["name"],
        (visit.short_figure(choice.indicator, value) for value in ends["value"]),
    )
    indicator, period = visit.local(choice.indicator, "title"), visit.words.period(choice.period)
    given = {"low_names": low_name, "high_names": high_name, "low": low, "high": high}
    return visit.words("press_series.range", indicator=indicator, year=period, **given)
