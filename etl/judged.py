"""Whether an answer is what was asked for, judged by the source's own reader before it gets a place."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from etl.errors import SourceError
from etl.formats.content import shown
from etl.held import Districts
from etl.services import Piece
from etl.sources import SourceModule

if TYPE_CHECKING:
    import pandas as pd

# As in vintage.sql: no reform of one Land made a tenth of all districts.
SHARE = 0.9
NOT_YET = "-"
AGAIN = "Nothing of it was taken. Ask again later; if it stays so, look at the file kept among the refused ones."


@dataclass(frozen=True)
class Holds:
    """The periods (ISO) of an answer, and those of them of which every indicator has figures of districts."""

    periods: tuple[str, ...]
    delivered: tuple[str, ...]


def holds(module: SourceModule, file: Path, piece: Piece, districts: Districts) -> Holds:
    """Return what an answer holds, as the source's reader reads it.

    Raises SourceError for a file that the reader refuses, for one about other years than asked for, for figures of a
    district that is none, and, where the piece is of the whole country, for one that lacks a tenth of the districts.
    """
    frame = module.clean(file)
    if not {"area_code", "period"} <= set(frame.columns):
        return Holds(piece.periods, piece.periods)
    found = tuple(sorted(frame["period"].unique()))
    _refuse_other_years(file, found, piece)
    of_districts = frame[frame["area_code"].str.fullmatch(r"\d{5}")]
    _refuse_unknown(file, of_districts, districts)
    if not piece.nationwide:
        return Holds(found, found)
    for period, rows in of_districts.groupby("period"):
        _refuse_partial(file, str(period), set(rows["area_code"]), districts)
    signs = of_districts["sign"].eq(NOT_YET)
    absent = signs.groupby([of_districts["period"], of_districts["indicator_id"]]).all()
    undelivered = set(absent[absent].index.get_level_values("period"))
    held = set(of_districts["period"])
    return Holds(found, tuple(period for period in found if period in held and period not in undelivered))


def _refuse_other_years(file: Path, found: tuple[str, ...], piece: Piece) -> None:
    wanted = {period[:4] for period in piece.periods}
    others = [period for period in found if wanted and period[:4] not in wanted]
    if others or not found:
        raise SourceError(file, "periods", f"{', '.join(others[:5]) or 'none'}", f"only {sorted(wanted)}", AGAIN)


def _refuse_unknown(file: Path, rows: "pd.DataFrame", districts: Districts) -> None:
    figures = rows[rows["sign"].ne(NOT_YET)] if "sign" in rows else rows
    if unknown := sorted(set(figures["area_code"]) - districts.ever):
        do = "If a reform made them, add it to data/lookups/area_change.csv and fetch again; nothing of it was taken."
        raise SourceError(file, "districts", f"figures of {shown(unknown[:5])}", "keys of districts", do)


def _refuse_partial(file: Path, period: str, codes: set[str], districts: Districts) -> None:
    known, all_today = len(codes & districts.ever), len(districts.today)
    if known < SHARE * all_today:
        raise SourceError(file, period, f"{known} districts", f"nearly all of {all_today}", AGAIN)
