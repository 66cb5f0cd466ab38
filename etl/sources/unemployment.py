"""Unemployed persons and the rate on the whole civilian labour force, annual averages."""

from pathlib import Path
from typing import TYPE_CHECKING

from etl.formats import read_table
from etl.formats.pick import Pick, figures
from etl.sources import regionalstatistik

if TYPE_CHECKING:
    import pandas as pd

SOURCE = regionalstatistik(
    id="unemployment",
    table="13211-02-05-4",
    title_de="Arbeitslose und Arbeitslosenquoten, Jahresdurchschnitt",
    title_en="Unemployed persons and unemployment rates, annual average",
    caveats_de=("Tabelle 13211-02-05-4: Die Jahre 2001 bis 2007 sind nicht revidiert; ihre Quote beginnt 2009.",),
    caveats_en=("Table 13211-02-05-4: the years 2001 to 2007 are not revised; its rate begins in 2009.",),
)
PICKS = (
    Pick("unemployed", ("Arbeitslose",), measure_code="ERWP06"),
    Pick("unemployment_rate", ("Arbeitslosenquote bez. auf alle zivile Erwerbsp.",), measure_code="ERWP10"),
)
# The table's definition of the rate begins in 2009; what stands in its column before is an older one (tables
# 13211-02-02-4 to -04-4) that the publisher keeps apart.
RATE_SINCE = "2009"


def clean(file: Path) -> "pd.DataFrame":
    """Return unemployed (persons) and unemployment_rate (% of the whole civilian labour force, from 2009)."""
    frame = figures(read_table(file, SOURCE.table), PICKS, file)
    older = frame["indicator_id"].eq("unemployment_rate") & frame["period"].lt(RATE_SINCE)
    kept = frame[~older].reset_index(drop=True)
    kept.attrs = frame.attrs
    return kept
