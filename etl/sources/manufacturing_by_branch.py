"""Persons in plants of 20 and more by branch, 30 September."""

from pathlib import Path
from typing import TYPE_CHECKING

from etl.formats import read_table
from etl.formats.pick import Pick, figures
from etl.sources import regionalstatistik

if TYPE_CHECKING:
    import pandas as pd

SOURCE = regionalstatistik(
    id="manufacturing_by_branch",
    table="42111-02-03-4",
    title_de="Betriebe und tätige Personen nach Wirtschaftsabteilungen",
    title_en="Plants and persons by branch of manufacturing",
    caveats_de=("Betriebe mit 20 und mehr tätigen Personen am 30. September 2015. Viele Kreise sind geheim.",),
    caveats_en=("Plants with 20 and more persons on 30 September 2015. Many districts are secret.",),
)
MOTOR_VEHICLES = "WZ08-29"
PERSONS = ("Beschäftigte", "Tätige Personen")


def clean(file: Path) -> "pd.DataFrame":
    """Return plant_employees_vehicles: persons in plants that make motor vehicles and their parts."""
    frame = read_table(file, SOURCE.table)
    # Tables for people print the bare code of a branch, files for programs put the name of the variable before it.
    vehicles = frame["classification_codes"].str.fullmatch(rf"(\w+=)?{MOTOR_VEHICLES}")
    labels = tuple(frame.loc[vehicles, "classifications"].unique())
    return figures(frame, [Pick("plant_employees_vehicles", PERSONS, labels)], file)
