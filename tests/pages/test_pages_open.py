"""Each page, in each language, with and without figures, with another region, without a database."""

from pathlib import Path

import pandas as pd
import pytest

from atlas.messages import LANGUAGES, words
from atlas.store import Store
from atlas.ui.visit import BUILD_COMMAND
from tests.pages.visits import ALONE, DATA, MAP, TITLES, address, language, plain, sentences, tables, text, title, visit

LONGEST_PAGE = 80
# Indicators, and a period of each, in which districts or all of them have no figure.
WITH_GAPS = [
    ("plant_employees_vehicles", "2015-09-30"),
    ("employees_agriculture", "2019-06-30"),
    ("business_closures", "2003"),
    ("establishments", "2007"),
]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("page", TITLES)
def test_each_page_opens_in_each_language(page: str, lang: str) -> None:
    app = visit(page, lang=lang)
    assert not app.exception
    assert [heading.value for heading in app.title] == [title(page, lang)]
    assert language(app).language == lang
    assert address(app)["lang"] == lang


def test_german_comes_first() -> None:
    assert language(visit()).language == "de"


@pytest.mark.parametrize("page", TITLES)
def test_no_text_of_the_other_language_is_left(page: str) -> None:
    german, english = (text(visit(page, lang=lang)) for lang in ("de", "en"))
    assert title(page, "de") not in english
    assert title(page, "en") not in german
    # Stands on every page, as a link: so that this can fail.
    assert words("de")("footer.accessibility") in german
    for key in ("footer.accessibility", "control.period", "table.title"):
        assert words("de")(key) not in english


def test_each_indicator_is_drawn_and_traced(store: Store) -> None:
    w = words("de")
    for row in store.indicator_rows.values():
        period = store.periods(row["indicator_id"])[-1]
        for page in (MAP, DATA):
            app = visit(page, indicator=row["indicator_id"])
            assert not app.exception, row["indicator_id"]
            assert address(app)["indicator"] == row["indicator_id"]
            assert address(app)["period"] == period
            assert f"{row['title_de']}, " in sentences(app)[-1]
            assert w.period(period) in sentences(app)[-1]
            assert not app.warning


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("area", ["16", "DG", "westthueringen"])
@pytest.mark.parametrize(("indicator", "period"), WITH_GAPS)
def test_districts_without_a_figure_keep_their_sign(
    store: Store, indicator: str, period: str, area: str, lang: str
) -> None:
    values = store.values(indicator, period)
    inside = {"16": values["land_code"] == "16", "DG": values["kind"].notna()}.get(area, values["in_region"])
    districts = values[inside & (values["kind"] == "district")]
    without = districts[districts["value"].isna()]
    if indicator != "employees_agriculture":
        assert len(without), "wanted a case with gaps"

    app = visit(indicator=indicator, period=period, area=area, lang=lang)

    assert not app.exception
    rows = {row[1]: row[2] for row in next(iter(tables(app).values()))[1:]}
    assert set(districts["area_code"]) <= set(rows)
    missing = words(lang)("table.no_figure")
    for code, sign in zip(without["area_code"], without["sign"], strict=True):
        assert rows[code] == (sign or missing)
    if without["sign"].eq(".").any():
        assert words(lang).sign(".") in text(app)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("page", [MAP, DATA])
def test_without_a_database_one_sentence_names_the_command(
    page: str, lang: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ATLAS_DB", str(tmp_path / "absent.duckdb"))
    app = visit(page, lang=lang)
    assert not app.exception
    assert [error.value for error in app.error] == [words(lang)("error.no_database", command=BUILD_COMMAND)]
    assert not app.selectbox


def test_a_file_that_is_no_database_is_told_from_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "odd.duckdb"
    file.write_bytes(b"no database")
    monkeypatch.setenv("ATLAS_DB", str(file))
    app = visit()
    assert not app.exception
    assert [error.value for error in app.error] == [words("de")("error.old_database", command=BUILD_COMMAND)]


def names_of_the_first_region(store: Store) -> set[str]:
    """Return the names that only the first region has: its own, its programme's, its nodes'."""
    region = store.region().words
    nodes = store.nodes(pd.Timestamp.max.date())
    told = {region["name_de"], region["name_en"], region["programme"]["short"], region["node"]["short"]}
    return told | set(nodes["name_de"]) | set(nodes["name_en"]) | set(nodes["place"]) | set(nodes["host"])


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("page", [MAP, DATA])
def test_a_second_region_knows_nothing_of_the_first(
    page: str, lang: str, store: Store, second_region: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ATLAS_DB", str(second_region))
    app = visit(page, lang=lang)
    assert not app.exception
    assert not app.slider, "there are no nodes, so there is no day to choose"
    # Districts of the first region are in Germany too; they are only named where all areas are listed.
    listed = {str(option) for box in app.selectbox for option in box.options}
    told = "\n".join(line for line in text(app).splitlines() if line not in listed)
    names = names_of_the_first_region(store) - listed - set(store.areas["name"]) - set(store.areas["name_en"])
    assert sorted(name for name in names if name in told) == []
    if page == MAP:
        assert address(app)["area"] == "14"
        assert words(lang)("legend.no_nodes") in plain(text(app))


def test_pages_can_be_read_in_a_minute(root: Path) -> None:
    lengths = {file.name: len(file.read_text(encoding="utf-8").splitlines()) for file in (root / "pages").glob("*.py")}
    assert len(lengths) == len({*TITLES, ALONE})
    assert {name: length for name, length in lengths.items() if length > LONGEST_PAGE} == {}
