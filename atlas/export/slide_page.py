"""A slide: title and subtitle on top, a body, source and logo below; the embargo above all while it holds."""

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR
from pptx.oxml.ns import qn
from pptx.util import Emu, Pt

from atlas.charts.colours import INKS, Inks
from atlas.charts.printed.page import Box
from atlas.charts.typeface import lines_of
from atlas.export.picture_files import safe
from atlas.picture import Finish, Theme

# A wide slide as presentations have it, in mm.
WIDTH_MM, HEIGHT_MM = 338.67, 190.5
EMU_PER_MM = 36_000
_EDGE_MM, _GAP_MM = 11.0, 2.0
_TITLE_PT, _SUBTITLE_PT, _SOURCE_PT = 26, 14, 9
_MM_PER_PT = 25.4 / 72
_LINE = 1.2
_TAGS = {"de": "de-DE", "en": "en-GB"}
_LOGO_MM = 13.0


@dataclass
class Slide:
    """A slide in the making: the library's slide, its free box (mm) and its inks."""

    page: Any
    theme: Theme
    language: str
    body: Box
    # Downwards: the library gives its own shapes numbers above the highest one there is.
    numbers: Iterator[int] = field(default_factory=lambda: count(1_000_000, -1))

    @property
    def ink(self) -> Inks:
        """Return the colours of the theme."""
        return INKS[self.theme]

    def chart(self, kind: Any, data: Any) -> Any:
        """Put a native chart into the body and return it."""
        box = emu(self.body)
        return self.page.shapes.add_chart(kind, *box, data).chart

    def write(self, box: Box, text: str, size: float, *, bold: bool = False, ink: str = "", name: str = "") -> Any:
        """Write a text into a box of the slide."""
        shape = self.page.shapes.add_textbox(*emu(box))
        if name:
            shape.name = name
        fill_text(shape.text_frame, text, size, self.language, bold=bold, ink=ink or self.ink.text)
        return shape


def new_slide(deck: Any, theme: Theme, language: str, finish: Finish, title: str, subtitle: str, source: str) -> Slide:
    """Return a slide with all but its body; a plain one has neither title nor source."""
    page = deck.slides.add_slide(deck.slide_layouts[5])
    slide = Slide(page, theme, language, Box(_EDGE_MM, _EDGE_MM, WIDTH_MM - 2 * _EDGE_MM, HEIGHT_MM - 2 * _EDGE_MM))
    page.background.fill.solid()
    page.background.fill.fore_color.rgb = colour(slide.ink.page)
    if finish.embargo:
        _embargo(slide, finish.embargo)
    if finish.plain:
        page.shapes.title._element.getparent().remove(page.shapes.title._element)
        return slide
    _head(slide, title, subtitle)
    _foot(slide, source, finish.logo)
    return slide


def fill_text(frame: Any, text: str, size: float, language: str, *, bold: bool = False, ink: str) -> None:
    """Write a text into a frame, in a language, without margins."""
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.vertical_anchor = MSO_ANCHOR.TOP
    run = frame.paragraphs[0].add_run()
    run.text = safe(text)
    run.font.size, run.font.bold = Pt(size), bold
    run.font.color.rgb = colour(ink)
    run._r.get_or_add_rPr().set("lang", _TAGS[language])


def describe(shape: Any, name: str, alt: str) -> None:
    """Give a shape its name and the text for those who do not see it."""
    shape.name = safe(name)
    properties = next(shape._element.iter(qn("p:cNvPr")))
    properties.set("descr", safe(alt))


def colour(written: str) -> RGBColor:
    """Return a colour (#RRGGBB) as slides take it."""
    return RGBColor.from_string(written[1:])


def emu(box: Box) -> tuple[Emu, Emu, Emu, Emu]:
    """Return left, top, width and height of a box of the page (mm from the lower left) as slides measure."""
    sides = (box.left, HEIGHT_MM - box.top, box.width, box.height)
    left, top, width, height = (Emu(round(side * EMU_PER_MM)) for side in sides)
    return left, top, width, height


def _head(slide: Slide, title: str, subtitle: str) -> None:
    body = slide.body
    size = next((size for size in (_TITLE_PT, 22, 19) if len(_lines(title, size, body, True)) <= 2), 17)
    high = len(_lines(title, size, body, True)) * size * _LINE * _MM_PER_PT + 1
    shape = slide.page.shapes.title
    shape.left, shape.top, shape.width, shape.height = emu(Box(body.left, body.top - high, body.width, high))
    fill_text(shape.text_frame, title, size, slide.language, bold=True, ink=slide.ink.text)
    # Titles are in the middle of this layout.
    shape.text_frame.paragraphs[0]._p.get_or_add_pPr().set("algn", "l")
    if subtitle:
        below = len(_lines(subtitle, _SUBTITLE_PT, body)) * _SUBTITLE_PT * _LINE * _MM_PER_PT + 1
        box = Box(body.left, body.top - high - below, body.width, below)
        slide.write(box, subtitle, _SUBTITLE_PT, ink=slide.ink.quiet_text)
        high += below
    slide.body = body.without(top=high + _GAP_MM)


def _foot(slide: Slide, source: str, logo: bytes | None) -> None:
    body, wide = slide.body, 0.0
    if logo is not None:
        picture = slide.page.shapes.add_picture(io.BytesIO(logo), 0, 0)
        scale = min(_LOGO_MM * EMU_PER_MM / picture.height, 3 * _LOGO_MM * EMU_PER_MM / picture.width)
        picture.width, picture.height = Emu(round(picture.width * scale)), Emu(round(picture.height * scale))
        picture.left = Emu(round(body.right * EMU_PER_MM) - picture.width)
        picture.top = Emu(round((HEIGHT_MM - body.bottom) * EMU_PER_MM) - picture.height)
        describe(picture, "Logo", "Logo")
        wide = picture.width / EMU_PER_MM + _GAP_MM
    room = Box(body.left, body.bottom, body.width - wide, body.height)
    high = len(_lines(source, _SOURCE_PT, room)) * _SOURCE_PT * _LINE * _MM_PER_PT + 1
    slide.write(Box(room.left, room.bottom, room.width, high), source, _SOURCE_PT, ink=slide.ink.quiet_text)
    slide.body = body.without(bottom=max(high, _LOGO_MM if logo else 0.0) + _GAP_MM)


def _embargo(slide: Slide, line: str) -> None:
    high = 8.0
    box = slide.body.without(bottom=slide.body.height - high)
    shape = slide.write(box, line, 14, bold=True, ink=slide.ink.page, name="embargo")
    shape.fill.solid()
    shape.fill.fore_color.rgb = colour(slide.ink.text)
    shape.text_frame.margin_left = shape.text_frame.margin_top = Emu(round(1.2 * EMU_PER_MM))
    slide.body = slide.body.without(top=high + _GAP_MM)


def _lines(text: str, size: float, box: Box, bold: bool = False) -> list[str]:
    # The letters of the reader's Office may be wider than ours.
    return lines_of(text, size * 1.06, box.width / _MM_PER_PT, bold=bold)
