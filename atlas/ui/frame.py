"""The frame of every page: heading, language, notes, style, footer."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from html import escape
from pathlib import Path

import streamlit as st

from atlas.charts.screen import MAP_CSS
from atlas.export import TABLE_CSS
from atlas.messages import LANGUAGES, words
from atlas.ui import address
from atlas.ui.faults import guarded
from atlas.ui.published import publish
from atlas.ui.visit import Visit, language

ACCESSIBILITY_PAGE = "pages/barrierefreiheit.py"
# Sent with the links themselves: until the style sheet has come, both would be to be seen. On a phone the side bar is
# closed, so one stands in the page.
_ONE_OF_TWO = (
    "<style>.stMain .atlas-languages { display: none } @media (max-width: 640px) {"
    " .stMain .atlas-languages { display: block } [data-testid=stSidebar] .atlas-languages { display: none } }</style>"
)
_HEAD = """document.documentElement.lang = '{language}';
if (!document.querySelector('link[href="{style}"]'))
  document.head.append(Object.assign(document.createElement('link'), {{rel: 'stylesheet', href: '{style}'}}));"""


def begin() -> None:
    """Begin a run of the app: the language of the page, its style, a fresh list of notes."""
    address.begin()
    # The framework leaves <html lang> at "en"; the value is one of two fixed words. The style sheet is fetched once
    # instead of being sent at every change.
    st.html(f"<script>{_HEAD.format(language=language(), style=_style())}</script>", unsafe_allow_javascript=True)


@contextmanager
def page(visit: Visit, title_key: str, **named: str) -> Iterator[None]:
    """Draw a page between its question as heading and its footer; notes stand above all else.

    `named` are the placeholders of the question.
    """
    w = visit.words
    question = w(title_key, **named)
    st.set_page_config(page_title=f"{question} – {w('app.name')}")
    # Containers, not st.empty: they keep what the last run drew until it is replaced, so nothing jumps.
    in_sidebar, in_page, notes = st.sidebar.container(), st.container(), st.container()
    st.title(question, anchor=False)
    with guarded(w, notes):
        yield
    links = _language_links()
    in_sidebar.html(links)
    in_page.html(links + _ONE_OF_TWO)
    if address.refused():
        notes.warning(w("address.note"))
    _footer(visit)
    address.write()


def statement_html(*sentences: str) -> str:
    """Return the answer of a page, in one paragraph of plain text, as HTML."""
    return f'<p class="atlas-sentence">{escape(" ".join(sentence for sentence in sentences if sentence))}</p>'


def onward(questions: dict[str, str]) -> None:
    """Draw links to other pages, each a question; they keep what is chosen."""
    with st.container(horizontal=True):
        for target, question in questions.items():
            st.page_link(target, label=question, query_params=address.held())


def _language_links() -> str:
    """Return links to this very view in each language; the current one is named, not linked."""
    current = language()
    parts = []
    for code in LANGUAGES:
        name = escape(words(code)(f"language.{code}"))
        if code == current:
            parts.append(f'<span lang="{code}" aria-current="true">{name}</span>')
        else:
            query = escape(address.query(lang=code))
            parts.append(f'<a href="{query}" target="_self" hreflang="{code}" lang="{code}">{name}</a>')
    label = escape(words(current)("language.label"))
    return f'<nav class="atlas-languages" aria-label="{label}">{" · ".join(parts)}</nav>'


def _footer(visit: Visit) -> None:
    w = visit.words
    built = visit.store.info["built_at"][:10]
    contact = escape(str(visit.region.words["contact"]["url"]))
    told = [
        w("app.updated", date=w.date(built), version=visit.store.version),
        w("footer.programme", licence="EUPL-1.2"),
    ]
    link = f'{escape(w("footer.feedback"))} <a href="{contact}" rel="noreferrer">{contact}</a>'
    text = " · ".join([*(escape(line) for line in told), link])
    st.html(f'<div class="atlas-footer" role="region" aria-label="{escape(w("footer.label"))}">{text}</div>')
    st.page_link(ACCESSIBILITY_PAGE, label=w("footer.accessibility"))


@cache
def _style() -> str:
    """Return the address of the style sheet."""
    own = (Path(__file__).parent / "style.css").read_text(encoding="utf-8")
    return publish("style", "css", f"{own}\n{TABLE_CSS}\n{MAP_CSS}")
