"""The data sets of the atlas: one module each, with its record SOURCE and its clean().

A build asks every module for its record and reads none of the publishers' files: pandas, which takes longer to start
than half a build, is imported by clean(), not by the module.
"""

import pkgutil
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

from etl.errors import SourceError

if TYPE_CHECKING:
    import pandas as pd


Access = Literal["open", "account", "by_hand"]


@dataclass(frozen=True)
class Source:
    """What must be known of a data set: where from, on which terms, and what to beware of.

    `page` is for people, `url` for programs; `files` are patterns below the folder of delivered files;
    `territory_on` (ISO) is set where all its figures stand on one territory instead of that of their day. `access`: who
    can fetch it: anybody, anybody with an account (without one the newest year at most), or a person by hand. Where
    `ships` is false the atlas has no file of its own: its figures come with the first fetch.
    """

    id: str
    title_de: str
    title_en: str
    producer: str
    table: str
    page: str
    url: str
    licence: str
    licence_url: str
    attribution: str
    caveats_de: tuple[str, ...]
    caveats_en: tuple[str, ...]
    files: tuple[str, ...]
    territory_on: str | None = None
    access: Access = "by_hand"
    ships: bool = True


class SourceModule(Protocol):
    """A module of this package."""

    SOURCE: Source

    @staticmethod
    def clean(file: Path) -> "pd.DataFrame":
        """Return the tidy rows of one of the publisher's files; attrs['rows_read'] counts what was read."""


def all_sources() -> list[SourceModule]:
    """Return every module of this package, in the order of their names."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return [import_module(f"{__name__}.{name}") for name in names]  # type: ignore[misc]


def record_of(module: SourceModule, file: Path) -> Source:
    """Return what is to be said of one of a source's files: its own record_of() where editions differ, else SOURCE."""
    own = getattr(module, "record_of", None)
    record: Source = own(file) if own else module.SOURCE
    return record


def require_columns(file: Path, found: Iterable[str], wanted: Iterable[str], source: Source) -> None:
    """Raise SourceError naming the columns that a file of `source` lacks."""
    held = list(found)
    if missing := [name for name in wanted if name not in held]:
        raise SourceError(
            file,
            "header",
            f"columns {held}",
            f"also {missing}",
            f"Adapt etl/sources/{source.id}.py to the new form.",
        )


def regionalstatistik(
    *,
    id: str,
    table: str,
    title_de: str,
    title_en: str,
    caveats_de: tuple[str, ...],
    caveats_en: tuple[str, ...],
    ships: bool = True,
) -> Source:
    """Return the record of a table of the Regionaldatenbank: one publisher, address and terms for all."""
    return Source(
        id=id,
        title_de=title_de,
        title_en=title_en,
        producer="Statistische Ämter des Bundes und der Länder",
        table=table,
        page=f"https://www.regionalstatistik.de/genesis/online?operation=table&code={table}",
        url="https://www.regionalstatistik.de/genesisws/rest/2020/data/tablefile",
        licence="dl-de/by-2-0",
        licence_url="https://www.govdata.de/dl-de/by-2-0",
        attribution="Statistische Ämter des Bundes und der Länder, Regionaldatenbank Deutschland, "
        f"Tabelle {table}; Datenlizenz Deutschland – Namensnennung – Version 2.0",
        caveats_de=caveats_de,
        caveats_en=caveats_en,
        files=(f"regionalstatistik/{table}__*.csv",),
        access="account",
        ships=ships,
    )


def arbeitsagentur(
    *,
    id: str,
    table: str,
    title_de: str,
    title_en: str,
    page: str,
    url: str,
    caveats_de: tuple[str, ...],
    caveats_en: tuple[str, ...],
    files: tuple[str, ...],
) -> Source:
    """Return the record of a data set of the Bundesagentur's statistics, which comes with the first fetch."""
    # An answer names one territory ("Gebietsstand") for all its months, that of its own: today's, as nothing has been
    # reformed since the day whose territory is shown. After a reform, answers from before it need another record.
    return Source(
        id=id,
        title_de=title_de,
        title_en=title_en,
        producer="Statistik der Bundesagentur für Arbeit",
        table=table,
        page=page,
        url=url,
        licence="Frei mit Quellenangabe / free with source",
        licence_url="https://statistik.arbeitsagentur.de",
        attribution="© Statistik der Bundesagentur für Arbeit (https://statistik.arbeitsagentur.de)",
        caveats_de=caveats_de,
        caveats_en=caveats_en,
        files=files,
        territory_on="2024-12-31",
        access="open",
        ships=False,
    )
