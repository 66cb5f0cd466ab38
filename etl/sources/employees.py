"""Employees by place of work, total, 30 June."""

from pathlib import Path
from typing import TYPE_CHECKING

from etl.formats import read_table
from etl.formats.pick import Pick, figures
from etl.sources import regionalstatistik

if TYPE_CHECKING:
    import pandas as pd

SOURCE = regionalstatistik(
    id="employees",
    table="13111-01-03-4",
    title_de="Sozialversicherungspflichtig Beschäftigte am Arbeitsort",
    title_en="Employees subject to social insurance by place of work",
    caveats_de=("Stichtag 30. Juni. Für den 30. Juni 2025 ist noch kein Kreis geliefert.",),
    caveats_en=("Key date 30 June. No district has been delivered yet for 30 June 2025.",),
)
TOTAL = "Nationalität=Insgesamt|Geschlecht=Insgesamt"
LABELS = ("Sozialversicherungspfl. Beschäftigte (Arbeitsort)",)
PICKS = (Pick("employees", LABELS, (TOTAL,), measure_code="ERW032", codes=("NAT=|GES=",)),)


def clean(file: Path) -> "pd.DataFrame":
    """Return employees (persons) on 30 June."""
    return figures(read_table(file, SOURCE.table), PICKS, file)
