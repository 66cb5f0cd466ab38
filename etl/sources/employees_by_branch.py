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
# What the abbreviations without letters stand for; files for programs write names out and put the letters behind.
LETTERS = {
    "employees_business_services": "(M-N)",
    "employees_public_services": "(O-Q)",
    "employees_other_services": "(R-U)",
}
PICKS = (
    *(
        Pick(key, LABELS, tuple(f"{name}|{TOTAL}" for name in (branch, LETTERS.get(key)) if name))
        for key, branch in BRANCHES.items()
        if key != "employees"
    ),
    # The total may stand under a branch of its own or under none.
    Pick("employees", LABELS, (f"{BRANCHES['employees']}|{TOTAL}", TOTAL)),
)


def clean(file: Path) -> "pd.DataFrame":
    """Return employees (persons) on 30 June, total and by section of the classification of 2008."""
    return figures(read_table(file, SOURCE.table), PICKS, file)
