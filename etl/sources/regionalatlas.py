"""The unemployment rate of 2022 from the Regionalatlas: the same rate, another way of publication."""

from pathlib import Path
from typing import TYPE_CHECKING

from etl.errors import SourceError
from etl.formats.content import shown
from etl.formats.pick import CITY_STATES, COLUMNS
from etl.formats.plain_csv import AGAIN, each_once, numbers, read_rows
from etl.sources import Source, require_columns

if TYPE_CHECKING:
    import pandas as pd

SOURCE = Source(
    id="regionalatlas",
    title_de="Regionalatlas: Arbeitslosenquote",
    title_en="Regionalatlas: unemployment rate",
    producer="Statistische Ämter des Bundes und der Länder",
    table="AI008-1-5",
    page="https://regionalatlas.statistikportal.de/",
    url="https://www.gis-idmz.nrw.de/arcgis/rest/services/stba/regionalatlas/MapServer/dynamicLayer/query",
    licence="dl-de/by-2-0",
    licence_url="https://www.govdata.de/dl-de/by-2-0",
    attribution="© Statistische Ämter des Bundes und der Länder, Regionalatlas Deutschland, "
    "Indikator AI0801; Datenlizenz Deutschland – Namensnennung – Version 2.0",
    caveats_de=("Der Tag des Abrufs ist nicht überliefert.",),
    caveats_en=("The day of retrieval is not on record.",),
    files=("regionalatlas/AI008-1-5__AI0801__*.csv",),
    territory_on="2022-12-31",
)
YEAR = "2022"
RATE = "arbeitslosenquote_alle_zivile_erwerbspersonen"


def clean(file: Path) -> "pd.DataFrame":
    """Return unemployment_rate (% of the whole civilian labour force), districts and the city states."""
    import pandas as pd

    rows = read_rows(file, ",", "ags")
    require_columns(file, rows.columns, ["ags", "jahr", RATE], SOURCE)
    if not (known := rows["jahr"].eq(YEAR)).all():
        line = known.index[~known][0]
        raise SourceError(file, f"line {line}, column jahr", shown(rows["jahr"][line]), "the year 2022", AGAIN)
    frame = pd.DataFrame(
        {
            "indicator_id": "unemployment_rate",
            "area_code": rows["ags"],
            "period": rows["jahr"],
            "period_end": rows["jahr"] + "-12-31",
            "value": numbers(rows[RATE], file, RATE),
            "sign": "",
            "provisional": False,
            "line": rows.index,
            "column": rows.attrs["fields"][RATE],
        }
    )
    cities = frame[frame["area_code"].isin(CITY_STATES)]
    whole = pd.concat([frame, cities.assign(area_code=cities["area_code"] + "000")], ignore_index=True)
    result = each_once(whole, file)[COLUMNS]
    result.attrs["rows_read"] = len(rows)
    return result
