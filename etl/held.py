"""What is held already of a source's figures, so that only the rest is asked for; and which districts there are."""

import csv
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb

from etl import notes
from etl.errors import SourceError
from etl.originals import Originals
from etl.places import SNAPSHOT

SQL = Path(__file__).parent / "sql"
REGISTER = "municipalities"


@dataclass(frozen=True)
class Districts:
    """Keys of districts: `today` those of the register of municipalities, `ever` with those of reforms.

    `ended` are those that a reform has ended by now.
    """

    today: frozenset[str]
    ever: frozenset[str]
    ended: frozenset[str]


def periods(source_id: str, snapshots: Path, originals: Originals) -> frozenset[str]:
    """Return the periods of which districts' figures are held, shipped or fetched: ISO, as the tidy frames write them.

    A shipped period counts where every indicator of the source's newest file is there: what lacks one is asked for.
    So is a period whose fetched file a build has set aside: the publisher may have mended it since.
    """
    aside = notes.aside(originals.folder / SNAPSHOT)
    whole = [request for request in originals.of(source_id) if request.sha256 not in aside]
    fetched = {period for request in whole for period in request.delivered}
    files = sorted((snapshots / source_id).glob("*.parquet"))
    if not files:
        return frozenset(fetched)
    statement = (SQL / "held_period.sql").read_text(encoding="utf-8")
    with duckdb.connect() as connection:
        try:
            rows = connection.execute(statement, {"files": [file.as_posix() for file in files]}).fetchall()
        except duckdb.BinderException:
            # Outlines and registers have no periods.
            rows = []
        except duckdb.Error as fault:
            found = str(fault).splitlines()[0]
            raise SourceError(snapshots / source_id, "folder", found, "shipped figures", "Restore it.") from fault
    return frozenset(fetched | {row[0] for row in rows})


def districts(snapshots: Path, lookups: Path, on: date) -> Districts:
    """Return the keys of districts as of a day; raises SourceError where register or reforms cannot be read."""
    files = [file.as_posix() for file in sorted((snapshots / REGISTER).glob("*.parquet"))]
    reforms = lookups / "area_change.csv"
    try:
        with duckdb.connect() as connection:
            found = connection.execute(
                "SELECT DISTINCT area_code FROM read_parquet($files) WHERE level = 'district'", {"files": files}
            ).fetchall()
        with reforms.open(encoding="utf-8", newline="") as stream:
            rows = list(csv.DictReader(stream))
        changed = {row[key] for row in rows for key in ("area_code_from", "area_code_to")}
        # Of a transfer both districts go on; a change in one statistic only ends no district.
        ends = [row for row in rows if row["statistic"] == "*" and row["kind"] != "transfer"]
        ended = {row["area_code_from"] for row in ends if row["effective_on"] <= on.isoformat()}
    except (duckdb.Error, OSError, ValueError, KeyError) as fault:
        where = f"{REGISTER} and {reforms.name}"
        raise SourceError(snapshots, where, str(fault).splitlines()[0], "both", "Restore them.") from fault
    today = frozenset(row[0] for row in found)
    return Districts(today, today | changed, frozenset(ended))
