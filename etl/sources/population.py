"""Population on 31 December."""

from pathlib import Path
from typing import TYPE_CHECKING

from etl.formats import read_table
from etl.formats.pick import Pick, figures
from etl.sources import regionalstatistik

if TYPE_CHECKING:
    import pandas as pd

SOURCE = regionalstatistik(
    id="population",
    table="12411-01-01-4",
    title_de="Bevölkerung am 31. Dezember",
    title_en="Population on 31 December",
    caveats_de=("Bruch durch den Zensus 2022: Abrufe ab 2025 stehen auf der neuen Grundlage.",),
    caveats_en=("Break through the census of 2022: retrievals from 2025 on stand on the new basis.",),
)
PICKS = (
    Pick(
        "population",
        ("Bevölkerungsstand",),
        ("Geschlecht=Insgesamt",),
        measure_code="BEVSTD",
        codes=("GES=",),
    ),
)


def clean(file: Path) -> "pd.DataFrame":
    """Return population (persons) on 31 December."""
    return figures(read_table(file, SOURCE.table), PICKS, file)
