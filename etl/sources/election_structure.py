"""Structural data of the districts, 2022/23: the share of industry and construction in all employees."""

from pathlib import Path
from typing import TYPE_CHECKING

from etl.errors import SourceError
from etl.formats.content import shown
from etl.formats.pick import CITY_STATES, COLUMNS
from etl.formats.plain_csv import AGAIN, each_once, read_rows
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
        "Länder und Deutschland wie veröffentlicht; für Stadtstaaten, die ein Kreis sind, steht die Zeile des Kreises.",
        "Einkommen und Bruttoinlandsprodukt dieser Datei sind für einzelne Kreise falsch und nicht übernommen.",
    ),
    caveats_en=(
        "Share on 30 June 2023, including construction. The day of retrieval is not on record.",
        "Länder and Germany as published; for city states that are one district, the row of the district stands.",
        "Income and gross domestic product in this file are wrong for single districts and are not taken over.",
    ),
    files=("bundeswahlleiterin/ew24_strukturdaten.csv",),
    territory_on="2023-06-30",
)
SHARE = "Sozialversicherungspflichtig Beschäftigte am 30.06.2023 - Produzierendes Gewerbe (%)"
DAY = "2023-06-30"
DISTRICT = r"\d{5}"
# Germany bears this key in place of a Land.
COUNTRY = "99"
# The file groups thousands with a point, which no share has: a point within digits is a fault.
PERCENT = r"[0-9]{1,3},[0-9]"
# The file's own sign for nil is a dash; a secret figure is a point.
SIGNS = {"–": "-", "-": "-", ".": "."}


def clean(file: Path) -> "pd.DataFrame":
    """Return employees_production_share (%) of districts, Länder and Germany.

    Left out: the rows of all urban or all rural districts, which bear the keys of their Land or of Germany.
    """
    import pandas as pd

    rows = read_rows(file, ";", "Land")
    require_columns(file, rows.columns, ["Kreis", "Name", SHARE], SOURCE)
    keys = _keys(rows)
    kept = rows[keys.ne("")]
    if not kept["Kreis"].str.fullmatch(DISTRICT).any():
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
            "area_code": keys[kept.index],
            "period": DAY,
            "period_end": DAY,
            "value": value,
            "sign": sign,
            "provisional": False,
            "line": kept.index,
            "column": rows.attrs["fields"][SHARE],
        }
    )
    cities = result[result["area_code"].isin([f"{code}000" for code in CITY_STATES])]
    lands = cities.assign(area_code=cities["area_code"].str[:2])
    whole = each_once(pd.concat([result, lands], ignore_index=True), file)[COLUMNS]
    whole.attrs["rows_read"] = len(rows)
    return whole


def _keys(rows: "pd.DataFrame") -> "pd.Series":
    """Return the atlas's key of each row, '' for a row that is neither a district nor a whole Land nor Germany."""
    country = rows["Kreis"].eq(COUNTRY) & rows["Name"].eq(rows["Land"])
    land = rows["Kreis"].str.fullmatch(r"\d{2}") & ~rows["Kreis"].eq(COUNTRY) & rows["Name"].eq(rows["Land"] + " Land")
    keys = rows["Kreis"].where(rows["Kreis"].str.fullmatch(DISTRICT) | land, "")
    return keys.mask(country, "DG")
