"""Commuters between districts, as the DLR's MEmilio project prepared them from the Bundesagentur's matrix."""

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

from etl.errors import SourceError
from etl.sources import Source

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

NUMBER = re.compile(r"-?\d{1,15}(\.\d+)?(e[+-]?\d{1,2})?", re.ASCII)
KEYS = "county_centers_dim400.json"

SOURCE = Source(
    id="commuters",
    title_de="Pendler zwischen Kreisen",
    title_en="Commuters between districts",
    producer="Statistik der Bundesagentur für Arbeit; Aufbereitung: DLR (MEmilio)",
    table="krpend",
    page="https://github.com/SciCompMod/memilio",
    url="https://statistik.arbeitsagentur.de",
    licence="Frei mit Quellenangabe / free with source",
    licence_url="https://statistik.arbeitsagentur.de",
    attribution="© Statistik der Bundesagentur für Arbeit (https://statistik.arbeitsagentur.de); "
    "Aufbereitung: DLR, MEmilio, dort teilweise geschätzt",
    caveats_de=(
        "Das Jahr ist nicht angegeben.",
        "Teilweise geschätzt: Wo nur eine Restgruppe von Kreisen veröffentlicht ist, wurde sie von den "
        "Bearbeitern anteilig verteilt. Daher gebrochene Zahlen; kleine Ströme sind unsicher.",
        "Wer im eigenen Kreis arbeitet, ist nicht enthalten.",
    ),
    caveats_en=(
        "The year is not stated.",
        "Partly estimated: where only a residual group of districts is published, it was apportioned by "
        "those who prepared the data. Hence the fractions; small flows are uncertain.",
        "People who work in their own district are not included.",
    ),
    files=("commuters/commuter_mobility.txt",),
    territory_on="2024-12-31",
)


def clean(file: Path) -> "pd.DataFrame":
    """Return flows: home_area_code, work_area_code (text), commuters (persons, as published, above 0).

    `file` is the square matrix, rows home, columns work; the order of its keys is in a JSON file beside it.
    Raises SourceError where the two do not fit. Left out: pairs of districts without commuters.
    """
    import numpy as np
    import pandas as pd

    keys = _keys(file.with_name(KEYS))
    matrix = _matrix(file)
    if matrix.shape != (len(keys), len(keys)):
        raise SourceError(file, "whole file", f"{matrix.shape} numbers", f"{len(keys)} × {len(keys)}", f"See {KEYS}.")
    if faulty := np.argwhere(~(matrix >= 0)).tolist():
        line, column = faulty[0]
        raise SourceError(file, f"line {line + 1}, field {column + 1}", str(matrix[line, column]), "0 or more", "")
    home, work = np.nonzero(matrix)
    codes = np.array(keys, dtype=object)
    frame = pd.DataFrame(
        {"home_area_code": codes[home], "work_area_code": codes[work], "commuters": matrix[home, work]}
    )
    frame.attrs["rows_read"] = matrix.size
    return frame


def _keys(file: Path) -> list[str]:
    try:
        longitudes, _ = json.loads(file.read_text(encoding="utf-8"))
        keys = list(map(str, longitudes))
    except (OSError, ValueError, TypeError, RecursionError) as fault:
        raise SourceError(file, "whole file", str(fault), "two lists of places by key", "Restore the file.") from fault
    if odd := [key for key in keys if not re.fullmatch(r"\d{5}", key, re.ASCII)]:
        raise SourceError(file, "keys", repr(odd[0]), "keys of five digits", "Restore the file.")
    return keys


def _matrix(file: Path) -> "np.ndarray":
    import numpy as np

    try:
        lines = file.read_text(encoding="ascii").splitlines()
        return np.array(
            [_floats(file, number, line.split()) for number, line in enumerate(lines, start=1) if line.split()]
        )
    except (OSError, ValueError) as fault:
        raise SourceError(
            file, "whole file", str(fault), "a square of numbers with decimal points", "Restore the file."
        ) from fault


def _floats(file: Path, line: int, fields: list[str]) -> list[float]:
    if odd := [place for place, field in enumerate(fields, start=1) if not NUMBER.fullmatch(field)]:
        where = f"line {line}, field {odd[0]}"
        raise SourceError(file, where, repr(fields[odd[0] - 1]), "0 or more, with a decimal point", "Restore the file.")
    return [float(field) for field in fields]
