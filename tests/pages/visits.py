"""A visit to a page without a browser, and the reading of what stands there."""

import re
import tomllib
from collections.abc import Iterable
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs

from streamlit.testing.v1 import AppTest

from atlas.messages import LANGUAGES, Words, words
from atlas.messages.catalogue import catalogue, placeholders
from tests.databases import LOOKUPS

ROOT = Path(__file__).resolve().parents[2]
SITUATION, MAP, EVENTS, NETWORK = "pages/lage.py", "pages/karte.py", "pages/ereignisse.py", "pages/knoten.py"
PROFILE = "pages/kreisprofil.py"
EXPOSURE = "pages/betroffenheit.py"
PATTERNS = "pages/muster.py"
COMPARISON = "pages/vergleich.py"
SITING = "pages/standort.py"
PRESS = "pages/presse.py"
# One chart for another site: no page of the menu, and without what these share.
ALONE = "pages/bild.py"
DATA, ACCESSIBILITY = "pages/daten.py", "pages/barrierefreiheit.py"
TITLES = {
    SITUATION: "situation.title",
    MAP: "map.title",
    EVENTS: "events.title",
    NETWORK: "network.title",
    PROFILE: "profile.title",
    EXPOSURE: "exposure.title",
    COMPARISON: "comparison.title",
    PATTERNS: "patterns.title",
    SITING: "siting.title",
    PRESS: "press.title",
    DATA: "data.title",
    ACCESSIBILITY: "accessibility.title",
}
# The district of a profile that no link has chosen: the first of the region.
FIRST_DISTRICT = "Wartburgkreis"
# Two cores that others use too.
PATIENCE_S = 60
_CELL = re.compile(r"<t[hd][^>]*>")
_TAG = re.compile(r"<[^>]+>")


def visit(page: str = MAP, **address: str | list[str]) -> AppTest:
    """Return a page as it is when it is opened by a link with these keys; the first thing that a visitor does."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=PATIENCE_S)
    # The table below the map is unfolded: a long one is sent only then.
    app.session_state["table"] = True
    if page != SITUATION:
        app.switch_page(page)
    for key, value in address.items():
        app.query_params[key] = value
    return app.run()


def title(page: str, lang: str) -> str:
    """Return the question that heads a page of the atlas of this region."""
    region = tomllib.loads((LOOKUPS / "region.toml").read_text(encoding="utf-8"))
    named = {"region": region[f"name_{lang}"], "nodes": region["node"][f"plural_{lang}"], "name": FIRST_DISTRICT}
    return words(lang)(TITLES[page], **{name: named[name] for name in placeholders(catalogue(lang)[TITLES[page]])})


def address(app: AppTest) -> dict[str, str]:
    """Return what stands in the address, one text per key."""
    return {key: value if isinstance(value, str) else value[-1] for key, value in app.query_params.items()}


def language(app: AppTest) -> Words:
    """Return the words of the language that the page says it is in."""
    found = re.search(r'<span lang="(\w+)" aria-current="true">', html(app))
    assert found is not None
    assert found[1] in LANGUAGES
    return words(found[1])


def html(app: AppTest) -> str:
    """Return all HTML that a page has sent, in its order."""
    return "\n".join(element.value for element in app.html)


def plain(markup: str) -> str:
    """Return the text of HTML."""
    return unescape(_TAG.sub("", markup))


def text(app: AppTest) -> str:
    """Return everything that can be read on a page, of every kind of element."""
    told = [plain(re.sub(r"<(style|script)>.*?</\1>", "", element.value, flags=re.S)) for element in app.html]
    elements = (*app.title, *app.header, *app.subheader, *app.markdown, *app.warning, *app.error, *app.info)
    told += [str(element.value) for element in elements]
    told += [link.proto.label for link in app.get("page_link")]
    for box in (*app.selectbox, *app.select_slider):
        told += [box.label, *map(str, box.options)]
    return "\n".join(told)


def sentences(app: AppTest) -> list[str]:
    """Return the sentences that answer a page's question."""
    return [plain(found) for found in re.findall(r'<p class="atlas-sentence">(.*?)</p>', html(app), re.S)]


def tables(app: AppTest) -> dict[str, list[list[str]]]:
    """Return the rows (heading first) of each table by its caption."""
    found = {}
    for table in re.findall(r"<table.*?</table>", html(app), re.S):
        caption = re.search(r"<caption>(.*?)</caption>", table, re.S)
        assert caption is not None
        rows = [_CELL.split(row)[1:] for row in table.split("<tr>")[1:]]
        found[plain(caption[1])] = [[plain(cell) for cell in row] for row in rows]
    return found


def links(app: AppTest) -> list[dict[str, list[str]]]:
    """Return the keys of each link to this app that stands in the page's own HTML."""
    addresses: Iterable[str] = re.findall(r'<a href="([^"]*\?[^"]*)" target="_self"', html(app))
    return [parse_qs(unescape(found).partition("?")[2]) for found in addresses]
