"""The legends of maps as rows of words, for print: what each sign on the map stands for."""

from atlas.analysis.rates import LEAST_CASES
from atlas.charts.area_map import KeyGroup, KeyRow
from atlas.charts.event_marks import DIRECTIONS, size_rows
from atlas.charts.legend import STATUSES
from atlas.picture import Picture
from atlas.ui.controls import Choice
from atlas.ui.figures import Figures
from atlas.ui.nodes import confirmed, plural
from atlas.ui.register_marks import size_text, way_name
from atlas.ui.visit import Visit


def class_group(visit: Visit, choice: Choice, shown: Figures) -> KeyGroup:
    """Return the classes of a map with how many areas they hold, those of few cases, those without a figure."""
    w, districts = visit.words, shown.districts
    limits, k = shown.classes.limits, shown.classes.k
    decimals = int(choice.indicator["decimals"])
    rows = [
        KeyRow(
            "class",
            i,
            limits_text(visit, limits[i], limits[i + 1], i == k - 1, decimals),
            w.number(int((districts["class"] == i).sum())),
        )
        for i in range(k)
    ]
    if few := int(districts["few"].sum()):
        rows.append(KeyRow("few", "", w("few.legend", least=LEAST_CASES), w.number(few)))
    missing = districts[districts["value"].isna()].groupby("sign").size()
    for sign, n in missing.items():
        rows.append(KeyRow("none", str(sign), w("legend.no_data", meaning=w.sign(str(sign))), w.number(int(n))))
    return KeyGroup(w("legend.unit", unit=visit.local(choice.indicator, "unit")), tuple(rows), w("press.map_counts"))


def node_group(visit: Visit, picture: Picture) -> KeyGroup:
    """Return the signs of the nodes with their number, and the outline of the region."""
    w = visit.words
    found = [node.status for node in picture.nodes]
    rows = [
        KeyRow("node", status, w(f"node.{status}"), w.number(found.count(status)))
        for status in STATUSES
        if status in found
    ]
    title = w("legend.nodes", nodes=plural(visit), date=w.date(picture.nodes_on)) if rows and picture.nodes_on else ""
    # A status is as old as its last confirmation.
    note = confirmed(visit, picture.nodes_on) if rows and picture.nodes_on else ""
    return KeyGroup(title, (*rows, outline_row(visit)), note)


def outline_row(visit: Visit) -> KeyRow:
    """Return the row of the region's outline."""
    return KeyRow("region", "", visit.words("legend.outline", region=visit.region.called(visit.language)))


def chosen_row(visit: Visit, area_code: str) -> KeyRow:
    """Return the row of the chosen district's outline."""
    return KeyRow("chosen", area_code, visit.area_name(area_code))


def event_key(visit: Visit, picture: Picture) -> tuple[KeyGroup, ...]:
    """Return the marks of events by direction, the key to their sizes, the outline of the region."""
    w = visit.words
    sizes = [KeyRow("size", row.jobs, size_text(w, row)) for row in size_rows(picture.events, "light")]
    shapes = KeyGroup("", (*event_group(visit, picture, "").rows, outline_row(visit)))
    return (shapes, KeyGroup(w("events.legend_size"), tuple(sizes))) if sizes else (shapes,)


def event_group(visit: Visit, picture: Picture, title: str, note: str = "") -> KeyGroup:
    """Return the marks of events by direction, with how many there are."""
    found = [event.direction for event in picture.events]
    rows = [
        KeyRow("event", way, way_name(visit.words, way), visit.words.number(found.count(way)))
        for way in DIRECTIONS
        if way in found
    ]
    return KeyGroup(title, tuple(rows), note)


def limits_text(visit: Visit, low: float, high: float, last: bool, decimals: int) -> str:
    """Return from where to where a class goes, as it is read; `last`: the upper limit belongs to it."""
    w = visit.words
    if low == high:
        return w.number(low, decimals)
    return w("legend.last" if last else "legend.range", low=w.number(low, decimals), high=w.number(high, decimals))
