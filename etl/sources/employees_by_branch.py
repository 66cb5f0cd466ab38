"""Employees by place of work and branch, 30 June."""

from pathlib import Path
from typing import TYPE_CHECKING

from etl.formats import read_table
from etl.formats.pick import Pick, figures
from etl.sources import regionalstatistik

if TYPE_CHECKING:
    import pandas as pd

SOURCE = regionalstatistik(
    id="employees_by_branch",
    table="13111-07-05-4",
    title_de="Beschäftigte am Arbeitsort nach Wirtschaftszweigen",
    title_en="Employees by place of work and branch",
    caveats_de=(
        "Klassifikation der Wirtschaftszweige 2008. Für Deutschland einschließlich der Personen ohne Zuordnung.",
    ),
    caveats_en=("Classification of branches of 2008. For Germany including persons without assignment.",),
)
TOTAL = "Nationalität=Insgesamt|Geschlecht=Insgesamt"
LABELS = ("Sozialversicherungspfl. Beschäftigte (Arbeitsort)",)
BRANCHES = {
    "employees_agriculture": "Land- und Forstwirtschaft, Fischerei (A)",
    "employees_production": "Produzierendes Gewerbe (B-F)",
    "employees_industry": "Produzierendes Gewerbe ohne Baugewerbe (B-E)",
    "employees_manufacturing": "Verarbeitendes Gewerbe (C)",
    "employees_construction": "Baugewerbe (F)",
    "employees_services": "Dienstleistungsbereiche (G-U)",
    "employees_trade_transport": "Handel, Gastgewerbe, Verkehr (G-I)",
    "employees_information": "Information und Kommunikation (J)",
    "employees_finance": "Erbringung von Finanz- und Vers.leistungen (K)",
    "employees_real_estate": "Grundstücks- und Wohnungswesen (L)",
    "employees_business_services": "Freiberufl,wissenschaftl. techn. Dienstl.,sonst.DL",
    "employees_public_services": "Öff.Verw.,Verteidig.,Sozialvers.,Erz.-u.Unterricht",
    "employees_other_services": "Kunst, Unterhaltung, Erholung, Priv. Haush.,usw.",
    "employees": "Insgesamt",
}
PICKS = tuple(Pick(key, LABELS, (f"{branch}|{TOTAL}",)) for key, branch in BRANCHES.items())


def clean(file: Path) -> "pd.DataFrame":
    """Return employees (persons) on 30 June, total and by section of the classification of 2008."""
    return figures(read_table(file, SOURCE.table), PICKS, file)
