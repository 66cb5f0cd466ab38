"""Employees by place of work of each month or quarter, from the data interface of the Bundesagentur."""

from pathlib import Path
from typing import TYPE_CHECKING

from etl.formats import ba_table
from etl.formats.pick import Pick, figures
from etl.sources import arbeitsagentur

if TYPE_CHECKING:
    import pandas as pd

    from etl.services import Asked, Plan

SOURCE = arbeitsagentur(
    id="employees_monthly",
    table="EckwerteTabelleBST",
    title_de="Sozialversicherungspflichtig Beschäftigte nach Monaten",
    title_en="Employees subject to social insurance by month",
    page="https://statistik.arbeitsagentur.de/DE/Navigation/Service/API/API-Start-Nav.html",
    url="https://statistik-dr.arbeitsagentur.de/bifrontend/bids-api/ct/v1/tableFetch/csv/EckwerteTabelleBST",
    caveats_de=(
        "Aus Gründen der Geheimhaltung rundet der Herausgeber die Zahlen.",
        "Etwa ein halbes Jahr nach dem Stichtag; davor vorläufig. Nur die Kreise der Region.",
    ),
    caveats_en=(
        "The publisher rounds the figures to protect secrecy.",
        "About half a year after the key date, provisional before. Districts of the region only.",
    ),
    files=("arbeitsagentur/bst-kreis-*__retrieved-*.csv",),
)
FIELD = "Kreis AO"
# No answer of this table was at hand when this was written: spellings of the publisher's pages and other tables.
COUNT = (
    "Sozialversicherungspflichtig Beschäftigte insgesamt",
    "Sozialversicherungspflichtig Beschäftigte am Arbeitsort",
    "Sozialversicherungspflichtig Beschäftigte",
)
PICKS = (Pick("employees", COUNT),)


def clean(file: Path) -> "pd.DataFrame":
    """Return employees by place of work (persons) by month, of the district whose key stands in the file's name."""
    answer = ba_table.read(file, SOURCE.table, ba_table.area_of(file))
    return figures(answer, PICKS, file)


def fetch(asked: "Asked") -> "Plan":
    """Return what is asked for: one answer for each district of the region's Länder."""
    # Here, not above: a build reads records and asks nobody.
    from etl.services import arbeitsagentur as service

    return service.district_plan(asked, SOURCE.table, FIELD, "bst-kreis")
