"""One chart on somebody else's page: the snippet that shows it there, and the page that holds nothing else."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from hashlib import sha256
from html import escape

import streamlit as st

from atlas.charts.area_map import AreaMap
from atlas.export.embargo import now
from atlas.export.plate import Plate
from atlas.export.table_html import table_html
from atlas.messages import LANGUAGES, Words
from atlas.ui import address
from atlas.ui.downloads import origin_line
from atlas.ui.faults import guarded
from atlas.ui.map_block import theme
from atlas.ui.map_component import map_component
from atlas.ui.press_asked import Asked, address_of
from atlas.ui.press_form import Filled, Form
from atlas.ui.press_key import key_html
from atlas.ui.press_screen import screen
from atlas.ui.visit import Visit

# The address of the page that shows one chart.
ALONE = "bild"
# Sent with the page itself: until the style sheet has come, the menu would be to be seen.
_BARE = (
    "<style>[data-testid=stSidebar], [data-testid=stHeader], [data-testid=stExpandSidebarButton] { display: none }"
    " .block-container { padding: 0.5rem 1rem !important } .stMain h1 { font-size: 1.25rem !important }</style>"
)
# Width and height of the frame and height of the chart in it, in px: in a column of text, on a page, on a phone. Title,
# source and licence stand in the frame without scrolling: at most 1038, 902 and 1241 px, of a ranking of 22 districts.
SIZES = {"column": (640, 1060, 340), "page": (960, 980, 460), "phone": (360, 1320, 340)}
THEMES = ("light", "dark")
LOWEST_PX, HIGHEST_PX = 240, 900
HEIGHT_PX = 400


def show(visit: Visit, form: Form, asked: Asked, filled: Filled) -> None:
    """Draw the snippet of a picture in the language, theme and size that are chosen for it; none under an embargo."""
    w = visit.words
    with st.expander(w("press.embed"), key=form.widget("fold")):
        if filled.order.held(now()):
            # The page that the snippet shows knows of no embargo.
            st.warning(w("press.embed_embargo"))
            return
        st.html(f'<p class="atlas-note">{escape(w("press.embed_how"))}</p>')
        with st.container(key=form.widget("fields")):
            languages = [w(f"language.{code}") for code in LANGUAGES]
            language = form.pick("lang", w("language.label"), LANGUAGES, languages, visit.language)
            named = [w(f"press.theme_{one}") for one in THEMES]
            look = form.pick("theme", w("press.theme"), THEMES, named, THEMES[0])
            sizes = [w(f"press.embed_{name}", width=size[0], height=size[1]) for name, size in SIZES.items()]
            size = form.pick("size", w("press.size"), tuple(SIZES), sizes, "column")
        code = snippet(visit, asked, filled.plate.picture.title, language, look, SIZES[size])
        # A new key for each snippet: what stands in the field is always the one that was asked for.
        key = form.widget(f"snippet_{sha256(code.encode()).hexdigest()[:8]}")
        st.text_area(w("press.snippet"), code, key=key, height="content", help=w("press.snippet_help"))
        there = escape(target(visit, asked, language, look, SIZES[size][2]))
        st.html(f'<p class="atlas-note"><a href="{there}" target="_blank">{escape(w("press.embed_see"))}</a></p>')


def snippet(visit: Visit, asked: Asked, title: str, language: str, look: str, size: tuple[int, int, int]) -> str:
    """Return the HTML that shows a picture on another page; it is as wide as there is room, at most as asked."""
    source = escape(target(visit, asked, language, look, size[2]))
    style = f"width:100%;max-width:{size[0]}px;height:{size[1]}px;border:0"
    return f'<iframe src="{source}" title="{escape(title)}" style="{style}" loading="lazy"></iframe>'


def target(visit: Visit, asked: Asked, language: str, look: str, chart_px: int) -> str:
    """Return the address of the page that shows a picture alone, its chart so high."""
    # The framework's own keys: without its frame, in a theme that does not follow the reader's browser.
    more = {"chart_height": str(chart_px), "embed": "true", "embed_options": f"{look}_theme"}
    return address_of(visit, asked, ALONE, lang=language, **more)


def held_height() -> int:
    """Return how high the chart is to be, in px, as the address says."""
    allowed = [str(px) for px in range(LOWEST_PX, HIGHEST_PX + 1)]
    return int(address.value("chart_height", allowed, str(HEIGHT_PX)))


@contextmanager
def alone(visit: Visit, title: str) -> Iterator[None]:
    """Draw one picture between its title and nothing: no menu, no footer, no other language."""
    st.set_page_config(page_title=title)
    notes = st.container()
    st.html(_BARE)
    st.title(title, anchor=False)
    with guarded(visit.words, notes):
        yield
    if address.refused():
        notes.warning(visit.words("address.note"))
    address.write()


def draw(visit: Visit, plate: Plate, height_px: int) -> None:
    """Draw a plate as it is on the screen, its source and its table."""
    w, picture = visit.words, plate.picture
    st.html(f'<p class="atlas-note">{escape(picture.subtitle)}</p>')
    drawn = screen(visit, plate, theme(), height_px)
    map_component(
        drawn.figure,
        drawn.config,
        key=ALONE,
        label=f"{picture.title}. {picture.subtitle}",
        failed=w("error.map"),
        sizes=drawn.sizes,
        on_picked=_nothing,
    )
    if isinstance(plate.content, AreaMap):
        st.html(key_html(plate.content, replace(picture, theme=theme())))
    notes = "".join(f'<p class="atlas-note">{escape(note)}</p>' for note in picture.notes)
    st.html(f'{notes}<div class="atlas-footer">{_sources(visit, plate, w)}</div>')
    title = w("table.title" if isinstance(plate.content, AreaMap) else "comparison.table")
    with st.expander(title, key="table"):
        sheet = plate.sheet
        st.html(table_html(sheet.frame, sheet.columns, sheet.about.title, w))


def _sources(visit: Visit, plate: Plate, w: Words) -> str:
    """Return source, licence and Stand with their links, as HTML."""
    lines = [origin_line(visit, origin) for origin in plate.sheet.about.origins]
    if plate.own:
        lines.append(escape(w("source.changed", change=w("method.own"))))
    # A map bears its credit itself.
    if plate.picture.credit and not isinstance(plate.content, AreaMap):
        lines.append(escape(plate.picture.credit))
    lines.append(escape(w("press.data_version", version=plate.sheet.about.data_version)))
    return "<br>".join(lines)


def _nothing() -> None:
    """A click on a chart that stands alone leads nowhere."""
