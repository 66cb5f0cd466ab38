"""The figures of docs/siting.md: `python -m tests.docs.siting_tables` writes them anew, a test holds them.

Every figure comes from what ships: the open nodes of a day, the municipalities, the venues, the speeds. Every plan is
solved as the page Standortplanung solves it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from atlas.store import Store, open_current, records
from atlas.ui.siting import WHOM, Aim, Problem, Question, Source, Tools, problem
from atlas.ui.siting_reach import Reach, reach
from atlas.ui.siting_solve import conditions
from geo import demand, siting, travel

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "siting.md"
TOOLS = Tools(siting, travel, demand)
# All five nodes are open, and their status was last confirmed shortly before.
DAY = date(2024, 12, 31)
LEAST = 3_000
MOST = 5
SOURCES: dict[Source, str] = {"venues": "towns with a venue", "municipalities": f"municipalities of {LEAST:,} or more"}
AIMS: dict[Aim, str] = {
    "average": "shortest way on average (kürzester Weg im Mittel)",
    "within": "most people within 30 min (die meisten in Reichweite)",
    "tenth": "shortest way for the worst-served tenth (fernstes Zehntel)",
    "farthest": "shortest longest way (kürzester weitester Weg)",
}
PEOPLE = {
    "population": "inhabitants (Einwohner)",
    "employees": "employees (Beschäftigte)",
    "manufacturing": "employees in manufacturing (Beschäftigte der Industrie)",
    "announced": "jobs announced lost (angekündigter Stellenabbau)",
    "exposed": "employees weighted by exposure (Beschäftigte nach Betroffenheit)",
    "home": "commuters at home (Auspendler am Wohnort)",
    "work": "commuters at work (Einpendler am Arbeitsort)",
}


@dataclass(frozen=True, eq=False)
class Solved:
    """A question, its proven plan, and the reach of the plan's sites."""

    asked: Problem
    plan: Any
    after: Reach

    def named(self, sites: Sequence[int]) -> str:
        """Return the names of some sites in the order of the alphabet, '–' for none."""
        return ", ".join(sorted(self.asked.sites["name"].iloc[list(sites)])) or "–"

    @property
    def added(self) -> tuple[int, ...]:
        """Return the sites that are no node today."""
        return tuple(site for site in self.plan.sites if site not in self.asked.existing)

    @property
    def closed(self) -> tuple[int, ...]:
        """Return today's nodes that the plan leaves out."""
        return tuple(site for site in self.asked.existing if site not in self.plan.sites)


def solved(store: Store, question: Question) -> Solved:
    """Return the best plan for a question. Raises AssertionError where it is not proven."""
    asked = problem(store, question, TOOLS)
    plan = siting.solve(asked.minutes, asked.weight, asked.p, **conditions(asked))
    assert plan.proven, f"{question}: not proven"
    return Solved(asked, plan, reach(asked, plan.sites, TOOLS))


def areas(store: Store) -> dict[str, str]:
    """Return the region and its home Land: area code -> name in English."""
    region = store.region()
    return {code: store.names["en"][code] for code in (region.area_code, region.land_codes[0])}


def ask(code: str, **other: Any) -> Question:
    """Return a question on DAY about the inhabitants of an area."""
    return Question(code, DAY, least=LEAST, **other)


def reach_table(store: Store) -> str:
    """Return the reach of the open nodes after each opening, and today's by district."""
    rows, head = [], ("Area", "Since", "Opened", "Nodes", *_HEADS, "Longest way, min", "From")
    for code, name in areas(store).items():
        for since in sorted({day.date() for day in store.node_days()["since"].tolist()}):
            asked = problem(store, replace(ask(code), day=since), TOOLS)
            found = reach(asked, asked.existing, TOOLS)
            opened = [row["place"] for row in records(store.nodes(since)) if row["opened_on"].date() == since]
            rows.append(
                (name, str(since), ", ".join(opened), str(len(asked.existing)), *_cells(found), *_worst(asked, found))
            )
    return _table(head, rows, 3)


def district_table(store: Store) -> str:
    """Return today's reach by district of the Land, farthest first."""
    land = list(areas(store))[1]
    asked = problem(store, ask(land), TOOLS)
    found = reach(asked, asked.existing, TOOLS).districts.sort_values("mean", ascending=False)
    inside = set(store.region().district_codes)
    rows = [
        (
            store.names["en"][code],
            "yes" if code in inside else "no",
            f"{row['demand']:,.0f}",
            f"{row['mean']:.1f}",
            f"{100 * row['within_30']:.1f}",
        )
        for code, row in zip(found.index, records(found), strict=True)
    ]
    return _table(("District", "In the region", "Inhabitants", "Mean, min", "Within 30 min, %"), rows, 2)


def further_table(store: Store) -> str:
    """Return the plans for one to five more nodes, for both areas, from both lists of candidates."""
    rows = []
    for code, name in areas(store).items():
        for source, told in SOURCES.items():
            before = problem(store, ask(code, source=source), TOOLS)
            last = reach(before, before.existing, TOOLS).mean
            for further in range(1, MOST + 1):
                found = solved(store, ask(code, source=source, further=further))
                rows.append(
                    (
                        name,
                        told,
                        str(further),
                        found.named(found.added),
                        *_cells(found.after),
                        f"{last - found.after.mean:.1f}",
                    )
                )
                last = found.after.mean
    return _table(("Area", "From", "More", "Where", *_HEADS, "Saved by the last, min"), rows, 4)


def instead_table(store: Store) -> str:
    """Return the next node, and the best one where that town is not to be had."""
    rows = []
    for code, name in areas(store).items():
        first = solved(store, ask(code))
        without = tuple(first.asked.sites["site_id"].iloc[list(first.added)])
        second = solved(store, ask(code, forbidden=without))
        loss = second.after.mean - first.after.mean
        rows.append((name, first.named(first.added), second.named(second.added), *_cells(second.after), f"{loss:.1f}"))
    return _table(("Area", "Best", "Best without it", *_HEADS, "Lost, min"), rows, 3)


def depends_table(store: Store) -> str:
    """Return where one more node goes for other people and for other aims, from towns with a venue."""
    asked: list[tuple[str, dict[str, Any]]] = [(AIMS[aim], {"aim": aim}) for aim in AIMS]
    asked += [(PEOPLE[whom], {"whom": whom, "by_index": whom == "exposed"}) for whom in WHOM[1:]]
    rows = []
    for told, other in asked:
        towns = [solved(store, ask(code, **other)) for code in areas(store)]
        rows.append((told, *(town.named(town.added) for town in towns)))
    return _table(("Aim, or whom", *areas(store).values()), rows, 3)


def keep_table(store: Store) -> str:
    """Return which of the open nodes to keep."""
    rows = []
    for code, name in areas(store).items():
        now = problem(store, ask(code), TOOLS)
        today = reach(now, now.existing, TOOLS)
        for keep in range(len(now.existing) - 1, 0, -1):
            found = solved(store, ask(code, keep=keep, further=0))
            loss = f"{found.after.mean - today.mean:.1f}"
            rows.append(
                (name, str(keep), found.named(found.plan.sites), found.named(found.closed), *_cells(found.after), loss)
            )
    return _table(("Area", "Nodes", "Kept", "Given up", *_HEADS, "Longer on average, min"), rows, 4)


def best_table(store: Store) -> str:
    """Return as many best sites as there are nodes, against the real ones."""
    rows = []
    for code, name in areas(store).items():
        for source, told in SOURCES.items():
            found = solved(store, ask(code, source=source, further=0, movable=True))
            real = reach(found.asked, found.asked.existing, TOOLS)
            if source == "venues":
                rows.append((name, "the real ones", found.named(found.asked.existing), *_cells(real), "–"))
            gain = real.mean - found.after.mean
            less = f"{gain:.1f} ({100 * gain / real.mean:.0f} %)"
            rows.append((name, told, found.named(found.plan.sites), *_cells(found.after), less))
    return _table(("Area", "From", "Sites", *_HEADS, "Shorter on average, min"), rows, 3)


def candidates(store: Store) -> str:
    """Return how many places and candidates there are, and what a way is reckoned with."""
    lines = []
    for code, name in areas(store).items():
        asked = {source: problem(store, ask(code, source=source), TOOLS) for source in SOURCES}
        counts = "; ".join(f"{len(one.sites)} candidates: open nodes and {SOURCES[key]}" for key, one in asked.items())
        places = asked["venues"]
        lines.append(
            f"- {name}: {len(places.places)} municipalities, {places.weight.sum():,.0f} inhabitants; {counts}."
        )
    factor = store.region().words["distance"]["detour_factor"]
    speeds = records(store.speeds())
    ranges = [f"up to {row['up_to_km']:g} km at {row['kmh']:g} km/h" for row in speeds[:-1]]
    ranges.append(f"beyond at {speeds[-1]['kmh']:g} km/h")
    lines.append(f"- A way is the straight line times {factor}, driven piece by piece: {', '.join(ranges)}.")
    lines.append(f"- Nodes that are open on {DAY}; {len(store.venues())} venues are on the list.")
    return "\n".join(lines) + "\n"


BLOCKS: dict[str, Callable[[Store], str]] = {
    "candidates": candidates,
    "reach": reach_table,
    "districts": district_table,
    "further": further_table,
    "instead": instead_table,
    "depends": depends_table,
    "keep": keep_table,
    "best": best_table,
}
_HEADS = ("Mean, min", "90 %, min", "≤ 15, %", "≤ 30, %", "≤ 45, %")


def with_tables(text: str, store: Store) -> str:
    """Return the text of the document with every block between its two marks."""
    for name, make in BLOCKS.items():
        begin, end = f"<!-- {name}:begin -->\n", f"<!-- {name}:end -->\n"
        before, found, rest = text.partition(begin)
        assert found and end in rest, f"{name}: a mark is missing"
        text = f"{before}{begin}\n{make(store)}\n{end}{rest.partition(end)[2]}"
    return text


def _cells(found: Reach) -> tuple[str, ...]:
    shares = (f"{100 * found.within[limit]:.1f}" for limit in (15, 30, 45))
    return (f"{found.mean:.1f}", f"{found.percentile:.1f}", *shares)


def _worst(asked: Problem, found: Reach) -> tuple[str, str]:
    assert found.worst is not None
    return f"{found.minutes[found.worst]:.0f}", asked.places["name"].iloc[found.worst]


def _table(head: Sequence[str], rows: Sequence[Sequence[str]], texts: int) -> str:
    """Return a table in Markdown; columns behind the first `texts` ones are numbers."""
    rules = ["---"] * texts + ["---:"] * (len(head) - texts)
    return "".join(f"| {' | '.join(cells)} |\n" for cells in (head, rules, *rows))


if __name__ == "__main__":
    DOCUMENT.write_text(with_tables(DOCUMENT.read_text(encoding="utf-8"), open_current()), encoding="utf-8")
