"""A map of areas in print: how map and legend share the room, and what is drawn when."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from atlas.charts.area_map import AreaMap, KeyGroup
from atlas.charts.printed.map_field import SCREEN_LETTERS_PX, Field, Plane, field_in, plane_of, scale_in
from atlas.charts.printed.map_ground import draw_ground
from atlas.charts.printed.map_key import Key, draw_key, laid_out
from atlas.charts.printed.map_marks import draw_marks, draw_scale_bar, draw_ways, mark_factor, placed_events
from atlas.charts.printed.map_names import Written, names_on, nodes_first, numbers_on, write_names
from atlas.charts.printed.page import PT_PER_MM, Box, Page
from atlas.picture import EventMark, Picture

# Shares of the body's width that a legend beside the map may take.
_BESIDE = (0.2, 0.24, 0.28, 0.32, 0.37, 0.42, 0.47)
_MOST_COLUMNS = 6
_GAP_MM = 1.4
# A map is at least as large as this, beside the largest one that the body could hold; else the legend says less.
_LEAST = 0.55
_NEARLY = 0.93
# The key of numbers may make the map this much smaller.
_LEAST_NUMBERED = 0.6


@dataclass(frozen=True)
class Plan:
    """Where the map and its legend stand."""

    map: Box
    key: Key
    key_box: Box
    scale: float


def area_map(page: Page, body: Box, picture: Picture, content: AreaMap) -> None:
    """Draw a map of areas with names or numbers, marks, scale bar and legend."""
    plane = plane_of(picture, content)
    plan, field = _planned(page, body, plane, content, ())
    events = placed_events(field, picture)
    written = _names(field, picture, content, events)
    if written is None:
        numbered, its_field = _planned(page, body, plane, content, [area.name for area in content.areas])
        # Where the names leave no room for the legend, or hardly any for the map, those are worth more than the names.
        written = []
        if numbered.key.rows and numbered.scale >= _LEAST_NUMBERED * plan.scale:
            plan, field = numbered, its_field
            events = placed_events(field, picture)
            written = numbers_on(field, picture, content, events)
    draw_ground(field, picture, content)
    draw_ways(field, content)
    draw_scale_bar(field, [name.box for name in written])
    write_names(field, written)
    draw_marks(field, picture, content, events)
    draw_key(page, plan.key, plan.key_box, picture, content, field.px * mark_factor(field))


def _names(field: Field, picture: Picture, content: AreaMap, events: Sequence[EventMark]) -> list[Written] | None:
    """Return the names of a map; None where areas must be told and not all of them have room for theirs."""
    if not field.page.finish.labels:
        return []
    if content.told == "nodes":
        return nodes_first(field, picture, content)
    return names_on(field, picture, content, events)


def _planned(page: Page, body: Box, plane: Plane, content: AreaMap, told: Sequence[str]) -> tuple[Plan, Field]:
    """Return the arrangement with the largest map: legend below or beside, in more or fewer columns.

    Where the legend leaves too little of it, it goes without its notes, then without counts and titles.
    """
    largest = scale_in(body.width, body.height, plane)
    px = page.letters.body / SCREEN_LETTERS_PX / PT_PER_MM
    found: list[Plan] = []
    for groups in _ever_less(content.key):
        found += _arrangements(page, body, plane, groups, told, px)
        if found and max(plan.scale for plan in found) >= _LEAST * largest:
            break
    if not found:
        # Nothing fits: a map alone is right, half a legend is not.
        found = [Plan(body, Key((), 1.0, 0.0, 5.0), body, largest)]
    best = max(plan.scale for plan in found)
    # A map a little smaller is worth a legend that breaks fewer lines.
    plan = min((plan for plan in found if plan.scale >= _NEARLY * best), key=lambda plan: (plan.key.rows, -plan.scale))
    return plan, field_in(page, plan.map, plane)


def _ever_less(groups: tuple[KeyGroup, ...]) -> Iterator[tuple[KeyGroup, ...]]:
    yield groups
    bare = tuple(replace(group, note="") for group in groups if group.rows)
    yield bare
    yield tuple(
        replace(group, title=group.title if i == 0 else "", rows=tuple(replace(row, count="") for row in group.rows))
        for i, group in enumerate(bare)
    )


def _arrangements(
    page: Page, body: Box, plane: Plane, groups: tuple[KeyGroup, ...], told: Sequence[str], px: float
) -> Iterator[Plan]:
    for columns in range(1, _MOST_COLUMNS + 1):
        key = laid_out(page, groups, told, body.width, columns, px)
        if not key.cramped and key.height < body.height * 0.75:
            yield _below(body, plane, key)
        for share in _BESIDE:
            for beside in (1, 2) if columns == 1 else ():
                key = laid_out(page, groups, told, body.width * share, beside, px)
                if not key.cramped and key.height <= body.height:
                    yield _beside(body, plane, key)


def _below(body: Box, plane: Plane, key: Key) -> Plan:
    room = body.without(bottom=key.height + _GAP_MM)
    _, south, _, north = plane.bounds
    scale = scale_in(room.width, room.height, plane)
    # The legend follows the map, not the lower edge of the page.
    high = min(room.height, (north - south) * scale * 1.08)
    free = (room.height - high) / 2
    box = Box(room.left, room.bottom + free, room.width, high)
    return Plan(box, key, Box(body.left, box.bottom - _GAP_MM - key.height, key.whole, key.height), scale)


def _beside(body: Box, plane: Plane, key: Key) -> Plan:
    room = body.without(right=key.whole + 2 * _GAP_MM)
    scale = scale_in(room.width, room.height, plane)
    return Plan(room, key, Box(room.right + 2 * _GAP_MM, body.bottom, key.whole, body.height), scale)
