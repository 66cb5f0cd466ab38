"""A page that fails: plain words in the visitor's language, the traceback in the log, the others go on."""

import logging

import pytest
import streamlit as st

from atlas.messages import LANGUAGES, words
from atlas.ui import origins, situation
from tests.pages.visits import DATA, MAP, SITUATION, address, html, text, title, visit

SECRET = "password of /srv/somewhere"


def fails(*_: object) -> str:
    """Stand for anything that goes wrong while a page is drawn."""
    raise RuntimeError(SECRET)


@pytest.mark.usefixtures("page_fails")
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_page_that_fails_says_so_in_the_visitors_language_and_nothing_of_the_machine(
    lang: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(situation, "tiles", fails)
    app = visit(SITUATION, lang=lang)
    assert not app.exception, "that would be the framework's English text"
    assert [box.value for box in app.error] == [words(lang)("error.unexpected")]
    assert SECRET not in text(app) + html(app)
    assert "Traceback" not in text(app)
    logged = [record for record in caplog.records if record.name == "atlas.faults"]
    assert [record.levelno for record in logged] == [logging.ERROR]
    assert "in fails" in caplog.text, "the traceback says where it was"


@pytest.mark.usefixtures("page_fails")
def test_the_frame_stands_and_the_other_pages_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(situation, "tiles", fails)
    app = visit(SITUATION, lang="de", district="16063")
    assert [heading.value for heading in app.title] == [title(SITUATION, "de")]
    assert "atlas-footer" in html(app)
    assert f'<a href="?lang=de" target="_self">{words("de")("error.anew")}</a>' in html(app)
    app.switch_page(MAP).run()
    assert not app.error
    assert [heading.value for heading in app.title] == [title(MAP, "de")]
    assert address(app)["district"] == "16063", "what was chosen is still chosen"


@pytest.mark.usefixtures("page_fails")
@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_fails_before_the_heading_is_told_too(lang: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(situation, "region_name", fails)
    app = visit(SITUATION, lang=lang)
    assert not app.exception
    assert [box.value for box in app.error] == [words(lang)("error.unexpected")]


@pytest.mark.parametrize("how", [st.stop, st.rerun])
def test_a_stop_and_a_new_start_are_no_failures(how: object, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[bool] = []

    def once(*_: object) -> str:
        asked.append(True)
        if len(asked) == 1:
            how()  # type: ignore[operator]
        return ""

    monkeypatch.setattr(origins, "summary", once)
    app = visit(DATA)
    assert not app.error
    assert len(asked) == (2 if how is st.rerun else 1)
