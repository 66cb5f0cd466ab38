"""What a table is taken away with, the same on every page: where it comes from, its files, the link to the view."""

from collections.abc import Callable, Sequence
from html import escape

import streamlit as st

from atlas.export import Origin, Sheet, csv_for_excel, csv_for_programs, file_name, xlsx
from atlas.store import Row
from atlas.ui import address, freshness
from atlas.ui.nodes import places_line
from atlas.ui.visit import Visit, is_known

XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Key, file name's ending, type, and what makes the bytes.
FILES: tuple[tuple[str, str, str, Callable[[Sheet], bytes]], ...] = (
    ("csv", "csv", "text/csv", csv_for_excel),
    ("csv_program", "csv", "text/csv", csv_for_programs),
    ("xlsx", "xlsx", XLSX_TYPE, xlsx),
)


def origin(visit: Visit, source_id: str, *of_rows: Row) -> Origin:
    """Return where figures of a source come from, with the days of their files.

    Each of the rows holds publisher_stand and retrieved_on; without one: those of the source's newest file.
    """
    source, w = visit.source(source_id), visit.words
    stands, retrieved = (
        sorted({row[key].date().isoformat() for row in of_rows or (source,) if is_known(row[key])})
        for key in ("publisher_stand", "retrieved_on")
    )
    return Origin(
        attribution=source["attribution"],
        licence=source["licence"],
        licence_url=source["licence_url"],
        as_of=w.span(stands[0], stands[-1]) if stands else "",
        retrieved_on=retrieved[-1] if retrieved else "",
        retrieved_first=retrieved[0] if retrieved else "",
    )


def origin_line(visit: Visit, origin: Origin) -> str:
    """Return source, licence, Stand, day of retrieval, and the next release where one is announced, as HTML."""
    w = visit.words
    licence = f'<a href="{escape(origin.licence_url)}" rel="noreferrer">{escape(origin.licence)}</a>'
    told = [escape(w("source.line", attribution=origin.attribution)), licence]
    if origin.as_of:
        told.append(escape(w("source.as_of", date=origin.as_of)))
    if origin.retrieved_on:
        told.append(escape(origin.retrieved(w)))
    told += [escape(text) for text in (freshness.next_line(visit, origin.attribution),) if text]
    return " · ".join(told)


def next_unknown(visit: Visit, origins: Sequence[Origin]) -> str:
    """Return that no next release is announced; '' where one of the sources says so in its own line."""
    if any(freshness.next_line(visit, origin.attribution) for origin in origins):
        return ""
    return visit.words("source.next_unknown")


def boundaries_line(visit: Visit, nodes: bool = True) -> str:
    """Return whose boundaries, and places of nodes, a map is drawn with, as text."""
    told = [visit.words("source.boundaries", attribution=visit.source("boundaries")["attribution"])]
    return " · ".join(filter(None, [*told, places_line(visit) if nodes else ""]))


def files(visit: Visit, sheet: Callable[[bool], Sheet], named: Sequence[str]) -> None:
    """Draw the downloads of a table and the link to this view; the files are made when they are asked for.

    `sheet` makes the table, in codes instead of words where it is called with True; `named` are the parts of the
    files' names.
    """
    buttons(visit, sheet, named)
    link(visit)


def buttons(visit: Visit, sheet: Callable[[bool], Sheet], named: Sequence[str], prefix: str = "") -> None:
    """Draw the downloads of a table alone; a further one of a page needs a prefix of its own."""
    w = visit.words
    with st.container(horizontal=True):
        for key, extension, mime, make in FILES:
            for_programs = key == "csv_program"
            parts = [*named, *(["data"] if for_programs else [])]
            st.download_button(
                w(f"download.{key}"),
                _maker(make, sheet, for_programs),
                file_name(*parts, language=visit.language, extension=extension),
                mime,
                key=f"download_{prefix}{key}",
                help=w(f"download.{key}_help") if key != "xlsx" else None,
                on_click="ignore",
            )


def link(visit: Visit) -> None:
    """Draw the link to this very view."""
    w = visit.words
    told = f'<a href="{escape(address.query())}" target="_self">{escape(w("download.link"))}</a>'
    st.html(f'<p class="atlas-note">{told}. {escape(w("download.link_help"))}</p>')


def _maker(make: Callable[[Sheet], bytes], sheet: Callable[[bool], Sheet], for_programs: bool) -> Callable[[], bytes]:
    return lambda: make(sheet(for_programs))
