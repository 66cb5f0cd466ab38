"""Unemployed persons and unemployment rates of all districts by month, from the workbook of the Bundesagentur."""

from pathlib import Path
from typing import TYPE_CHECKING

from etl.errors import SourceError
from etl.formats import workbook
from etl.sources import arbeitsagentur

if TYPE_CHECKING:
    import pandas as pd

    from etl.services import Asked, Plan

SOURCE = arbeitsagentur(
    id="unemployment_workbook",
    table="arbeitslose-quoten-dlk",
    title_de="Arbeitslose und Arbeitslosenquoten nach Kreisen (Monatsheft)",
    title_en="Unemployed persons and unemployment rates by district (monthly workbook)",
    page="https://statistik.arbeitsagentur.de/SiteGlobals/Forms/Suche/Einzelheftsuche_Formular.html"
    "?topic_f=gemeinde-arbeitslose-quoten",
    url="https://statistik.arbeitsagentur.de/SiteGlobals/Forms/Suche/Einzelheftsuche_Formular.html",
    caveats_de=(
        "Die Quote bezieht sich auf alle zivilen Erwerbspersonen; ihre Bezugsgröße wechselt einmal im Jahr.",
        "Alle Monate eines Hefts werden auf dem Gebietsstand seines Erscheinens gelesen.",
    ),
    caveats_en=(
        "The rate is on the whole civilian labour force; its base changes once a year.",
        "All months of a workbook are read on the territory of its publication.",
    ),
    files=("arbeitsagentur/arbeitslose-quoten__retrieved-*.zip",),
)
TOPIC, WANTED = "gemeinde-arbeitslose-quoten", r"^arbeitslose-quoten-dlk-.*\.zip$"
SHEET = "^Übersicht_Kreise$"
# One workbook of the zip for the persons, one for the rates, told apart by their names.
MEMBERS = {"unemployed": r"(?i)arbeitslose(?!nquote)[^/]*$", "unemployment_rate": r"(?i)arbeitslosenquote[^/]*$"}


def clean(file: Path) -> "pd.DataFrame":
    """Return unemployed (persons) and unemployment_rate (% of the whole civilian labour force) of districts by month.

    line and column are those of the sheet; the columns of the second workbook are counted on behind the first's.
    """
    import pandas as pd

    from etl.formats.pick import COLUMNS

    parts: list[pd.DataFrame] = []
    for indicator_id, member in MEMBERS.items():
        for sheet in workbook.sheets(file, SHEET, member):
            before = max((int(part["column"].max()) for part in parts), default=0)
            rows = workbook.by_month(sheet).assign(indicator_id=indicator_id, provisional=False)
            parts.append(rows.assign(column=rows["column"] + before))
    every = pd.concat(parts, ignore_index=True)
    if every.duplicated(["indicator_id", "area_code", "period"]).any():
        raise SourceError(file, "whole zip", "a district's month twice", "one workbook each", workbook.AGAIN)
    rates = every.loc[every["indicator_id"] == "unemployment_rate", "value"]
    if not rates.dropna().between(0, 100).all():
        raise SourceError(file, "rates", "one outside 0 to 100", "per cent", workbook.AGAIN)
    result = every[COLUMNS]
    result.attrs["rows_read"] = len(every)
    return result


def fetch(asked: "Asked") -> "Plan":
    """Return what is asked for: the newest workbook, unless its month is held."""
    # Here, not above: a build reads records and asks nobody.
    from etl.services import arbeitsagentur as service

    return service.workbook_plan(asked, TOPIC, WANTED, "arbeitslose-quoten")
