"""What the tables of a comparison travel with: sources, definition, caveats and breaks of what is compared."""

from collections.abc import Iterable, Sequence

import pandas as pd

from atlas.export import About, Column, Origin, Sheet
from atlas.store import Row, records
from atlas.ui import address
from atlas.ui.comparison import Choice
from atlas.ui.downloads import origin
from atlas.ui.visit import Visit, is_known


def sheet(
    visit: Visit,
    choice: Choice,
    frame: pd.DataFrame,
    columns: Sequence[Column],
    used: Iterable[Row],
    *,
    title: str,
    area: str,
    period: str,
    notes: Sequence[str] = (),
) -> Sheet | None:
    """Return a table with all that must travel along; None where no figure has a source, so that none may leave.

    `used` are the rows of the store that the figures come from.
    """
    rows = list(used)
    indicators = list({row["indicator_id"]: visit.indicator(row["indicator_id"]) for row in rows}.values())
    origins = _origins(visit, rows)
    if not origins:
        return None
    told = [(visit.local(one, "title"), one) for one in indicators]
    about = About(
        title=title,
        origins=origins,
        definition=" ".join(f"{name}: {visit.local(one, 'definition')}" for name, one in told),
        formula=" ".join(f"{name}: {visit.formula(one)}" for name, one in told),
        unit="; ".join(dict.fromkeys(visit.local(one, "unit") for _, one in told)),
        area=area,
        period=period,
        notes=tuple(notes),
        caveats=_caveats(visit, indicators, rows),
        address=address.link(),
        data_version=visit.data_version,
    )
    return Sheet(about, tuple(columns), frame, visit.words)


def _origins(visit: Visit, rows: list[Row]) -> tuple[Origin, ...]:
    """Return where figures come from, each source once with the days of its files; of computed ones their parts'."""
    held: dict[str, list[Row]] = {}
    for row in [*_parts(visit, rows), *rows]:
        if is_known(row["source_id"]):
            held.setdefault(row["source_id"], []).append(row)
    return tuple(origin(visit, key, *of_source) for key, of_source in held.items())


def _parts(visit: Visit, rows: list[Row]) -> list[Row]:
    """Return the sources behind computed figures, those of the newest period of each indicator."""
    computed = {row["indicator_id"]: row["period"] for row in rows if row["method"] == "computed"}
    return [row for key, period in computed.items() for row in records(visit.store.part_sources(key, period))]


def _caveats(visit: Visit, indicators: list[Row], rows: list[Row]) -> tuple[str, ...]:
    used = dict.fromkeys(row["source_id"] for row in rows if is_known(row["source_id"]))
    told = [visit.local(one, "caveat") for one in indicators]
    told += [text for key in used for text in visit.source(key)[f"caveats_{visit.language}"]]
    return tuple(dict.fromkeys(text for text in told if text))
