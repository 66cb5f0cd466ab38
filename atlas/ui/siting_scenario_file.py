"""A scenario as a file: a name, the whole question, the sites and figures that it came to; read back or refused."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from atlas.ui.saved_file import LONGEST_NAME, SavedFileError, name_of, number, of_type, one_of, only, read
from atlas.ui.siting import Question
from atlas.ui.siting_scenario_question import Allowed, held_question, read_question

# 500 own places with the longest names, and what was chosen among them.
LONGEST_FILE = 400_000
FORMAT = "siting-scenario"
VERSION = 1
# An own place is called by its name, behind a word that says so.
LONGEST_ID = LONGEST_NAME + 10
# No plan has more sites than there are candidates in the largest list.
MOST_SITES = 1_000
ENTRIES = ("format", "version", "name", "region", "data_version", "question", "answer")
SITE = ("id", "name", "lon", "lat", "proposed")
MEASURES = ("mean", "percentile", "within_15", "within_30", "within_45", "worst_minutes")

Entries = dict[str, Any]
# Version of a file -> what makes its entries those of the next version. A version that is left out is refused.
MIGRATIONS: Mapping[int, Callable[[Entries], Entries]] = {}


@dataclass(frozen=True)
class Site:
    """A site of a saved plan, at a place in degrees (WGS 84); `proposed`: no node today."""

    site_id: str
    name: str
    lon: float
    lat: float
    proposed: bool


@dataclass(frozen=True)
class Measures:
    """The figures of a saved plan: minutes, and shares of 0 to 1; None where nobody counts or a way is unknown.

    `worst` is the name of the worst-served municipality, '' without one.
    """

    mean: float | None
    percentile: float | None
    within_15: float | None
    within_30: float | None
    within_45: float | None
    worst_minutes: float | None
    worst: str


@dataclass(frozen=True)
class Scenario:
    """A question with a name, and what it came to with the data of `data_version`, in the atlas of `region`."""

    name: str
    region: str
    data_version: str
    question: Question
    sites: tuple[Site, ...]
    measures: Measures
    proven: bool


def dump(scenario: Scenario) -> str:
    """Return the text of a file, to be read by `load`."""
    measures = scenario.measures
    held = {
        "format": FORMAT,
        "version": VERSION,
        "name": scenario.name,
        "region": scenario.region,
        "data_version": scenario.data_version,
        "question": held_question(scenario.question),
        "answer": {
            "sites": [
                {"id": one.site_id, "name": one.name, "lon": one.lon, "lat": one.lat, "proposed": one.proposed}
                for one in scenario.sites
            ],
            "figures": {key: getattr(measures, key) for key in MEASURES} | {"worst": measures.worst},
            "proven": scenario.proven,
        },
    }
    return json.dumps(held, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def load(content: bytes, allowed: Allowed) -> Scenario:
    """Return the scenario of a file; one of an older version is brought to the present one.

    Raises SavedFileError, naming the first entry that is of no use: then nothing of the file holds.
    """
    held = read(content, LONGEST_FILE)
    one_of(held, "format", [FORMAT])
    held = migrated(held)
    only(held, ENTRIES)
    if of_type(held, "region", str, "region") != allowed.region:
        raise SavedFileError("region", "region", held["region"], options=[allowed.region])
    name = name_of(held)
    data_version = name_of(held, "data_version")
    question = read_question(of_type(held, "question", dict, "object"), allowed)
    sites, measures, proven = _answer(of_type(held, "answer", dict, "object"))
    return Scenario(name, held["region"], data_version, question, sites, measures, proven)


def migrated(
    held: Entries, migrations: Mapping[int, Callable[[Entries], Entries]] = MIGRATIONS, newest: int = VERSION
) -> Entries:
    """Return the entries of a file as those of the newest version.

    Raises SavedFileError for a newer version, and for an older one that cannot be brought to it.
    """
    version: int = of_type(held, "version", int, "version")
    if version > newest:
        raise SavedFileError("version", "version_newer", version, most=newest)
    while version < newest:
        if version not in migrations:
            raise SavedFileError("version", "version_older", version, most=newest)
        held = migrations[version](held)
        version += 1
    return held


def _answer(held: Entries) -> tuple[tuple[Site, ...], Measures, bool]:
    within = "answer: "
    only(held, ("sites", "figures", "proven"), within)
    listed = of_type(held, "sites", list, "list", within)
    if len(listed) > MOST_SITES:
        raise SavedFileError("answer: sites", "many", len(listed), most=MOST_SITES)
    sites = tuple(_site(row, f"answer: sites: {place}") for place, row in enumerate(listed, 1))
    figures = of_type(held, "figures", dict, "object", within)
    within = "answer: figures: "
    only(figures, (*MEASURES, "worst"), within)
    values = {key: _share_or_minutes(figures, key, within) for key in MEASURES}
    measures = Measures(**values, worst=name_of(figures, "worst", within))
    return sites, measures, of_type(held, "proven", bool, "switch", "answer: ")


def _site(row: object, entry: str) -> Site:
    if not isinstance(row, dict):
        raise SavedFileError(entry, "object", json.dumps(row))
    within = f"{entry}: "
    only(row, SITE, within)
    return Site(
        name_of(row, "id", within, LONGEST_ID),
        name_of(row, "name", within),
        number(row, "lon", -180, 180, within),
        number(row, "lat", -90, 90, within),
        of_type(row, "proposed", bool, "switch", within),
    )


def _share_or_minutes(figures: Entries, key: str, within: str) -> float | None:
    if figures[key] is None:
        return None
    return number(figures, key, 0, 1 if key.startswith("within") else 1e6, within)
