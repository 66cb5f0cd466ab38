"""Rows and points for the press: figures of the pictures against those of the database, in both languages."""

import io
import pickle
import re
from xml.etree import ElementTree

import pytest

from atlas.export.picture_files import svg
from atlas.export.plate import Plate
from atlas.messages import LANGUAGES, words
from atlas.messages.catalogue import catalogue
from atlas.picture import Finish
from atlas.store import Store, records
from atlas.ui import exposure
from atlas.ui.comparison import RANKING, SCATTER, Choice
from atlas.ui.comparison_plate import plate
from atlas.ui.comparison_ranking import shown as shown_ranking
from atlas.ui.comparison_scatter import shown as shown_scatter
from atlas.ui.controls import Choice as MapChoice
from atlas.ui.controls import within
from atlas.ui.exposure_plates import bars_plate, published_settings, ranking_plate
from atlas.ui.patterns import Settings, patterns
from atlas.ui.patterns_plate import scatter_plate
from atlas.ui.visit import Visit, today
from geo import clusters
from tests.pages.visits import EXPOSURE, PATTERNS, SITING, visit

LAND, CHOSEN = "16", "16063"


def at(store: Store, language: str) -> Visit:
    """Return a visit in a language."""
    return Visit(words(language), store, store.region())


def both(made: dict[str, Plate]) -> None:
    """Check what holds for every plate: the same figures in both languages, words of its own, sources, files."""
    german, english = made["de"], made["en"]
    assert [one.values for one in german.content.drawn()] == [one.values for one in english.content.drawn()]
    assert german.picture.title != english.picture.title and german.picture.subtitle != english.picture.subtitle
    for one in made.values():
        assert one.sheet.about.origins and one.sheet.about.origins[0].attribution.split(";")[0] in one.source_line
        assert one.figure == "" or one.figure in [column.name for column in one.sheet.columns]
        assert pickle.loads(pickle.dumps((one.picture, one.content))) == (one.picture, one.content)
        written = ElementTree.parse(io.BytesIO(svg(one, Finish(91.5, 120))))
        told = "".join(
            text for element in written.iter() if element.tag.endswith("}text") for text in element.itertext()
        )
        assert one.picture.title.split()[0] in told


def test_the_ranking_shows_ranks_and_intervals_of_the_index(store: Store) -> None:
    settings = published_settings(store, LAND)
    made = {language: ranking_plate(at(store, language), settings, CHOSEN) for language in LANGUAGES}
    index, spread = exposure.index_of(store, settings), exposure.intervals(store, settings)
    (drawn,) = made["de"].content.drawn()
    assert drawn.keys == tuple(index.ranked) and len(drawn.keys) == 22
    # A rank is one more than the number of higher scores: worked out here once more.
    assert drawn.values == tuple(1 + sum(index.score > index.score[code]) for code in drawn.keys)
    assert drawn.low == tuple(spread.loc[code, "low"] for code in drawn.keys)
    assert drawn.high == tuple(spread.loc[code, "high"] for code in drawn.keys)
    assert store.names["de"][drawn.keys[0]] in made["de"].picture.title
    assert made["en"].own and words("en")("method.own") in made["en"].source_line
    both(made)


def test_of_a_large_area_the_first_and_the_chosen_are_shown_and_it_is_said(store: Store) -> None:
    made = ranking_plate(at(store, "de"), published_settings(store, "DG"), CHOSEN)
    (drawn,) = made.content.drawn()
    assert 25 <= len(drawn.keys) <= 26 and CHOSEN in drawn.keys
    assert f"{len(drawn.keys)} von " in made.picture.subtitle
    # The table behind it has all of them.
    assert len(made.sheet.frame) == 400


def test_the_parts_of_the_bars_sum_up_to_the_scores(store: Store) -> None:
    settings = published_settings(store, LAND)
    made = {language: bars_plate(at(store, language), settings) for language in LANGUAGES}
    index = exposure.index_of(store, settings)
    parts = made["de"].content.drawn()
    for i, code in enumerate(parts[0].keys):
        sizes = [part.values[i] for part in parts]
        assert sum(size or 0.0 for size in sizes) == pytest.approx(index.score[code])
    first = max(parts, key=lambda part: part.values[0] or 0.0)
    assert first.name in made["de"].picture.title
    both(made)


@pytest.mark.parametrize(("indicator", "period"), [("unemployment_rate", "2025"), ("insolvency_rate", "2024")])
def test_a_ranking_by_value_shows_the_figures_of_the_database(store: Store, indicator: str, period: str) -> None:
    made = {}
    for language in LANGUAGES:
        here = at(store, language)
        choice = Choice(RANKING, (CHOSEN,), here.indicator(indicator), period, LAND)
        made[language] = plate(here, choice, shown_ranking(here, choice))
    rows = store.values(indicator, period)
    known = {row["area_code"]: row["value"] for row in records(rows[(rows["kind"] == "district") & within(rows, LAND)])}
    (drawn,) = made["de"].content.drawn()
    assert dict(zip(drawn.keys, drawn.values, strict=True)).items() <= known.items()
    assert list(drawn.values) == sorted(drawn.values, key=lambda value: -(value or 0.0))
    assert bool(made["de"].content.legend) == (indicator == "insolvency_rate")  # type: ignore[attr-defined]
    both(made)


def test_a_scatter_shows_both_figures_of_each_district(store: Store) -> None:
    made = {}
    for language in LANGUAGES:
        here = at(store, language)
        first, second = here.indicator("unemployment_rate"), here.indicator("manufacturing_share")
        choice = Choice(SCATTER, (CHOSEN,), first, "", LAND, second=second, year=2020)
        made[language] = plate(here, choice, shown_scatter(here, choice))
    across, up = made["de"].content.drawn()
    for drawn, indicator, period in ((across, "unemployment_rate", "2020"), (up, "manufacturing_share", "2020-06-30")):
        known = {row["area_code"]: row["value"] for row in records(store.values(indicator, period))}
        assert drawn.values == tuple(known[code] for code in drawn.keys) and len(drawn.keys) == 22
    both(made)


def test_the_points_of_moran_are_those_of_the_patterns(store: Store) -> None:
    settings = Settings("unemployment_rate", "2025", "DG", "moran")
    found = patterns(store, settings, clusters)
    made = {}
    for language in LANGUAGES:
        here = at(store, language)
        choice = MapChoice(here.indicator("unemployment_rate"), "2025", "DG", CHOSEN, today(), "quantiles")
        made[language] = scatter_plate(here, choice, found)
    figure, around = made["de"].content.drawn()
    assert figure.values == tuple(found.districts.loc[list(figure.keys), "z"])
    assert around.values == tuple(found.districts.loc[list(figure.keys), "lag"])
    assert len(figure.keys) == found.whole.n
    both(made)


def longest(text: str) -> str:
    """Return the longest piece of a text between its placeholders."""
    return max(re.split(r"\{\w+\}", text), key=len)


@pytest.mark.parametrize(
    ("page", "key", "asked", "title"),
    [
        (EXPOSURE, "exposure_ranking", {"area": LAND}, "press_rows.most_exposed"),
        (EXPOSURE, "exposure_bars", {"area": LAND}, "press_rows.most_added"),
        (PATTERNS, "patterns_scatter", {}, "press_rows.moran_alike"),
        (SITING, "siting_sureness", {"area": LAND, "view": "sureness"}, "press_rows.sure"),
        (SITING, "reach_scatter", {"area": LAND, "view": "reach"}, "press_rows.exposed_far"),
    ],
)
def test_the_picture_is_offered_where_the_figure_stands(page: str, key: str, asked: dict[str, str], title: str) -> None:
    app = visit(page, **asked)
    assert words("de")("press.offer") in [fold.label for fold in app.expander]
    app.session_state[f"press_{key}_fold"] = True
    app.run()
    proposed = str(app.text_area[0].value)
    assert any(longest(text) in proposed for text in catalogue("de")[title].values()), proposed
