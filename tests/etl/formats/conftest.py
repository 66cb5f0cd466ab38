"""Recorded excerpts and tables written for a test."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

RECORDED = Path(__file__).parent / "recorded"
FOOTER = '__________\n"© Statistische Ämter des Bundes und der Länder"\nStand: 01.02.2025 / 10:00:00\n'
Write = Callable[..., Path]
Cell = Callable[..., pd.Series]


def rows_of(frame: pd.DataFrame) -> Iterator[Any]:
    """Yield the rows of a tidy frame with their columns as attributes."""
    yield from frame.itertuples(index=False)


@pytest.fixture
def recorded() -> Path:
    """Return the folder of recorded excerpts."""
    return RECORDED


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Return a function that writes text or bytes as a file and returns its path."""

    def written(content: str | bytes, name: str = "file.csv") -> Path:
        file = tmp_path / name
        file.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        return file

    return written


@pytest.fixture
def classic(write: Write) -> Write:
    """Return a function that writes lines as a classic table with title and footer."""

    def written(*lines: str, title: str = "GENESIS-Tabelle: 12345-01-01-4") -> Path:
        return write("\n".join([title, "Ein Titel;;;", *lines, FOOTER]))

    return written


@pytest.fixture
def cell() -> Cell:
    """Return a function that finds the one row of a tidy frame with these values."""

    def found(frame: pd.DataFrame, **wanted: str) -> pd.Series:
        rows = frame
        for name, value in wanted.items():
            rows = rows[rows[name] == value]
        assert len(rows) == 1, f"{len(rows)} rows with {wanted}"
        return rows.iloc[0]

    return found
