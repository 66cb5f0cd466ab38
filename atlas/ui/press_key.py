"""The legend of a map that stands alone, as HTML: the rows that its print has, with the signs of the screen."""

from html import escape

from atlas.charts.area_map import AreaMap, KeyRow, class_fill
from atlas.charts.colours import INKS
from atlas.charts.symbols import symbol_image
from atlas.picture import Picture

_LINE = '<i style="background: none; border: {width}px solid {colour}"></i>'


def key_html(content: AreaMap, picture: Picture) -> str:
    """Return the legend in the theme of the picture, a group under its title after the other."""
    groups = []
    for group in content.key:
        rows = "".join(_row(row, picture) for row in group.rows)
        title = f"<p>{escape(group.title)}</p>" if group.title else ""
        note = f"<p class=small>{escape(group.note)}</p>" if group.note else ""
        groups.append(f"<section>{title}<ul>{rows}</ul>{note}</section>")
    return f'<div class="atlas-legend">{"".join(groups)}</div>'


def _row(row: KeyRow, picture: Picture) -> str:
    count = f" ({escape(row.count)})" if row.count else ""
    return f"<li>{_sign(row, picture)}{escape(row.text)}{count}</li>"


def _sign(row: KeyRow, picture: Picture) -> str:
    """Return the sign of a row; nothing for what is told by its words alone."""
    inks = INKS[picture.theme]
    if row.sign == "class":
        return f'<i style="background-color: {class_fill(int(row.which), picture).colour}"></i>'
    if row.sign == "few":
        return f'<i class="few" style="background-color: {inks.few}"></i>'
    if row.sign == "none":
        return f'<i class="none" style="background-color: {inks.no_data}"></i>'
    if row.sign == "node":
        return f'<img src="{symbol_image(str(row.which), picture.theme)}" alt="" width="20" height="20">'  # type: ignore[arg-type]
    if row.sign == "chosen":
        return _LINE.format(width=3, colour=inks.chosen_border)
    return _LINE.format(width=2, colour="currentColor") if row.sign == "region" else ""
