"""Readers of publishers' file formats: any table of a format, into one tidy frame."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

from etl.errors import SourceError
from etl.formats.content import Content, load, shown

if TYPE_CHECKING:
    import pandas as pd

WANTED = "a classic ('Tabelle: …'), old flat ('Statistik_Code;…') or new flat ('statistics_code;…') GENESIS table"


def read_table(file: Path, table: str | None = None) -> "pd.DataFrame":
    """Return the tidy frame of a published table, its format recognised by its content.

    One row per published cell: statistic, table, period, period_end (ISO), area_level, area_code, area_name,
    classifications ('Nationalität=Insgesamt|Geschlecht=männlich'), classification_codes, measure_code,
    measure, unit, value (float64, NaN where there is a sign), sign, quality, line, column (1-based).
    `table` is the code that the file must hold; flat files, which do not print it, take it over.
    Raises SourceError and nothing else.
    """
    # Imported where a table is read: they bring pandas, numpy and pyarrow, which a build does without.
    from etl.formats import genesis_classic, genesis_flat, genesis_flat_old

    content = load(file)
    first = _first_line(content)
    for reader in (genesis_classic, genesis_flat_old, genesis_flat):
        if reader.recognises(first):
            return reader.read(content, table)
    raise content.refuse("line 1", _what_it_is(content, first), WANTED)


def stand(file: Path) -> str | None:
    """Return the day (ISO text) printed as `Stand:` in a classic table, None for another file."""
    from etl.formats import genesis_classic

    try:
        content = load(file)
    except SourceError:
        return None
    return genesis_classic.stand(content) if genesis_classic.recognises(_first_line(content)) else None


def notes(file: Path) -> str:
    """Return the notes below a classic table, '' for another format; raises SourceError if unreadable."""
    from etl.formats import genesis_classic

    content = load(file)
    return genesis_classic.notes(content) if genesis_classic.recognises(_first_line(content)) else ""


def _first_line(content: Content) -> str:
    return content.data.lstrip(b"\n ;")[:2000].split(b"\n", 1)[0].decode("utf-8", "replace")


def _what_it_is(content: Content, first: str) -> str:
    start = first.lstrip().lower()
    if start.startswith(("<!doctype", "<html", "<?xml", "<")):
        return f"a web page or XML ({shown(first)})"
    if not start.startswith(("{", "[")):
        return shown(first)
    try:
        answer = json.loads(content.data)
    except (ValueError, RecursionError):
        return f"JSON that cannot be read ({shown(first)})"
    status = answer.get("Status", answer) if isinstance(answer, dict) else {}
    status = status if isinstance(status, dict) else {}
    code, text = status.get("Code"), shown(str(status.get("Content", "")))
    return f"an answer of the service without a table: code {code}, {text}"
