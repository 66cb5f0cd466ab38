"""Whatever stands in an address, every page opens: junk in all of its keys at once, and the keys of all other pages."""

import pytest

from tests.pages.test_address import TAMPERED
from tests.pages.visits import ROOT, TITLES, address, html, text, visit

# What the pages hold, each with a value that one of them knows: sessions carry them from page to page.
FOREIGN = {
    "area": "regions",
    "among": "16",
    "at": "2015",
    "base": "2015",
    "district": "09161",
    "form": "slope",
    "from": "2012",
    "indicator": "vehicle_dependence",
    "limit": "30",
    "locks": "1,2",
    "mean": "geometric",
    "measure": "value",
    "more": "population",
    "of": "DG",
    "period": "2015-09-30",
    "places": "regions,rest,16",
    "scale": "zscore",
    "second": "exposure_index",
    "statistic": "gi",
    "to": "2019",
    "view": "reach",
    "weights": "0,0,0,0,0,100",
    "year": "2019",
}


def unharmed(page: str, **given: str | list[str]) -> dict[str, str]:
    """Open a page and return its address; fail where it failed, or shows markup of the address or of the machine."""
    app = visit(page, **given)
    assert not app.exception
    assert not app.error
    assert "atlas-footer" in html(app), "the page came to its end"
    told = html(app) + text(app)
    assert "alert(1)" not in told
    assert "Traceback" not in told
    assert str(ROOT) not in told
    return address(app)


@pytest.mark.parametrize("page", TITLES)
def test_junk_in_every_key_at_once(page: str) -> None:
    default = unharmed(page)
    junk = list(TAMPERED.values())
    for first in (0, 5):
        given = {key: junk[(first + i) % len(junk)] for i, key in enumerate(default)}
        assert unharmed(page, **given).items() >= default.items()


@pytest.mark.parametrize("page", TITLES)
def test_the_keys_of_all_other_pages(page: str) -> None:
    assert unharmed(page, lang="en", **FOREIGN)["lang"] == "en"
