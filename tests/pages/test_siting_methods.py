"""The page of data and methods says how siting is reckoned; its counts are made again from the lookup files."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from atlas.messages import LANGUAGES, words
from atlas.store import Store
from tests.databases import LOOKUPS
from tests.pages.visits import DATA, html, tables, text, visit


def rows(name: str) -> list[dict[str, str]]:
    with (LOOKUPS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_speeds_stand_with_their_reason(lang: str) -> None:
    w, app = words(lang), visit(DATA, lang=lang)
    assert not app.exception
    shown = tables(app)[w("methods.speeds")][1:]
    kept = rows("speeds.csv")
    assert [row[1:] for row in shown] == [[w.number(float(row["kmh"])), row[f"reason_{lang}"]] for row in kept]
    assert shown[0][0] == w("methods.range_of", low="0", high=w.value(float(kept[0]["up_to_km"]), "km"))
    assert shown[-1][0] == w("methods.range_last", low=w.value(float(kept[-2]["up_to_km"]), "km"))


def test_the_factor_leads_to_its_sources(store: Store) -> None:
    markup = html(visit(DATA))
    addresses = store.region().words["distance"]["source_urls"]
    assert addresses and all(f'href="{one}"' in markup for one in addresses)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_venues_are_counted_by_kind(lang: str) -> None:
    w, app = words(lang), visit(DATA, lang=lang)
    kept = rows("venues.csv")
    *shown, whole = tables(app)[w("methods.venues")][1:]
    counts = Counter(w(f"siting.kind_{row['kind']}") for row in kept)
    assert {row[0]: int(row[1]) for row in shown} == counts
    towns = {row["municipality_code"] for row in kept}
    assert whole[:3] == [w("methods.all_kinds"), str(len(kept)), str(len(towns))]
    years = [row["latest_source_year"] for row in kept if row["latest_source_year"]]
    assert whole[3:5] == [w("methods.from_to", first=min(years), last=max(years)), str(len(kept) - len(years))]
    assert whole[5] == str(sum(row["confidence"] == "high" for row in kept))
    assert sum(int(row[1]) for row in shown) == len(kept)
    addresses = {one for row in kept for one in row["source_url"].split(" | ")}
    told = text(app)
    assert w("methods.venues_are", n=len(kept), towns=w.number(len(towns)), sources=w.number(len(addresses))) in told
    assert w("siting.venue_note") in told


def test_a_region_without_venues_shows_no_list(second_region: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATLAS_DB", str(second_region))
    app = visit(DATA)
    assert not app.exception
    assert words("de")("methods.speeds") in tables(app)
    assert words("de")("methods.venues") not in tables(app)
