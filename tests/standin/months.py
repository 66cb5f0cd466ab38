"""A database in which months stand beside years: what ships, and made-up months of the Land's districts as fetched."""

from datetime import date
from pathlib import Path

import pandas as pd

from etl import build, fetched
from tests.databases import LOOKUPS, SNAPSHOTS
from tests.standin import arbeitsagentur as ba

LAND, MONTHS, RISES = "16", 40, "16063"
# The booklet ends in February 2026; its months begin here.
FIRST = date(2022, 11, 1)


def names() -> dict[str, str]:
    """Return key -> name of the Land's districts."""
    (file,) = (SNAPSHOTS / "municipalities").glob("*.parquet")
    frame = pd.read_parquet(file)
    rows = frame[(frame["level"] == "district") & frame["area_code"].str.startswith(LAND)]
    return dict(zip(rows["area_code"], rows["name"], strict=True))


def unemployed(code: str, month: int) -> int:
    """Return the made-up unemployed of a district in the month of that number: they waver, in one they rise."""
    wave = (int(code) * 37 + month * month * 53) % 101
    return 4000 + wave + (900 if code == RISES and month >= MONTHS - 10 else 0)


def answers(raw: Path) -> None:
    """Write the booklet and the answers of the data interface for two months below the folder of originals."""
    folder, districts = raw / "arbeitsagentur", names()
    folder.mkdir(parents=True)
    count: dict[str, list[float | str]] = {c: [unemployed(c, m) for m in range(MONTHS)] for c in districts}
    rate: dict[str, list[float | str]] = {c: [5.0 + (m % 3) / 10 for m in range(MONTHS)] for c in districts}
    book = ba.booklet(districts, FIRST, count, rate)
    (folder / "arbeitslose-quoten__retrieved-2026-03-05__2026-02.zip").write_bytes(book)
    tables: tuple[tuple[str, str, list[list[float]]], ...] = (
        ("alo", ba.ALO, [[4000, 4010, 4100], [5.1, 5.2, 5.3]]),
        ("bst", ba.BST, [[60000, 60100, 60200]]),
        ("stea", ba.STEA, [[500, 510, 480]]),
    )
    for code, name in districts.items():
        for month, day in (("2026-01", "2026-02-05"), ("2026-02", "2026-03-05")):
            for stem, table, rows in tables:
                text = ba.answer(table, name, month, rows)
                file = folder / f"{stem}-kreis-{code}__retrieved-{day}.csv"
                file.write_text(text, encoding="utf-8", newline="\n")


def database(folder: Path) -> Path:
    """Return the database, built below the folder."""
    answers(folder / "raw")
    taken = fetched.take_new(folder / "raw", folder / "snapshot")
    if taken.refused:
        raise taken.refused[0]
    file = folder / "months.duckdb"
    build.write(SNAPSHOTS, LOOKUPS, file, folder / "snapshot")
    return file
