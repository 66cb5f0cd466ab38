"""Trade notifications per year: registered, deregistered, given up."""

from pathlib import Path
from typing import TYPE_CHECKING

from etl.formats import read_table
from etl.formats.pick import Pick, figures
from etl.sources import regionalstatistik

if TYPE_CHECKING:
    import pandas as pd

SOURCE = regionalstatistik(
    id="trade_notifications",
    table="52311-01-04-4",
    title_de="Gewerbeanmeldungen und Gewerbeabmeldungen",
    title_en="Trade registrations and deregistrations",
    caveats_de=("Betriebsaufgaben sind der amtliche Ersatz für Werksschließungen: ohne Branche, ohne Größe.",),
    caveats_en=("Businesses given up are the official proxy for plant closures: without branch, without size.",),
)
PICKS = (
    Pick("business_registrations", ("Gewerbeanmeldungen",), measure_code="GEW011"),
    Pick("business_deregistrations", ("Gewerbeabmeldungen",), measure_code="GEW013"),
    Pick("business_closures", ("Gewerbeabmeldungen",), ("Aufgaben|Betriebsaufgaben",), "GEW013", ("GEWNW4=GEWM9",)),
)


def clean(file: Path) -> "pd.DataFrame":
    """Return trade registrations, deregistrations and businesses given up (cases) per year."""
    return figures(read_table(file, SOURCE.table), PICKS, file)
