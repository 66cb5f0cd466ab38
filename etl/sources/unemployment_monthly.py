"""Unemployed persons and the unemployment rate of each month, from the data interface of the Bundesagentur."""

from pathlib import Path
from typing import TYPE_CHECKING

from etl.formats import ba_table
from etl.formats.pick import Pick, figures
from etl.sources import arbeitsagentur

if TYPE_CHECKING:
    import pandas as pd

    from etl.services import Asked, Plan

SOURCE = arbeitsagentur(
    id="unemployment_monthly",
    table="EckwerteTabelleALOKr",
    title_de="Arbeitslose und Arbeitslosenquote nach Monaten",
    title_en="Unemployed persons and unemployment rate by month",
    page="https://statistik.arbeitsagentur.de/DE/Navigation/Service/API/API-Start-Nav.html",
    url="https://statistik-dr.arbeitsagentur.de/bifrontend/bids-api/ct/v1/tableFetch/csv/EckwerteTabelleALOKr",
    caveats_de=(
        "Aus Gründen der Geheimhaltung rundet der Herausgeber die Zahlen.",
        "Nur die Kreise der Region; jede Antwort enthält den neuesten Monat, den davor und den vor einem Jahr.",
    ),
    caveats_en=(
        "The publisher rounds the figures to protect secrecy.",
        "Districts of the region only; each answer holds the newest month, the one before and that of a year before.",
    ),
    files=("arbeitsagentur/alo-kreis-*__retrieved-*.csv",),
)
FIELD = "Kreis"
COUNT = ("Arbeitslose insgesamt", "Arbeitslose")
RATE = ("Arbeitslosenquote (bezogen auf alle zivilen Erwerbspersonen)",)
PICKS = (Pick("unemployed", COUNT), Pick("unemployment_rate", RATE))


def clean(file: Path) -> "pd.DataFrame":
    """Return unemployed (persons) and unemployment_rate (% of the whole civilian labour force) by month.

    They are of the district whose key stands in the file's name.
    """
    answer = ba_table.read(file, SOURCE.table, ba_table.area_of(file))
    return figures(answer, PICKS, file)


def fetch(asked: "Asked") -> "Plan":
    """Return what is asked for: one answer for each district of the region's Länder."""
    # Here, not above: a build reads records and asks nobody.
    from etl.services import arbeitsagentur as service

    return service.district_plan(asked, SOURCE.table, FIELD, "alo-kreis")
