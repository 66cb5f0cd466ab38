"""Gross domestic product of the districts, per year."""

from pathlib import Path
from typing import TYPE_CHECKING

from etl.errors import SourceError
from etl.formats import read_table
from etl.formats.content import shown
from etl.formats.pick import Pick, figures
from etl.sources import regionalstatistik

if TYPE_CHECKING:
    import pandas as pd

SOURCE = regionalstatistik(
    id="gdp",
    table="82111-01-05-4",
    title_de="Bruttoinlandsprodukt",
    title_en="Gross domestic product",
    caveats_de=("Jeweilige Preise. Ergebnisse der Volkswirtschaftlichen Gesamtrechnungen werden mehrfach revidiert.",),
    caveats_en=("Current prices. Results of the national accounts are revised several times.",),
    ships=False,
)
# No answer of this table was at hand when this was written; its codes are not known, so its labels say what is what.
PRODUCT = (
    "Bruttoinlandsprodukt zu Marktpreisen (nom.)",
    "Bruttoinlandsprodukt zu Marktpreisen in jeweiligen Preisen",
    "Bruttoinlandsprodukt zu Marktpreisen",
    "BIP zu Marktpreisen in jeweiligen Preisen",
    "Bruttoinlandsprodukt",
)
PICKS = (Pick("gdp", PRODUCT),)
# The statistic is printed in either unit; a figure in another one is not guessed at.
THOUSANDS = {"Tsd. EUR": 1.0, "1000 EUR": 1.0, "Mill. EUR": 1000.0, "Mio. EUR": 1000.0}


def clean(file: Path) -> "pd.DataFrame":
    """Return gdp (thousand EUR, current prices) per year."""
    table = read_table(file, SOURCE.table)
    units = set(table.loc[table["measure"].isin(PRODUCT), "unit"])
    if odd := sorted(units - set(THOUSANDS)):
        raise SourceError(file, "unit", shown(odd[0]), " or ".join(THOUSANDS), "Adapt etl/sources/gdp.py.")
    table["value"] = table["value"] * table["unit"].map(THOUSANDS).fillna(1.0)
    return figures(table, PICKS, file)
