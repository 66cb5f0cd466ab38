"""A picture on its page: title and subtitle above, the content in the middle, source and logo below."""

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from atlas.charts.printed.drawers import drawer
from atlas.charts.printed.page import Box, Page, new_page
from atlas.charts.typeface import lines_of
from atlas.picture import Content, Finish, Picture

if TYPE_CHECKING:
    from matplotlib.figure import Figure

TITLE_LINES, SUBTITLE_LINES, SOURCE_LINES = 4, 3, 8
_GAP_MM, _LOGO_SHARE, _LOGO_MM = 1.2, 0.2, 14.0
_PT_PER_MM = 72 / 25.4


@dataclass(frozen=True)
class Printed:
    """A drawn page, and the box (mm) that its content fills."""

    figure: "Figure"
    body: Box


def printed(picture: Picture, content: Content, finish: Finish) -> Printed:
    """Return the picture drawn on its page, at its size.

    Source and credit stand below unless `finish` is plain; the embargo stands on it always. Raises ValueError for a
    size that no page can have and TypeError for a content that nobody draws.
    """
    page = new_page(finish, picture.theme, picture.language)
    edge = page.margin
    body = Box(edge, edge, finish.width_mm - 2 * edge, finish.height_mm - 2 * edge)
    body = _embargo(page, body)
    if not finish.plain:
        body = _foot(page, picture, _head(page, picture, body))
    drawer(content)(page, body, picture, content)
    return Printed(page.figure, body)


def _embargo(page: Page, body: Box) -> Box:
    if not page.finish.embargo:
        return body
    size, step = page.letters.small, page.line_mm(page.letters.small)
    lines = lines_of(page.finish.embargo, size, (body.width - step) * _PT_PER_MM, bold=True, most=3)
    high = len(lines) * step + step * 0.5
    page.sheet.fill_between((body.left, body.right), body.top - high, body.top, color=page.ink.text, linewidth=0)
    text = Box(body.left + step / 2, body.bottom, body.width - step, body.height - step * 0.2)
    page.paragraph(text, page.finish.embargo, size, bold=True, colour=page.ink.page, most=3)
    return body.without(top=high + _GAP_MM)


def _head(page: Page, picture: Picture, body: Box) -> Box:
    letters = page.letters
    used = page.paragraph(body, picture.title, letters.title, bold=True, most=TITLE_LINES)
    if picture.subtitle:
        below = body.without(top=used + letters.title * 0.04)
        used += letters.title * 0.04 + page.paragraph(
            below, picture.subtitle, letters.subtitle, colour=page.ink.quiet_text, most=SUBTITLE_LINES
        )
    return body.without(top=used + _GAP_MM)


def _foot(page: Page, picture: Picture, body: Box) -> Box:
    """Write where the figures come from, from the lower edge upwards, and the logo beside it."""
    size = page.letters.small
    wide, tall = _logo(page, body)
    room = body.width - wide
    lines = lines_of(picture.source, size, room * _PT_PER_MM, most=SOURCE_LINES)
    high = len(lines) * page.line_mm(size)
    box = Box(body.left, body.bottom, room, high)
    page.paragraph(box, picture.source, size, colour=page.ink.quiet_text, most=SOURCE_LINES)
    return body.without(bottom=max(high, tall) + _GAP_MM)


def _logo(page: Page, body: Box) -> tuple[float, float]:
    """Draw the logo in the lower right corner; return width and height that it takes, in mm."""
    if page.finish.logo is None:
        return 0.0, 0.0
    from matplotlib.image import imread

    pixels = imread(io.BytesIO(page.finish.logo), format="png")
    high, wide = pixels.shape[:2]
    width = min(body.width * _LOGO_SHARE, _LOGO_MM * wide / high, _LOGO_MM * 3)
    height = width * high / wide
    if height > _LOGO_MM:
        width, height = width * _LOGO_MM / height, _LOGO_MM
    axes = page.axes(Box(body.right - width, body.bottom, width, height))
    axes.imshow(pixels, aspect="auto", interpolation="lanczos")
    axes.set(xticks=[], yticks=[])
    return width + 2 * _GAP_MM, height
