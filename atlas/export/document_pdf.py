"""A document as a tagged PDF (PDF/UA-1): A4, Atlas Sans, title, language, headings, table headers, words for charts.

All texts go to the typesetter as data (JSON), never as markup. The same document gives the same bytes.
"""

import json
import unicodedata
from dataclasses import asdict
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from atlas.charts.typeface import FONTS, writable
from atlas.export.document import Charts, Document, Folded, Item, Items, Notes, Open, Part, Section, Table
from atlas.export.document_html import origin_pieces
from atlas.export.safe_text import clean
from atlas.export.sheet import Origin
from atlas.messages import SIGNS, Words, words

TEMPLATE = Path(__file__).with_suffix(".typ")
# Stand in the words for a page where the typesetter writes its number and how many there are.
PAGE, PAGES = "#1", "#2"


def document_pdf(document: Document) -> bytes:
    """Return the document as a PDF (measured: 0.2 s for a district's page).

    What the typeface cannot write stands as an empty square.
    """
    import typst

    made = datetime.fromisoformat(document.made_on).replace(tzinfo=UTC)
    return typst.compile(
        _template(),
        font_paths=pdf_fonts(),
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"document": json.dumps(_plain(content(document)))},
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
    """Return the document as plain data, in the form that the template reads."""
    w = words(document.language)
    return {
        "title": document.title,
        "language": document.language,
        "answer": list(document.answer),
        "sections": [_section(section, w) for section in document.sections],
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
        return {"kind": "charts", "across": part.across, "charts": [asdict(chart) for chart in part.charts]}
    return {"kind": "sources", "lines": [_source(origin, w) for origin in part.origins]}


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
