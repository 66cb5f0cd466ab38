"""What is known of each source: what it delivers and needs, how fresh it is, how the last attempts went."""

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import duckdb

from etl import attempts, lookups, versions
from etl.attempts import Attempt
from etl.indicators import INDICATORS
from etl.register import all_records

UNKNOWN = "unknown"
NEVER = "never asked"


@dataclass(frozen=True)
class SourceRow:
    """One source: texts for a table. `held`, `known`: periods of the published database; `access` as in its record."""

    id: str
    title: str
    table: str
    indicators: tuple[str, ...]
    access: str
    held: str
    known: str
    success: str
    failure: str
    terms: str


def rows(data_db: Path, fetched: Path, folder: Path) -> list[SourceRow]:
    """Return all sources in the order of their ids, with what the published database and the journal say of them.

    `folder`: the lookups, which say what a source delivers. Without a published database nothing is held.
    """
    states, journal, delivered = _states(data_db), attempts.read(fetched), _delivered(folder)
    return [
        SourceRow(
            id=record.id,
            title=record.title_en,
            table=record.table,
            indicators=delivered.get(record.id, ()),
            access=record.access,
            held=states.get(record.id, ("", ""))[0] or "–",
            known=states.get(record.id, ("", ""))[1] or UNKNOWN,
            success=_last_success([one for one in journal if one.source_id == record.id]),
            failure=_last_failure([one for one in journal if one.source_id == record.id]),
            terms=f"{record.licence} ({record.licence_url})",
        )
        for record in all_records()
    ]


def _states(data_db: Path) -> dict[str, tuple[str, str]]:
    """Return source -> newest period held, known to exist, of the published database; {} where there is none."""
    file = versions.current(data_db)
    if file is None:
        return {}
    try:
        with closing(duckdb.connect(str(file), read_only=True)) as connection:
            found = connection.execute("SELECT source_id, held_period, known_period FROM source_state").fetchall()
    except duckdb.Error:
        return {}
    return {source_id: (held or "", known or "") for source_id, held, known in found}


def _delivered(folder: Path) -> dict[str, tuple[str, ...]]:
    """Return source -> titles of the indicators that it may be the source of."""
    titles = {indicator.id: indicator.title_en for indicator in INDICATORS}
    found: dict[str, tuple[str, ...]] = {}
    for line in lookups.lines(folder / "source_precedence.csv", ["indicator_id", "source_id"]).values():
        title = titles.get(line["indicator_id"], line["indicator_id"])
        found[line["source_id"]] = (*found.get(line["source_id"], ()), title)
    return found


def _last_success(journal: list[Attempt]) -> str:
    """Return when a publisher last answered as wanted, with something new or not."""
    good = [one for one in journal if one.outcome != attempts.FAILED]
    return f"{good[-1].at} {good[-1].outcome.replace('_', ' ')}" if good else NEVER


def _last_failure(journal: list[Attempt]) -> str:
    bad = [one for one in journal if one.outcome == attempts.FAILED]
    return " ".join(text for text in (bad[-1].at, bad[-1].reason, bad[-1].do) if text) if bad else "–"
