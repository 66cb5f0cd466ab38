"""Weights: always whole percents that sum to 100; a file of them is read back or refused by name."""

import json
from itertools import product
from typing import Any

import pytest

from atlas.ui.exposure_weights import (
    LONGEST_FILE,
    Saved,
    WeightsFileError,
    dump,
    load,
    moved,
    read,
    read_locks,
    whole_parts,
    write,
    write_locks,
)

DEFAULT = (25, 20, 15, 10, 10, 20)
IDS = ("a", "b", "c", "d", "e", "f")
METHODS, MEANS = ("goalposts", "zscore", "rank"), ("arithmetic", "geometric")
SAVED = Saved("Fachkräfte", DEFAULT, "rank", "geometric", True)


def test_the_others_take_up_the_rest_in_their_proportions() -> None:
    assert moved((50, 20, 30), 0, 0, (), (1, 1, 1)) == (0, 40, 60)
    assert moved((50, 20, 30), 0, 75, (), (1, 1, 1)) == (75, 10, 15)


def test_what_is_locked_stays() -> None:
    assert moved((50, 20, 30), 0, 60, {1}, (1, 1, 1)) == (60, 20, 20)
    assert moved((50, 20, 30), 0, 100, {1}, (1, 1, 1)) == (80, 20, 0)
    assert moved((50, 20, 30), 0, 10, {0}, (1, 1, 1)) == (50, 20, 30)
    assert moved((50, 20, 30), 0, 10, {1, 2}, (1, 1, 1)) == (50, 20, 30)


def test_from_all_on_one_the_published_proportions_come_back() -> None:
    assert moved((100, 0, 0), 0, 25, (), (40, 20, 40)) == (25, 25, 50)


def test_any_move_sums_to_100() -> None:
    for position, wanted, lock in product(range(6), range(-5, 110, 5), (set(), {0}, {1, 2}, {0, 1, 2, 3, 4})):
        found = moved(DEFAULT, position, wanted, lock, DEFAULT)
        assert sum(found) == 100
        assert min(found) >= 0
        assert all(found[i] == DEFAULT[i] for i in lock if i != position)


def test_largest_remainders_get_what_is_left() -> None:
    assert whole_parts([1, 1, 1], 100) == [34, 33, 33]
    assert whole_parts([20, 15, 10, 10, 20], 70) == [19, 14, 9, 9, 19]


@pytest.mark.parametrize(
    "text", ["", "100", "50,50,0,0,0,1", "-1,101,0,0,0,0", "a,b,c,d,e,f", "1e2,0,0,0,0,0", "²,0,0,0,0,98"]
)
def test_an_address_holds_whole_weights_or_nothing(text: str) -> None:
    assert read(text, 6) is None
    assert read(write(DEFAULT), 6) == DEFAULT


def test_locks_of_an_address() -> None:
    assert read_locks(write_locks({0, 4}), 6) == frozenset({0, 4})
    assert read_locks("-", 6) == frozenset() == read_locks(write_locks(()), 6)
    for text in ("", "0", "7", "1,1", "x", "1,-"):
        assert read_locks(text, 6) is None


def test_a_file_comes_back_as_it_was() -> None:
    assert load(dump(SAVED, IDS, "v1"), IDS, "v1", METHODS, MEANS) == SAVED


def test_weights_of_a_file_need_not_sum_to_100() -> None:
    held = json.loads(dump(SAVED, IDS, "v1")) | {"weights": dict.fromkeys(IDS, 1.5)}
    assert load(json.dumps(held), IDS, "v1", METHODS, MEANS).weights == (17, 17, 17, 17, 16, 16)


@pytest.mark.parametrize(
    ("change", "entry"),
    [
        ({"weights": {**dict.fromkeys(IDS, 1), "zz": 1}}, "weights.zz"),
        ({"weights": {**dict.fromkeys(IDS, 1), "b": -1}}, "weights.b"),
        ({"weights": {**dict.fromkeys(IDS, 1), "b": "viel"}}, "weights.b"),
        ({"weights": {**dict.fromkeys(IDS, 1), "b": True}}, "weights.b"),
        ({"weights": {**dict.fromkeys(IDS, 1), "b": float("nan")}}, "weights.b"),
        ({"weights": {**dict.fromkeys(IDS, 1), "b": float("inf")}}, "weights.b"),
        ({"weights": {**dict.fromkeys(IDS, 1), "b": 10**30}}, "weights.b"),
        ({"weights": {"a": 1}}, "weights.b"),
        ({"weights": dict.fromkeys(IDS, 0)}, "weights"),
        ({"weights": [1, 2]}, "weights"),
        ({"index_version": "v0"}, "index_version"),
        ({"index_version": None}, "index_version"),
        ({"format": "other"}, "format"),
        ({"normalisation": "minmax"}, "normalisation"),
        ({"normalisation": ["rank"]}, "normalisation"),
        ({"normalisation": "zscore"}, "aggregation"),
        ({"aggregation": 1}, "aggregation"),
        ({"allow_missing": "ja"}, "allow_missing"),
        ({"name": 5}, "name"),
    ],
)
def test_a_bad_entry_is_named(change: dict[str, Any], entry: str) -> None:
    text = json.dumps(json.loads(dump(SAVED, IDS, "v1")) | change)
    with pytest.raises(WeightsFileError) as caught:
        load(text, IDS, "v1", METHODS, MEANS)
    assert caught.value.entry == entry
    assert caught.value.wanted
    assert caught.value.found


@pytest.mark.parametrize(
    "text", ["", "kein JSON", "[1, 2]", "3", "[" * 9000, "x" * (LONGEST_FILE + 1), '{"a": ' + "9" * 5000 + "}"]
)
def test_what_is_no_file_of_weights_is_refused_as_a_whole(text: str) -> None:
    with pytest.raises(WeightsFileError) as caught:
        load(text, IDS, "v1", METHODS, MEANS)
    assert caught.value.entry == "file"
    assert len(str(caught.value.found)) <= 41
