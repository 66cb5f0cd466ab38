"""Files of a picture for the press: one of them, or all with texts and figures in a ZIP.

Needs no page and no database: a plate and an order can be sent to another process. The same order gives the same bytes.
"""

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from atlas.export.drawn import Letters
from atlas.export.embargo import Embargo
from atlas.export.file_name import file_name
from atlas.export.picture_files import Drawing, drawing
from atlas.export.plate import Plate
from atlas.export.press_texts import alt_text, caption, source_text
from atlas.export.sizes import Size
from atlas.export.table_csv import csv_for_excel, csv_for_programs
from atlas.export.table_xlsx import xlsx
from atlas.messages import LANGUAGES
from atlas.picture import Finish

Format = Literal["svg", "pdf", "png", "pptx", "xlsx", "csv"]
FORMATS: tuple[Format, ...] = ("svg", "pdf", "png", "pptx", "xlsx", "csv")
PICTURES: tuple[Format, ...] = ("svg", "pdf", "png", "pptx")
# Letters of a picture for the web are larger: it is looked at on a phone, not from half an arm's length on paper.
WEB_LETTERS = 1.3
# What the CSV for programs is told apart by.
_DATA = "data"
# The earliest day that a ZIP can name: the clock of the server would make two packs of one picture differ.
_DAY = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Order:
    """How a picture is wanted: its formats, its size, and what stands on it."""

    formats: tuple[Format, ...]
    size: Size
    dpi: int = 300
    letters: Letters = "text"
    plain: bool = False
    labels: bool = True
    logo: bytes | None = None
    embargo: Embargo | None = None

    def held(self, moment: datetime) -> Embargo | None:
        """Return the embargo while its time has not come."""
        return self.embargo if self.embargo is not None and self.embargo.holds(moment) else None

    def finish(self, plate: Plate, moment: datetime) -> Finish:
        """Return how the plate is printed at a moment, in its language."""
        held = self.held(moment)
        return Finish(
            width_mm=self.size.width_mm,
            height_mm=self.size.height_mm,
            plain=self.plain,
            labels=self.labels,
            logo=self.logo,
            embargo=held.line(plate.words) if held else "",
            letters=WEB_LETTERS if self.size.pixels else 1.0,
        )


def name_of(plate: Plate, extension: str, order: Order, moment: datetime, more: str = "", code: str = "") -> str:
    """Return the name of a file of the plate, an embargo before it while it holds.

    All files of a plate have the same name up to `more`, the language and the format. `code`, that of a district,
    stands before the name and is never cut.
    """
    held = order.held(moment)
    before = " ".join(filter(None, (held.named(plate.words) if held else "", code)))
    spare = len(f"-{_DATA}xlsx") - len(extension) - (len(f"-{more}") if more else 0)
    return file_name(
        *plate.named, language=plate.picture.language, extension=extension, before=before, after=more, spare=spare
    )


def one_file(plate: Plate, order: Order, kind: Format, moment: datetime) -> tuple[str, bytes]:
    """Return name and bytes of the plate in one format; csv: the form for a German Excel."""
    ((name, data), *_) = files_of(plate, replace(order, formats=(kind,)), moment).items()
    return name, data


def files_of(plate: Plate, order: Order, moment: datetime) -> dict[str, bytes]:
    """Return the plate in the formats of an order, by file name; csv: both forms."""
    finish = order.finish(plate, moment)
    told = _with_embargo(plate, finish.embargo)
    found: dict[str, bytes] = {}
    vectors = [kind for kind in order.formats if kind in ("svg", "pdf", "png")]
    if vectors:
        with drawing(plate, finish) as drawn:
            for kind in vectors:
                found[name_of(plate, kind, order, moment)] = _written(drawn, kind, order)
    if "pptx" in order.formats:
        # Libraries of slides cost half a second: they wait for somebody who wants slides.
        from atlas.export.picture_pptx import pptx

        found[name_of(plate, "pptx", order, moment)] = pptx(plate, finish)
    if "xlsx" in order.formats:
        found[name_of(plate, "xlsx", order, moment)] = xlsx(told.sheet)
    if "csv" in order.formats:
        found[name_of(plate, "csv", order, moment)] = csv_for_excel(told.sheet)
        found[name_of(plate, "csv", order, moment, _DATA)] = csv_for_programs(told.sheet)
    return found


def pack_files(plates: Mapping[str, Plate], language: str, order: Order, moment: datetime) -> dict[str, bytes]:
    """Return the files of a pack by name: pictures in one language, the figures, the texts in both.

    `plates` holds the same picture by language. XLSX and both CSV forms are always in it.
    """
    plate = plates[language]
    wanted = (*(kind for kind in PICTURES if kind in order.formats), "xlsx", "csv")
    found = files_of(plate, replace(order, formats=wanted), moment)
    held = order.held(moment)
    texts: dict[str, list[str]] = {"bildunterschrift.txt": [], "alttext.txt": [], "quelle.txt": []}
    for other in sorted(plates, key=LANGUAGES.index):
        w = plates[other].words
        line, heading = held.line(w) if held else "", w("press_file.in_language")
        above = [heading, *([line] if line else [])]
        texts["bildunterschrift.txt"].append("\n".join([*above, caption(plates[other])]))
        texts["alttext.txt"].append("\n".join([*above, alt_text(plates[other])]))
        texts["quelle.txt"].append("\n".join([heading, source_text(plates[other], line, order.plain)]))
    return found | {name: ("\n\n".join(parts) + "\n").encode("utf-8") for name, parts in texts.items()}


def folder_of(plate: Plate, order: Order, moment: datetime, code: str = "") -> str:
    """Return the name of a folder for the pack of one picture among several.

    `code` is that of its district: names are cut, and a city may be called as the county around it.
    """
    return name_of(plate, "zip", order, moment, code=code).removesuffix(".zip")


def in_folder(folder: str, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the files with a folder before their names."""
    return {f"{folder}/{name}": data for name, data in files.items()}


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Return a ZIP of the files in the order of their names."""
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as pack:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, _DAY)
            entry.external_attr = 0o644 << 16
            # PNG is packed already: to pack it again takes time and gains nothing.
            entry.compress_type = zipfile.ZIP_STORED if name.endswith(".png") else zipfile.ZIP_DEFLATED
            pack.writestr(entry, files[name])
    return memory.getvalue()


def _written(drawn: Drawing, kind: Format, order: Order) -> bytes:
    if kind == "svg":
        return drawn.svg(order.letters)
    return drawn.pdf() if kind == "pdf" else drawn.png(order.dpi, order.size.pixels)


def _with_embargo(plate: Plate, line: str) -> Plate:
    if not line:
        return plate
    about = replace(plate.sheet.about, notes=(line, *plate.sheet.about.notes))
    return replace(plate, sheet=replace(plate.sheet, about=about))
