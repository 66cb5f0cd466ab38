"""Boundaries of districts, Länder and Germany: BKG VG250, as a wheel on the package index carries it.

Once the publisher's own edition of a 31 December is fetched, it takes the place of what ships.
"""

import hashlib
import importlib.util
import re
import subprocess
import sys
import tempfile
import warnings
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from etl.errors import SourceError
from etl.places import LOOKUPS
from etl.sources import Source

# The geometry libraries are imported where they are used: a build reads what ships and needs none of them.
if TYPE_CHECKING:
    import geopandas as gpd

    from etl.services import Asked, Plan

WHEEL = "IF_LICENSE_PLATES_COULD_TALK-0.0.1-py3-none-any.whl"
WHEEL_SHA256 = "837b7a41b174f53ff9716c9168925ecd2bba4a967022e8978a6874ae992a8fb2"
PACKAGE = "if-license-plates-could-talk==0.0.1"
LAYER = "if_license_plates_could_talk/geo/shapefiles/VG250_KRS3/VG250_KRS.shp"
AREA_CHANGE = LOOKUPS / "area_change.csv"

METRES = "EPSG:25832"
LAND_ONLY = 4
TOLERANCE_M = {"detailed": 200.0, "coarse": 2000.0}
DECIMALS = 4
COUNTRY = "DG"

SOURCE = Source(
    id="boundaries",
    title_de="Grenzen der Kreise (VG250)",
    title_en="District boundaries (VG250)",
    producer="Bundesamt für Kartographie und Geodäsie (BKG)",
    table="VG250_KRS",
    page="https://hub.arcgis.com/datasets/ae25571c60d94ce5b7fcbf74e27c00e0/about",
    url="https://github.com/dullibri/if_license_plates_could_talk",
    licence="dl-de/by-2-0",
    licence_url="https://www.govdata.de/dl-de/by-2-0",
    attribution="© GeoBasis-DE / BKG, dl-de/by-2-0 (https://www.govdata.de/dl-de/by-2-0), Daten verändert; "
    "Jahrgang der Ausgabe nicht angegeben",
    caveats_de=(
        "Der Jahrgang der Ausgabe ist nicht angegeben. Nach ihren Schlüsseln und Wirksamkeitsdaten "
        "zeigt sie den Stand zwischen dem 1. Januar 2019 und dem 30. Juni 2021 (eigene Feststellung).",
        "Verändert: nur Landflächen, spätere Zusammenschlüsse ganzer Kreise nachvollzogen, "
        "Überlappungen bereinigt, Grenzen vereinfacht. Zum Ansehen, nicht zum Messen: Schon die Vorlage ist "
        "vereinfacht, Flächen kleiner Städte weichen bis zu 17 % von VG2500 ab (eigene Rechnung).",
    ),
    caveats_en=(
        "The edition's year is not stated. By its keys and dates of effect it shows the territory between "
        "1 January 2019 and 30 June 2021 (own finding).",
        "Changed: land only, later mergers of whole districts applied, overlaps removed, borders "
        "simplified. To be looked at, not measured: the file itself is simplified, areas of small towns "
        "differ from VG2500 by up to 17 % (own calculation).",
    ),
    files=(f"boundaries/{WHEEL}", "boundaries/vg250_12-31__retrieved-*.zip"),
    territory_on="2024-12-31",
    access="open",
)
# The publisher's edition of the territory that is shown; its newest one ("aktuell") is another file every year.
EDITION = "2024"
# SHA-256 of that edition's file, as it was when it was first fetched; none could be fetched when this was written.
# The first fetch writes it beside the file (key sha256): enter it here, and any other file is refused from then on.
EDITION_SHA256 = ""
RETRIEVED = re.compile(r"vg250_12-31__retrieved-(\d{4})-\d\d-\d\d__(\d{4})\.zip")
EDITION_LAYER = re.compile(r"(?i)(^|/)vg250_krs\.shp$")
MOST_BYTES = 1024**3


def record_of(file: Path) -> Source:
    """Return what is to be said of outlines from this file: of the wheel that ships, or of the publisher's edition."""
    found = RETRIEVED.fullmatch(file.name)
    if not found:
        return SOURCE
    return replace(
        SOURCE,
        title_de=f"Grenzen der Kreise (VG250, 31. Dezember {found[2]})",
        title_en=f"District boundaries (VG250, 31 December {found[2]})",
        page="https://gdz.bkg.bund.de",
        url="https://daten.gdz.bkg.bund.de/produkte/vg/",
        attribution=f"© GeoBasis-DE / BKG ({found[1]}), dl-de/by-2-0 (https://www.govdata.de/dl-de/by-2-0), "
        "Daten verändert",
        caveats_de=(
            "Verändert: nur Landflächen, spätere Zusammenschlüsse ganzer Kreise nachvollzogen, Überlappungen "
            "bereinigt, Grenzen vereinfacht. Zum Ansehen, nicht zum Messen.",
        ),
        caveats_en=(
            "Changed: land only, later mergers of whole districts applied, overlaps removed, borders simplified. To be "
            "looked at, not measured.",
        ),
    )


def fetch(asked: "Asked") -> "Plan":
    """Return what is asked for: the publisher's edition of the territory shown, unless it is held; it never changes."""
    # Here, not above: a build reads records and asks nobody.
    from etl.services import bkg

    return bkg.plan(asked, EDITION)


def clean(file: Path) -> "gpd.GeoDataFrame":
    """Return outlines: layer (district, land, country), level (detailed, coarse), area_code, label_lon, label_lat
    (degrees: where the area's name has most room), geometry.

    EPSG:4326, four decimals, exterior rings clockwise; within a level all layers share their borders.
    Raises SourceError for another file. Left out: water (GF = 2: sea, Bodden, Lake Constance).
    """
    import geopandas as gpd
    import pandas as pd

    from geo.areas import dissolved, generalised, repaired, successors

    shapes = _read(file)
    raw = shapes[shapes["GF"] == LAND_ONLY].reset_index(drop=True)
    changes = pd.read_csv(AREA_CHANGE, dtype=str, keep_default_na=False)
    keys = raw["AGS"].replace(successors(changes, str(SOURCE.territory_on)))
    districts = dissolved(repaired(raw.geometry.to_crs(METRES)), keys)
    parts = [_layer(generalised(districts, tolerance), level, file) for level, tolerance in TOLERANCE_M.items()]
    frame = gpd.GeoDataFrame(pd.concat(parts, ignore_index=True), geometry="geometry", crs="EPSG:4326")
    frame.attrs |= {"rows_unit": "shapes", "rows_read": len(shapes), "rows_kept": len(raw)}
    return frame


def locate(raw: Path, folder: Path) -> list[Path]:
    """Return the wheel below `raw`, or else fetched into the folder for temporary files."""
    delivered = raw / SOURCE.files[0]
    return [delivered if delivered.exists() else fetch_wheel(Path(tempfile.gettempdir()) / SOURCE.id)]


def fetch_wheel(folder: Path) -> Path:
    """Return the wheel in `folder`, fetched from the package index if it is not there; never installed.

    Raises SourceError when it cannot be had or has other bytes than the pinned ones.
    """
    wheel = folder / WHEEL
    if not wheel.exists():
        folder.mkdir(parents=True, exist_ok=True)
        options = ["--no-deps", "--only-binary=:all:", "--disable-pip-version-check", "--dest", str(folder)]
        command = [*_pip(), "download", *options, PACKAGE]
        try:
            subprocess.run(command, check=True, capture_output=True, text=True, timeout=300)
        except (OSError, subprocess.SubprocessError) as fault:
            told = getattr(fault, "stderr", None) or str(fault)
            raise SourceError(
                wheel, "download", str(told).strip()[-300:], PACKAGE, f"Put the wheel into {folder} by hand."
            ) from fault
    _require_pinned(wheel, WHEEL_SHA256, PACKAGE)
    return wheel


def _pip() -> list[str]:
    """Return the start of a pip command: this environment's own, or else the one that uv lends."""
    if importlib.util.find_spec("pip"):
        return [sys.executable, "-m", "pip"]
    return ["uv", "tool", "run", "pip"]


def _require_pinned(file: Path, wanted: str, what: str) -> None:
    try:
        found = hashlib.sha256(file.read_bytes()).hexdigest()
    except OSError as fault:
        raise SourceError(file, "whole file", str(fault), what, "Fetch it again.") from fault
    if found != wanted:
        raise SourceError(
            file,
            "sha256",
            found,
            wanted,
            "Delete the file and fetch it again; if it stays so, look into it.",
        )


def _layer_of(file: Path) -> str:
    """Return the member of a file that holds the districts; raises SourceError for another file than the pinned one."""
    edition = RETRIEVED.fullmatch(file.name) is not None
    if not edition:
        _require_pinned(file, WHEEL_SHA256, PACKAGE)
    elif EDITION_SHA256:
        _require_pinned(file, EDITION_SHA256, f"the edition of 31 December {EDITION}")
    try:
        with zipfile.ZipFile(file) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError) as fault:
        raise SourceError(file, "archive", str(fault), "a zip of shapefiles", "Fetch the file again.") from fault
    if sum(member.file_size for member in members) > MOST_BYTES:
        raise SourceError(file, "archive", f"more than {MOST_BYTES:,} bytes", "outlines", "Fetch the file again.")
    names = [member.filename for member in members]
    found = [name for name in names if EDITION_LAYER.search(name)] if edition else [n for n in names if n == LAYER]
    if len(found) != 1:
        told = f"{len(found)} such members" if found else "no such member"
        wanted = "one VG250_KRS.shp" if edition else LAYER
        raise SourceError(file, "archive", told, wanted, "Take the file that is pinned here.")
    return found[0]


def _read(file: Path) -> "gpd.GeoDataFrame":
    """Return all polygons: AGS, GF (land or water), geometry as delivered."""
    import geopandas as gpd
    from pyogrio.errors import DataSourceError

    layer = _layer_of(file)
    with warnings.catch_warnings():
        # The file winds some rings the wrong way round; the reader corrects that and says so.
        warnings.filterwarnings("ignore", message=".*invalid winding order.*", category=RuntimeWarning)
        try:
            frame = gpd.read_file(f"/vsizip/{{{file}}}/{layer}", encoding="utf-8", columns=["AGS", "GF"])
        except DataSourceError as fault:
            raise SourceError(file, layer, str(fault), "a shapefile", "Fetch the file again.") from fault
    if missing := {"AGS", "GF"} - set(frame.columns):
        raise SourceError(file, layer, f"columns {sorted(frame.columns)}", f"also {sorted(missing)}", "Adapt clean().")
    return frame


def _layer(districts: "gpd.GeoSeries", level: str, file: Path) -> "gpd.GeoDataFrame":
    import geopandas as gpd
    import pandas as pd

    from geo.areas import dissolved, for_display, side_by_side
    from geo.labels import label_points

    lands = dissolved(districts, districts.index.str[:2].to_series())
    country = dissolved(lands, pd.Series(COUNTRY, index=lands.index))
    frames = []
    for layer, shapes in {"district": districts, "land": lands, "country": country}.items():
        shown = for_display(shapes, DECIMALS)
        if not side_by_side(shown):
            raise SourceError(
                file,
                f"{layer}, {level}",
                "areas that overlap",
                "areas side by side",
                "Choose another tolerance.",
            )
        points = label_points(shown)
        facts = {"layer": layer, "level": level, "area_code": shown.index}
        facts |= {"label_lon": points["lon"].round(4), "label_lat": points["lat"].round(4)}
        frames.append(gpd.GeoDataFrame(facts, geometry=shown.to_numpy(), crs=shown.crs))
    return gpd.GeoDataFrame(pd.concat(frames, ignore_index=True), crs="EPSG:4326")
