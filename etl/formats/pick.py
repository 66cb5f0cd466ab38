"""From a tidy table to figures of the atlas: which measure and classification is which indicator."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from etl.errors import SourceError

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = [
    "indicator_id",
    "area_code",
    "period",
    "period_end",
    "value",
    "sign",
    "provisional",
    "line",
    "column",
]
LEVELS = ("country", "land", "district")
# City states that are one district: tables that print them once print the Land.
CITY_STATES = ("02", "11")
PROVISIONAL = "p"
SECTIONS = re.compile(r"\([A-U](?:-[A-U])?\)$")


@dataclass(frozen=True)
class Pick:
    """Rows of one indicator: all spellings of the measure's label and of the classification that are known.

    Where the format has codes, `measure_code` and `codes` are used instead, because labels change. A pick whose code is
    not known goes by its labels there too: the measure's, and those of the attributes in whatever order, because that
    format names its variables otherwise and in another order than the tables for people.
    """

    indicator_id: str
    measures: tuple[str, ...]
    classifications: tuple[str, ...] = ("",)
    measure_code: str = ""
    codes: tuple[str, ...] = ("",)

    def rows(self, frame: "pd.DataFrame") -> "pd.Series":
        """Return which rows of a tidy table are this indicator."""
        coded = frame["measure_code"].ne("")
        labelled = frame["measure"].isin(self.measures)
        by_label = labelled & frame["classifications"].isin(self.classifications)
        if self.measure_code:
            by_code = frame["measure_code"].eq(self.measure_code) & frame["classification_codes"].isin(self.codes)
        else:
            wanted = {_attributes(text) for text in self.classifications}
            found = {text for text in frame["classifications"].unique() if _attributes(text) in wanted}
            by_code = labelled & frame["classifications"].isin(found)
        return (coded & by_code) | (~coded & by_label)


def _attributes(classifications: str) -> tuple[str, ...]:
    """Return the attributes of 'Nationalität=Insgesamt|Verarb. Gew. (C)' by name, sections by their letters alone.

    The same section is 'Bergbau u. Gewinnung v. Steinen und Erden (B)' in one format and written out in another.
    """
    labels = (part.rpartition("=")[2].strip() for part in classifications.split("|") if part)
    return tuple(sorted(found[0] if (found := SECTIONS.search(label)) else label for label in labels))


def figures(frame: "pd.DataFrame", picks: Iterable[Pick], file: Path, optional: Iterable[str] = ()) -> "pd.DataFrame":
    """Return the figures of a tidy table; attrs['rows_read'] counts the cells of the table.

    Columns: indicator_id, area_code, period, period_end, value, sign, provisional, line, column.

    Country, Länder and districts are kept; keys of eight digits and government regions are left out. A city
    state that is printed once counts as Land and as district. Raises SourceError for an indicator without
    rows, unless it is `optional` and the file has its column, only empty.
    """
    import pandas as pd

    parts = []
    published = {code for code, _ in frame.attrs.get("measures", ())}
    for pick in picks:
        rows = frame[pick.rows(frame)]
        if rows.empty and not (pick.indicator_id in optional and pick.measure_code in published):
            found = sorted(set(zip(frame["measure"], frame["classifications"], strict=True)))[:12]
            raise SourceError(
                file,
                f"measure of {pick.indicator_id}",
                f"{found}",
                f"{pick.measures} with {pick.classifications}",
                "Add the new spelling to the source's module.",
            )
        parts.append(rows.assign(indicator_id=pick.indicator_id))
    every = pd.concat(parts, ignore_index=True)
    _refuse_ambiguous(every, file)
    kept = every[every["area_level"].isin(LEVELS)]
    whole = pd.concat([kept, _as_districts(kept)], ignore_index=True)
    whole["provisional"] = whole["quality"].eq(PROVISIONAL)
    result = whole[COLUMNS].reset_index(drop=True)
    result.attrs["rows_read"] = len(frame)
    return result


def _refuse_ambiguous(rows: "pd.DataFrame", file: Path) -> None:
    """Raise SourceError where two cells of the table would be one figure: a label alone does not tell them apart."""
    again = rows.duplicated(["indicator_id", "area_code", "period"])
    if again.any():
        row = rows[again].iloc[0]
        where = f"line {row['line']}, column {row['column']}"
        found = f"a second cell for {row['indicator_id']} {row['area_code']} {row['period']}"
        raise SourceError(file, where, found, "one", "Tell the cells apart by their codes in the source's module.")


def _as_districts(rows: "pd.DataFrame") -> "pd.DataFrame":
    """Return the rows of city states again under their key as a district, where it has no row of its own."""
    printed = set(rows.loc[rows["area_level"] == "district", "area_code"])
    missing = [code for code in CITY_STATES if f"{code}000" not in printed]
    again = rows[rows["area_code"].isin(missing)].copy()
    again["area_code"] = again["area_code"] + "000"
    return again
