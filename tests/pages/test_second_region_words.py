"""A region whose name says what it is ('Region X') is not told so twice, on any page."""

import re
from pathlib import Path

import pytest

from atlas.messages import LANGUAGES
from tests.pages.visits import TITLES, html, plain, text, visit


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("page", TITLES)
def test_no_region_region(page: str, lang: str, second_region: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATLAS_DB", str(second_region))
    app = visit(page, lang=lang)
    assert not app.exception
    told = f"{text(app)}\n{plain(html(app))}"
    assert re.findall(r"Region\s+Region|region\s+Chemnitz\s+region", told, re.IGNORECASE) == []
