"""The briefing of a plan: two tagged pages that say what the page says; its sites and catchments for maps."""

import io
import json
from typing import Any

import geopandas as gpd
import pytest
from pypdf import PdfReader

from atlas.messages import LANGUAGES, words
from tests.pages.conftest import Files
from tests.pages.test_network import LAND, REGION
from tests.pages.test_profile_files import close
from tests.pages.visits import SITING, sentences, visit

# The question with most to tell: many sites, all districts change, long lists of alternatives.
MOST = {"area": LAND, "count": "10", "pool": "municipalities", "whom": "exposed"}
CASES = [{"area": REGION}, {"area": LAND, "count": "keep-3"}, MOST]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("asked", CASES, ids=["one", "keep", "most"])
def test_two_pages_say_what_the_page_says(offered: Files, asked: dict[str, str], lang: str) -> None:
    w = words(lang)
    app = visit(SITING, view="scenarios", lang=lang, **asked)
    reader = PdfReader(io.BytesIO(offered["brief"]()))
    told = close(" ".join(page.extract_text() for page in reader.pages))
    assert len(reader.pages) == 2
    assert all(close(sentence) in told for sentence in sentences(app))
    for key in ("question", "answer", "whom", "alternatives", "sureness", "data", "not_decided"):
        assert close(w(f"scenario.{key}")) in told, key
    assert close(w("siting.estimate")) in told
    assert close(w("profile.pdf_own")) in told


def test_the_file_is_tagged_and_has_title_and_language(offered: Files) -> None:
    visit(SITING, view="scenarios", area=LAND, count="2")
    reader = PdfReader(io.BytesIO(offered["brief"]()))
    root: Any = reader.root_object
    assert root["/Lang"] == "de"
    assert root["/MarkInfo"]["/Marked"]
    assert reader.metadata is not None and reader.metadata.title == words("de")(
        "scenario.brief_title", area="Thüringen"
    )
    tags: list[str] = []
    alts: list[str] = []
    _read(root["/StructTreeRoot"], tags, alts)
    assert {"/H1", "/H2", "/Table", "/TH", "/Figure", "/Link"} <= set(tags)
    (alt,) = alts
    assert "Gera" in alt and "Jena" in alt
    assert b"pdfuaid" in root["/Metadata"].get_data()


def _read(node: Any, tags: list[str], alts: list[str]) -> None:
    """Collect the tags of a tree of structure, and the words for its figures."""
    node = node.get_object()
    if isinstance(node, list):
        for child in node:
            _read(child, tags, alts)
    elif isinstance(node, dict):
        tags.append(str(node.get("/S", "")))
        if node.get("/S") == "/Figure":
            alts.append(str(node["/Alt"]))
        if "/K" in node:
            _read(node["/K"], tags, alts)


def test_the_sites_of_a_plan_are_points_and_its_catchments_lines(offered: Files) -> None:
    visit(SITING, view="scenarios", area=LAND, count="2")
    sites = gpd.read_file(io.BytesIO(offered["sites_map"]()))
    assert sites.crs.to_epsg() == 4326
    proposed = sites[sites["status"] == words("de")("siting.mark_proposed")]
    assert sorted(proposed["name"]) == ["Gera", "Jena"]
    assert len(sites) == 7
    west, south, east, north = sites.total_bounds
    assert (9.8 < west < east < 12.7) and (50.2 < south < north < 51.7)
    ways = gpd.read_file(io.BytesIO(offered["ways_map"]()))
    assert len(ways) == 605
    points = {
        (round(point.x, 6), round(point.y, 6)): name for point, name in zip(sites.geometry, sites["name"], strict=True)
    }
    assert all(points[line.coords[1]] == name for line, name in zip(ways.geometry, ways["site"], strict=True))
    about = json.loads(offered["ways_map"]())["about"]
    assert about["sources"] and about["data_version"] and about["notes"]
