"""A plate as files: SVG, PNG and PDF, drawn at their size, without a browser.

The same plate gives the same bytes: no clock, no random name is written.
"""

import base64
import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Literal
from xml.etree import ElementTree

from atlas.charts.printed import printed
from atlas.charts.typeface import FAMILY, FONTS, writable
from atlas.export.document_pdf import pdf_fonts
from atlas.export.plate import Plate
from atlas.export.safe_text import clean
from atlas.picture import Finish

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Letters = Literal["text", "outlines"]
DOTS_PER_INCH = (72, 150, 300)
TEMPLATE = Path(__file__).with_suffix(".typ")
# The settings of the drawing library are those of the whole process: one picture at a time is written.
_ONE_AT_A_TIME = Lock()
_SETTINGS: Any = {
    "svg.hashsalt": "atlas",
    "path.simplify": False,
    "hatch.linewidth": 0.5,
    "font.family": FAMILY,
    # A dollar sign in a title is a dollar sign.
    "text.parse_math": False,
}
_SVG = "http://www.w3.org/2000/svg"


def svg(plate: Plate, finish: Finish, letters: Letters = "text") -> bytes:
    """Return the plate as SVG with title and description; text as text with its font inside, or as outlines."""
    document = ElementTree.fromstring(_drawn(plate, finish, letters))
    document.set("role", "img")
    document.set("{http://www.w3.org/XML/1998/namespace}lang", plate.picture.language)
    for metadata in document.findall(f"{{{_SVG}}}metadata"):
        document.remove(metadata)
    told = [_element("title", safe(plate.picture.title)), _element("desc", safe(plate.picture.alt))]
    if letters == "text":
        told.append(_element("style", _font_css()))
    for at, element in enumerate(told):
        document.insert(at, element)
    ElementTree.register_namespace("", _SVG)
    return ElementTree.tostring(document, encoding="utf-8", xml_declaration=True)


def png(plate: Plate, finish: Finish, dpi: int) -> bytes:
    """Return the plate as PNG with so many dots an inch (72, 150 or 300)."""
    if dpi not in DOTS_PER_INCH:
        raise ValueError(f"dpi: found {dpi}, wanted one of {DOTS_PER_INCH}")
    with _drawing(plate, finish) as figure:
        memory = io.BytesIO()
        title, alt = safe(plate.picture.title), safe(plate.picture.alt)
        figure.savefig(memory, format="png", dpi=dpi, metadata={"Software": None, "Title": title, "Description": alt})
    return memory.getvalue()


def pdf(plate: Plate, finish: Finish) -> bytes:
    """Return the plate as a tagged PDF (PDF/UA-1) of its size: vectors, fonts inside, title, language, alt text."""
    import typst

    given = {
        "title": safe(plate.picture.title),
        "alt": safe(plate.picture.alt),
        "language": plate.picture.language,
        "width": finish.width_mm,
        "height": finish.height_mm,
        "svg": _drawn(plate, finish, "text").decode(),
    }
    return typst.compile(
        TEMPLATE.read_bytes(),
        font_paths=pdf_fonts(),
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"picture": json.dumps(given)},
        pdf_standards=["ua-1"],
        timestamp=int(datetime(2000, 1, 1, tzinfo=UTC).timestamp()),
    )


def safe(text: str) -> str:
    """Return text without control characters and turned directions, with a square for what no letter is there for."""
    return writable(clean(text))


@contextmanager
def _drawing(plate: Plate, finish: Finish, **settings: Any) -> Iterator["Figure"]:
    import matplotlib

    said = replace(
        plate.picture,
        title=safe(plate.picture.title),
        subtitle=safe(plate.picture.subtitle),
        source=safe(plate.source_line),
    )
    with _ONE_AT_A_TIME, matplotlib.rc_context(_SETTINGS | settings):
        yield printed(said, plate.content, finish).figure


def _drawn(plate: Plate, finish: Finish, letters: Letters) -> bytes:
    with _drawing(plate, finish, **{"svg.fonttype": "none" if letters == "text" else "path"}) as figure:
        memory = io.BytesIO()
        figure.savefig(memory, format="svg", metadata={"Date": None, "Creator": None})
    return memory.getvalue()


def _element(name: str, text: str) -> ElementTree.Element:
    element = ElementTree.Element(f"{{{_SVG}}}{name}")
    element.text = text
    return element


def _font_css() -> str:
    rules = []
    for name, weight in (("Regular", 400), ("SemiBold", 600)):
        data = base64.b64encode((FONTS / f"AtlasSans-{name}.woff2").read_bytes()).decode()
        source = f"url(data:font/woff2;base64,{data}) format('woff2')"
        rules.append(f"@font-face{{font-family:'{FAMILY}';font-weight:{weight};src:{source}}}")
    return "".join(rules)
