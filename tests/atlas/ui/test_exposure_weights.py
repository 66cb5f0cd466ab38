"""Weights: always whole percents that sum to 100, in few characters of an address."""

from itertools import product

import pytest

from atlas.ui.exposure_weights import moved, read, read_locks, read_more, whole_parts, write, write_locks, write_more

DEFAULT = (25, 20, 15, 10, 10, 20)


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
    assert read(text, 6, 8) is None
    assert read(write(DEFAULT, 6), 6, 6) == DEFAULT


def test_further_ingredients_lengthen_an_address_only_where_they_have_weight() -> None:
    assert write((*DEFAULT, 0, 0), 6) == "25,20,15,10,10,20"
    assert read("25,20,15,10,10,20", 6, 8) == (*DEFAULT, 0, 0)
    assert write((100, 0, 0, 0, 0, 0, 0, 0), 6) == "100,0,0,0,0,0"
    further = (25, 20, 15, 10, 10, 10, 0, 10)
    assert read(write(further, 6), 6, 8) == further
    assert read("25,20,15,10,10,10,0,5,5", 6, 8) is None


def test_chosen_further_ingredients_of_an_address() -> None:
    assert read_more("b,a", ("a", "b", "c")) == ("a", "b")
    assert read_more("-", ("a",)) == () == read_more(write_more(()), ("a",))
    for text in ("", "z", "a,a", "a,-"):
        assert read_more(text, ("a", "b")) is None


def test_locks_of_an_address() -> None:
    assert read_locks(write_locks({0, 4}), 6) == frozenset({0, 4})
    assert read_locks("-", 6) == frozenset() == read_locks(write_locks(()), 6)
    for text in ("", "0", "7", "1,1", "x", "1,-"):
        assert read_locks(text, 6) is None
