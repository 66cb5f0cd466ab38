"""Tries to work hidden cells out from what is shown, with sums that a reader can do."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.analysis.secrecy import admit, exposed, may_show_sum

LAND = {"land": ["a", "b", "c", "d"]}


def test_total_minus_the_others() -> None:
    assert exposed(["land"], LAND, {"b"}) == {"b"}
    assert exposed(["land"], LAND, {"b", "c"}) == frozenset()
    assert exposed([], LAND, {"b"}) == frozenset()


def test_two_overlapping_regions_that_differ_in_one_secret_cell() -> None:
    members = {"one": ["a", "b"], "two": ["a", "b", "c"]}
    assert exposed(["one"], members, {"b", "c"}) == {"b"}
    assert exposed(["two"], members, {"b", "c"}) == frozenset()
    assert exposed(["one", "two"], members, {"b", "c"}) == {"b", "c"}
    # Three secret cells: neither region tells one alone, their difference does.
    assert exposed(["one", "two"], members, {"a", "b", "c"}) == {"c"}


def test_a_ring_of_three_regions() -> None:
    ring = {"ab": ["a", "b"], "bc": ["b", "c"], "ca": ["c", "a"]}
    assert exposed(["ab", "bc"], ring, {"a", "b", "c"}) == frozenset()
    assert exposed(ring, ring, {"a", "b", "c"}) == {"a", "b", "c"}


def test_the_change_from_a_known_period_to_a_secret_one() -> None:
    change = {"change": {"a 2016": 1.0, "a 2015": -1.0}}
    assert exposed(["change"], change, {"a 2016"}) == {"a 2016"}
    assert exposed(["change"], change, {"a 2016", "a 2015"}) == frozenset()


def test_a_share_with_a_known_base_and_a_weighted_mean() -> None:
    assert exposed(["share"], {"share": {"a": 1 / 4815}}, {"a"}) == {"a"}
    mean = {"mean": {"a": 0.3, "b": 0.7}, "land": {"a": 1.0, "b": 1.0}}
    assert exposed(["mean"], mean, {"a", "b"}) == frozenset()
    assert exposed(["mean", "land"], mean, {"a", "b"}) == {"a", "b"}


def test_totals_of_totals() -> None:
    nested = {"state": ["land", "other"], "land": ["a", "b"], "other": ["c", "d"]}
    assert exposed(["state"], nested, {"a", "c"}) == frozenset()
    assert exposed(["state", "other"], nested, {"a", "c"}) == {"a", "c"}
    # The Land itself is secret: it is the state minus the other one, and then gives its part away.
    assert exposed(["state"], nested, {"land", "a"}) == {"land", "a"}
    assert exposed([], nested, {"land", "a"}) == frozenset()


def test_branches_and_areas_in_two_directions() -> None:
    areas, branches = "abc", "xyz"
    members = {area: [(area, branch) for branch in branches] for area in areas} | {
        branch: [(area, branch) for area in areas] for branch in branches
    }
    square = {("a", "x"), ("a", "y"), ("b", "x"), ("b", "y")}
    assert exposed(members, members, square) == frozenset()
    assert exposed(members, members, square - {("b", "y")}) == square - {("b", "y")}


def test_a_shown_total_of_unknown_make_is_refused() -> None:
    with pytest.raises(KeyError, match="land"):
        exposed(["land"], {}, {"a"})


def rank(lines: list[list[int]]) -> int:
    """Return the rank by elimination in fractions: exact, and boring."""
    rows, found = [[Fraction(x) for x in line] for line in lines], 0
    for i in range(len(rows[0]) if rows else 0):
        pivot = next((r for r in range(found, len(rows)) if rows[r][i]), None)
        if pivot is None:
            continue
        rows[found], rows[pivot] = rows[pivot], rows[found]
        for r in range(found + 1, len(rows)):
            factor = rows[r][i] / rows[found][i]
            rows[r] = [x - factor * y for x, y in zip(rows[r], rows[found], strict=True)]
        found += 1
    return found


@given(st.lists(st.lists(st.integers(-1, 1), min_size=6, max_size=6), min_size=1, max_size=6))
def test_exposed_agrees_with_exact_elimination(lines: list[list[int]]) -> None:
    members = {i: {cell: float(x) for cell, x in enumerate(line)} for i, line in enumerate(lines)}
    units = [[int(i == cell) for i in range(6)] for cell in range(6)]
    expected = {cell for cell in range(6) if rank([*lines, units[cell]]) == rank(lines)}
    named: dict = {f"total {i}": parts for i, parts in members.items()}
    assert exposed(list(named), named, range(6)) == expected


def test_an_own_sum_may_not_help_to_undo_what_is_published() -> None:
    secret = {"b", "c"}
    assert not may_show_sum(["a", "b"], ["land"], LAND, secret)
    assert may_show_sum(["b", "c"], ["land"], LAND, secret)
    assert may_show_sum(["a", "d"], ["land"], LAND, secret)


def test_a_secret_cell_that_the_publisher_left_readable_is_not_summed_by_us() -> None:
    assert not may_show_sum(["a", "b"], ["land"], LAND, {"b"})
    assert may_show_sum(["a", "c"], ["land"], LAND, {"b"})


def test_of_two_regions_that_undo_each_other_only_the_first_is_shown() -> None:
    own = {"one": ["a", "b"], "two": ["a", "b", "c"], "known": ["d"]}
    assert admit(own, [], {}, {"a", "b", "c"}) == ["one", "known"]
    assert admit(dict(reversed(own.items())), [], {}, {"a", "b", "c"}) == ["known", "two"]
