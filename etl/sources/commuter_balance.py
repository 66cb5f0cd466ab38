"""Commuters across district borders, totals in and out of each district, 30 June."""

from pathlib import Path
from typing import TYPE_CHECKING

from etl.formats import read_table
from etl.formats.pick import Pick, figures
from etl.sources import regionalstatistik

if TYPE_CHECKING:
    import pandas as pd

SOURCE = regionalstatistik(
    id="commuter_balance",
    table="13111-09-01-4-B",
    title_de="Ein- und Auspendler über Kreisgrenzen",
    title_en="Commuters across district borders",
    caveats_de=("Nur sozialversicherungspflichtig Beschäftigte, Stichtag 30. Juni.",),
    caveats_en=("Employees subject to social insurance only, key date 30 June.",),
    ships=False,
)
# No answer of this table was at hand when this was written; its codes are not known, so its labels say what is what.
TOTAL = ("Geschlecht=Insgesamt", "")
IN = ("Einpendler", "Einpendler über Kreisgrenzen", "Sozialversicherungspflichtig beschäftigte Einpendler")
OUT = ("Auspendler", "Auspendler über Kreisgrenzen", "Sozialversicherungspflichtig beschäftigte Auspendler")
PICKS = (Pick("commuters_in", IN, TOTAL), Pick("commuters_out", OUT, TOTAL))


def clean(file: Path) -> "pd.DataFrame":
    """Return commuters_in and commuters_out (persons) on 30 June."""
    return figures(read_table(file, SOURCE.table), PICKS, file)
