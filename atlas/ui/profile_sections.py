"""The sections of a profile in their one order: on the page, in its row of links, in its PDF."""

from collections.abc import Callable
from html import escape

import streamlit as st

from atlas.export.document import Section
from atlas.export.document_html import heading_html, parts_html
from atlas.ui import (
    profile,
    profile_branches,
    profile_commuters,
    profile_events,
    profile_exposure,
    profile_nodes,
    profile_parts,
    profile_peers,
    profile_plate,
    profile_series,
)
from atlas.ui.network import Measure
from atlas.ui.nodes import plural
from atlas.ui.visit import Visit, today

# Sections with charts that can be pointed at, and with parts that are folded.
OF_THEIR_OWN: dict[str, Callable[[Visit, str], None]] = {
    "series": profile_plate.show,
    "events": profile_events.show,
}
FILES = "files"


def sections(visit: Visit, code: str, measure: Measure) -> tuple[Section, ...]:
    """Return the sections of a district that have something to say."""
    asked = (visit.store, code, visit.language)
    found = (
        profile.section(*asked),
        profile_exposure.section(*asked),
        profile_series.section(*asked),
        profile_branches.section(*asked),
        profile_parts.section(*asked),
        profile_events.section(*asked),
        profile_nodes.section(*asked, today(), measure),
        profile_commuters.section(*asked),
        profile_peers.section(*asked),
    )
    return tuple(section for section in found if section is not None)


def show_links(visit: Visit, found: tuple[Section, ...]) -> None:
    """Draw a row of links to the sections and to the files."""
    w = visit.words
    names = {section.key: w(f"profile.link.{section.key}") for section in found if section.key != "nodes"}
    named = {section.key: names.get(section.key, plural(visit)) for section in found} | {FILES: w("profile.link.files")}
    links = "".join(f'<li><a href="#{key}">{escape(name)}</a></li>' for key, name in named.items())
    st.html(f'<nav class="atlas-jump" aria-label="{escape(w("profile.links"))}"><ul>{links}</ul></nav>')


def show(visit: Visit, code: str, found: tuple[Section, ...]) -> None:
    """Draw the sections."""
    for section in found:
        if section.key in OF_THEIR_OWN:
            OF_THEIR_OWN[section.key](visit, code)
        else:
            st.html(heading_html(section) + parts_html(section.parts, visit.words))
