"""What is to be seen on a printed page: marks by their ids, words, colours, edges."""

from typing import Any

from atlas.charts.printed import Printed, printed
from atlas.picture import Content, Finish, Kind, Picture, Theme


def draw(
    content: Content,
    theme: Theme = "light",
    size: tuple[float, float] = (91.5, 90),
    kind: Kind = "ranking",
    *,
    labels: bool = True,
) -> Printed:
    """Return a content printed at a size."""
    picture = Picture(kind, "x", "Land", "2025", "de", "Titel", "Untertitel", "Quelle", "2025", theme=theme)
    return printed(picture, content, Finish(*size, labels=labels))


def by_id(page: Printed, start: str) -> list[Any]:
    """Return what is drawn under ids that begin so."""
    return [one for one in page.figure.findobj() if (one.get_gid() or "").startswith(start)]


def words_of(page: Printed) -> list[str]:
    """Return all that is written on a page."""
    return [text.get_text() for axes in page.figure.axes for text in axes.texts if text.get_text()]


def to_hex(found: Any) -> str:
    """Return the first of some colours as #RRGGBB."""
    return "#" + "".join(f"{round(part * 255):02X}" for part in next(iter(found))[:3])


def extents(page: Printed) -> list[tuple[float, float, float, float]]:
    """Return left, right, lower and upper edge (mm) of everything written."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    renderer = FigureCanvasAgg(page.figure).get_renderer()
    mm = 25.4 / page.figure.dpi
    texts = [text for axes in page.figure.axes for text in axes.texts if text.get_text()]
    boxes = [text.get_window_extent(renderer) for text in texts]
    return [(box.x0 * mm, box.x1 * mm, box.y0 * mm, box.y1 * mm) for box in boxes]


def no_overlap(page: Printed) -> bool:
    """Return whether no two texts lie on each other by more than the air between lines."""
    boxes = extents(page)
    for i, (left, right, low, high) in enumerate(boxes):
        for other in boxes[i + 1 :]:
            wide = min(right, other[1]) - max(left, other[0])
            tall = min(high, other[3]) - max(low, other[2])
            if wide > 0.3 and tall > 0.4 * min(high - low, other[3] - other[2]):
                return False
    return True
