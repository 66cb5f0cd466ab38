"""Sections of a document as HTML: read by eye, by keyboard and by screen reader."""

from collections.abc import Iterable
from html import escape

from atlas.export.document import Cell, Folded, Item, Items, Notes, Part, Section, Sources, Table
from atlas.export.sheet import Origin
from atlas.export.table_html import legend_html
from atlas.messages import Words

# A table of more columns is wider than a phone: it is scrolled sideways, and its lines stay few.
NARROW = 4


def heading_html(section: Section) -> str:
    """Return the heading of a section; a link to its key leads there."""
    return f'<h2 id="{escape(section.key)}" tabindex="-1">{escape(section.heading)}</h2>'


def parts_html(parts: Iterable[Part], w: Words) -> str:
    """Return notes, tables, lists and sources, in their order; every text is escaped. Charts are left out."""
    return "".join(_part(part, w) for part in parts)


def origin_pieces(w: Words, origin: Origin) -> tuple[str, str, str]:
    """Return what is said of a source: before its licence, the licence, after it."""
    told = [w("source.as_of", date=origin.as_of)] if origin.as_of else []
    told += [origin.retrieved(w)] if origin.retrieved_on else []
    return w("source.line", attribution=origin.attribution), origin.licence, " · ".join(told)


def _part(part: Part, w: Words) -> str:
    if isinstance(part, Notes):
        return "".join(f'<p class="atlas-note">{escape(line)}</p>' for line in part.lines)
    if isinstance(part, Table):
        return _table(part) + (legend_html(w, part.signs) if part.signs else "")
    if isinstance(part, Items):
        return f'<ul class="atlas-events">{"".join(map(_item, part.items))}</ul>'
    if isinstance(part, Folded):
        return f"<details class=atlas-fold><summary>{escape(part.word)}</summary>{parts_html(part.parts, w)}</details>"
    if isinstance(part, Sources):
        return f'<p class="atlas-note">{"<br>".join(_origin(w, one) for one in part.origins)}</p>'
    return ""


def _table(table: Table) -> str:
    numbers = " ".join(f"n{column}" for column in table.numbers)
    kind = " atlas-close" + " atlas-wide" * (len(table.heads) > NARROW) + " atlas-branches" * bool(table.levels)
    title = escape(table.caption)
    head = "".join(f"<th scope=col>{escape(text)}" for text in table.heads)
    levels = [f' class="level{level}"' for level in table.levels] or [""] * len(table.rows)
    body = "".join(
        f"<tr><th scope=row{level}>{_cell(row[0])}{''.join(f'<td>{_cell(cell)}' for cell in row[1:])}"
        for row, level in zip(table.rows, levels, strict=True)
    )
    return (
        f'<div class="atlas-table{kind}" role="region" tabindex="0" aria-label="{title}">'
        f'<table class="{numbers}"><caption>{title}</caption><thead><tr>{head}<tbody>{body}</table></div>'
    )


def _cell(cell: Cell) -> str:
    text = escape(cell.text)
    if cell.meaning:
        return f'<abbr title="{escape(cell.meaning)}">{text}</abbr>'
    return f'<a href="{escape(cell.link)}" target="_self">{text}</a>' if cell.link else text


def _item(item: Item) -> str:
    if not item.told:
        return f"<li>{escape(item.head)}</li>"
    source = f' (<a href="{escape(item.source_url)}" rel="noreferrer">{escape(item.source)}</a>)' if item.source else ""
    later = f"<span>{escape(item.later)}</span>" if item.later else ""
    return f"<li><strong>{escape(item.head)}</strong><span>{escape(item.told)}{source}</span>{later}</li>"


def _origin(w: Words, origin: Origin) -> str:
    before, licence, after = origin_pieces(w, origin)
    link = f'<a href="{escape(origin.licence_url)}" rel="noreferrer">{escape(licence)}</a>'
    return " · ".join([escape(before), link, *([escape(after)] if after else [])])
