"""The state of a page is in its address, and an address that was tampered with does no harm."""

import pytest

from atlas.messages import words
from atlas.store import Store
from tests.pages.visits import COMPARISON, DATA, EVENTS, MAP, NETWORK, address, html, language, links, sentences, visit

STATE = {
    "lang": "en",
    "indicator": "unemployed",
    "area": "DG",
    "period": "2015",
    "day": "2024-07-01",
    "classes": "equal",
    "district": "16063",
    "events": "1",
}
KEYS = {
    MAP: tuple(STATE),
    DATA: ("lang", "indicator", "of", "period"),
    EVENTS: ("district", "year", "direction", "type", "company"),
    NETWORK: ("area", "day"),
    COMPARISON: ("form", "places"),
}
TAMPERED: dict[str, str | list[str]] = {
    "unknown": "nothing-of-that-name",
    "empty": "",
    "markup": "<img src=x onerror=alert(1)>",
    "script": "'</script><script>alert(1)</script>",
    "long": "9" * 10_240,
    "control": "\x00\r\n16\u202e",
    "no day of the calendar": "2024-02-30",
    "a day before there was anything": "1024-02-28",
    "another alphabet": "١٦",
    "sql": "16' OR 1=1 --",
    "twice": ["16063", "<b>"],
}


def test_a_link_opens_exactly_its_view() -> None:
    app = visit(**STATE)
    assert not app.exception
    assert not app.warning
    assert address(app) == STATE
    assert language(app).language == "en"
    shown = {box.key: str(box.value) for box in (*app.selectbox, *app.slider, *app.select_slider)}
    shown |= {box.key: str(int(box.value)) for box in app.checkbox}
    assert shown == {f"widget_{key}": value for key, value in STATE.items() if key != "lang"}


@pytest.mark.parametrize("key", STATE)
def test_each_key_alone_changes_the_view(key: str) -> None:
    # 2015 is a period of the default indicator too.
    default, app = visit(), visit(**{key: STATE[key]})
    assert not app.warning
    assert address(app) == address(default) | {key: STATE[key]} != address(default)


@pytest.mark.parametrize(("page", "key"), [(page, key) for page in KEYS for key in KEYS[page]])
def test_a_tampered_address_falls_back_with_a_note(page: str, key: str) -> None:
    default = address(visit(page))
    for how, value in TAMPERED.items():
        app = visit(page, **{key: value})
        assert not app.exception, how
        assert [note.value for note in app.warning] == [words("de")("address.note")], how
        assert {name: address(app)[name] for name in default} == default, how
        assert "alert(1)" not in html(app), how
    assert not app.run().warning, "the note goes once the address is right again"


def test_what_no_page_knows_is_left_alone() -> None:
    app = visit(utm_source="<b>")
    assert not app.exception
    assert not app.warning
    assert "utm_source" not in html(app)


def test_every_key_tampered_with_at_once() -> None:
    app = visit(**dict.fromkeys(STATE, "<x>"))
    assert not app.exception
    assert len(app.warning) == 1
    assert address(app) == address(visit())


def test_a_period_that_no_longer_fits_is_replaced_without_a_word(store: Store) -> None:
    app = visit(indicator="unemployment_rate", period="2022")
    app.selectbox("widget_indicator").set_value("plant_employees_manufacturing").run()
    assert not app.exception
    assert not app.warning
    assert address(app)["period"] == store.periods("plant_employees_manufacturing")[-1]


def test_a_period_that_still_fits_stays() -> None:
    app = visit(indicator="unemployment_rate", period="2019")
    app.selectbox("widget_indicator").set_value("unemployed").run()
    assert address(app)["period"] == "2019"


def test_controls_write_the_address() -> None:
    app = visit()
    app.selectbox("widget_district").set_value("16067").run()
    app.select_slider[0].set_value("2015").run()
    app.selectbox("widget_area").set_value("DG").run()
    assert {key: address(app)[key] for key in ("district", "period", "area")} == {
        "district": "16067",
        "period": "2015",
        "area": "DG",
    }


def test_a_control_wins_over_the_address_that_the_browser_still_shows() -> None:
    app = visit(district="16067")
    late = dict(app.query_params)
    app.select_slider[0].set_value("2015").run()
    app.query_params.clear()
    app.query_params.update(late)
    app.selectbox("widget_district").set_value("16063").run()
    assert (address(app)["period"], address(app)["district"]) == ("2015", "16063")


def test_going_back_brings_back_what_the_address_says() -> None:
    app = visit(period="2015")
    before = dict(app.query_params)
    app.select_slider[0].set_value("2014").run()
    assert address(app)["period"] == "2014"
    app.query_params.clear()
    app.query_params.update(before)
    app.run()
    assert address(app)["period"] == "2015"
    assert app.select_slider[0].value == "2015"


def test_a_run_that_is_cut_short_forgets_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Back and at once forward: the run of the first step never comes to its end."""
    app = visit(period="2014")
    with monkeypatch.context() as cut:
        cut.setattr("atlas.ui.address.write", lambda: None)
        app.query_params["period"] = "2015"
        app.run()
    app.query_params["period"] = "2014"
    app.run()
    assert address(app)["period"] == "2014"
    assert app.select_slider[0].value == "2014"


def test_the_state_is_carried_from_page_to_page() -> None:
    app = visit(**STATE)
    app.query_params.clear()
    app.switch_page(DATA).run()
    assert {key: address(app)[key] for key in ("lang", "indicator", "period", "of")} == {
        "lang": "en",
        "indicator": "unemployed",
        "period": "2015",
        "of": "16063",
    }
    app.query_params.clear()
    app.switch_page(MAP).run()
    assert {key: address(app)[key] for key in STATE} == STATE


def test_the_links_of_a_page_carry_its_view() -> None:
    app = visit(**STATE)
    wanted = {key: [value] for key, value in STATE.items()}
    assert wanted in links(app), "the link to this view"
    assert wanted | {"lang": ["de"]} in links(app), "the other language"
    onward = [dict(part.split("=") for part in link.proto.query_string.split("&")) for link in app.get("page_link")[:1]]
    assert onward == [STATE]


def test_a_key_figure_leads_to_its_own_way() -> None:
    app = visit(**STATE)
    wanted = {"indicator": ["unemployment_rate"], "of": ["16063"], "period": ["2025"], "lang": ["en"]}
    assert wanted in links(app)
    way = visit(DATA, **{key: value[0] for key, value in wanted.items()})
    assert not way.warning
    assert any("6.0%" in sentence for sentence in sentences(way))
