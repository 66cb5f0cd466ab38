"""The legend of a printed map: its signs and words in columns, as high as they need to be."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from atlas.charts.area_map import AreaMap, Fill, KeyGroup, KeyRow, class_fill
from atlas.charts.event_marks import mark_px
from atlas.charts.pattern_kinds import fill as kind_colour
from atlas.charts.printed.map_field import FINER, SCREEN_LETTERS_PX
from atlas.charts.printed.map_ground import across
from atlas.charts.printed.map_marks import draw_dot, draw_event, draw_kind, draw_node
from atlas.charts.printed.page import PT_PER_MM, Box, Page
from atlas.charts.typeface import lines_of, width_pt
from atlas.picture import Picture

# Widths in sizes of the letters: of a sign, between it and its text, between columns.
_SIGN, _GAP, _BETWEEN = 2.1, 0.55, 1.6
_ORDER = 4.0


@dataclass(frozen=True)
class Line:
    """A row of the legend made ready: its sign, its text in lines, how high it is (mm)."""

    row: KeyRow | None
    number: str
    lines: tuple[str, ...]
    height: float
    bold: bool = False
    # A title stays with what follows it.
    held: bool = False
    sign_mm: float = 0.0
    quiet: bool = False
    cramped: bool = False


@dataclass(frozen=True)
class Key:
    """A legend in columns of a width (mm), and how high it is."""

    columns: tuple[tuple[Line, ...], ...]
    width: float
    height: float
    size: float
    # Whether a word had to be broken.
    cramped: bool = False

    @property
    def rows(self) -> int:
        """Return how many lines of text there are in all columns."""
        return sum(len(line.lines) for column in self.columns for line in column)

    @property
    def whole(self) -> float:
        """Return the width of all columns."""
        return len(self.columns) * self.width + (len(self.columns) - 1) * between_mm(self.size)


def between_mm(size: float) -> float:
    """Return the room between columns of letters of a size (pt)."""
    return size * _BETWEEN / PT_PER_MM


def laid_out(page: Page, groups: Sequence[KeyGroup], told: Sequence[str], room: float, columns: int, px: float) -> Key:
    """Return the legend in so many columns that share a width (mm), none much higher than the others.

    `told` are the names that numbers on the map stand for, from 1. `px` is a px of marks on the map, in mm.
    """
    size = max(page.letters.body * 0.88, 5.0)
    width = (room - (columns - 1) * between_mm(size)) / columns
    lines = _lines(page, groups, told, size, width, px)
    height = max(sum(line.height for line in lines) / columns, _tallest(lines))
    while len(found := _flown(lines, height)) > columns:
        height += page.line_mm(size) * 0.5
    used = max((sum(line.height for line in column) for column in found), default=0.0)
    return Key(found, width, used, size, any(line.cramped for line in lines))


def draw_key(page: Page, key: Key, box: Box, picture: Picture, content: AreaMap, px: float) -> None:
    """Draw a legend from the upper left corner of a box."""
    step, left = page.line_mm(key.size), box.left
    sign, gap = key.size * _SIGN / PT_PER_MM, key.size * _GAP / PT_PER_MM
    for column in key.columns:
        top = box.top
        for line in column:
            beside = 0.0
            if line.number:
                wide = width_pt(line.number, key.size, True) / PT_PER_MM
                number = key.size * 1.25 / PT_PER_MM
                page.write(left + number - wide, top - 0.8 * step, line.number, key.size, bold=True)
                beside = number + gap
            elif line.row is not None:
                wide = max(sign, line.sign_mm)
                place = Box(left, top - line.height, wide, max(line.height, step))
                if line.sign_mm <= step:
                    place = Box(left, top - step, wide, step)
                _draw_sign(page, line.row, place, picture, content, px)
                beside = wide + gap
            first = top - max(line.sign_mm - step, 0) / 2 if len(line.lines) == 1 else top
            ink = page.ink.quiet_text if line.quiet else page.ink.text
            for i, text in enumerate(line.lines):
                page.write(left + beside, first - (i + 0.8) * step, text, key.size, bold=line.bold, colour=ink)
            top -= line.height
        left += key.width + between_mm(key.size)


def _lines(
    page: Page, groups: Sequence[KeyGroup], told: Sequence[str], size: float, width: float, px: float
) -> list[Line]:
    step = page.line_mm(size)
    found: list[Line] = []

    def add(text: str, row: KeyRow | None = None, number: str = "", **more: bool) -> None:
        sign = _sign_mm(row, px) if row else 0.0
        beside = (max(size * _SIGN / PT_PER_MM, sign) if row else size * 1.25 / PT_PER_MM if number else -gap) + gap
        lines = tuple(lines_of(text, size, (width - beside) * PT_PER_MM, bold=more.get("bold", False)))
        # A line that ends inside a word is one that was cut.
        cut = any(a[-1].isalnum() and b[0].isalnum() and a + b in text for a, b in pairwise(lines))
        height = max(len(lines) * step, sign * 1.04) + extra
        found.append(Line(row, number, lines, height, sign_mm=sign, cramped=cut, **more))

    gap, extra = size * _GAP / PT_PER_MM, step * 0.12
    for group in groups:
        if found:
            found.append(Line(None, "", (), step * 0.35, held=True))
        # A group stays in one column; only the list of names goes over several.
        parts = len(group.rows) + bool(group.note)
        if group.title:
            add(group.title, bold=True, held=parts > 0)
        for i, row in enumerate(group.rows, 1):
            add(f"{row.text} ({row.count})" if row.count else row.text, row, held=i < parts)
        if group.note:
            add(group.note, quiet=True)
    if told:
        if found:
            found.append(Line(None, "", (), step * 0.35, held=True))
        for i, name in enumerate(told, 1):
            add(name, number=str(i))
    return found


def _tallest(lines: Sequence[Line]) -> float:
    """Return how high the highest group of lines is that stays together."""
    tallest = used = 0.0
    for line in lines:
        used += line.height
        tallest = max(tallest, used)
        used = used if line.held else 0.0
    return tallest


def _flown(lines: Sequence[Line], height: float) -> tuple[tuple[Line, ...], ...]:
    """Return the lines in columns up to a height; a held line does not end one, an empty one does not begin one."""
    columns: list[list[Line]] = [[]]
    for i, line in enumerate(lines):
        ahead, at = line.height, i
        while lines[at].held and at + 1 < len(lines):
            at += 1
            ahead += lines[at].height
        used = sum(other.height for other in columns[-1])
        if columns[-1] and used + ahead > height + 1e-6:
            columns.append([])
        if columns[-1] or line.lines:
            columns[-1].append(line)
    return tuple(tuple(column) for column in columns)


def _sign_mm(row: KeyRow, px: float) -> float:
    """Return how high a sign is where it is drawn as large as on the map."""
    return mark_px(int(row.which)) * px if row.sign == "size" else 0.0


def _draw_sign(page: Page, row: KeyRow, box: Box, picture: Picture, content: AreaMap, px: float) -> None:
    at = (box.left + box.width / 2, box.bottom + box.height / 2)
    high = min(box.height, page.line_mm(page.letters.body)) * 0.82
    which = row.which
    if row.sign in ("class", "few", "none", "ground"):
        _draw_fill(page, _fill(page, row, picture), Box(box.left, at[1] - high / 2, box.width, high), px)
    elif row.sign == "kind":
        look = Fill(kind_colour(str(which), page.theme))
        _draw_fill(page, look, Box(box.left, at[1] - high / 2, box.width, high), px)
        draw_kind(page, at, str(which), high * 0.8, _ORDER + 0.2)
    elif row.sign == "node":
        draw_node(page, at, which, high * 1.15 / 24, _ORDER)  # type: ignore[arg-type]
    elif row.sign == "event":
        draw_event(page, at, which, high, high / 16, _ORDER)  # type: ignore[arg-type]
    elif row.sign == "size":
        direction = picture.events[0].direction if picture.events else "lost"
        draw_event(page, at, direction, mark_px(int(which)) * px, px, _ORDER)
    elif row.sign in ("dot", "shape"):
        step, beyond = (int(which), False) if row.sign == "dot" else (2, which == "beyond")
        draw_dot(page, at, high * (0.72 if beyond else 0.8), step, beyond, _ORDER)
    elif row.sign == "chosen":
        for ink, width in ((page.ink.chosen_casing, 6.0), (page.ink.chosen_border, 3.0)):
            _draw_line(page, box, at[1], ink, width)
    else:
        ink, width = (page.ink.spoke, 0.6) if row.sign == "spoke" else (page.ink.region_border, 2.2)
        _draw_line(page, box, at[1], ink, width)


def _draw_line(page: Page, box: Box, y: float, ink: str, width_px: float) -> None:
    width = max(width_px * page.letters.body / SCREEN_LETTERS_PX * FINER, 0.25)
    page.sheet.plot([box.left, box.right], [y, y], color=ink, linewidth=width, zorder=_ORDER)


def _fill(page: Page, row: KeyRow, picture: Picture) -> Fill:
    if row.sign == "class":
        return class_fill(int(row.which), picture)
    plain = {"few": Fill(page.ink.few, "dotted"), "none": Fill(page.ink.no_data, "hatched")}
    return plain.get(row.sign, Fill(page.ink.ground))


def _draw_fill(page: Page, look: Fill, box: Box, px: float) -> None:
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    corners = [(box.left, box.bottom), (box.right, box.bottom), (box.right, box.top), (box.left, box.top)]
    path = Path([*corners, corners[0]])
    # A class as pale as the page has an edge here, where no neighbour shows it.
    page.sheet.add_artist(
        PathPatch(path, facecolor=look.colour, edgecolor=page.ink.quiet_text, linewidth=0.3, zorder=_ORDER)
    )
    if look.pattern:
        across(page, path, look, _ORDER + 0.1, "key", px)
