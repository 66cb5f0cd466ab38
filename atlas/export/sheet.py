"""A table with everything that must travel with it: the one thing that CSV, XLSX and HTML are made from."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

import pandas as pd

from atlas.messages import Words


@dataclass(frozen=True)
class Column:
    """One column of a table: which column of the frame, and how it is read.

    A column of numbers may name the frame's column that holds the publisher's sign. Area codes are text.
    """

    name: str
    title: str
    kind: Literal["text", "number"] = "text"
    unit: str = ""
    decimals: int = 0
    sign: str = ""

    def heading(self, w: Words) -> str:
        """Return the title with its unit in brackets."""
        return w("table.column_unit", title=self.title, unit=self.unit) if self.unit else self.title


@dataclass(frozen=True)
class Origin:
    """Where figures come from; `as_of` as the publisher says it.

    `retrieved_on` and `retrieved_first` are ISO dates: of the newest and the oldest of the files.
    """

    attribution: str
    licence: str
    licence_url: str = ""
    as_of: str = ""
    retrieved_on: str = ""
    retrieved_first: str = ""

    def retrieved(self, w: Words) -> str:
        """Return when the files were retrieved, as it stands in a line of sources; '' where that is not known."""
        if not self.retrieved_on:
            return ""
        first = self.retrieved_first or self.retrieved_on
        if first == self.retrieved_on:
            return w("source.retrieved", date=w.date(first))
        return w("source.retrieved_span", first=w.date(first), last=w.date(self.retrieved_on))


@dataclass(frozen=True)
class About:
    """What a reader must know about a table. Without an origin there is no file: ValueError."""

    title: str
    origins: tuple[Origin, ...]
    definition: str = ""
    formula: str = ""
    unit: str = ""
    area: str = ""
    period: str = ""
    notes: tuple[str, ...] = ()
    caveats: tuple[str, ...] = ()
    address: str = ""
    data_version: str = ""

    def __post_init__(self) -> None:
        if not self.origins:
            raise ValueError(f"table {self.title!r} has no origin; figures leave only with their source")

    def pairs(self, w: Words) -> list[tuple[str, str]]:
        """Return label and text of all that is known, in the order of reading."""
        listed = [("title", self.title), ("definition", self.definition), ("formula", self.formula)]
        listed += [("unit", self.unit), ("area", self.area), ("period", self.period)]
        for origin in self.origins:
            listed += [("source", origin.attribution), ("licence", origin.licence)]
            listed += [("licence_link", origin.licence_url), ("as_of", origin.as_of)]
            days = (origin.retrieved_first or origin.retrieved_on, origin.retrieved_on)
            listed += [("retrieved_on", w.span(*days) if origin.retrieved_on else "")]
        listed += [("note", note) for note in self.notes]
        listed += [("caveat", caveat) for caveat in self.caveats]
        listed += [("address", self.address), ("data_version", self.data_version)]
        return [(w(f"about.{name}"), text) for name, text in listed if text]

    def joined(self, field: Literal["attribution", "licence", "as_of"]) -> str:
        """Return one field of all origins, each text once."""
        return "; ".join(dict.fromkeys(getattr(o, field) for o in self.origins if getattr(o, field)))


class Figure(NamedTuple):
    """A cell of a column of numbers: a value, a sign, a nil with both, or (nothing published) neither."""

    value: float | None
    sign: str


@dataclass(frozen=True)
class Sheet:
    """A table ready to leave the atlas, in the words of one language."""

    about: About
    columns: tuple[Column, ...]
    frame: pd.DataFrame
    words: Words

    def headings(self) -> list[str]:
        """Return the headings of the columns."""
        return [column.heading(self.words) for column in self.columns]

    def rows(self) -> Iterator[tuple[str | Figure, ...]]:
        """Yield each row's cells: text, or the figure of a column of numbers."""
        return rows(self.frame, self.columns)


def rows(frame: pd.DataFrame, columns: Iterable[Column]) -> Iterator[tuple[str | Figure, ...]]:
    """Yield each row's cells in the order of the columns; missing text is empty text."""
    return zip(*(_cells(frame, column) for column in columns), strict=True)


def _cells(frame: pd.DataFrame, column: Column) -> list[str] | list[Figure]:
    cells = frame[column.name].tolist()
    if column.kind == "text":
        return ["" if pd.isna(cell) else str(cell) for cell in cells]
    signs = frame[column.sign].fillna("").tolist() if column.sign else [""] * len(cells)
    return [_figure(cell, sign) for cell, sign in zip(cells, signs, strict=True)]


def _figure(value: float | None, sign: str) -> Figure:
    # The sign wins: whatever stands beside a sign of no data is never written. Only a nil has both.
    if value is None or pd.isna(value) or sign not in ("", "-"):
        return Figure(None, sign)
    return Figure(float(value), sign)
