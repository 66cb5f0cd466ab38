"""Company insolvencies: cases, employees affected, claims, per year."""

from pathlib import Path
from typing import TYPE_CHECKING

from etl.formats import read_table
from etl.formats.pick import Pick, figures
from etl.sources import regionalstatistik

if TYPE_CHECKING:
    import pandas as pd

SOURCE = regionalstatistik(
    id="insolvencies",
    table="52411-02-01-4",
    title_de="Beantragte Unternehmensinsolvenzen",
    title_en="Company insolvencies filed",
    caveats_de=(
        "Zugeordnet wird nach dem Sitz des Schuldners.",
        "Die Abrufe von 2024 enthalten keine Zahl der Verfahren, nur Beschäftigte und Forderungen.",
    ),
    caveats_en=(
        "Assigned by the seat of the debtor.",
        "The retrievals of 2024 hold no number of cases, only employees and claims.",
    ),
)
CASES = ("Insolvenzverfahren (Unternehmen)", "Beantragte Insolvenzverfahren (Unternehmen)")
PICKS = (
    Pick("insolvencies", CASES, ("Beantragte Verfahren=Insgesamt",), "ISV006", ("ISVAT3=",)),
    Pick("insolvencies_opened", CASES, ("Beantragte Verfahren=eröffnet",), "ISV006", ("ISVAT3=ISVART01",)),
    Pick(
        "insolvencies_rejected",
        CASES,
        ("Beantragte Verfahren=mangels Masse abgewiesen",),
        "ISV006",
        ("ISVAT3=ISVART02",),
    ),
    Pick("insolvency_employees", ("Beschäftigte (Unternehmen)",), measure_code="ISVNW1"),
    Pick("insolvency_claims", ("voraussichtliche Forderungen (Unternehmen)",), measure_code="FOR002"),
)
# Some answers of the service left the column of cases empty: no number, no sign, so no row.
SOMETIMES_EMPTY = ("insolvencies", "insolvencies_opened", "insolvencies_rejected")


def clean(file: Path) -> "pd.DataFrame":
    """Return insolvencies filed, opened, rejected (cases), employees affected, claims (thousand EUR)."""
    return figures(read_table(file, SOURCE.table), PICKS, file, SOMETIMES_EMPTY)
