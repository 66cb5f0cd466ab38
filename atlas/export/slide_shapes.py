"""Freeform shapes and marks on slides, each with its name, written as the file format has them (DrawingML)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from lxml import etree
from pptx.oxml.ns import qn

from atlas.charts.area_map import Fill, Pattern
from atlas.charts.colours import contrast
from atlas.export.picture_files import safe
from atlas.export.slide_page import EMU_PER_MM, HEIGHT_MM, Slide

Point = tuple[float, float]
# What a group has besides its shapes: its name and its place.
_EMPTY_GROUP = 2
_POINT_EMU = 12_700
# A letter is about half as wide as it is high.
_LETTER_EMU = 0.55 * _POINT_EMU
# Names of the file format for what is drawn across an area.
_PATTERNS: dict[Pattern, str] = {"hatched": "ltUpDiag", "dotted": "pct10", "lined": "ltHorz"}
_NAMESPACES = (
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line around or along a shape: its colour (#RRGGBB) and width in points."""

    colour: str
    width: float


@dataclass
class Canvas:
    """Where shapes are put: on a slide, or in a group of shapes. Places are mm from the slide's lower left corner."""

    slide: Slide
    tree: Any

    def freeform(
        self, rings: Sequence[Sequence[Point]], fill: Fill | None, line: Line | None, name: str, alt: str = "",
        *, closed: bool = True,
    ) -> None:  # fmt: skip
        """Draw rings (holes among them) or, not closed, lines as one shape."""
        left, right, bottom, top = _edges(rings)
        wide, high = max(right - left, 1), max(top - bottom, 1)
        path = "".join(_ring(ring, left, bottom, closed) for ring in rings)
        # A path that is not closed is not filled.
        kind = "" if closed else ' fill="none"'
        geometry = (
            "<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/>"
            f'<a:rect l="0" t="0" r="r" b="b"/><a:pathLst><a:path w="{wide}" h="{high}"{kind}>{path}</a:path>'
            "</a:pathLst></a:custGeom>"
        )
        self._put((left, bottom, wide, high), geometry, fill, line, name, alt)

    def mark(self, shape: str, at: Point, width: float, fill: Fill | None, line: Line | None, name: str) -> None:
        """Draw a shape of the file format (ellipse, diamond, triangle …) around a place, so wide (mm)."""
        side = round(width * EMU_PER_MM)
        x, y = _emu(at)
        turned = shape == "triangle-down"
        kind = "triangle" if shape.startswith("triangle") else shape
        geometry = f'<a:prstGeom prst="{kind}"><a:avLst/></a:prstGeom>'
        place = (x - side // 2, y - side // 2, side, side)
        self._put(place, geometry, fill, line, name, name, turned=turned)

    def word(self, text: str, at: Point, size: float, ground: str) -> None:
        """Write a word around a place, in the ink that stands out from the colour below it."""
        wide, high = round(len(text) * size * _LETTER_EMU), round(size * 1.3 * _POINT_EMU)
        x, y = _emu(at)
        place = (x - wide // 2, y - high // 2, wide, high)
        geometry = '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        self._put(place, geometry, None, None, text, "", _written(self.slide, text, size, ground))

    def _put(
        self, place: tuple[int, int, int, int], geometry: str, fill: Fill | None, line: Line | None, name: str,
        alt: str, text: str = "", *, turned: bool = False,
    ) -> None:  # fmt: skip
        left, top, wide, high = place
        number = next(self.slide.numbers)
        flip = ' flipV="1"' if turned else ""
        shape = (
            f'<p:sp {_NAMESPACES}><p:nvSpPr><p:cNvPr id="{number}" name={quoteattr(safe(name))} '
            f"descr={quoteattr(safe(alt))}/><p:cNvSpPr/><p:nvPr/></p:nvSpPr>"
            f'<p:spPr><a:xfrm{flip}><a:off x="{left}" y="{top}"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm>{geometry}'
            f"{_filled(fill, self.slide.ink.hatch)}{_lined(line)}</p:spPr>{text}</p:sp>"
        )
        self.tree.append(etree.fromstring(shape))
        self._grow(left, top, wide, high)

    def _grow(self, left: int, top: int, wide: int, high: int) -> None:
        """Make the group as large as what is in it; its own measure is that of the slide."""
        place = self.tree.find(qn("p:grpSpPr")).find(qn("a:xfrm"))
        off, ext, inner_off, inner_ext = place
        if len(self.tree) > _EMPTY_GROUP + 1:
            x, y = int(off.get("x")), int(off.get("y"))
            right, bottom = x + int(ext.get("cx")), y + int(ext.get("cy"))
            right, bottom = max(right, left + wide), max(bottom, top + high)
            left, top = min(left, x), min(top, y)
            wide, high = right - left, bottom - top
        for one in (off, inner_off):
            one.set("x", str(left))
            one.set("y", str(top))
        for one in (ext, inner_ext):
            one.set("cx", str(wide))
            one.set("cy", str(high))


def group(slide: Slide, name: str, alt: str) -> Canvas:
    """Return a group of shapes on the slide, with its own name and words for those who do not see it."""
    tree = slide.page.shapes._spTree
    number = next(slide.numbers)
    place = "<a:off/><a:ext/><a:chOff/><a:chExt/>"
    made = etree.fromstring(
        f'<p:grpSp {_NAMESPACES}><p:nvGrpSpPr><p:cNvPr id="{number}" name={quoteattr(safe(name))} '
        f"descr={quoteattr(safe(alt))}/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm>{place}</a:xfrm></p:grpSpPr></p:grpSp>"
    )
    tree.append(made)
    return Canvas(slide, tree[-1])


def _edges(rings: Iterable[Sequence[Point]]) -> tuple[int, int, int, int]:
    points = [_emu(point) for ring in rings for point in ring]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), max(xs), min(ys), max(ys)


def _emu(point: Point) -> tuple[int, int]:
    return round(point[0] * EMU_PER_MM), round((HEIGHT_MM - point[1]) * EMU_PER_MM)


def _ring(ring: Sequence[Point], left: int, top: int, closed: bool) -> str:
    steps = []
    for i, point in enumerate(ring[:-1] if closed and ring[0] == ring[-1] else ring):
        x, y = _emu(point)
        name = "lnTo" if i else "moveTo"
        steps.append(f'<a:{name}><a:pt x="{x - left}" y="{y - top}"/></a:{name}>')
    return "".join(steps) + ("<a:close/>" if closed else "")


def _filled(fill: Fill | None, hatch: str) -> str:
    if fill is None:
        return "<a:noFill/>"
    inside = f'<a:srgbClr val="{fill.colour[1:]}"/>'
    if not fill.pattern:
        return f"<a:solidFill>{inside}</a:solidFill>"
    across = f'<a:srgbClr val="{hatch[1:]}"/>'
    pattern = _PATTERNS[fill.pattern]
    return f'<a:pattFill prst="{pattern}"><a:fgClr>{across}</a:fgClr><a:bgClr>{inside}</a:bgClr></a:pattFill>'


def _lined(line: Line | None) -> str:
    if line is None:
        return "<a:ln><a:noFill/></a:ln>"
    fill = f'<a:solidFill><a:srgbClr val="{line.colour[1:]}"/></a:solidFill>'
    return f'<a:ln w="{round(line.width * 12_700)}">{fill}<a:round/></a:ln>'


def _written(slide: Slide, text: str, size: float, ground: str) -> str:
    ink = max((slide.ink.text, slide.ink.page), key=lambda one: contrast(one, ground))
    run = (
        f'<a:r><a:rPr lang="{slide.language}" sz="{round(size * 100)}"><a:solidFill><a:srgbClr val="{ink[1:]}"/>'
        f"</a:solidFill></a:rPr><a:t>{escape(safe(text))}</a:t></a:r>"
    )
    return (
        '<p:txBody><a:bodyPr wrap="none" lIns="0" tIns="0" rIns="0" bIns="0" anchor="ctr"/><a:lstStyle/>'
        f'<a:p><a:pPr algn="ctr"/>{run}</a:p></p:txBody>'
    )
