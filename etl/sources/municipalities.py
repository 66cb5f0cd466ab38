"""The register of municipalities: keys, names, places, areas, inhabitants; districts and Länder too."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from etl.errors import SourceError
from etl.formats import workbook
from etl.sources import Source

if TYPE_CHECKING:
    import pandas as pd

SOURCE = Source(
    id="municipalities",
    title_de="Gemeindeverzeichnis",
    title_en="Register of municipalities",
    producer="Statistisches Bundesamt (Destatis)",
    table="AuszugGV2QAktuell",
    page="https://www.destatis.de/DE/Themen/Laender-Regionen/Regionales/Gemeindeverzeichnis/_inhalt.html",
    url="https://www.destatis.de/DE/Themen/Laender-Regionen/Regionales/Gemeindeverzeichnis/"
    "Administrativ/Archiv/GVAuszugQ/AuszugGV2QAktuell.html",
    licence="Vervielfältigung und Verbreitung, auch auszugsweise, mit Quellenangabe gestattet",
    licence_url="https://www.destatis.de/DE/Service/Impressum/_inhalt.html",
    attribution="© Statistisches Bundesamt (Destatis), 2024",
    caveats_de=(
        "Bevölkerung am 31.12.2022 auf der alten Basis, vor dem Zensus 2022.",
        "Die Postleitzahl ist die des Verwaltungssitzes; eine Gemeinde kann mehrere haben.",
    ),
    caveats_en=(
        "Population on 31 December 2022 on the old basis, before the census of 2022.",
        "The postcode is that of the seat of the administration; a municipality can have several.",
    ),
    files=("destatis/AuszugGV2QAktuell__*.xlsx",),
    territory_on="2024-12-31",
)

# Field -> what the two lines of the header must say there (start of the text).
HEADER = {0: "Satz-art", 1: "Text-kenn-zeichen", 2: "Amtlicher Regionalschlüssel", 7: "Gemeindename"}
HEADER |= {8: "Fläche km2", 9: "Bevölkerung", 13: "Postleit", 14: "Geografische Mittelpunkt"}
SUBHEADER = {2: "Land", 3: "RB", 4: "Kreis", 6: "Gem", 9: "insgesamt", 14: "Längengrad", 15: "Breitengrad"}
LEVELS = {"10": "land", "40": "district", "60": "municipality"}
# Textkennzeichen -> kind, as the register's own key says
KINDS = {"41": "urban_district", "42": "urban_district", "43": "rural_district", "44": "rural_district"}
KINDS |= {"45": "rural_district", "65": "unincorporated", "66": "unincorporated"}
COLUMNS = ["level", "kind", "area_code", "municipality_code", "name", "area_km2", "population", "population_on"]
COLUMNS += ["postcode", "lon", "lat"]
LENGTHS = {"land": 2, "district": 5, "municipality": 8}
# Fields that a row is read by; a shorter one ends in empty cells.
FIELDS = 16
Row = Sequence[object]


def clean(file: Path) -> "pd.DataFrame":
    """Return Länder, districts and municipalities, one row each, told apart by `level`.

    level (land, district, municipality), kind (land, urban_district, rural_district, municipality,
    unincorporated), area_code (text: two digits for a Land, else the district's five), municipality_code
    (text, eight digits), name, area_km2, population (on population_on, ISO), postcode (text), lon, lat
    (degrees, WGS 84); the last six only for municipalities. Raises SourceError for a changed file.
    Left out: coastal waters, which belong to no district; administrative regions and associations.
    """
    import pandas as pd

    rows = _rows(file)
    start = _header(file, rows)
    population_on = _population_day(file, rows[start : start + 4])
    records = [
        _record(file, number, row, population_on)
        for number, row in enumerate(rows[start:], start=start + 1)
        if str(row[0]) in LEVELS
    ]
    frame = pd.DataFrame(records, columns=COLUMNS)
    population = frame["population"].astype("Float64")
    if odd := population[population.notna() & (population % 1 != 0)].tolist():
        raise SourceError(file, "field 10", repr(odd[0]), "whole persons", "Restore the file.")
    frame["population"] = population.astype("Int64")
    districts = set(frame.loc[frame["level"] == "district", "area_code"])
    if missing := set(LEVELS.values()) - set(frame["level"]):
        raise SourceError(file, "field 1", f"no row for {sorted(missing)}", f"Satzart {list(LEVELS)}", "Adapt LEVELS.")
    kept = frame[(frame["level"] == "land") | frame["area_code"].isin(districts)].reset_index(drop=True)
    kept.attrs |= {"rows_unit": "records", "rows_read": len(frame)}
    return kept


def _rows(file: Path) -> Sequence[Row]:
    """Return the cells of the sheet with the municipalities, each row as long as the longest; text stays text."""
    names = []
    for sheet in workbook.sheets(file, ""):
        names.append(sheet.name)
        if any(row and row[0] == HEADER[0] for row in sheet.rows):
            width = max(FIELDS, *map(len, sheet.rows))
            return [[*row, *[""] * (width - len(row))] for row in sheet.rows]
    raise SourceError(file, f"sheets {names}", "no header", f"a cell {HEADER[0]!r} in field 1", "Adapt HEADER.")


def _header(file: Path, rows: Sequence[Row]) -> int:
    """Return the index of the header's first line, all its cells checked."""
    start = next(index for index, row in enumerate(rows) if row[0] == HEADER[0])
    for line, wanted in ((start, HEADER), (start + 1, SUBHEADER)):
        row = rows[line] if line < len(rows) else []
        for field, text in wanted.items():
            found = str(row[field]) if field < len(row) else "nothing"
            if not found.startswith(text):
                raise SourceError(file, f"line {line + 1}, field {field + 1}", repr(found), repr(text), "Adapt HEADER.")
    return start


def _population_day(file: Path, header: Sequence[Row]) -> str:
    for row in header:
        if found := re.fullmatch(r"am (\d\d)\.(\d\d)\.(\d{4}) \(Jahr\)", str(row[9])):
            return f"{found[3]}-{found[2]}-{found[1]}"
    raise SourceError(file, "header, field 10", "no key date", "'am TT.MM.JJJJ (Jahr)'", "Adapt _population_day().")


def _record(file: Path, number: int, row: Row, population_on: str) -> dict[str, object]:
    level = LEVELS[str(row[0])]
    code = "".join(str(row[field]) for field in (2, 3, 4, 6))
    if not re.fullmatch(r"\d+", code, re.ASCII) or len(code) != LENGTHS[level]:
        raise SourceError(file, f"line {number}", f"key {code!r}", f"the key of a {level}", "Restore the file.")
    is_municipality = level == "municipality"
    return {
        "level": level,
        "kind": KINDS.get(str(row[1]), level),
        "area_code": code[:5],
        "municipality_code": code if is_municipality else None,
        "name": str(row[7]).strip(),
        "area_km2": _number(file, number, row, 8) if is_municipality else None,
        "population": _number(file, number, row, 9) if is_municipality else None,
        "population_on": population_on if is_municipality else None,
        "postcode": str(row[13]) or None,
        "lon": _number(file, number, row, 14),
        "lat": _number(file, number, row, 15),
    }


def _number(file: Path, number: int, row: Row, field: int) -> float | None:
    """Return a cell that is a number or a text with a decimal comma; None where it is empty."""
    cell = row[field]
    if cell == "":
        return None
    text = str(cell).replace(",", ".")
    if not re.fullmatch(r"-?\d{1,15}(\.\d+)?", text, re.ASCII):
        where = f"line {number}, field {field + 1}"
        raise SourceError(file, where, repr(cell), "a number, decimal comma", "Restore the file.")
    return float(text)
