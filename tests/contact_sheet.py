"""python -m tests.contact_sheet [folder]: every ready picture and kind of chart in all sizes and themes, to look at.

One PNG for each picture and theme: newspaper columns at 150 dpi, what is larger at the dots of a screen.
"""

import io
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import get_args

from PIL import Image

import geo.catchments
from atlas.export import sizes
from atlas.export.embargo import now
from atlas.export.plate import Plate
from atlas.export.press_pack import Order, one_file
from atlas.messages import words
from atlas.picture import Theme
from atlas.store import open_current
from atlas.ui import press_gallery
from atlas.ui.visit import Visit
from tests.atlas.export import plates

WIDTH_PX, GAP_PX = 3400, 24
GROUND = "#7A7A7A"
FOLDER = Path("contact-sheet")


def pictures(language: str) -> Iterator[tuple[str, Plate]]:
    """Yield name and plate of each picture of the gallery, then of one of each kind of chart."""
    store = open_current()
    visit = Visit(words(language), store, store.region())
    for name, asked in press_gallery.ready(visit).items():
        yield f"gallery-{name}", press_gallery.plate_of(visit, asked, geo.catchments)
    for make in plates.EVERY:
        yield f"kind-{make.__name__.replace('_', '-')}", make(language)


def sheet(plate: Plate) -> Image.Image:
    """Return all sizes of a plate side by side."""
    drawn = []
    for key, size in sizes.PRESETS.items():
        order = Order((), size, dpi=150 if key.startswith("column") else 72)
        drawn.append(Image.open(io.BytesIO(one_file(plate, order, "png", now())[1])).convert("RGB"))
    return laid_out(drawn)


def laid_out(drawn: list[Image.Image]) -> Image.Image:
    """Return pictures in rows, as many in each as fit."""
    places, x, y, high = [], GAP_PX, GAP_PX, 0
    for one in drawn:
        if x > GAP_PX and x + one.width > WIDTH_PX:
            x, y, high = GAP_PX, y + high + GAP_PX, 0
        places.append((x, y))
        x, high = x + one.width + GAP_PX, max(high, one.height)
    page = Image.new("RGB", (WIDTH_PX, y + high + GAP_PX), GROUND)
    for one, place in zip(drawn, places, strict=True):
        page.paste(one, place)
    return page


def main(folder: Path, wanted: str = "") -> None:
    """Write the sheets into a folder: German ones in all themes, English ones in one; `wanted` is in their names."""
    folder.mkdir(parents=True, exist_ok=True)
    for language, themes in (("de", get_args(Theme)), ("en", ("light",))):
        for name, plate in pictures(language):
            for theme in themes:
                file = folder / f"{name}-{theme}-{language}.png"
                if wanted in file.name:
                    sheet(replace(plate, picture=replace(plate.picture, theme=theme))).save(file)
                    print(file)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER, *sys.argv[2:3])
