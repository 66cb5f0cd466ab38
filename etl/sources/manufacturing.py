"""Manufacturing plants of 20 and more persons, 30 September."""

from pathlib import Path
from typing import TYPE_CHECKING

from etl.formats import read_table
from etl.formats.pick import Pick, figures
from etl.sources import regionalstatistik

if TYPE_CHECKING:
    import pandas as pd

SOURCE = regionalstatistik(
    id="manufacturing",
    table="42111-01-04-4",
    title_de="Betriebe und tätige Personen im Verarbeitenden Gewerbe",
    title_en="Plants and persons in manufacturing",
    caveats_de=("Betriebe mit 20 und mehr tätigen Personen, einschließlich Bergbau, am 30. September.",),
    caveats_en=("Plants with 20 and more persons, including mining, on 30 September.",),
)
PICKS = (
    Pick("plants_manufacturing", ("Betriebe",)),
    Pick("plant_employees_manufacturing", ("Beschäftigte", "Tätige Personen")),
)


def clean(file: Path) -> "pd.DataFrame":
    """Return plants of 20 and more persons, and the persons in them, on 30 September."""
    return figures(read_table(file, SOURCE.table), PICKS, file)
