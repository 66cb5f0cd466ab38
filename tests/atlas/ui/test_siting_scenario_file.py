"""A saved scenario: read back as it was, or refused by the entry at fault."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.ui.saved_file import LONGEST_NAME, SavedFileError
from atlas.ui.siting import AIMS, LEAST_SIZES, LIMITS, MOST_FURTHER, SOURCES, Place, Question, Source, Whom
from atlas.ui.siting_question import CAPABLE
from atlas.ui.siting_scenario_file import (
    LONGEST_FILE,
    VERSION,
    Measures,
    Scenario,
    Site,
    dump,
    load,
    migrated,
)
from atlas.ui.siting_scenario_question import ENTRIES, Allowed
from atlas.ui.siting_sites import MOST_NAMED
from atlas.ui.siting_upload import MOST_ROWS

FIRST, LAST = date(2024, 1, 1), date(2026, 11, 23)
SITES = {"node:a", "node:b", "node:c", "16063001", "16063002", "16063003", "own:Halle Nord"}
ALLOWED = Allowed(
    "home",
    ("16", "home"),
    FIRST,
    LAST,
    True,
    lambda area: SOURCES if area == "16" else SOURCES[1:],
    lambda question: SITES,
    lambda question: 3,
    lambda area, lon, lat: 9 < lon < 13 and 50 < lat < 52,
)
QUESTION = Question(
    "16",
    date(2026, 11, 1),
    whom="manufacturing",
    aim="within",
    limit=45,
    further=3,
    source="own",
    least=5_000,
    movable=True,
    forced=("16063001", "own:Halle Nord"),
    forbidden=("16063002",),
    by_index=True,
    own=(Place("Halle Nord", 11.25, 50.75), Place("Hof „Süd“", 10.5, 50.5)),
)
# Which two of the nodes to keep.
KEPT: dict[str, object] = {"keep": 2, "further": 0, "source": "venues", "own": [], "movable": False}
MEASURES = Measures(21.5, 44.0, 0.25, 0.75, 1.0, 66.25, "Ort am Rand")
SITE = Site("own:Halle Nord", "Halle Nord", 11.25, 50.75, True)
SCENARIO = Scenario("Drei neue", "home", "2026-11-01-abc", QUESTION, (SITE,), MEASURES, True)
TEXT = dump(SCENARIO)

NAMES = st.text(st.characters(categories=("L", "N", "P", "S", "Zs")), max_size=LONGEST_NAME).filter(str.isprintable)
PLACE_NAMES = st.text(st.characters(categories=("L", "N")), min_size=1, max_size=LONGEST_NAME)
PLACES = st.builds(Place, PLACE_NAMES, st.floats(9, 13, exclude_min=True, exclude_max=True), st.floats(50.001, 51.999))
MINUTES = st.none() | st.floats(0, 1e6)
SHARES = st.none() | st.floats(0, 1)
SAVED_SITES = st.builds(
    Site, st.sampled_from(sorted(SITES)), NAMES, st.floats(-180, 180), st.floats(-90, 90), st.booleans()
)


@st.composite
def questions(draw: Callable[..., Any]) -> Question:
    """Return any question that the page can hold."""
    aim = draw(st.sampled_from(AIMS))
    whom = draw(st.sampled_from(get_args(Whom)))
    keep = None if aim == "cover" else draw(st.none() | st.integers(1, 2))
    area = draw(st.sampled_from(ALLOWED.areas))
    source: Source = draw(st.sampled_from(ALLOWED.sources(area))) if keep is None else "venues"
    named = draw(st.permutations(sorted(SITES)))
    cut = draw(st.integers(0, 4))
    own = draw(st.lists(PLACES, max_size=5, unique_by=lambda place: place.name.casefold()))
    return Question(
        area,
        draw(st.dates(FIRST, LAST)),
        whom=whom,
        aim=aim,
        limit=draw(st.sampled_from(LIMITS)),
        further=0 if keep else 1 if aim == "cover" else draw(st.integers(1, MOST_FURTHER)),
        keep=keep,
        source=source,
        least=draw(st.sampled_from(LEAST_SIZES)),
        movable=keep is None and draw(st.booleans()),
        forced=tuple(named[:cut]),
        forbidden=tuple(named[cut : cut + 2]),
        capacity=draw(st.integers(0, 10_000_000)) if aim in CAPABLE else 0,
        by_index=whom == "exposed" or draw(st.booleans()),
        own=tuple(own) if source == "own" else (),
    )


SCENARIOS = st.builds(
    Scenario,
    NAMES,
    st.just("home"),
    NAMES,
    questions(),
    st.lists(SAVED_SITES, max_size=6).map(tuple),
    st.builds(Measures, MINUTES, MINUTES, SHARES, SHARES, SHARES, MINUTES, NAMES),
    st.booleans(),
)


def read(content: bytes | str) -> Scenario:
    """Return what a file holds."""
    return load(content.encode() if isinstance(content, str) else content, ALLOWED)


def refused(content: bytes | str) -> SavedFileError:
    """Return why a file is refused."""
    with pytest.raises(SavedFileError) as caught:
        read(content)
    assert caught.value.wanted
    return caught.value


def changed(**entries: object) -> str:
    """Return the file with other entries of its question."""
    held = json.loads(TEXT)
    held["question"] |= {"pool" if key == "source" else key: value for key, value in entries.items()}
    return json.dumps(held)


def answered(part: str, **entries: object) -> str:
    """Return the file with other entries of its first site ("sites") or its figures."""
    held = json.loads(TEXT)
    target = held["answer"][part][0] if part == "sites" else held["answer"][part]
    target |= entries
    return json.dumps(held)


def test_every_setting_of_the_question_is_saved() -> None:
    assert set(ENTRIES.values()) == set(Question.__dataclass_fields__)
    assert set(json.loads(TEXT)["question"]) == set(ENTRIES)
    assert read(TEXT) == SCENARIO
    assert read(b"\xef\xbb\xbf" + TEXT.encode()) == SCENARIO


@given(SCENARIOS)
def test_a_file_comes_back_as_it_was(scenario: Scenario) -> None:
    assert read(dump(scenario)) == scenario


@given(st.binary(max_size=300) | st.text(max_size=100).map(lambda text: json.dumps({"format": text}).encode()))
def test_whatever_is_no_scenario_is_refused(content: bytes) -> None:
    refused(content)


@pytest.mark.parametrize(
    ("content", "wanted"),
    [
        (b"", "json"),
        (b"kein JSON", "json"),
        (TEXT.encode()[:-4], "json"),
        (b"[" * 9000, "json"),
        (b"[1, 2]", "object"),
        (b"null", "object"),
        (b"x" * (LONGEST_FILE + 1), "small"),
        (TEXT.encode("utf-16"), "encoding"),
        (TEXT.replace("Drei", "Fünf").encode("cp1252"), "encoding"),
    ],
)
def test_what_is_no_file_of_entries_is_refused_as_a_whole(content: bytes, wanted: str) -> None:
    fault = refused(content)
    assert (fault.entry, fault.wanted) == ("", wanted)


@pytest.mark.parametrize(
    ("entry", "value", "wanted"),
    [
        ("format", "exposure-weights", "one_of"),
        ("format", 1, "one_of"),
        ("version", "1", "version"),
        ("version", True, "version"),
        ("version", VERSION + 1, "version_newer"),
        ("version", 0, "version_older"),
        ("version", -5, "version_older"),
        ("region", "elsewhere", "region"),
        ("region", None, "region"),
        ("name", "zwei\nZeilen", "name"),
        ("name", "x" * (LONGEST_NAME + 1), "name"),
        ("name", 5, "name"),
        ("data_version", ["a"], "name"),
        ("question", [], "object"),
        ("answer", None, "object"),
        ("unknown", 1, "entries"),
    ],
)
def test_a_bad_entry_is_named(entry: str, value: object, wanted: str) -> None:
    fault = refused(json.dumps(json.loads(TEXT) | {entry: value}))
    assert (fault.entry, fault.wanted) == (entry, wanted)


def test_the_refusal_of_another_region_says_which_one_this_is() -> None:
    fault = refused(json.dumps(json.loads(TEXT) | {"region": "elsewhere"}))
    assert (fault.found, fault.options) == ("elsewhere", ("home",))


@pytest.mark.parametrize(
    ("entries", "entry", "wanted"),
    [
        ({"area": "99"}, "area", "one_of"),
        ({"day": "1.11.2026"}, "day", "day"),
        ({"day": "20261101"}, "day", "day"),
        ({"day": "2023-12-31"}, "day", "day"),
        ({"day": "2026-11-24"}, "day", "day"),
        ({"day": 2026}, "day", "day"),
        ({"whom": "cats"}, "whom", "one_of"),
        ({"aim": None}, "aim", "one_of"),
        ({"limit": 31}, "limit", "one_of"),
        ({"limit": "30"}, "limit", "one_of"),
        ({"limit": 30.0}, "limit", "one_of"),
        ({"further": 0}, "further", "range"),
        ({"further": 11}, "further", "range"),
        ({"further": 1.5}, "further", "range"),
        ({"further": True}, "further", "range"),
        ({"keep": 0}, "keep", "range"),
        ({**KEPT, "keep": 3}, "keep", "range"),
        ({**KEPT, "keep": 2.0}, "keep", "range"),
        ({**KEPT, "aim": "cover"}, "keep", "keep_fit"),
        ({**KEPT, "further": 1}, "further", "range"),
        ({**KEPT, "movable": True}, "movable", "movable_fit"),
        ({**KEPT, "source": "municipalities"}, "pool", "one_of"),
        ({"aim": "cover"}, "further", "further_fit"),
        ({"area": "home", "source": "venues"}, "pool", "one_of"),
        ({"source": "moon"}, "pool", "one_of"),
        ({"least": 4}, "least", "one_of"),
        ({"movable": 1}, "movable", "switch"),
        ({"by_index": "ja"}, "by_index", "switch"),
        ({"by_index": False, "whom": "exposed"}, "by_index", "index_fit"),
        ({"force": "16063001"}, "force", "list"),
        ({"force": [1]}, "force: 1", "site"),
        ({"force": ["16063001", "16063001"]}, "force: 2", "once"),
        ({"force": ["99999999"]}, "force", "site"),
        ({"forbid": ["16063001"]}, "forbid", "both_fit"),
        ({"forbid": [str(i) for i in range(MOST_NAMED + 1)]}, "forbid", "many"),
        ({"capacity": -1}, "capacity", "range"),
        ({"capacity": 10**40}, "capacity", "range"),
        ({"capacity": 1000}, "capacity", "capacity_fit"),
        ({"own": {}}, "own", "list"),
        ({"own": [1]}, "own: 1", "object"),
        ({"own": [{"name": "a", "lon": 11, "lat": 51}] * (MOST_ROWS + 1)}, "own", "many"),
        ({"own": [{"name": "a", "lon": 11, "lat": 51}, {"name": "A", "lon": 12, "lat": 51}]}, "own: 2: name", "once"),
        ({"own": [{"name": "a", "lon": 11}]}, "own: 1: lat", "entries"),
        ({"own": [{"name": "a", "lon": 11, "lat": 51, "x": 1}]}, "own: 1: x", "entries"),
        ({"own": [{"name": "a\u0007", "lon": 11, "lat": 51}]}, "own: 1: name", "name"),
        ({"own": [{"name": "", "lon": 11, "lat": 51}]}, "own: 1: name", "place_name"),
        ({"own": [{"name": "=SUM(A1)", "lon": 11, "lat": 51}]}, "own: 1: name", "place_name"),
        ({"own": [{"name": "a", "lon": "11", "lat": 51}]}, "own: 1: lon", "range"),
        ({"own": [{"name": "a", "lon": 11, "lat": 91}]}, "own: 1: lat", "range"),
        ({"own": [{"name": "a", "lon": float("nan"), "lat": 51}]}, "own: 1: lon", "range"),
        ({"own": [{"name": "a", "lon": 51, "lat": 11}]}, "own: 1", "inside"),
        ({"source": "venues"}, "own", "own_fit"),
        ({"colour": "red"}, "colour", "entries"),
    ],
)
def test_a_bad_setting_is_named(entries: dict[str, object], entry: str, wanted: str) -> None:
    fault = refused(changed(**entries))
    assert (fault.entry, fault.wanted) == (f"question: {entry}", wanted)


@pytest.mark.parametrize("entry", sorted(ENTRIES))
def test_a_missing_setting_is_named(entry: str) -> None:
    held = json.loads(TEXT)
    del held["question"][entry]
    fault = refused(json.dumps(held))
    assert (fault.entry, fault.missing) == (f"question: {entry}", True)


@pytest.mark.parametrize(
    ("part", "entries", "entry"),
    [
        ("sites", {"id": 5}, "answer: sites: 1: id"),
        ("sites", {"name": "a\u0000"}, "answer: sites: 1: name"),
        ("sites", {"lon": 200}, "answer: sites: 1: lon"),
        ("sites", {"proposed": "ja"}, "answer: sites: 1: proposed"),
        ("sites", {"more": 1}, "answer: sites: 1: more"),
        ("figures", {"mean": -1}, "answer: figures: mean"),
        ("figures", {"mean": True}, "answer: figures: mean"),
        ("figures", {"within_30": 1.5}, "answer: figures: within_30"),
        ("figures", {"worst": None}, "answer: figures: worst"),
        ("figures", {"more": 1}, "answer: figures: more"),
    ],
)
def test_a_bad_entry_of_the_answer_is_named(part: str, entries: dict[str, object], entry: str) -> None:
    assert refused(answered(part, **entries)).entry == entry


def test_an_entry_that_stands_twice_is_named() -> None:
    fault = refused(TEXT.replace('"whom":', '"whom": "work", "whom":'))
    assert (fault.entry, fault.twice) == ("whom", True)


def test_an_older_file_is_brought_to_the_newest_version_step_by_step() -> None:
    steps = {
        1: lambda held: held | {"version": 2, "steps": [1]},
        2: lambda held: held | {"version": 3, "steps": [*held["steps"], 2]},
    }
    assert migrated({"version": 1}, steps, newest=3) == {"version": 3, "steps": [1, 2]}
    assert migrated({"version": 3}, steps, newest=3) == {"version": 3}
    with pytest.raises(SavedFileError) as caught:
        migrated({"version": 1}, {2: steps[2]}, newest=3)
    assert (caught.value.wanted, caught.value.most) == ("version_older", 3)


def test_a_file_of_other_data_is_read() -> None:
    assert read(json.dumps(json.loads(TEXT) | {"data_version": "older"})).data_version == "older"


def test_a_region_without_an_index_knows_nothing_to_weight_by() -> None:
    plain = replace(ALLOWED, indexed=False)
    for entries, entry in (({"by_index": True}, "by_index"), ({"whom": "exposed"}, "whom")):
        with pytest.raises(SavedFileError) as caught:
            load(changed(**entries).encode(), plain)
        assert caught.value.entry == f"question: {entry}"
