"""A plate as slides (PPTX): the picture as a native chart or as shapes to be edited, its figures as a table, its words.

Slides are wide (16:9) whatever the size of the picture. The same plate gives the same bytes.
"""

import io
from typing import Any

from pptx import Presentation
from pptx.util import Emu

from atlas.charts.area_map import AreaMap
from atlas.export.picture_files import safe
from atlas.export.plate import Plate
from atlas.export.press_texts import alt_text, caption
from atlas.export.slide_chart import draw_chart
from atlas.export.slide_data import MADE, fixed_zip
from atlas.export.slide_map import draw_map
from atlas.export.slide_page import EMU_PER_MM, HEIGHT_MM, WIDTH_MM, Slide, describe, new_slide
from atlas.export.slide_table import MOST_SLIDES, ROWS, draw_rows
from atlas.picture import Finish

# What the file format allows.
_LONGEST_PROPERTY = 255


def pptx(plate: Plate, finish: Finish) -> bytes:
    """Return the slides: first the picture, then its figures, as many rows as four slides hold."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = (Emu(round(side * EMU_PER_MM)) for side in (WIDTH_MM, HEIGHT_MM))
    alt = alt_text(plate)
    slide = _slide(deck, plate, finish)
    if isinstance(plate.content, AreaMap):
        draw_map(slide, plate, finish.labels, alt)
    elif draw_chart(slide, plate, finish.labels):
        describe(next(shape for shape in slide.page.shapes if shape.has_chart), plate.picture.title, alt)
    slide.page.notes_slide.notes_text_frame.text = safe(_notes(plate, finish, alt))
    _tables(deck, plate, finish)
    _properties(deck, plate)
    memory = io.BytesIO()
    deck.save(memory)
    return fixed_zip(memory.getvalue())


def _slide(deck: Any, plate: Plate, finish: Finish) -> Slide:
    picture = plate.picture
    return new_slide(deck, picture.theme, picture.language, finish, picture.title, picture.subtitle, plate.source_line)


def _tables(deck: Any, plate: Plate, finish: Finish) -> None:
    rows = list(plate.sheet.rows())
    for at in range(0, min(len(rows), ROWS * MOST_SLIDES), ROWS):
        slide = _slide(deck, plate, finish)
        draw_rows(slide, plate, rows[at : at + ROWS])
    left = len(rows) - ROWS * MOST_SLIDES
    if left > 0:
        box = slide.body.without(top=slide.body.height - 5)
        slide.write(box, plate.words("press_slide.more_rows", n=left), 10, ink=slide.ink.quiet_text)


def _notes(plate: Plate, finish: Finish, alt: str) -> str:
    told = [finish.embargo, caption(plate), alt, *plate.picture.notes]
    return " ".join(text for text in told if text)


def _properties(deck: Any, plate: Plate) -> None:
    """Say what the file is; nothing of the template it was made from stays."""
    about, day = deck.core_properties, MADE.replace(tzinfo=None)
    about.title = safe(plate.picture.title)[:_LONGEST_PROPERTY]
    about.subject = safe(plate.picture.subtitle)[:_LONGEST_PROPERTY]
    about.language = plate.picture.language
    about.author = about.last_modified_by = about.keywords = about.comments = ""
    about.created = about.modified = day
    about.revision = 1
