"""Scenarios of the siting page: kept, compared, saved, loaded, refused, and shown on the other maps."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from atlas.messages import LANGUAGES, words
from atlas.store import Store, records
from atlas.ui import siting_kept, siting_planned, siting_question
from atlas.ui.saved_file import SavedFileError
from atlas.ui.siting import Place, Question
from atlas.ui.siting_kept import Kept
from atlas.ui.siting_scenario_file import VERSION, load
from atlas.ui.visit import today
from tests.pages.conftest import Files
from tests.pages.test_network import LAND, REGION
from tests.pages.test_siting import Ways
from tests.pages.visits import EXPOSURE, MAP, NETWORK, SITING, SITUATION, address, html, links, tables, text, visit

DE = words("de")
ONE = Question(LAND, today())
THREE = Question(LAND, today(), further=3)
FOUR_KEPT = Question(LAND, today(), further=0, keep=4)
HARD = Question(
    LAND,
    today() - timedelta(days=10),
    whom="manufacturing",
    aim="nobody_farther",
    limit=90,
    further=2,
    source="own",
    least=5_000,
    movable=True,
    forced=("own:Werk Süd",),
    by_index=True,
    own=(Place("Werk Süd", 10.95, 50.83), Place("Hof", 11.5, 50.9), Place("Tor 3", 10.4, 51.2)),
)
MAPS = {SITUATION: {}, MAP: {"area": LAND}, NETWORK: {"area": LAND}, EXPOSURE: {"area": LAND}}


def compared(*kept: Kept, **other: str) -> AppTest:
    """Return the page with these scenarios kept."""
    return visit(SITING, view="scenarios", **{"area": LAND, "kept": siting_kept.written(list(kept))} | other)


def figures(app: AppTest, w: Any = DE) -> dict[str, list[str]]:
    """Return the rows of the table of results by what they tell."""
    return {row[0]: row[1:] for row in tables(app)[w("scenario.figures_caption")]}


def saved(offered: Files, **question: str) -> bytes:
    """Return the file of the present question."""
    visit(SITING, view="scenarios", **question)
    made: Any = offered["scenario_save"]()
    return made.encode() if isinstance(made, str) else made


def loaded(content: bytes, **question: str) -> AppTest:
    """Return the page after a file was given to it."""
    app = visit(SITING, view="scenarios", **question)
    app.file_uploader(key="scenario_file").set_value(("scenario.json", content, "application/json")).run()
    assert not app.exception
    return app


@pytest.mark.parametrize("question", [ONE, THREE, FOUR_KEPT, HARD], ids=["one", "three", "kept", "hard"])
def test_the_link_of_a_scenario_opens_its_question(offered: Files, store: Store, question: Question) -> None:
    found = load(saved(offered, **siting_question.written(question)), siting_kept.allowed(store))
    assert found.question == question
    assert found.data_version == store.version
    assert found.proven


def test_scenarios_stand_in_the_address_and_come_back(store: Store) -> None:
    held = [Kept("Eins", ONE), Kept("", HARD), Kept("„Vier“ & mehr", FOUR_KEPT)]
    assert siting_kept.read(siting_kept.written(held), siting_kept.allowed(store)) == tuple(held)
    app = compared(*held)
    opened = [link for link in links(app) if link.get("count") == ["keep-4"] and "kept" in link]
    assert opened and opened[0]["view"] == ["scenarios"]


@pytest.mark.parametrize(
    "bad",
    [
        "[]",
        "{}",
        "[1]",
        '[["a"]]',
        '[["a",[]]]',
        '[["a",{}]]',
        '[["a",{"area":"99","day":"2026-01-01"}]]',
        '[["a\\u0007",{"area":"16","day":"2026-01-01"}]]',
        '[["a",{"area":"16","day":"2026-01-01","whom":"cats"}]]',
        json.dumps([["a", {"area": LAND, "day": today().isoformat()}]] * 2),
        json.dumps([[str(i), {"area": LAND, "day": today().isoformat()}] for i in range(5)]),
        "x" * 9_000,
        "[" * 5_000,
    ],
)
def test_a_tampered_list_is_refused_with_a_note(bad: str) -> None:
    app = visit(SITING, view="scenarios", kept=bad)
    assert [one.value for one in app.warning] == [DE("address.note")]
    assert address(app)["kept"] == "-"


def test_scenarios_are_measured_by_the_same_people_and_told_against_the_best(store: Store) -> None:
    ways = Ways(store, LAND)
    every = list(ways.nodes.values())
    app = compared(Kept("Eins", ONE), Kept("Drei nach Betroffenheit", replace(THREE, whom="exposed", by_index=True)))
    rows = figures(app)
    means = []
    for at, names in enumerate(rows[DE("scenario.proposed")]):
        new = [name.strip() for part in names.split(" und ") for name in part.split(",")]
        means.append(ways.mean([*every, *(ways.towns[name] for name in new)]))
        assert rows[DE("siting.mean")][at] == DE.value(means[-1], DE("siting.minutes"), 1)
    assert rows[DE("scenario.sites")] == ["6", "8"]
    lost = DE.value(means[0] - means[1], DE("siting.minutes"), 1, signed=True)
    assert rows[DE("scenario.loss")] == [lost, DE("scenario.best")]
    settings = tables(app)[DE("scenario.settings_caption")]
    assert [row[0] for row in settings[1:]] == [DE("siting.whom"), DE("siting.by_index"), DE("siting.count")]


def test_a_scenario_without_an_answer_says_why_and_of_another_area_is_not_compared() -> None:
    impossible = replace(ONE, aim="nobody_farther", limit=15)
    app = compared(Kept("Unmöglich", impossible), Kept("Eins", ONE), Kept("Region", replace(ONE, area_code=REGION)))
    rows = figures(app)
    assert rows[DE("siting.mean")][0] == "–" and "15" in rows[DE("scenario.proof")][0]
    assert rows[DE("scenario.loss")][1:] == [DE("scenario.best"), DE("scenario.elsewhere")]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_scenario_is_kept_named_replaced_and_dropped(lang: str) -> None:
    w = words(lang)
    app = visit(SITING, view="scenarios", area=LAND, lang=lang)
    assert w("scenario.compare_none", n=4) in text(app)
    for name in ("A", "B", "A", "C", "D"):
        app.text_input(key="scenario_name").input(name).run()
        app.button(key="scenario_keep").click().run()
    assert [one[0] for one in json.loads(address(app)["kept"])] == ["A", "B", "C", "D"]
    app.text_input(key="scenario_name").input("E").run()
    app.button(key="scenario_keep").click().run()
    assert [one.value for one in app.warning] == [w("scenario.full", n=4)]
    app.button(key="scenario_remove_1").click().run()
    assert [one[0] for one in json.loads(address(app)["kept"])] == ["A", "C", "D"]
    assert not app.exception


def test_the_comparison_is_taken_away(offered: Files) -> None:
    compared(Kept("=Eins", ONE), Kept("Drei", THREE))
    table = offered["csv"]().decode("utf-8-sig")
    assert table.count("\r\n") == 3
    assert "'=Eins" in table and "Drei" in table
    assert offered["xlsx"]()[:2] == b"PK"


def test_a_loaded_scenario_is_the_question_of_the_page_and_kept(
    offered: Files,
) -> None:
    content = saved(offered, **siting_question.written(HARD))
    app = loaded(content, area=REGION)
    assert [one.value for one in app.success] == [DE("scenario.loaded", name=DE("exposure.file_no_name"))]
    assert {key: address(app)[key] for key in ("own", "force", "aim")} == {
        key: siting_question.written(HARD)[key] for key in ("own", "force", "aim")
    }
    assert json.loads(address(app)["kept"])[0][1]["own"][0]["name"] == "Werk Süd"


def test_a_scenario_of_other_data_says_which_figures_differ(offered: Files) -> None:
    held = json.loads(saved(offered, area=LAND))
    held["data_version"] = "an-older-one"
    told = [one.value for one in loaded(json.dumps(held).encode(), area=REGION).info]
    assert len(told) == 1 and "an-older-one" in told[0] and told[0].endswith(DE("scenario.other_same"))
    held["answer"]["figures"]["mean"] += 2
    then = DE.value(held["answer"]["figures"]["mean"], DE("siting.minutes"), 1)
    now = DE.value(held["answer"]["figures"]["mean"] - 2, DE("siting.minutes"), 1)
    (said,) = [one.value for one in loaded(json.dumps(held).encode(), area=REGION).info]
    assert said.endswith(DE("scenario.other_was", what=DE("siting.mean"), then=then, now=now))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("entry", "value", "wanted"),
    [
        ("version", VERSION + 1, "version_newer"),
        ("version", 0, "version_older"),
        ("region", "elsewhere", "region"),
        ("name", 5, ""),
        ("more", 1, "entries"),
    ],
)
def test_a_refused_file_changes_nothing_and_the_reason_is_told(
    offered: Files, lang: str, entry: str, value: object, wanted: str
) -> None:
    content = json.dumps(json.loads(saved(offered, area=LAND)) | {entry: value}).encode()
    app = loaded(content, area=REGION, aim="tenth", lang=lang)
    (told,) = [one.value for one in app.error]
    assert f" {entry}." in told
    held = address(app)
    assert (held["area"], held["aim"], held["kept"]) == (REGION, "tenth", "-")
    assert not app.success
    if wanted == "region":
        assert REGION in told


def test_every_reason_for_a_refusal_has_words() -> None:
    from atlas.ui.saved_file import refusal
    from atlas.ui.siting_scenarios import SHARED

    wanted = ["version", "list", "many", "site", "place_name", "inside", "day", "range"]
    wanted += [f"{one}_fit" for one in ("capacity", "keep", "further", "movable", "index", "own", "both")]
    for lang in LANGUAGES:
        visitor: Any = type("Visit", (), {"words": words(lang)})()
        for key in [*wanted, "index_none", *sorted(SHARED - {"one_of"})]:
            most = 9 if key in ("many", "place_name", "name", "small") else None
            options = ["1 … 2"] if key in ("day", "range") else []
            fault = SavedFileError("question: x", key, "y", options=options, most=most)
            own = "" if key in SHARED else f"scenario.wanted_{key}"
            assert "question: x" in refusal(visitor.words, fault, "scenario.file_refused", own)


def test_own_places_too_many_for_a_link_are_kept_in_the_session(store: Store) -> None:
    rows = records(store.municipalities())[:60]
    many = tuple(Place(f"Ort {at}", row["lon"], row["lat"]) for at, row in enumerate(rows))
    question = replace(ONE, source="own", own=many)
    assert siting_kept.written([Kept("Viele", question)]) == siting_kept.IN_SESSION
    assert not siting_kept.is_in_link(question)


@pytest.mark.parametrize("page", MAPS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_proposed_sites_stand_on_the_other_maps_marked_as_a_scenario(store: Store, page: str, lang: str) -> None:
    w = words(lang)
    town = records(store.municipalities().query("name == 'Ilmenau'"))[0]
    sites = [(town["municipality_code"], Place("", 0, 0)), ("own:Hof", Place("Hof <b>", 10.9, 50.8))]
    plan = siting_planned.written("Drei & mehr", sites)
    app = visit(page, lang=lang, plan=plan, **MAPS[page])
    assert w("scenario.legend", name="Drei & mehr", places=w.list(["Hof <b>", "Ilmenau"])) in text(app)
    assert w("node.proposed") in html(app)
    assert "Hof <b>" not in html(app)
    hidden = [link for link in links(app) if link.get("plan") == ["-"]]
    assert len(hidden) == 1
    again = visit(page, **{key: value[0] for key, value in hidden[0].items()})
    assert w("node.proposed") not in html(again)
    assert not again.warning


@pytest.mark.parametrize(
    "bad",
    [
        "[]",
        '["a"]',
        '["a","99999999"]',
        '["a",["b",10.9]]',
        '["a",["b",10.9,50.8]]',
        '["a",["=b",50.8,10.9]]',
        '["a",["b",true,10.9]]',
        '["a",["b",1e999,10.9]]',
        '["a",7]',
        '["\\u0000","16070029"]',
        "[" * 4_000,
        "x",
    ],
)
def test_a_tampered_plan_is_refused_with_a_note(bad: str) -> None:
    app = visit(MAP, plan=bad)
    assert [one.value for one in app.warning] == [DE("address.note")]
    assert DE("node.proposed") not in html(app)


def test_a_scenario_is_switched_on_for_the_maps_and_off_again() -> None:
    app = compared(Kept("Eins", ONE))
    app.button(key="scenario_show_0").click().run()
    name, code = json.loads(address(app)["plan"])
    assert (name, len(code)) == ("Eins", 8)
    assert app.button(key="scenario_show_0").label == DE("scenario.hide")
    app.button(key="scenario_show_0").click().run()
    assert address(app)["plan"] == "-"
