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

# Smaller letters cannot be read on newsprint. A source that is longer than so many lines is written with them.
SMALLEST_PT, SOURCE_LINES = 4.6, 5
# A title takes at most this share of the height; else its letters are smaller by one of these.
_MOST_TITLE, _TITLE_SHARES = 0.17, (1.0, 0.9, 0.8, 0.72)
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
    lines = _lines(page.finish.embargo, size, body.width - step, bold=True)
    high = len(lines) * step + step * 0.5
    page.sheet.fill_between((body.left, body.right), body.top - high, body.top, color=page.ink.text, linewidth=0)
    text = Box(body.left + step / 2, body.bottom, body.width - step, body.height - step * 0.2)
    page.paragraph(text, page.finish.embargo, size, bold=True, colour=page.ink.page)
    return body.without(top=high + _GAP_MM)


def _head(page: Page, picture: Picture, body: Box) -> Box:
    """Write title and subtitle from the top down: smaller where they are long, never cut."""
    letters = page.letters
    sizes = [letters.title * share for share in _TITLE_SHARES]
    room = body.height * _MOST_TITLE
    fitting = (size for size in sizes if _title_mm(page, picture.title, size, body.width) <= room)
    size = next(fitting, sizes[-1])
    used = page.paragraph(body, picture.title, size, bold=True)
    if picture.subtitle:
        gap = letters.title * 0.04
        below = body.without(top=used + gap)
        used += gap + page.paragraph(below, picture.subtitle, min(letters.subtitle, size), colour=page.ink.quiet_text)
    return body.without(top=used + _GAP_MM)


def _foot(page: Page, picture: Picture, body: Box) -> Box:
    """Write where the figures come from, from the lower edge upwards, never cut, and the logo beside it."""
    wide, tall = _logo(page, body)
    room = body.width - wide
    size = page.letters.small
    while size > SMALLEST_PT and len(_lines(picture.source, size, room)) > SOURCE_LINES:
        size = max(size * 0.95, SMALLEST_PT)
    high = len(_lines(picture.source, size, room)) * page.line_mm(size)
    page.paragraph(Box(body.left, body.bottom, room, high), picture.source, size, colour=page.ink.quiet_text)
    return body.without(bottom=max(high, tall) + _GAP_MM)


def _title_mm(page: Page, text: str, size: float, width: float) -> float:
    return len(_lines(text, size, width, bold=True)) * page.line_mm(size)


def _lines(text: str, size: float, width: float, *, bold: bool = False) -> list[str]:
    return lines_of(text, size, width * _PT_PER_MM, bold=bold)


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
