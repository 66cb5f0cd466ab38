"""A document as a tagged PDF (PDF/UA-1): A4, Atlas Sans, title, language, headings, table headers, words for charts.

All texts go to the typesetter as data (JSON), never as markup. The same document gives the same bytes.
"""

import json
import unicodedata
from dataclasses import asdict, replace
from datetime import UTC, datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from atlas.charts.typeface import FONTS, writable
from atlas.export.document import Chart, Charts, Document, Folded, Item, Items, Notes, Open, Part, Section, Table
from atlas.export.document_html import origin_pieces
from atlas.export.drawn import embedded
from atlas.export.safe_text import clean
from atlas.export.sheet import Origin
from atlas.messages import SIGNS, Words, words
from atlas.picture import Finish

TEMPLATE = Path(__file__).with_suffix(".typ")
# Stand in the words for a page where the typesetter writes its number and how many there are.
PAGE, PAGES = "#1", "#2"
# The width of the text (A4 less the margins of the template), and what lies between charts side by side.
TEXT_MM, BETWEEN_MM = 176.0, 5.0
# The free edge of a chart; small ones have larger letters than they would have alone, near those of the notes.
EDGE_MM, SMALL_LETTERS = 0.4, 1.3


def document_pdf(document: Document) -> bytes:
    """Return the document as a PDF (measured: 0.7 s for a district's page, 0.2 s when its charts are known).

    What the typeface cannot write stands as an empty square.
    """
    import typst

    made = datetime.fromisoformat(document.made_on).replace(tzinfo=UTC)
    return typst.compile(
        _template(),
        font_paths=pdf_fonts(),
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"document": json.dumps(_plain(content(document))), "pictures": json.dumps(_pictures(document))},
        pdf_standards=["ua-1"],
        timestamp=int(made.timestamp()),
    )


@cache
def _template() -> bytes:
    return TEMPLATE.read_bytes()


@cache
def pdf_fonts() -> Any:
    """Return the typeface as the typesetter takes it: no other is looked for."""
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])


def content(document: Document) -> dict[str, Any]:
    """Return the document as plain data, in the form that the template reads; its pictures come beside it."""
    w = words(document.language)
    sections = [_section(section, w) for section in document.sections]
    charts = (part["charts"] for section in sections for part in section["parts"] if part["kind"] == "charts")
    for at, chart in enumerate(chart for some in charts for chart in some):
        chart["picture"] = at
    return {
        "title": document.title,
        "language": document.language,
        "answer": list(document.answer),
        "sections": sections,
        "footer": document.footer,
        "page": w("profile.pdf_page", page=PAGE, pages=PAGES),
    }


def _section(section: Section, w: Words) -> dict[str, Any]:
    return {"heading": section.heading, "parts": [_part(part, w) for part in _unfolded(section.parts)]}


def _unfolded(parts: tuple[Part, ...]) -> list[Open]:
    found: list[Open] = []
    for part in parts:
        found += part.parts if isinstance(part, Folded) else [part]
    return found


def _part(part: Open, w: Words) -> dict[str, Any]:
    if isinstance(part, Notes):
        return {"kind": "notes", "lines": list(part.lines)}
    if isinstance(part, Table):
        return _table(part, w)
    if isinstance(part, Items):
        shown = part.items[: part.at_once] if part.rest else part.items
        rest = w("profile.pdf_rest", what=part.rest) if part.rest else ""
        return {"kind": "items", "items": [_item(item) for item in shown], "rest": rest}
    if isinstance(part, Charts):
        return {
            "kind": "charts",
            "across": part.across,
            "between": BETWEEN_MM,
            "charts": [_chart(chart) for chart in part.charts],
        }
    return {"kind": "sources", "lines": [_source(origin, w) for origin in part.origins]}


def _chart(chart: Chart) -> dict[str, str]:
    picture = chart.picture
    return {"title": picture.title, "subtitle": picture.subtitle, "alt": picture.alt}


def _pictures(document: Document) -> list[str]:
    """Return the charts of a document as SVG, in their order; what they say can be written (see Page.write)."""
    parts = (part for section in document.sections for part in section.parts if isinstance(part, Charts))
    return [_drawn(chart, part.across) for part in parts for chart in part.charts]


@lru_cache(maxsize=128)
def _drawn(chart: Chart, across: int) -> str:
    # Kept: drawing takes most of the time of a document.
    width = (TEXT_MM - (across - 1) * BETWEEN_MM) / across
    letters = SMALL_LETTERS if across > 1 else 1.0
    finish = Finish(width, chart.height_mm, plain=True, letters=letters, edge_mm=EDGE_MM)
    return embedded(replace(chart.picture, theme="light"), chart.content, finish)


def _table(table: Table, w: Words) -> dict[str, Any]:
    return {
        "kind": "table",
        "caption": table.caption,
        "heads": list(table.heads),
        "rows": [[cell.text for cell in row] for row in table.rows],
        "numbers": list(table.numbers),
        "levels": list(table.levels) or [0] * len(table.rows),
        "signs": [f"{sign} = {w.sign(sign, long=True)}" for sign in SIGNS if sign in table.signs],
    }


def _item(item: Item) -> dict[str, str]:
    return asdict(item) | {"source_url": _web(item.source_url)}


def _source(origin: Origin, w: Words) -> dict[str, str]:
    before, licence, after = origin_pieces(w, origin)
    return {"before": before, "licence": licence, "url": _web(origin.licence_url), "after": after}


def _web(address: str) -> str:
    """Return an address that may be followed from a file; '' for any other."""
    return address if address.startswith(("https://", "http://")) else ""


def _plain(value: Any) -> Any:
    """Return data whose texts hold nothing that the typeface cannot write."""
    if isinstance(value, str):
        return writable(unicodedata.normalize("NFC", clean(value)))
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, list) else value
