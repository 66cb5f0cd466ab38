"""The bench at which a picture is made ready: what it will look like, its form, its files, the words to it."""

from base64 import b64encode
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from html import escape
from pickle import dumps

import streamlit as st

from atlas.export.embargo import now
from atlas.export.picture_files import DOTS_PER_INCH, png
from atlas.export.plate import Plate
from atlas.export.press_pack import FORMATS, PICTURES, Format, Order, name_of, one_file, pack_files, zipped
from atlas.export.press_texts import alt_text, caption
from atlas.export.sizes import MM_PER_INCH
from atlas.picture import Finish
from atlas.store import Store
from atlas.ui.downloads import XLSX_TYPE
from atlas.ui.latest import forget, latest
from atlas.ui.press_form import Filled, Form, fill
from atlas.ui.visit import Visit

TYPES: dict[Format, str] = {
    "svg": "image/svg+xml",
    "pdf": "application/pdf",
    "png": "image/png",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "xlsx": XLSX_TYPE,
    "csv": "text/csv",
}
ZIP_TYPE = "application/zip"
# What a newsroom asks for before it says anything else.
USUAL: tuple[Format, ...] = ("svg", "pdf", "png")
# A picture on the screen is at least so wide, in dots; of the last few none is drawn twice.
PREVIEW_DOTS, KEPT_PREVIEWS = 900, 24


def work(visit: Visit, form: Form, plate: Plate, other: Plate) -> Filled | None:
    """Draw the bench of a plate and return what its form holds; `other` is the same plate in the other language."""
    with st.container(key=form.widget("bench")), st.container(key=form.widget("parts")):
        # The picture stands first; it is drawn when the form is known.
        seen, asked, taken = st.container(), st.container(), st.container()
        with asked:
            filled = fill(visit, form, plate)
        if filled is None:
            seen.info(visit.words("press.mend"))
            forget(form.widget(""))
            return None
        with seen, st.spinner(visit.words("press.drawing")):
            show(visit, filled)
        with taken:
            _files(visit, form, filled)
            _pack(visit, form, filled, other)
            _texts(visit, filled, other)
    return filled


def show(visit: Visit, filled: Filled) -> None:
    """Draw what the picture will look like."""
    order = filled.order
    look = order.finish(filled.plate, now())
    data = preview(visit.store, filled.plate, look)
    source = f"data:image/png;base64,{b64encode(data).decode()}"
    st.html(
        f'<figure class="atlas-plate"><img src="{source}" alt="{escape(alt_text(filled.plate))}">'
        f'<figcaption class="atlas-note">{escape(_size(visit, order))}</figcaption></figure>'
    )
    if order.plain:
        st.warning(visit.words("press.plain_told", source=filled.plate.source_line))


def preview(store: Store, plate: Plate, look: Finish) -> bytes:
    """Return the picture as PNG for the screen; the last few are kept with the store."""
    drawn: OrderedDict[bytes, bytes] = store.derived.setdefault(preview, OrderedDict())
    key = sha256(dumps((plate.picture, plate.content, plate.source_line, look))).digest()
    if key not in drawn:
        wide = (dpi for dpi in DOTS_PER_INCH if look.width_mm / MM_PER_INCH * dpi >= PREVIEW_DOTS)
        drawn[key] = png(plate, look, next(wide, DOTS_PER_INCH[-1]))
    while len(drawn) > KEPT_PREVIEWS:
        drawn.popitem(last=False)
    return drawn[key]


def _size(visit: Visit, order: Order) -> str:
    """Return how large the picture is, in the unit in which it was asked for."""
    w, size = visit.words, order.size
    if size.pixels is not None:
        across, high = (str(side) for side in size.pixels)
        return w("press.size_px", width=across, height=high)
    across, high = (w.number(side, 0 if side == round(side) else 1) for side in (size.width_mm, size.height_mm))
    return w("press.size_mm", width=across, height=high)


def _files(visit: Visit, form: Form, filled: Filled) -> None:
    """Draw a button for each file of the picture; it is made when it is asked for."""
    w = visit.words
    st.html(f'<p class="atlas-note">{escape(w("press.files"))}</p>')
    with st.container(horizontal=True):
        for kind in FORMATS:
            key = form.widget(f"file_{kind}")
            st.download_button(
                w(f"press.format_{kind}"),
                latest(key, _maker(filled, kind)),
                name_of(filled.plate, kind, filled.order, now()),
                TYPES[kind],
                key=key,
                on_click="ignore",
            )


def _maker(filled: Filled, kind: Format) -> Callable[[], bytes]:
    return lambda: one_file(filled.plate, filled.order, kind, now())[1]


def _pack(visit: Visit, form: Form, filled: Filled, other: Plate) -> None:
    """Draw the choice of formats and the button that takes all of them, with their words, in one file."""
    w, plate = visit.words, filled.plate
    order = replace(filled.order, formats=formats(visit, form))
    plates = {visit.language: plate, other.picture.language: other}
    key = form.widget("pack")
    st.download_button(
        w("press.pack"),
        latest(key, lambda: zipped(pack_files(plates, visit.language, order, now()))),
        name_of(plate, "zip", order, now()),
        ZIP_TYPE,
        key=key,
        on_click="ignore",
        help=w("press.pack_help"),
    )


def formats(visit: Visit, form: Form, name: str = "formats") -> tuple[Format, ...]:
    """Return the formats of the pictures of a pack, in their order; the usual ones where none is chosen."""
    w, key = visit.words, form.widget(name)
    st.session_state.setdefault(key, list(USUAL))
    chosen = st.multiselect(
        w("press.pack_formats"),
        PICTURES,
        format_func=lambda kind: w(f"press.format_{kind}"),
        key=key,
        placeholder=w("press.pack_none"),
        select_all=False,
    )
    return tuple(kind for kind in PICTURES if kind in chosen) or USUAL


def _texts(visit: Visit, filled: Filled, other: Plate) -> None:
    """Draw the words that go with the picture, in both languages, to be copied."""
    with st.expander(visit.words("press.texts")):
        parts = []
        for plate in (filled.plate, other):
            w = plate.words
            for key, text in (("press.caption", caption(plate)), ("press.alt", alt_text(plate))):
                heading = f'<h2 class="atlas-figure-title">{escape(w(key))}</h2>'
                parts.append(f'<div lang="{w.language}">{heading}<p>{escape(text)}</p></div>')
        st.html(f'<div class="atlas-lines">{"".join(parts)}</div>')
