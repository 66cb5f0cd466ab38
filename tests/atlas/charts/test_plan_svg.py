"""The map of a plan in print: well-formed, within its frame, names where they cover nothing."""

import re
from xml.etree import ElementTree

from atlas.charts.plan_svg import HEIGHT, MAP_WIDTH, plan_svg
from atlas.picture import Frame, NodeMark, NodeStatus, Spoke

FRAME = Frame(10.0, 50.0, 12.0, 51.0)
RING = [(10.0, 50.0), (10.0, 51.0), (12.0, 51.0), (12.0, 50.0), (10.0, 50.0)]
SITES = (
    NodeMark("a", "Anfang & Ende", "open", 11.0, 50.5),
    NodeMark("b", "Beinahe dort", "proposed", 11.1, 50.5),
    NodeMark("c", "Rand", "closed", 11.99, 50.99),
)
CALLED: dict[NodeStatus, str] = {
    "open": "bestehend",
    "proposed": "vorgeschlagen",
    "closed": "aufgegeben",
    "planned": "geplant",
}
SPOKE = Spoke("Dorf", 10.5, 50.25, "a", 11.0, 50.5, 1.0, "")
SVG = "{http://www.w3.org/2000/svg}"


def drawn() -> ElementTree.Element:
    """Return the picture, read as XML."""
    return ElementTree.fromstring(plan_svg([RING], FRAME, [SPOKE], SITES, CALLED))


def test_every_name_and_every_sign_in_use_is_told() -> None:
    texts = [one.text for one in drawn().iter(f"{SVG}text")]
    # Each name twice: the halo below it, and itself.
    assert [texts.count(site.name) for site in SITES] == [2, 2, 2]
    assert [word in texts for word in CALLED.values()] == [True, True, True, False]


def test_all_points_lie_within_the_map_true_to_scale() -> None:
    border = drawn().find(f"{SVG}path")
    assert border is not None
    points = [tuple(map(float, pair)) for pair in re.findall(r"(-?[\d.]+) (-?[\d.]+)", border.attrib["d"])]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    assert min(xs) >= 0 and max(xs) <= MAP_WIDTH and min(ys) >= 0 and max(ys) <= HEIGHT
    # Two degrees of longitude at 50.5° north are 1.272 times as far as one of latitude.
    assert abs((max(xs) - min(xs)) / (max(ys) - min(ys)) - 1.272) < 0.002


def test_names_cover_neither_each_other_nor_a_sign() -> None:
    told = {one.text: one for one in drawn().iter(f"{SVG}text") if "stroke" not in one.attrib}
    first, second = told["Anfang & Ende"], told["Beinahe dort"]
    assert float(first.attrib["x"]) < float(second.attrib["x"]) - 50 or first.attrib["y"] != second.attrib["y"]
    assert float(told["Rand"].attrib["x"]) < MAP_WIDTH
