"""Measured without a browser: pictures for the press, from the first after the start to a pack of all districts."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

import geo.catchments
from atlas.export import sizes
from atlas.export.embargo import now
from atlas.export.plate import Plate
from atlas.export.press_pack import Format, Order, folder_of, in_folder, one_file, pack_files, zipped
from atlas.messages import LANGUAGES, words
from atlas.store import open_current
from atlas.ui import press_gallery
from atlas.ui.visit import Visit
from tests.bench.results import Measure

ROOT = Path(__file__).resolve().parents[2]
FIRSTS, ROUNDS = 5, 3
SIZE = sizes.PRESETS["column_two"]
FORMATS: tuple[Format, ...] = ("svg", "pdf", "png")
PACK_MB = 800
# Runs in a process of its own: the pages are there, nothing was drawn yet. Without the list of the machine's fonts
# that the drawing library keeps in its folder of settings, as on the first day.
FIRST = """
import time
from tests.bench import press
plates = press.gallery("de")
start = time.perf_counter()
press.one_file(plates["map"], press.Order((), press.SIZE), "png", press.now())
print(time.perf_counter() - start)
"""
# The same for the pack, which says how much memory the process took at most.
PACK = """
import time
from tests.bench import press
from tests.bench.memory import peak_bytes
start = time.perf_counter()
size = len(press.pack())
print(time.perf_counter() - start, peak_bytes(), size)
"""


def gallery(language: str) -> dict[str, Plate]:
    """Return the plates of the gallery by name."""
    store = open_current()
    visit = Visit(words(language), store, store.region())
    asked = press_gallery.ready(visit)
    return {name: press_gallery.plate_of(visit, one, geo.catchments) for name, one in asked.items()}


def measure(folder: Path) -> list[Measure]:
    """Return how long pictures, slides and packs take."""
    return [*_first(folder), *_further(), *_pack(folder)]


def pack() -> bytes:
    """Return the pack of every district of the Land: a series in three formats each, figures and texts in one ZIP."""
    store = open_current()
    area = store.region().land_codes[0]
    found: dict[str, bytes] = {}
    order, moment = Order(FORMATS, SIZE), now()
    for code in sorted(store.areas.index[(store.areas["kind"] == "district") & (store.areas["land_code"] == area)]):
        plates = {}
        for language in LANGUAGES:
            visit = Visit(words(language), store, store.region())
            asked = press_gallery.series(visit, press_gallery.UNEMPLOYMENT).of(code)
            plates[language] = press_gallery.plate_of(visit, asked, geo.catchments)
        found |= in_folder(folder_of(plates["de"], order, moment), pack_files(plates, "de", order, moment))
    return zipped(found)


def _first(folder: Path) -> Iterator[Measure]:
    took = tuple(_told(FIRST, folder / f"settings-{i}")[0] for i in range(FIRSTS))
    yield Measure("Press: the first picture after the start (map, PNG)", "s", took, 3)


def _further() -> Iterator[Measure]:
    plates = gallery("de")
    order = Order((), SIZE)
    for kind, wanted in (("png", 0.6), ("svg", 0.6), ("pdf", 0.6), ("pptx", 1.0)):
        # Each picture once before: the first of a kind loads its libraries.
        took = [_seconds(_maker(plate, order, kind)) for _ in range(ROUNDS + 1) for plate in plates.values()]
        yield Measure(
            f"Press: a further picture of the gallery, {kind.upper()}", "s", tuple(took[len(plates) :]), wanted
        )
    slowest = max(plates.items(), key=lambda one: median(_seconds(_maker(one[1], order, "png")) for _ in range(ROUNDS)))
    took = [_seconds(_maker(slowest[1], order, "png")) for _ in range(2 * ROUNDS + 1)]
    yield Measure(f"Press: the slowest of them ({slowest[0]}), PNG", "s", tuple(took), 0.6)


def _pack(folder: Path) -> Iterator[Measure]:
    seconds, memory, _ = _told(PACK, folder / "settings-pack")
    yield Measure("Press: pack of the Land's districts, three formats each", "s", (seconds,), 40)
    yield Measure("Press: memory of the process that makes it", "MB", (memory / 1e6,), PACK_MB)


def _maker(plate: Plate, order: Order, kind: str) -> Callable[[], object]:
    return lambda: one_file(plate, order, kind, now())  # type: ignore[arg-type]


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _told(code: str, settings: Path) -> list[float]:
    """Return the numbers that a process prints; it keeps what the drawing library remembers in a folder of its own."""
    # The library writes its list of fonts into the folder, and Python what it compiled: that is there on any day.
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    around = {**kept, "MPLCONFIGDIR": str(settings), "PYTHONPYCACHEPREFIX": str(settings.parent / "compiled")}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True, env=around
    )
    return [float(number) for number in done.stdout.split()]
