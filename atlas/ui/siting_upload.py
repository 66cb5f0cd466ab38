"""A list of venues that a planner brings along: read from CSV as offices write it, whole or not at all."""

import csv
import io
import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from atlas.ui.siting import Place

# What the columns may be called, in small letters.
NAMES = {
    "name": ("name", "bezeichnung", "ort", "venue"),
    "lat": ("lat", "latitude", "breite", "breitengrad"),
    "lon": ("lon", "lng", "long", "longitude", "länge", "laenge", "längengrad", "laengengrad"),
}
MOST_ROWS = 500
MOST_BYTES = 200_000
LONGEST_NAME = 80
# Faults that are told; whoever mends these sees the rest.
MOST_FAULTS = 10
# What a spreadsheet would run as a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Fault:
    """What is wrong: `row` counts lines of the file (0: the whole file); `key` names the message, the rest fills it."""

    row: int
    key: str
    found: str = ""


class UploadError(ValueError):
    """A list that cannot be taken; nothing of it is."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = faults
        super().__init__("; ".join(f"row {fault.row}: {fault.key} {fault.found}" for fault in faults))


def read(content: bytes, inside: Callable[[float, float], bool]) -> tuple[Place, ...]:
    """Return the places of a CSV file (UTF-8, UTF-16 with its mark, or Windows-1252; comma, semicolon or tab).

    Wanted are columns for name, latitude and longitude (degrees, WGS 84), with decimal point or comma; further columns
    are left out. `inside` says whether (lon, lat) lies in the area. Raises UploadError with the first faults by row.
    """
    if len(content) > MOST_BYTES:
        raise UploadError([Fault(0, "too_large", f"{len(content) // 1000} kB")])
    rows = _rows(_text(content))
    if len(rows) > MOST_ROWS + 1:
        raise UploadError([Fault(0, "too_many", str(len(rows) - 1))])
    if len(rows) < 2:
        raise UploadError([Fault(0, "empty")])
    (_, head), *body = rows
    columns = _columns(head)
    places: list[Place] = []
    faults: list[Fault] = []
    seen: dict[str, int] = {}
    for number, cells in body:
        found = list(_faults(number, cells, len(head), columns, seen, inside))
        faults += found
        if not found:
            places.append(_place(cells, columns))
    if faults:
        raise UploadError(faults[:MOST_FAULTS])
    return tuple(places)


def one(name: str, lat: str, lon: str, inside: Callable[[float, float], bool], taken: Iterable[str]) -> Place:
    """Return a place of what was typed, by the rules of a list; `taken` names may not be used again.

    Raises UploadError with what is wrong.
    """
    cells, columns = [name, lat, lon], {"name": 0, "lat": 1, "lon": 2}
    if faults := list(_faults(1, cells, len(cells), columns, {key.casefold(): 1 for key in taken}, inside)):
        raise UploadError(faults)
    return _place(cells, columns)


def is_name(text: str) -> bool:
    """Return whether a place may be called so."""
    return bool(text) and not text.startswith(FORMULA) and len(text) <= LONGEST_NAME and text.isprintable()


def _text(content: bytes) -> str:
    encodings = ["utf-16"] if content.startswith((b"\xff\xfe", b"\xfe\xff")) else ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise UploadError([Fault(0, "encoding")])


def _rows(text: str) -> list[tuple[int, list[str]]]:
    """Return the lines that are not empty, each with its number; the delimiter is the one most used in the first."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(";\t,", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        # One more than is allowed is enough to know.
        found = []
        for cells in reader:
            if any(cell.strip() for cell in cells):
                found.append((reader.line_num, [cell.strip() for cell in cells]))
        return found
    except csv.Error as fault:
        raise UploadError([Fault(reader.line_num, "csv", str(fault)[:80])]) from fault


def _columns(head: list[str]) -> dict[str, int]:
    called = [cell.casefold() for cell in head]
    found = {key: [i for i, name in enumerate(called) if name in names] for key, names in NAMES.items()}
    if faults := [Fault(1, "column", key) for key, places in found.items() if len(places) != 1]:
        raise UploadError(faults)
    return {key: places[0] for key, places in found.items()}


def _faults(
    number: int,
    cells: list[str],
    width: int,
    columns: dict[str, int],
    seen: dict[str, int],
    inside: Callable[[float, float], bool],
) -> Iterator[Fault]:
    if len(cells) != width:
        yield Fault(number, "cells", str(len(cells)))
        return
    name = cells[columns["name"]]
    if not name:
        yield Fault(number, "no_name")
    elif name.startswith(FORMULA):
        yield Fault(number, "formula", name[:20])
    elif not is_name(name):
        yield Fault(number, "name", name[:20])
    elif (key := name.casefold()) in seen:
        yield Fault(number, "twice", f"{name} ({seen[key]})")
    else:
        seen[key] = number
    given = {key: cells[columns[key]] for key in ("lat", "lon")}
    numbers = {key: _number(text) for key, text in given.items()}
    wrong = [Fault(number, "number", f"{key} {given[key][:20]}") for key, value in numbers.items() if value is None]
    yield from wrong
    lat, lon = numbers["lat"], numbers["lon"]
    if lat is not None and lon is not None and not inside(lon, lat):
        swapped = inside(lat, lon)
        yield Fault(number, "swapped" if swapped else "outside", f"{given['lat'][:20]}; {given['lon'][:20]}")


def _place(cells: list[str], columns: dict[str, int]) -> Place:
    lat, lon = (_number(cells[columns[key]]) for key in ("lat", "lon"))
    return Place(cells[columns["name"]], lon or 0.0, lat or 0.0)


def _number(text: str) -> float | None:
    """Return a number with decimal point or comma; None for anything else: 1.234,5 is not guessed at."""
    plain = text.replace(",", ".", 1) if "." not in text else text
    digits = plain.removeprefix("-").replace(".", "", 1)
    if not (digits.isascii() and digits.isdigit()):
        return None
    value = float(plain)
    return value if math.isfinite(value) else None
