"""The question of a saved scenario: every setting written down, and each one checked when it is read."""

import json
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from atlas.ui.saved_file import SavedFileError, name_of, number, of_type, one_of, only
from atlas.ui.siting import AIMS, LEAST_SIZES, LIMITS, MOST_FURTHER, WHOM, Place, Question, Source
from atlas.ui.siting_question import CAPABLE
from atlas.ui.siting_sites import LARGEST_CAPACITY, MOST_NAMED
from atlas.ui.siting_upload import LONGEST_NAME, MOST_ROWS, is_name

WITHIN = "question: "
# Entry of a file -> field of Question.
ENTRIES = {
    "area": "area_code",
    "day": "day",
    "whom": "whom",
    "aim": "aim",
    "limit": "limit",
    "further": "further",
    "keep": "keep",
    "pool": "source",
    "least": "least",
    "movable": "movable",
    "force": "forced",
    "forbid": "forbidden",
    "capacity": "capacity",
    "by_index": "by_index",
    "own": "own",
}
PLACE = ("name", "lon", "lat")
# Which nodes to keep is asked of the nodes alone: where others come from is as it stands at first.
SOURCES_KEPT: tuple[Source, ...] = ("venues",)
# No region has more nodes.
MOST_KEPT = 99
Entries = dict[str, Any]


@dataclass(frozen=True)
class Allowed:
    """What a file may ask for in this atlas: what the page's controls offer, and where own places may lie.

    `indexed`: whether there is an exposure index to weight by. `sources` of an area; `sites` that a question may force
    or forbid; `nodes`: how many are open for it; `inside` an area: a point (lon, lat).
    """

    region: str
    areas: tuple[str, ...]
    first: date
    last: date
    indexed: bool
    sources: Callable[[str], Sequence[Source]]
    sites: Callable[[Question], Collection[str]]
    nodes: Callable[[Question], int]
    inside: Callable[[str, float, float], bool]


def held_question(question: Question) -> Entries:
    """Return a question as entries of a file."""
    held = {entry: getattr(question, field) for entry, field in ENTRIES.items()}
    return held | {
        "day": question.day.isoformat(),
        "force": list(question.forced),
        "forbid": list(question.forbidden),
        "own": [{"name": place.name, "lon": place.lon, "lat": place.lat} for place in question.own],
    }


def read_question(held: Entries, allowed: Allowed) -> Question:
    """Return the question of a file. Raises SavedFileError, naming the first entry that is of no use."""
    only(held, tuple(ENTRIES), WITHIN)
    area = one_of(held, "area", allowed.areas, WITHIN)
    keep = None if held["keep"] is None else _whole(held, "keep", 1, MOST_KEPT)
    question = Question(
        area,
        _day(held, allowed),
        whom=one_of(held, "whom", _whom(allowed), WITHIN),  # type: ignore[arg-type]
        aim=one_of(held, "aim", AIMS, WITHIN),  # type: ignore[arg-type]
        limit=_one_of_numbers(held, "limit", LIMITS),
        further=_whole(held, "further", 1 if keep is None else 0, MOST_FURTHER if keep is None else 0),
        keep=keep,
        source=one_of(held, "pool", allowed.sources(area) if keep is None else SOURCES_KEPT, WITHIN),  # type: ignore[arg-type]
        least=_one_of_numbers(held, "least", LEAST_SIZES),
        movable=of_type(held, "movable", bool, "switch", WITHIN),
        forced=_names(held, "force"),
        forbidden=_names(held, "forbid"),
        capacity=_whole(held, "capacity", 0, LARGEST_CAPACITY),
        by_index=of_type(held, "by_index", bool, "switch", WITHIN),
        own=_own(held, area, allowed),
    )
    _require_fit(question, allowed)
    _require_sites(question, allowed)
    return question


def _whom(allowed: Allowed) -> tuple[str, ...]:
    return tuple(whom for whom in WHOM if allowed.indexed or whom != "exposed")


def _require_fit(question: Question, allowed: Allowed) -> None:
    """Raise SavedFileError for settings that exclude each other: the page could not show them."""
    kept = question.keep is not None
    both = sorted(set(question.forced) & set(question.forbidden))
    unfit = (
        ("capacity", "capacity_fit", bool(question.capacity) and question.aim not in CAPABLE, question.capacity),
        ("keep", "keep_fit", kept and question.aim == "cover", question.keep),
        ("further", "further_fit", question.aim == "cover" and question.further != 1, question.further),
        ("movable", "movable_fit", kept and question.movable, "true"),
        ("by_index", "index_fit", question.whom == "exposed" and not question.by_index, "false"),
        ("by_index", "index_none", question.by_index and not allowed.indexed, "true"),
        ("own", "own_fit", bool(question.own) and question.source != "own", len(question.own)),
        ("forbid", "both_fit", bool(both), both[:1]),
    )
    for entry, wanted, is_unfit, found in unfit:
        if is_unfit:
            raise SavedFileError(WITHIN + entry, wanted, found)


def _require_sites(question: Question, allowed: Allowed) -> None:
    sites, nodes = allowed.sites(question), allowed.nodes(question)
    for entry, named in (("force", question.forced), ("forbid", question.forbidden)):
        for site in named:
            if site not in sites:
                raise SavedFileError(f"{WITHIN}{entry}", "site", site)
    if question.keep is not None and question.keep >= nodes:
        raise SavedFileError(f"{WITHIN}keep", "range", question.keep, options=[f"1 … {nodes - 1}"])


def _day(held: Entries, allowed: Allowed) -> date:
    text: str = of_type(held, "day", str, "day", WITHIN)
    span = [f"{allowed.first.isoformat()} … {allowed.last.isoformat()}"]
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise SavedFileError(f"{WITHIN}day", "day", text, options=span) from None
    if day.isoformat() != text or not allowed.first <= day <= allowed.last:
        raise SavedFileError(f"{WITHIN}day", "day", text, options=span)
    return day


def _whole(held: Entries, entry: str, low: int, high: int) -> int:
    if type(held[entry]) is not int:
        raise SavedFileError(WITHIN + entry, "range", json.dumps(held[entry]), options=[f"{low} … {high}"])
    return int(number(held, entry, low, high, WITHIN))


def _one_of_numbers(held: Entries, entry: str, options: tuple[int, ...]) -> int:
    found = held[entry]
    if type(found) is not int or found not in options:
        raise SavedFileError(WITHIN + entry, "one_of", json.dumps(found), options=[str(one) for one in options])
    return found


def _names(held: Entries, entry: str) -> tuple[str, ...]:
    listed: list[object] = of_type(held, entry, list, "list", WITHIN)
    if len(listed) > MOST_NAMED:
        raise SavedFileError(WITHIN + entry, "many", len(listed), most=MOST_NAMED)
    for place, name in enumerate(listed, 1):
        if not isinstance(name, str):
            raise SavedFileError(f"{WITHIN}{entry}: {place}", "site", json.dumps(name))
        if name in listed[: place - 1]:
            raise SavedFileError(f"{WITHIN}{entry}: {place}", "once", twice=True)
    return tuple(str(name) for name in listed)


def _own(held: Entries, area: str, allowed: Allowed) -> tuple[Place, ...]:
    listed: list[object] = of_type(held, "own", list, "list", WITHIN)
    if len(listed) > MOST_ROWS:
        raise SavedFileError(f"{WITHIN}own", "many", len(listed), most=MOST_ROWS)
    places: list[Place] = []
    taken: set[str] = set()
    for number_of, row in enumerate(listed, 1):
        place = _place(row, f"{WITHIN}own: {number_of}", area, allowed)
        if place.name.casefold() in taken:
            raise SavedFileError(f"{WITHIN}own: {number_of}: name", "once", twice=True)
        taken.add(place.name.casefold())
        places.append(place)
    return tuple(places)


def _place(row: object, entry: str, area: str, allowed: Allowed) -> Place:
    if not isinstance(row, dict):
        raise SavedFileError(entry, "object", json.dumps(row))
    within = f"{entry}: "
    only(row, PLACE, within)
    name = name_of(row, "name", within)
    if not is_name(name):
        raise SavedFileError(f"{within}name", "place_name", name, most=LONGEST_NAME)
    lon, lat = number(row, "lon", -180, 180, within), number(row, "lat", -90, 90, within)
    if not allowed.inside(area, lon, lat):
        raise SavedFileError(entry, "inside", f"{lat:g}; {lon:g}")
    return Place(name, lon, lat)
