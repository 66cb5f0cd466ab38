"""A picture for another site: the snippet that the page of the press gives, and the page that shows nothing else."""

import re
from datetime import timedelta
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from atlas.messages import LANGUAGES, words
from atlas.store import Store
from atlas.ui import press_gallery
from atlas.ui.press_asked import KINDS
from atlas.ui.visit import Visit
from geo import catchments
from tests.pages.visits import ALONE, PRESS, address, html, plain, tables, visit

DE = words("de")
DISTRICT = "16063"


def snippet_of(app: AppTest) -> tuple[str, dict[str, list[str]]]:
    """Return the page that a snippet shows, and the keys of its address."""
    (code,) = [str(area.value) for area in app.text_area if str(area.value).startswith("<iframe")]
    found = re.match(r'<iframe src="([^"]*)" title="([^"<>]*)" style="[^"]*" loading="lazy"></iframe>$', code)
    assert found is not None
    target = urlsplit(unescape(found[1]))
    return target.path, parse_qs(target.query)


def test_the_snippet_shows_the_picture_that_was_asked_for() -> None:
    app = visit(PRESS, picture="series", indicator="insolvency_rate", district=DISTRICT)
    app.selectbox(key="press_embed_lang").set_value("en").run()
    app.selectbox(key="press_embed_theme").set_value("dark").run()
    path, keys = snippet_of(app)
    assert path.endswith("/bild")
    assert keys["embed_options"] == ["dark_theme"]
    wanted = {"lang": "en", "picture": "series", "indicator": "insolvency_rate", "district": DISTRICT, "from": "2012"}
    assert {key: keys[key][0] for key in wanted} == wanted
    shown = visit(ALONE, **{key: text for key, (text,) in keys.items() if not key.startswith("embed")})
    assert not shown.exception
    assert not shown.warning, "every key of the snippet is one that the page knows"
    assert address(shown)["district"] == DISTRICT


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_alone_has_title_source_and_table_and_nothing_else(store: Store, kind: str, lang: str) -> None:
    app = visit(ALONE, picture=kind, lang=lang)
    assert not app.exception
    one = Visit(words(lang), store, store.region())
    plate = press_gallery.plate_of(one, press_gallery.start(one, kind), catchments)
    assert [title.value for title in app.title] == [plate.picture.title]
    assert words(lang)("press.data_version", version=plate.sheet.about.data_version) in plain(html(app))
    assert list(tables(app)) == [plate.sheet.about.title]
    assert "atlas-languages" not in html(app)
    assert not app.selectbox
    assert not app.button


def test_a_picture_alone_that_is_not_there_says_so(store: Store) -> None:
    first = store.node_days()["since"].min().date() - timedelta(days=10)
    app = visit(ALONE, picture="nodes", day=first.isoformat())
    assert [info.value for info in app.info] == [DE("press.no_open_node")]
    app = visit(PRESS, picture="nodes", day=first.isoformat())
    assert [info.value for info in app.info] == [DE("press.no_open_node")]
