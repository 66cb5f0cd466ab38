"""Persons for whom short-time work was notified, by district and month, from the workbook of the Bundesagentur."""

from pathlib import Path
from typing import TYPE_CHECKING

from etl.formats import workbook
from etl.sources import arbeitsagentur

if TYPE_CHECKING:
    import pandas as pd

    from etl.services import Asked, Plan

SOURCE = arbeitsagentur(
    id="short_time_work",
    table="kurzarbeit",
    title_de="Angezeigte Kurzarbeit nach Kreisen (Monatsheft)",
    title_en="Notified short-time work by district (monthly workbook)",
    page="https://statistik.arbeitsagentur.de/SiteGlobals/Forms/Suche/Einzelheftsuche_Formular.html?topic_f=kurzarbeit",
    url="https://statistik.arbeitsagentur.de/SiteGlobals/Forms/Suche/Einzelheftsuche_Formular.html",
    caveats_de=(
        "Gezählt sind Personen in Anzeigen der Betriebe, nicht Personen, die wirklich kurzarbeiten; deren Zahl steht "
        "etwa fünf Monate später fest.",
    ),
    caveats_en=(
        "Counted are persons in notices of employers, not persons who really worked short time; that is known about "
        "five months later.",
    ),
    files=("arbeitsagentur/kurzarbeit__retrieved-*.xls?", "arbeitsagentur/kurzarbeit__retrieved-*.zip"),
)
# No workbook was at hand when this was written: topic and sheet are those that others read.
TOPIC, WANTED = "kurzarbeit", r"^kurzarbeit-.*\.(xlsx|xlsb|zip)$"
SHEET = "KR-Anz-Betr-Pers"
MEASURES = {"short_time_persons_notified": r"Personen"}


def clean(file: Path) -> "pd.DataFrame":
    """Return short_time_persons_notified (persons in notices of short-time work) of districts by month."""
    import pandas as pd

    from etl.formats.pick import COLUMNS

    parts = [workbook.by_measure(sheet, MEASURES) for sheet in workbook.sheets(file, SHEET)]
    every = pd.concat(parts, ignore_index=True).rename(columns={"measure": "indicator_id"}).assign(provisional=False)
    result = every[COLUMNS]
    result.attrs["rows_read"] = len(every)
    return result


def fetch(asked: "Asked") -> "Plan":
    """Return what is asked for: the newest workbook, unless its month is held."""
    # Here, not above: a build reads records and asks nobody.
    from etl.services import arbeitsagentur as service

    return service.workbook_plan(asked, TOPIC, WANTED, "kurzarbeit")
