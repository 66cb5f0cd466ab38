"""A small table with every kind of cell, for the tests of all formats."""

import pandas as pd

from atlas.export import About, Column, Origin, Sheet
from atlas.messages import words

NAN = float("nan")
COLUMNS = (
    Column("area_code", "Schlüssel"),
    Column("area_name", "Kreis"),
    Column("value", "Arbeitslose", "number", unit="Personen", sign="sign"),
)
ABOUT = About(
    title="Arbeitslose",
    origins=(
        Origin("© Amt", "dl-de/by-2-0", "https://example.org/lizenz", "2025", "2026-03-01"),
        Origin("© Zweites Amt", "dl-de/by-2-0"),
    ),
    definition="Alle Gemeldeten",
    unit="Personen",
    area="Land",
    period="2025",
    notes=("eigene Berechnung",),
    caveats=("Vorsicht",),
    address="http://localhost/karte?kreis=01001",
    data_version="7",
)


def frame() -> pd.DataFrame:
    """Return one row each: figure, secret, nil with its zero, nothing published, a figure behind a sign."""
    return pd.DataFrame(
        {
            "area_code": ["01001", "16063", "16056", "16070", "16067"],
            "area_name": ["Übersee", "=Kreis", "Alt", "Neu; <b>", "Geheim"],
            "value": [4815.0, NAN, 0.0, NAN, 777.0],
            "sign": ["", ".", "-", "", "."],
        }
    )


def sheet(language: str = "de") -> Sheet:
    return Sheet(ABOUT, COLUMNS, frame(), words(language))


def one_text(text: str) -> Sheet:
    """Return a table whose only row holds a text in every place where text from outside can stand."""
    about = About(title=text, origins=(Origin(text, text, text, text),), notes=(text,), caveats=(text,))
    # dtype object: a column of pandas' own text type cannot hold half a character, a list from outside can.
    data = pd.DataFrame({"area_name": [text], "value": [1.5], "sign": [""]}, dtype=object)
    columns = (Column("area_name", text), Column("value", text, "number", unit=text, decimals=1, sign="sign"))
    return Sheet(about, columns, data, words("de"))
