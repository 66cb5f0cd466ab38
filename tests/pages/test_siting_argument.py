"""The argument for a plan: each figure found a second time by trying every place, in plain Python."""

import csv
import io
from itertools import combinations

import pytest
from streamlit.testing.v1 import AppTest

from atlas.messages import LANGUAGES, words
from atlas.store import Store, records
from tests.pages.conftest import Files
from tests.pages.test_network import LAND
from tests.pages.test_siting import DE, Ways
from tests.pages.visits import SITING, html, plain, sentences, tables, text, visit

AREA = "Thüringen"
EVERY_FOLD = ("alternatives", "order", "conditions")


@pytest.fixture(scope="module")
def ways(store: Store) -> Ways:
    return Ways(store, LAND)


def argued(*folds: str, **address: str) -> AppTest:
    """Return the view of the argument with some of its folds open."""
    app = visit(SITING, area=LAND, view="argument", **address)
    for name in folds:
        app.session_state[f"argument_{name}"] = True
    return app.run() if folds else app


def rows(app: AppTest, key: str) -> list[list[str]]:
    return tables(app)[f"{DE(f'siting_argument.{key}')}, {AREA}"][1:]


def ranked(ways: Ways, number: int) -> list[tuple[float, tuple[str, ...]]]:
    """Return all sets of so many further towns by their mean way, best first."""
    nodes = list(ways.nodes.values())
    sets = combinations(sorted(ways.towns), number)
    return sorted((ways.mean([*nodes, *(ways.towns[name] for name in names)]), names) for names in sets)


def test_the_curve_begins_with_today_and_goes_on_with_the_best_of_all_places(ways: Ways) -> None:
    found = rows(argued(), "curve")
    assert [row[0] for row in found] == [str(n) for n in range(11)]
    today, one, two = (ways.mean(list(ways.nodes.values())), ranked(ways, 1)[0], ranked(ways, 2)[0])
    assert [row[1] for row in found[:3]] == [DE.number(value, 1) for value in (today, one[0], two[0])]
    assert [row[2] for row in found[1:3]] == [DE.number(today - one[0], 2), DE.number(one[0] - two[0], 2)]
    assert [row[3] for row in found[:3]] == ["", one[1][0], DE.list(two[1])]
    assert {row[4] for row in found} == {DE("siting_argument.proven")}


def test_the_curve_is_offered_to_the_press_with_its_first_and_last_value() -> None:
    app = argued()
    found = rows(app, "curve")
    app.session_state["press_siting_curve_fold"] = True
    app.run()
    title = str(next(area.value for area in app.text_area if str(area.key).startswith("press_siting_curve_")))
    assert found[0][1] in title and found[-1][1] in title
    assert title.startswith(DE("press_curve.measure_average")) and "heute" in title


def test_the_ten_best_plans_are_those_of_trying_all(ways: Ways) -> None:
    best, *others = ranked(ways, 1)[:10]
    found = rows(argued("alternatives"), "alternatives")
    assert [row[1] for row in found] == [
        DE("siting_argument.the_best"),
        *(DE("siting_argument.instead", new=name, gone=best[1][0]) for _, (name,) in others),
    ]
    assert [row[2] for row in found] == [DE.number(value, 1) for value, _ in [best, *others]]
    assert [row[3] for row in found] == [DE.number(value - best[0], 2) for value, _ in [best, *others]]


def test_why_not_a_town_says_what_it_costs(ways: Ways) -> None:
    values = {name: value for value, (name,) in ranked(ways, 1)}
    best = min(values, key=values.__getitem__)
    app = argued(why="16070029")
    (told,) = sentences(app)[1:]
    lost = values["Ilmenau"] - values[best]
    cost = DE(
        "siting_argument.amount_share",
        amount=DE.value(lost, DE("siting.minutes_long"), 1),
        share=DE.value(lost / values[best] * 100, "%", 1),
    )
    change = DE("siting_argument.instead", new="Ilmenau", gone=best)
    assert told.startswith(DE("siting_argument.why_plan", name="Ilmenau", change=change))
    assert told.endswith(f"{cost}.")


def test_why_not_a_municipality_that_is_no_candidate(ways: Ways, store: Store) -> None:
    code = "16063051"
    place = next(row for row in records(store.municipalities()) if row["municipality_code"] == code)
    own = ways.mean([*ways.nodes.values(), ways._to(place)])
    (told,) = sentences(argued(why=code))[1:]
    assert DE.value(own, DE("siting.minutes_long"), 1) in told
    assert DE("siting_argument.why_no_candidate", name=place["name"]) in told


def test_every_place_that_is_not_in_the_plan_can_be_asked_about(ways: Ways) -> None:
    box = next(box for box in argued().selectbox if box.key == "widget_why")
    # The towns with a node, and the one in the plan, are in it already.
    assert len(box.options) == 1 + len(ways.places) - len(ways.nodes) - 1


def test_what_a_condition_costs_is_the_best_plan_without_it(ways: Ways) -> None:
    values = {name: value for value, (name,) in ranked(ways, 1)}
    best = min(values, key=values.__getitem__)
    found = {row[0]: row[1:] for row in rows(argued("conditions", force="16070029"), "conditions")}
    price = values["Ilmenau"] - values[best]
    without = found[DE("siting_argument.condition_forced", name="Ilmenau")]
    assert without[:2] == [DE.number(values[best], 1), DE.number(price, 2)]
    assert without[2] == DE("siting_argument.instead", new=best, gone="Ilmenau")
    assert DE("siting_argument.condition_existing", n=5) in found


def test_what_is_built_first_helps_most_at_each_step(ways: Ways) -> None:
    open_ways = list(ways.nodes.values())
    found = rows(argued("order"), "order")
    built: list[str] = []
    for row in found[:3]:
        left = [name for name in ways.towns if name not in built]
        built.append(min(left, key=lambda name: ways.mean([*open_ways, *(ways.towns[one] for one in [*built, name])])))
        own = ways.mean([*open_ways, *(ways.towns[name] for name in built)])
        assert row[:3] == [str(len(built)), built[-1], DE.number(own, 1)]
        if len(built) < 3:
            assert row[4] == DE.number(own - ranked(ways, len(built))[0][0], 2)


def test_the_ledger_adds_up_to_what_the_plan_gains(ways: Ways) -> None:
    nodes = list(ways.nodes.values())
    best = ranked(ways, 1)[0][1][0]
    before, after = ways.nearest(nodes), ways.nearest([*nodes, ways.towns[best]])
    counted = list(zip(ways.weight, before, after, strict=True))
    shorter = sum(w for w, old, new in counted if new < old - 1e-6)
    app = argued()
    assert DE("siting_argument.ledger_no_loss") in text(app)
    gain = DE(
        "siting_argument.ledger_gain",
        share=DE.value(shorter / sum(ways.weight) * 100, "%", 1),
        people=DE.number(shorter),
    )
    assert gain in text(app)
    top = tables(app)[f"{DE('siting_argument.ledger_largest', n=10)}, {AREA}"][1:]
    falls = sorted((new - old for _, old, new in counted))[:10]
    assert [row[-1] for row in top] == [DE.number(fall, 1) for fall in falls]


def test_whoever_loses_is_named_first(ways: Ways, offered: Files) -> None:
    """Of five nodes one stays: many lose, none is hidden."""
    app = argued(count="keep-1")
    kept = min(ways.nodes, key=lambda name: ways.mean([ways.nodes[name]]))
    before, after = ways.nearest(list(ways.nodes.values())), ways.nodes[kept]
    losing = [i for i in range(len(before)) if after[i] > before[i] + 1e-6]
    worst = max(losing, key=lambda i: after[i] - before[i])
    told = DE(
        "siting_argument.ledger_lose",
        n=len(losing),
        share=DE.value(sum(ways.weight[i] for i in losing) / sum(ways.weight) * 100, "%", 1),
        people=DE.number(sum(ways.weight[i] for i in losing)),
        name=ways.places[worst]["name"],
        before=DE.number(before[worst], 1),
        after=DE.value(after[worst], DE("siting.minutes_long"), 1),
    )
    assert told in text(app)
    found = rows(app, "curve_keep")
    assert [row[0] for row in found] == list("12345")
    assert found[0][1] == DE.number(ways.mean([after]), 1)
    # The table of all municipalities is a file too, losses first.
    app.session_state["fold_ledger_all"] = True
    app.run()
    lines = offered["ledger_all_csv"]().decode("utf-8-sig")
    listed = [
        row for row in csv.reader(io.StringIO(lines), delimiter=";") if row and row[0] == ways.places[worst]["name"]
    ]
    assert len(listed) == 1


def test_announced_losses_add_up_to_those_of_the_register(store: Store) -> None:
    found = rows(argued(), "losses")
    lost = [int(row[3].replace(" ", "").replace("\u202f", "")) for row in found]
    events = store.events()
    own = events[events["count_jobs"] & (events["jobs_direction"] == "lost") & (events["land_code"] == LAND)]
    assert sum(lost) == own["jobs"].sum() == 5_978
    assert lost[:-1] == sorted(lost[:-1], reverse=True)


def test_fewest_nodes_for_all_are_argued_by_how_many_are_reached(ways: Ways) -> None:
    app = argued("alternatives", "order", "conditions", aim="cover", limit="60")
    found = rows(app, "curve")
    nodes = list(ways.nodes.values())
    shares = {name: ways.share([*nodes, town], 60) for name, town in ways.towns.items()}
    assert found[1][1] == DE.number(max(shares.values()) * 100, 1)
    assert found[-1][1] == DE.number(100, 1)
    assert DE("siting_argument.curve_cover") in text(app)
    assert len(rows(app, "alternatives")) == 10
    assert len(rows(app, "order")) == len(found) - 1


def test_a_limit_that_few_nodes_cannot_meet_is_said_beside_the_curve() -> None:
    app = argued("order", aim="nobody_farther", limit="60", count="4")
    found = rows(app, "curve")
    assert found[0][1] != found[4][1] and found[4][4] == DE("siting_argument.proven")
    assert "60" in found[0][4]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_argument_is_told_in_both_languages(lang: str) -> None:
    app = argued(*EVERY_FOLD, lang=lang)
    w = words(lang)
    for name in ("curve", "why", "ledger", "losses"):
        assert w(f"siting_argument.{name}") in plain(html(app))


def test_a_place_that_does_not_exist_falls_back_with_a_note() -> None:
    app = argued(why="99999999")
    assert DE("address.note") in text(app)
    assert len(sentences(app)) == 1
