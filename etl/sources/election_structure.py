"""Structural data of the districts, 2022/23: the share of industry and construction in all employees."""

from pathlib import Path
from typing import TYPE_CHECKING

from etl.errors import SourceError
from etl.formats.content import shown
from etl.formats.pick import COLUMNS
from etl.formats.plain_csv import AGAIN, read_rows
from etl.sources import Source, require_columns

if TYPE_CHECKING:
    import pandas as pd

SOURCE = Source(
    id="election_structure",
    title_de="Strukturdaten der Kreise zur Europawahl 2024",
    title_en="Structural data of the districts for the European election 2024",
    producer="Die Bundeswahlleiterin",
    table="ew24_strukturdaten",
    page="https://www.bundeswahlleiterin.de/europawahlen/2024/strukturdaten.html",
    url="https://www.bundeswahlleiterin.de/europawahlen/2024/strukturdaten.html",
    licence="Mit Quellenangabe frei",
    licence_url="https://www.bundeswahlleiterin.de/service/impressum.html",
    attribution="© Die Bundeswahlleiterin, Wiesbaden 2024; Rohdaten: © Bundesagentur für Arbeit",
    caveats_de=(
        "Anteil am 30. Juni 2023, mit Baugewerbe. Der Tag des Abrufs ist nicht überliefert.",
        "Einkommen und Bruttoinlandsprodukt dieser Datei sind für einzelne Kreise falsch und nicht übernommen.",
    ),
    caveats_en=(
        "Share on 30 June 2023, including construction. The day of retrieval is not on record.",
        "Income and gross domestic product in this file are wrong for single districts and are not taken over.",
    ),
    files=("bundeswahlleiterin/ew24_strukturdaten.csv",),
    territory_on="2023-06-30",
)
SHARE = "Sozialversicherungspflichtig Beschäftigte am 30.06.2023 - Produzierendes Gewerbe (%)"
DAY = "2023-06-30"
# The file groups thousands with a point, which no share has: a point within digits is a fault.
PERCENT = r"[0-9]{1,3},[0-9]"
# The file's own sign for nil is a dash; a secret figure is a point.
SIGNS = {"–": "-", "-": "-", ".": "."}


def clean(file: Path) -> "pd.DataFrame":
    """Return employees_production_share (%) of districts; aggregates with two-digit keys are left out."""
    import pandas as pd

    rows = read_rows(file, ";", "Land")
    require_columns(file, rows.columns, ["Kreis", SHARE], SOURCE)
    kept = rows[rows["Kreis"].str.fullmatch(r"\d{5}")]
    if kept.empty:
        raise SourceError(file, "column Kreis", "no key of five digits", "keys of districts", AGAIN)
    cells = kept[SHARE].str.strip()
    sign = cells.map(SIGNS).fillna("")
    if (lost := sign.eq("") & ~cells.str.fullmatch(PERCENT)).any():
        line = kept.index[lost][0]
        raise SourceError(file, f"line {line}, {SHARE}", shown(cells[line]), "a share or a sign", AGAIN)
    value = cells.where(sign.eq("")).str.replace(",", ".").astype("float64")
    result = pd.DataFrame(
        {
            "indicator_id": "employees_production_share",
            "area_code": kept["Kreis"],
            "period": DAY,
            "period_end": DAY,
            "value": value,
            "sign": sign,
            "provisional": False,
            "line": kept.index,
            "column": rows.attrs["fields"][SHARE],
        }
    ).reset_index(drop=True)[COLUMNS]
    result.attrs["rows_read"] = len(rows)
    return result
