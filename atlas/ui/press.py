"""A picture for the press, offered below every chart: folded, and nothing of it is made before it is unfolded."""

from collections.abc import Callable

import streamlit as st

from atlas.export import file_name
from atlas.export.picture_files import pdf, png, svg
from atlas.export.plate import Plate
from atlas.picture import Finish
from atlas.ui.faults import guarded
from atlas.ui.visit import Visit

SVG_TYPE, PNG_TYPE, PDF_TYPE = "image/svg+xml", "image/png", "application/pdf"
# The size of a web page's picture, in mm.
SIZE_MM = (183.5, 122.0)


@st.fragment
def offer(visit: Visit, key: str, make: Callable[[Visit], Plate]) -> None:
    """Draw "Für die Presse" below a chart; `make` is called once it is unfolded, `key` is the chart's own."""
    w = visit.words
    # Run by itself, a fragment has no page around it that would tell of a failure.
    with guarded(w):
        fold = st.expander(w("press.offer"), key=f"press_{key}", on_change="rerun")
        if not fold.open:
            return
        plate = make(visit)
        with fold, st.container(horizontal=True):
            finish = Finish(*SIZE_MM)
            files = {
                "svg": (SVG_TYPE, lambda: svg(plate, finish)),
                "pdf": (PDF_TYPE, lambda: pdf(plate, finish)),
                "png": (PNG_TYPE, lambda: png(plate, finish, 300)),
            }
            for extension, (mime, write) in files.items():
                st.download_button(
                    extension.upper(),
                    write,
                    file_name(*plate.named, language=visit.language, extension=extension),
                    mime,
                    key=f"press_{key}_{extension}",
                    on_click="ignore",
                )
