"""Establishments in the business register, per year."""

from pathlib import Path
from typing import TYPE_CHECKING

from etl.formats import read_table
from etl.formats.pick import Pick, figures
from etl.sources import regionalstatistik

if TYPE_CHECKING:
    import pandas as pd

SOURCE = regionalstatistik(
    id="establishments",
    table="52111-02-01-4",
    title_de="Betriebe nach Wirtschaftsabschnitten",
    title_en="Establishments by section",
    caveats_de=("Abschnitte B bis N und P bis S. 2007 nicht in allen Ländern veröffentlicht.",),
    caveats_en=("Sections B to N and P to S. Not published in every federal state for 2007.",),
)
TOTAL = "WZ 2008 (URS - Abschnitte)=Insgesamt (WZ2008-Abschnitte B-N,P-S)"
# The measure is called Niederlassungen since; the figures of the years held under the old name are the same.
PICKS = (Pick("establishments", ("Betriebe",), (TOTAL,), "NILA01", ("WZ08U9=WZ08-B-10",)),)


def clean(file: Path) -> "pd.DataFrame":
    """Return establishments in the business register, total of the sections covered, per year."""
    return figures(read_table(file, SOURCE.table), PICKS, file)
