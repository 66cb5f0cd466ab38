"""docs/siting.md says what the code gives; some of its figures are reckoned again by trying every set."""

from itertools import combinations

import pytest

from atlas.store import Store
from atlas.ui.siting import Problem, problem
from tests.docs.siting_tables import DOCUMENT, TOOLS, ask, further_table, keep_table, with_tables


@pytest.fixture(scope="module")
def document() -> str:
    return DOCUMENT.read_text(encoding="utf-8")


def mean_way(asked: Problem, sites: tuple[int, ...]) -> float:
    """Return the mean way to the nearest of some sites, place by place."""
    total = sum(
        weight * min(row[site] for site in sites)
        for weight, row in zip(asked.weight.tolist(), asked.minutes.tolist(), strict=True)
    )
    return total / sum(asked.weight.tolist())


def cells(table: str, first: str) -> list[list[str]]:
    """Return the rows of a table in Markdown whose first cell is this."""
    rows = [[cell.strip() for cell in line.strip("|\n").split("|")] for line in table.splitlines()]
    return [row for row in rows if row[0] == first]


def test_the_document_is_what_the_code_gives(document: str, store: Store) -> None:
    assert document == with_tables(document, store), "run: python -m tests.docs.siting_tables"


def test_one_and_two_more_nodes_by_trying_every_town(store: Store) -> None:
    region = store.region()
    rows = cells(further_table(store), store.names["en"][region.area_code])
    asked = problem(store, ask(region.area_code), TOOLS)
    towns = [site for site in range(len(asked.sites)) if site not in asked.existing]
    for row, count in zip(rows, (1, 2), strict=False):
        means = {more: mean_way(asked, (*asked.existing, *more)) for more in combinations(towns, count)}
        best = min(means, key=lambda more: means[more])
        assert row[3] == ", ".join(sorted(asked.sites["name"].iloc[list(best)]))
        assert row[4] == f"{means[best]:.1f}"


def test_which_to_keep_by_trying_every_set(store: Store) -> None:
    for code in (store.region().area_code, store.region().land_codes[0]):
        asked = problem(store, ask(code), TOOLS)
        for row in cells(keep_table(store), store.names["en"][code]):
            means = {kept: mean_way(asked, kept) for kept in combinations(asked.existing, int(row[1]))}
            best = min(means, key=lambda kept: means[kept])
            assert row[2] == ", ".join(sorted(asked.sites["name"].iloc[list(best)]))
            assert row[4] == f"{means[best]:.1f}"


def test_a_document_without_its_marks_is_refused(document: str, store: Store) -> None:
    with pytest.raises(AssertionError, match="keep: a mark is missing"):
        with_tables(document.replace("<!-- keep:end -->", ""), store)
