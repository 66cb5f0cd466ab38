"""What the BKG's download server answers: an edition as a zip of shapefiles, with districts made up for a test."""

import warnings
import zipfile
from pathlib import Path

import geopandas as gpd
import shapely

from tests.standin.server import Answer, StandIn

FOLDER = "vg250_12-31.utm32s.shape.ebenen/vg250_ebenen_1231"


def edition(folder: Path, areas: dict[str, shapely.Geometry], water: shapely.Geometry | None = None) -> bytes:
    """Return the zip of an edition with these districts (key -> outline in degrees), laid out as the publisher does."""
    keys, shapes = list(areas), list(areas.values())
    rows = {"AGS": [*keys, *([keys[0]] if water else [])], "GF": [4] * len(keys) + ([2] if water else [])}
    frame = gpd.GeoDataFrame(rows, geometry=[*shapes, *([water] if water else [])], crs="EPSG:4326")
    folder.mkdir(parents=True, exist_ok=True)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        frame.to_crs("EPSG:25832").to_file(folder / "VG250_KRS.shp", encoding="utf-8")
    target = folder / "edition.zip"
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"{FOLDER}/VG250_GEM.shp", b"other layer")
        archive.writestr("vg250_12-31.utm32s.shape.ebenen/dokumentation/datenquellen.txt", "x")
        for part in folder.glob("VG250_KRS.*"):
            archive.write(part, f"{FOLDER}/{part.name}")
    return target.read_bytes()


def serve(standin: StandIn, path: str, data: bytes) -> None:
    """Answer with these bytes at the path of an edition."""
    standin.route("GET", path, lambda _: Answer(200, data, {"Content-Type": "application/zip"}))
