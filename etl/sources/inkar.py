"""INKAR: unemployment rate, GDP per head, share of the secondary sector, on the territory of 2021."""

from pathlib import Path
from typing import TYPE_CHECKING

from etl.errors import SourceError
from etl.formats.content import shown
from etl.formats.pick import COLUMNS
from etl.formats.plain_csv import AGAIN, each_once, numbers, read_rows
from etl.sources import Source, require_columns

if TYPE_CHECKING:
    import pandas as pd

SOURCE = Source(
    id="inkar",
    title_de="INKAR – Indikatoren und Karten zur Raum- und Stadtentwicklung",
    title_en="INKAR – indicators and maps on spatial and urban development",
    producer="Bundesinstitut für Bau-, Stadt- und Raumforschung (BBSR)",
    table="INKAR",
    page="https://www.inkar.de/",
    url="https://www.inkar.de/",
    licence="dl-de/by-2-0",
    licence_url="https://www.govdata.de/dl-de/by-2-0",
    attribution="© BBSR Bonn, INKAR; Datenlizenz Deutschland – Namensnennung – Version 2.0",
    caveats_de=(
        "INKAR: alle Jahre auf dem Gebietsstand von 2021; Tag des Abrufs und Ausgabe sind nicht überliefert.",
        "Das Codebuch von INKAR nennt für das Bruttoinlandsprodukt je Kopf Euro; geliefert sind Tausend Euro.",
    ),
    caveats_en=(
        "INKAR: all years on the territory of 2021; day of retrieval and edition are not on record.",
        "The codebook of INKAR gives euro for GDP per head; the figures delivered are thousand euro.",
    ),
    files=("inkar/inkar_kreise_*.csv",),
    territory_on="2021-12-31",
)
# Column of the file -> indicator and factor. GDP: 30.35 for a district in 1995 can only be thousand euro.
MEASURES = {
    "unemployment_rate": ("unemployment_rate", 1.0),
    "gdp_per_capita": ("gdp_per_head", 1000.0),
    "share_secondary_sector": ("gva_secondary_share", 1.0),
}


def clean(file: Path) -> "pd.DataFrame":
    """Return unemployment_rate (%), gdp_per_head (EUR), gva_secondary_share (%) by district and year.

    An empty cell is a year without figure: no row.
    """
    import pandas as pd

    rows = read_rows(file, ",", "county_code")
    require_columns(file, rows.columns, ["county_code", "year", *MEASURES], SOURCE)
    years = rows["year"].str.removesuffix(".0")
    if not (known := years.str.fullmatch(r"(19|20)[0-9]{2}")).all():
        line = known.index[~known][0]
        raise SourceError(file, f"line {line}, column year", shown(years[line]), "a year", AGAIN)
    parts = [
        _measure(rows.assign(year=years), column, indicator_id, factor, file)
        for column, (indicator_id, factor) in MEASURES.items()
    ]
    result = each_once(pd.concat(parts, ignore_index=True), file)[COLUMNS]
    result.attrs["rows_read"] = len(rows) * len(MEASURES)
    return result


def _measure(rows: "pd.DataFrame", column: str, indicator_id: str, factor: float, file: Path) -> "pd.DataFrame":
    import pandas as pd

    field = rows.attrs["fields"][column]
    given = rows[rows[column].ne("")]
    return pd.DataFrame(
        {
            "indicator_id": indicator_id,
            "area_code": given["county_code"],
            "period": given["year"],
            "period_end": given["year"] + "-12-31",
            # Two decimals are delivered: the product is rounded so that no binary remainder is printed.
            "value": (numbers(given[column], file, column) * factor).round(2),
            "sign": "",
            "provisional": False,
            "line": given.index,
            "column": field,
        }
    )
