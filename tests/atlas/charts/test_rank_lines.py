"""Ranks over one weight: each line from nothing to all, names that do not lie on each other."""

from itertools import pairwise

from atlas.charts.rank_lines import DASHES, LABEL_PX, RankLine, RankLines, rank_lines


def lines(ranks: dict[str, tuple[int, ...]], shares: tuple[int, ...]) -> RankLines:
    """Return the ranks of districts by name."""
    return RankLines(tuple(RankLine(*one) for one in ranks.items()), shares, 25, ("Gewicht", "Rang"), 30)


def test_lines_of_ranks_run_from_nothing_to_all() -> None:
    content = lines({"Aberg": (1, 1, 2), "Beburg": (2, 2, 1), "Cedorf": (3, 3, 2)}, (0, 50, 100))
    figure = rank_lines(content, "light")
    assert [trace["y"] for trace in figure["data"]] == [[1, 1, 2], [2, 2, 1], [3, 3, 2]]
    assert [trace["line"]["dash"] for trace in figure["data"]] == list(DASHES[:3])
    assert figure["layout"]["yaxis"]["range"] == [30.5, 0.5]
    assert [shape["x0"] for shape in figure["layout"]["shapes"]] == [25]
    assert [(one.name, one.at, one.values) for one in content.drawn()][1] == ("Beburg", ("0", "50", "100"), (2, 2, 1))


def test_names_at_the_ends_of_lines_do_not_lie_on_each_other() -> None:
    ranks = {"a": 1, "b": 1, "c": 2, "d": 29}
    figure = rank_lines(lines({name: (1, rank) for name, rank in ranks.items()}, (0, 100)), "dark")
    room = (330 - 10 - 46) / 30
    places = sorted(note["y"] * room - note["yshift"] for note in figure["layout"]["annotations"])
    assert all(below - above >= LABEL_PX - 0.2 for above, below in pairwise(places))
    assert next(note["yshift"] for note in figure["layout"]["annotations"] if note["text"] == "d") == 0
