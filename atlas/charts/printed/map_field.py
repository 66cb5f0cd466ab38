"""Where places of a map lie on the page: equal areas, as large as their box allows."""

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import shapely

from atlas.charts.area_map import AreaMap, Shapes
from atlas.charts.names import px_per_km
from atlas.charts.printed.page import PT_PER_MM, Box, Page
from atlas.charts.projection import Numbers, Projection
from atlas.picture import Frame, Picture

if TYPE_CHECKING:
    from matplotlib.path import Path

# What lies between the outermost place and the edge of the field, as a share of its width and height.
MARGIN = 0.025
# Letters of a map on the screen are this large: sizes in px of marks and lines are meant beside them.
SCREEN_LETTERS_PX = 12
# Lines in print are finer than on the screen by this.
FINER = 0.62

Bounds = tuple[float, float, float, float]


@dataclass(frozen=True)
class Plane:
    """The shapes of a map in km on the plane, and what they fill: west, south, east, north."""

    projection: Projection
    districts: dict[str, shapely.Geometry]
    lands: list[shapely.Geometry]
    around: list[shapely.Geometry]
    region: shapely.Geometry | None
    bounds: Bounds


@dataclass(frozen=True)
class Field:
    """A map on the page: its box, and how large a km is in it (mm)."""

    page: Page
    box: Box
    plane: Plane
    scale: float

    @property
    def px(self) -> float:
        """Return how large a px of the screen is, in mm: marks are to letters what they are there."""
        return self.page.letters.body / SCREEN_LETTERS_PX / PT_PER_MM

    @property
    def size_px(self) -> tuple[int, int]:
        """Return how large a screen would be on which the letters are to the map what they are here."""
        return round(self.box.width / self.px), round(self.box.height / self.px)

    def line_pt(self, px: float) -> float:
        """Return the width in points of a line that has so many px on the screen."""
        return max(px * self.page.letters.body / SCREEN_LETTERS_PX * FINER, 0.2)

    def place(self, lon: float, lat: float) -> tuple[float, float]:
        """Return where a place (degrees) lies on the page, in mm."""
        x, y = self.plane.projection.km(np.array([lon]), np.array([lat]))
        place = self.mm(np.column_stack([x, y]))[0]
        return float(place[0]), float(place[1])

    def mm(self, km: Numbers) -> Numbers:
        """Return places of the plane (rows of km east and north) in mm of the page."""
        west, south, east, north = self.plane.bounds
        middle = np.array([(west + east) / 2, (south + north) / 2])
        centre = np.array([self.box.left + self.box.width / 2, self.box.bottom + self.box.height / 2])
        return (km - middle) * self.scale + centre

    def window(self) -> Bounds:
        """Return the piece of the plane (km) that lies in the box."""
        west, south, east, north = self.plane.bounds
        across, up = self.box.width / self.scale / 2, self.box.height / self.scale / 2
        x, y = (west + east) / 2, (south + north) / 2
        return x - across, y - up, x + across, y + up

    def path(self, shape: shapely.Geometry) -> "Path":
        """Return a shape of the plane as a path on the page, its holes among the rings."""
        from matplotlib.path import Path

        rings = [ring for part in shapely.get_parts(shape) for ring in shapely.get_parts(shapely.get_rings(part))]
        corners, codes = [], []
        for ring in rings:
            corner = self.mm(shapely.get_coordinates(ring))
            corners.append(corner)
            codes.append(np.full(len(corner), Path.LINETO, dtype=Path.code_type))
            codes[-1][0], codes[-1][-1] = Path.MOVETO, Path.CLOSEPOLY
        return Path(np.concatenate(corners).round(3), np.concatenate(codes)) if corners else Path(np.empty((0, 2)))


def plane_of(picture: Picture, content: AreaMap) -> Plane:
    """Return the shapes of a map on the plane; its middle is that of the picture's frame.

    Raises ValueError for a picture without a frame or a map without areas.
    """
    if picture.frame is None or not content.areas:
        raise ValueError("picture: wanted a frame and areas, to draw a map")
    codes = tuple(area.code for area in content.areas)
    extra = tuple((event.lon, event.lat) for event in picture.events)
    return _plane(content.shapes, codes, picture.frame, extra)


def field_in(page: Page, box: Box, plane: Plane) -> Field:
    """Return the largest map in a box."""
    return Field(page, box, plane, scale_in(box.width, box.height, plane))


def scale_in(width: float, height: float, plane: Plane) -> float:
    """Return how large a km can be (mm) in a box of this width and height."""
    west, south, east, north = plane.bounds
    free = 1 - 2 * MARGIN
    return min(width * free / (east - west), height * free / (north - south))


def frame_in(field: Field, picture: Picture) -> Frame:
    """Return a frame in degrees that is drawn at the field's scale when names are placed in it."""
    frame = picture.frame
    assert frame is not None
    grown = px_per_km(frame, field.size_px) * field.px / field.scale
    lon, lat = (frame.west + frame.east) / 2, (frame.south + frame.north) / 2
    across, up = (frame.east - frame.west) / 2 * grown, (frame.north - frame.south) / 2 * grown
    return Frame(lon - across, lat - up, lon + across, lat + up)


@lru_cache(maxsize=16)
def _plane(shapes: Shapes, codes: tuple[str, ...], frame: Frame, extra: tuple[tuple[float, float], ...]) -> Plane:
    projection = Projection((frame.west + frame.east) / 2, (frame.south + frame.north) / 2)

    def flat(wkb: bytes) -> shapely.Geometry:
        return shapely.transform(shapely.from_wkb(wkb), lambda xy: np.column_stack(projection.km(xy[:, 0], xy[:, 1])))

    districts = {code: flat(shapes.districts[code]) for code in codes}
    lands = [flat(land) for land in shapes.lands]
    seen = list(districts.values())
    if extra:
        lon, lat = np.array(extra).T
        seen.append(shapely.multipoints(np.column_stack(projection.km(lon, lat))))
    west, south, east, north = shapely.total_bounds(seen)
    return Plane(
        projection,
        districts,
        lands,
        [flat(land) for land in shapes.around],
        flat(shapes.region) if shapes.region else None,
        (float(west), float(south), float(east), float(north)),
    )
