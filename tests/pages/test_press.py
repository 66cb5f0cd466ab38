"""The page of the press: its gallery, its form and what that refuses, its files, its pack, its batch, its snippet."""

import io
import zipfile
from datetime import UTC, date, datetime, timedelta
from xml.etree import ElementTree

import pytest
from streamlit.testing.v1 import AppTest

from atlas.export import press_title
from atlas.export.sizes import LARGEST_MM, LARGEST_PX, SMALLEST_MM, SMALLEST_PX
from atlas.messages import LANGUAGES, words
from atlas.store import Store
from atlas.ui import press_form, press_gallery, press_work
from atlas.ui.press_asked import KINDS, NODES, years
from atlas.ui.visit import Visit
from geo import catchments
from tests.pages.conftest import Files
from tests.pages.press_desk import DE, DISTRICT, FILES, german
from tests.pages.visits import PRESS, address, html, plain, sentences, visit


def errors(app: AppTest) -> list[str]:
    return [error.value for error in app.error]


def files_of(offered: Files) -> set[str]:
    """Return the formats that the bench offers."""
    return {key.removeprefix("press_page_file_") for key in offered if key.startswith("press_page_file_")}


def test_the_gallery_leads_to_the_bench(store: Store) -> None:
    app = visit(PRESS)
    cards = press_gallery.ready(german(store))
    assert [button.label for button in app.button] == [
        press_gallery.name(german(store), *card) for card in cards.items()
    ]
    assert sentences(app) == [DE("press.gallery", n=len(cards))]
    app.button(key="press_take_employment").click().run()
    held = address(app)
    assert (held["picture"], held["indicator"], held["from"]) == ("series", "employees_index", "2015")
    assert any("2015" in str(area.value) for area in app.text_area[:2])
    app.button(key="press_back").click().run()
    assert address(app)["picture"] == "-"


def test_the_gallery_has_what_a_newsroom_asks_for(store: Store) -> None:
    cards = press_gallery.ready(german(store))
    assert list(cards) == [
        "map",
        "ranking",
        "unemployment",
        "employment",
        "insolvencies",
        "events",
        "nodes",
        "district",
    ]
    assert cards["unemployment"].since == 1998
    assert cards["employment"].since == 2015
    assert cards["district"].district in store.region().district_codes


@pytest.mark.parametrize("name", ["unemployment", "employment", "insolvencies", "district"])
def test_a_series_begins_where_its_card_says(store: Store, name: str) -> None:
    asked = press_gallery.ready(german(store))[name]
    drawn = press_gallery.plate_of(german(store), asked, catchments).content.drawn()
    first = min(at for one in drawn for at, value in zip(one.at, one.values, strict=True) if value is not None)
    assert first == str(asked.since)


def test_the_map_of_the_gallery_has_every_district_of_the_land(store: Store) -> None:
    plate = press_gallery.plate_of(german(store), press_gallery.ready(german(store))["map"], catchments)
    (drawn,) = plate.content.drawn()
    assert len(drawn.keys) == 22
    assert set(store.region().district_codes) <= set(drawn.keys)
    values = store.values("unemployment_rate", store.periods("unemployment_rate")[-1]).set_index("area_code")["value"]
    assert dict(zip(drawn.keys, drawn.values, strict=True)) == values[list(drawn.keys)].to_dict()


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_made_in_both_languages(store: Store, kind: str, lang: str, offered: Files) -> None:
    app = visit(PRESS, picture=kind, lang=lang)
    assert not app.exception
    assert not app.error
    asked = press_gallery.start(Visit(words(lang), store, store.region()), kind)
    plate = press_gallery.plate_of(Visit(words(lang), store, store.region()), asked, catchments)
    assert [area.value for area in app.text_area[:2]] == [plate.picture.title, plate.picture.subtitle]
    assert files_of(offered) == FILES
    assert '<figure class="atlas-plate"><img src="data:image/png;base64,' in html(app)
    document = ElementTree.fromstring(offered["press_page_file_svg"]())
    assert document.findtext("{http://www.w3.org/2000/svg}title") == press_title.title(plate.picture.title)


def test_a_district_is_in_the_title_and_in_the_names_of_the_files(store: Store) -> None:
    name = store.names["de"][DISTRICT]
    for kind in set(KINDS) - {NODES}:
        asked = press_gallery.start(german(store), kind).of(DISTRICT)
        plate = press_gallery.plate_of(german(store), asked, catchments)
        assert plate.named[1] == name, kind
        assert name in plate.picture.title + plate.picture.subtitle, kind
        assert f"district={DISTRICT}" in plate.sheet.about.address, kind


def test_a_series_is_compared_where_that_has_a_sense(store: Store) -> None:
    one = german(store)
    rate = press_gallery.series(one, "unemployment_rate")
    assert set(press_gallery.places(one, rate)) == set(store.region().district_codes)
    assert press_gallery.places(one, rate.of(DISTRICT)) == (DISTRICT, "16", "DG")
    assert press_gallery.places(one, press_gallery.series(one, "unemployed").of(DISTRICT)) == (DISTRICT,)


def test_years_to_begin_with_leave_one_to_end_with(store: Store) -> None:
    periods = sorted({int(period[:4]) for period in store.periods("insolvency_rate")})
    assert years(store, "insolvency_rate") == periods[:-1]
    assert years(store, "vehicle_dependence") == [2015]


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("x" * 500, "press_file.title_long"),
        ("", "press_file.title_empty"),
        ("\u202e \x07", "press_file.title_empty"),
    ],
)
def test_a_title_that_cannot_be_is_told(typed: str, key: str, offered: Files) -> None:
    app = visit(PRESS, picture="ranking")
    offered.clear()
    app.text_area[0].set_value(typed).run()
    given: dict[str, str | int] = {"n": len(typed), "most": 160} if key.endswith("long") else {}
    assert errors(app) == [DE(key, **given)]
    assert not offered, "nothing is offered that cannot be made"
    assert DE("press.mend") in [info.value for info in app.info]


def test_markup_in_a_title_is_text(offered: Files) -> None:
    app = visit(PRESS, picture="ranking")
    told = "<script>alert(1)</script> & =1+1 🙂"
    app.text_area[0].set_value(told).run()
    assert not app.error
    data = offered["press_page_file_svg"]().decode()
    assert "<script" not in data
    title = ElementTree.fromstring(data).findtext("{http://www.w3.org/2000/svg}title")
    assert title == press_title.title(told)
    assert "<script>alert" not in html(app)


def test_the_count_follows_what_is_typed() -> None:
    app = visit(PRESS, picture="ranking")
    app.text_area[0].set_value("Ein Titel").run()
    assert DE("press.count", n=9, most=160) in plain(html(app))


@pytest.mark.parametrize(
    ("unit", "width", "height", "key"),
    [
        ("mm", "0", "90", "press_file.size_mm"),
        ("mm", "10000", "90", "press_file.size_mm"),
        ("px", "1200", "0", "press_file.size_px"),
        ("mm", "breit", "90", "press.no_number"),
        ("mm", "nan", "90", "press.no_number"),
        ("px", "inf", "90", "press.no_number"),
    ],
)
def test_a_size_that_cannot_be_is_told(unit: str, width: str, height: str, key: str, offered: Files) -> None:
    app = visit(PRESS, picture="ranking", size="own", unit=unit, width=width, height=height)
    limits: dict[str, dict[str, str | int]] = {
        "press_file.size_mm": {"least": round(SMALLEST_MM), "most": round(LARGEST_MM)},
        "press_file.size_px": {"least": SMALLEST_PX, "most": LARGEST_PX},
    }
    assert errors(app) == [DE(key, **limits.get(key, {}))]
    assert not files_of(offered)


def test_an_own_size_may_have_a_decimal_comma(offered: Files) -> None:
    app = visit(PRESS, picture="ranking", size="own", width="91,5", height="100", letters="outlines")
    assert not app.error
    document = ElementTree.fromstring(offered["press_page_file_svg"]())
    points = float(document.attrib["width"].removesuffix("pt"))
    assert points == pytest.approx(91.5 / 25.4 * 72, abs=0.1)
    assert not document.findall(".//{http://www.w3.org/2000/svg}text"), "letters are outlines"


@pytest.mark.parametrize(("lang", "typed"), [("de", "1.000"), ("en", "1,000"), ("de", "1000")])
def test_a_size_may_have_its_thousands_told_apart(lang: str, typed: str, offered: Files) -> None:
    app = visit(PRESS, picture="ranking", lang=lang, size="own", unit="px", width=typed, height="800", dpi="72")
    assert not app.error
    assert int.from_bytes(offered["press_page_file_png"]()[16:20]) == 1000


def test_a_fault_in_one_side_hides_no_other_field() -> None:
    app = visit(PRESS, picture="ranking", size="own", width="abc")
    assert [one.label for one in app.text_input][:2] == [DE("press.width", unit="mm"), DE("press.height", unit="mm")]


def test_while_an_embargo_holds_nothing_can_be_embedded() -> None:
    day = (date.today() + timedelta(days=3)).isoformat()
    free, held = visit(PRESS, picture="ranking"), visit(PRESS, picture="ranking", embargo="1", embargo_day=day)
    assert [sum("<iframe" in str(area.value) for area in app.text_area) for app in (free, held)] == [1, 0]
    assert DE("press.embed_embargo") in [one.value for one in held.warning]


def test_a_picture_for_the_web_has_the_dots_it_promises(offered: Files) -> None:
    visit(PRESS, picture="ranking", size="square", dpi="72")
    data = offered["press_page_file_png"]()
    assert (int.from_bytes(data[16:20]), int.from_bytes(data[20:24])) == (1080, 1080)


def test_plain_says_what_must_stand_beside_it(offered: Files) -> None:
    app = visit(PRESS, picture="ranking", plain="1")
    (warning,) = [one.value for one in app.warning]
    assert warning.startswith(DE("press.plain_told", source="").rstrip())
    assert "dl-de/by-2-0" in warning
    drawn = ElementTree.fromstring(offered["press_page_file_svg"]())
    written = "".join(text for one in drawn.iter("{http://www.w3.org/2000/svg}text") for text in one.itertext())
    assert str(app.text_area[0].value).split()[0] not in written


def test_an_embargo_stands_on_the_files_until_it_has_passed(offered: Files, monkeypatch: pytest.MonkeyPatch) -> None:
    day = (date.today() + timedelta(days=3)).isoformat()
    visit(PRESS, picture="ranking", embargo="1", embargo_day=day, embargo_hour="10:15")
    pack = zipfile.ZipFile(io.BytesIO(offered["press_page_pack"]()))
    pictures = [name for name in pack.namelist() if not name.endswith(".txt")]
    assert all(name.startswith(f"sperrfrist-{day}-1015-") for name in pictures), pictures
    assert "10:15" in pack.read("quelle.txt").decode()
    later = datetime.now(UTC) + timedelta(days=4)
    monkeypatch.setattr(press_work, "now", lambda: later)
    after = zipfile.ZipFile(io.BytesIO(offered["press_page_pack"]()))
    assert not any("sperrfrist" in name for name in after.namelist())
    assert "10:15" not in after.read("quelle.txt").decode()


def test_an_embargo_in_the_past_is_told(offered: Files) -> None:
    app = visit(PRESS, picture="ranking", embargo="1", embargo_day="2020-01-01")
    assert errors(app) == [DE("press_file.embargo_past")]
    assert not files_of(offered)


def test_a_png_that_is_too_large_is_told() -> None:
    app = visit(PRESS, picture="ranking", size="own", width="1200", height="1200")
    (told,) = errors(app)
    assert told.startswith("Als PNG hätte das Bild")
    # Not among the settings that are folded away: nobody would see why there is no picture.
    folded = app.get("popover")
    assert folded
    assert not any(fold.get("error") for fold in folded)


@pytest.mark.parametrize(("name", "value"), [("size", "huge"), ("theme", "pink"), ("dpi", "9"), ("embargo_day", "x")])
def test_what_a_link_brought_and_is_not_there_is_noted(name: str, value: str) -> None:
    app = visit(PRESS, picture="ranking", embargo="1", **{name: value})
    assert DE("address.note") in [warning.value for warning in app.warning]
    assert not app.error


def test_a_logo_is_checked() -> None:
    with pytest.raises(press_form.PressError, match="logo_kind"):
        press_form._read_logo(b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>")


def test_a_pack_has_pictures_figures_and_texts_in_both_languages(offered: Files) -> None:
    visit(PRESS, picture="series", indicator="unemployment_rate", district=DISTRICT)
    pack = zipfile.ZipFile(io.BytesIO(offered["press_page_pack"]()))
    names = pack.namelist()
    assert "arbeitslosenquote-wartburgkreis-2025-de.svg" in names
    assert {name.rpartition(".")[2] for name in names} == {"svg", "pdf", "png", "xlsx", "csv", "txt"}
    assert all(len(name) < 60 and name.isascii() and name == name.lower() for name in names)
    texts = pack.read("bildunterschrift.txt").decode()
    for lang in LANGUAGES:
        assert words(lang)("press_file.in_language") in texts
    assert f"district={DISTRICT}" in pack.read("quelle.txt").decode()


def test_a_second_region_has_pictures_too(second_region: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATLAS_DB", str(second_region))
    app = visit(PRESS)
    assert not app.exception
    assert "press_take_nodes" not in [button.key for button in app.button], "there are no nodes"
    app.button(key="press_take_district").click().run()
    assert not app.exception
    assert not app.error
