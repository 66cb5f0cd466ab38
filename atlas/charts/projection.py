"""Equal areas for print: Lambert's azimuthal projection of a sphere, turned to the middle of the picture.

It is the projection that the browser draws the same picture with.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

# The mean radius of the earth (IUGG), in km.
RADIUS_KM = 6371.0088

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Projection:
    """The projection whose middle lies at these degrees (WGS 84)."""

    lon: float
    lat: float

    def km(self, lon: Numbers, lat: Numbers) -> tuple[Numbers, Numbers]:
        """Return how far places (degrees) lie east and north of the middle, in km on the plane.

        Snyder, Map Projections (USGS Professional Paper 1395), equations 22-4, 24-2 and 24-13.
        """
        across, up, middle = np.radians(lon - self.lon), np.radians(lat), np.radians(self.lat)
        cosine = np.sin(middle) * np.sin(up) + np.cos(middle) * np.cos(up) * np.cos(across)
        k = RADIUS_KM * np.sqrt(2 / (1 + cosine))
        north = np.cos(middle) * np.sin(up) - np.sin(middle) * np.cos(up) * np.cos(across)
        return k * np.cos(up) * np.sin(across), k * north
