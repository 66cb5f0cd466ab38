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
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from atlas.charts.typeface import FAMILY, FONTS, writable
from atlas.export.document_pdf import pdf_fonts
from atlas.export.drawn import Letters, drawn, vectors
from atlas.export.plate import Plate
from atlas.export.press_texts import alt_text
from atlas.export.safe_text import clean
from atlas.picture import Finish

if TYPE_CHECKING:
    from matplotlib.figure import Figure

DOTS_PER_INCH = (72, 150, 300)
TEMPLATE = Path(__file__).with_suffix(".typ")
_SVG = "http://www.w3.org/2000/svg"


class Drawing:
    """A plate drawn once, to be written in several formats."""

    def __init__(self, plate: Plate, finish: Finish, figure: "Figure") -> None:
        """Keep what is to be written; `drawing` makes one."""
        self._plate, self._finish, self._figure = plate, finish, figure
        self._title, self._alt = safe(plate.picture.title), safe(alt_text(plate))
        self._known: dict[Letters, bytes] = {}

    def svg(self, letters: Letters = "text") -> bytes:
        """Return SVG with title and description; text as text with its font inside, or as outlines."""
        document = ElementTree.fromstring(self._vectors(letters))
        document.set("role", "img")
        document.set("{http://www.w3.org/XML/1998/namespace}lang", self._plate.picture.language)
        for metadata in document.findall(f"{{{_SVG}}}metadata"):
            document.remove(metadata)
        _only_once(document)
        told = [_element("title", self._title), _element("desc", self._alt)]
        if letters == "text":
            told.append(_element("style", _font_css()))
        for at, element in enumerate(told):
            document.insert(at, element)
        ElementTree.register_namespace("", _SVG)
        return ElementTree.tostring(document, encoding="utf-8", xml_declaration=True)

    def png(self, dpi: int, dots: tuple[int, int] | None = None) -> bytes:
        """Return PNG with so many dots an inch (72, 150 or 300), and exactly so many dots if they are given."""
        if dpi not in DOTS_PER_INCH:
            raise ValueError(f"dpi: found {dpi}, wanted one of {DOTS_PER_INCH}")
        size = tuple(self._figure.get_size_inches())
        # Its own dots an inch where the dots are given: the letters keep their share of the picture.
        drawn_at = dots[0] / size[0] if dots else float(dpi)
        across, high = dots or (round(size[0] * dpi), round(size[1] * dpi))
        memory = io.BytesIO()
        try:
            # The library cuts parts of dots off; a hair more keeps the last one.
            self._figure.set_size_inches((across + 0.01) / drawn_at, (high + 0.01) / drawn_at)
            told = {"Software": None, "Title": self._title, "Description": self._alt}
            self._figure.savefig(
                memory, format="png", dpi=drawn_at, metadata=told, pil_kwargs={"dpi": (dpi, dpi), "compress_level": 6}
            )
        finally:
            self._figure.set_size_inches(size)
        return memory.getvalue()

    def pdf(self) -> bytes:
        """Return a tagged PDF (PDF/UA-1) of its size: vectors, fonts inside, title, language, alt text."""
        import typst

        given = {
            "title": self._title,
            "alt": self._alt,
            "language": self._plate.picture.language,
            "width": self._finish.width_mm,
            "height": self._finish.height_mm,
            "svg": self._vectors("text").decode(),
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

    def _vectors(self, letters: Letters) -> bytes:
        if letters not in self._known:
            self._known[letters] = vectors(self._figure, letters)
        return self._known[letters]


@contextmanager
def drawing(plate: Plate, finish: Finish) -> Iterator[Drawing]:
    """Yield the plate drawn at its size; raises ValueError for a size that no page can have.

    One drawing at a time: while it is open, others wait.
    """
    said = replace(
        plate.picture,
        title=safe(plate.picture.title),
        subtitle=safe(plate.picture.subtitle),
        source=safe(plate.source_line),
    )
    with drawn(said, plate.content, finish) as figure:
        yield Drawing(plate, finish, figure)


def svg(plate: Plate, finish: Finish, letters: Letters = "text") -> bytes:
    """Return the plate as SVG, see Drawing."""
    with drawing(plate, finish) as one:
        return one.svg(letters)


def png(plate: Plate, finish: Finish, dpi: int, dots: tuple[int, int] | None = None) -> bytes:
    """Return the plate as PNG, see Drawing."""
    with drawing(plate, finish) as one:
        return one.png(dpi, dots)


def pdf(plate: Plate, finish: Finish) -> bytes:
    """Return the plate as a tagged PDF, see Drawing."""
    with drawing(plate, finish) as one:
        return one.pdf()


def safe(text: str) -> str:
    """Return text without control characters and turned directions, with a square for what no letter is there for."""
    return writable(clean(text))


def _only_once(document: ElementTree.Element) -> None:
    """Give elements of one name numbers: a name stands once in a document."""
    seen: dict[str, int] = {}
    for element in document.iter():
        name = element.get("id")
        if name is not None:
            seen[name] = seen.get(name, 0) + 1
            if seen[name] > 1:
                element.set("id", f"{name}.{seen[name]}")


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
