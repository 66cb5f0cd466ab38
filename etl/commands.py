"""What each command does with its options: it calls the module that does the work, and tells what came of it.

Every function returns the exit status: 0 done, 1 something failed, 3 a person has to look first. What takes long to
start is imported by the command that needs it.
"""

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from etl import fetched
from etl.errors import BuildError, CheckError
from etl.places import FETCHED, RAW, SNAPSHOT, SNAPSHOTS, Places

if TYPE_CHECKING:
    from etl.attempts import Attempt

DONE, FAULT, LOOK = 0, 1, 3
SET_ASIDE = "Fetched files take part in this: python -m etl refresh sets aside those at fault and publishes the others."


def snapshot(chosen: argparse.Namespace) -> int:
    """Turn publishers' files as delivered into tidy files: all of them, or with --new those that have none."""
    _there(chosen.raw, "--raw")
    if chosen.new:
        return _told(fetched.take_new(chosen.raw, chosen.snapshot), asked=False)
    from etl import snapshot as shipped

    for note in shipped.take_all(chosen.raw, chosen.snapshot):
        print(f"{note.file}: {note.rows_read:,} read, {note.rows_kept:,} kept")
    return DONE


def fetch(chosen: argparse.Namespace) -> int:
    """Ask the publishers, make tidy files of what they answered, end with a table."""
    from etl import attempts

    folder = _fetched(chosen) or FETCHED
    found = _asked(chosen, folder, chosen.sources, chosen.since, chosen.dry_run)
    failed = any(one.outcome == attempts.FAILED for one in found)
    if chosen.dry_run:
        return FAULT if failed else DONE
    status = _told(fetched.take_new(folder / RAW, folder / SNAPSHOT))
    return FAULT if failed else status


def build(chosen: argparse.Namespace) -> int:
    """Build and check a database from what ships and what was fetched; publish it, or write it to one file."""
    from etl import build as builder

    start = time.perf_counter()
    folder = _fetched(chosen)
    tidy = folder / SNAPSHOT if folder else None
    status = DONE
    if folder and tidy:
        status = _told(fetched.take_new(folder / RAW, tidy))
    if chosen.accept_rows:
        builder.accept_rows(chosen.snapshot, chosen.lookups)
    try:
        if chosen.db:
            builder.write(chosen.snapshot, chosen.lookups, chosen.db, tidy)
            made = chosen.db
        else:
            made = builder.publish(chosen.snapshot, chosen.lookups, chosen.databases, tidy)
    except CheckError as fault:
        if tidy and any(tidy.glob("*/*.json")):
            raise CheckError(f"{fault}\n{SET_ASIDE}") from fault
        raise
    print(f"{made} built and checked in {time.perf_counter() - start:.1f} s")
    return status


def diff(chosen: argparse.Namespace) -> int:
    """Show what a build would change in the published database, or what one database says otherwise than another."""
    from etl import refresh as whole
    from etl import report
    from etl.diff import MOST

    places = _places(chosen)
    for option, named in (("--old", chosen.old), ("--new", chosen.new)):
        if named:
            _there(named, option)
    status = DONE
    if not chosen.new:
        status = _told(fetched.take_new(places.raw, places.tidy))
    found = whole.compared(places, chosen.new, chosen.old, None if chosen.csv else MOST)
    for part in report.difference(found):
        report.console().print(part)
    if chosen.csv:
        report.write_figures(found, chosen.csv)
    return LOOK if found.marked else status


def refresh(chosen: argparse.Namespace) -> int:
    """Fetch, make tidy, build, compare, publish."""
    from etl import refresh as whole
    from etl import report

    places = _places(chosen)
    outcome = whole.run(places, lambda: _asked(chosen, places.fetched), accept=chosen.accept)
    for part in report.refresh(outcome):
        report.console().print(part)
    return whole.exit_status(outcome)


def rollback(chosen: argparse.Namespace) -> int:
    """Publish the version before again."""
    from etl import versions

    bad, good = versions.rollback(chosen.databases)
    print(f"{good.name} is published again; {bad.name} is kept until the next build.")
    print("A refresh publishes nothing over it without --accept.")
    return DONE


def sources(chosen: argparse.Namespace) -> int:
    """Show every source with what it delivers, needs, holds, and how asking went."""
    from etl import overview, report

    folder = chosen.fetched or FETCHED
    report.console().print(report.sources(overview.rows(chosen.databases, folder, chosen.lookups)))
    return DONE


def check_links(chosen: argparse.Namespace) -> int:
    """Visit the links of nodes and events, report dead ones."""
    from etl import links

    return links.report(chosen.lookups)


def travel_times(chosen: argparse.Namespace) -> int:
    """Ask a routing service for the minutes between the municipalities and write them beside the lookups."""
    from etl import lookups
    from etl import travel_times as routed

    region = lookups.read_region(chosen.lookups)
    points = routed.points(chosen.snapshot, region.land_codes)
    told = f"\r{len(points)} municipalities: request {{}} of {{}} "
    frame = routed.fetch(chosen.osrm, points, progress=lambda *of: print(told.format(*of), end="", flush=True))
    note = routed.write(frame, chosen.osrm, chosen.lookups, date.today())
    print(f"\n{note.pairs:,} times written, {note.without_route:,} without a route. Next: python -m etl build")
    return DONE


COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "snapshot": snapshot,
    "fetch": fetch,
    "build": build,
    "diff": diff,
    "refresh": refresh,
    "rollback": rollback,
    "sources": sources,
    "check-links": check_links,
    "travel-times": travel_times,
}


def _fetched(chosen: argparse.Namespace) -> Path | None:
    """Return the folder of what was fetched: the named one, else ours, but only beside the figures that ship here."""
    if chosen.fetched:
        return _there(Path(chosen.fetched), "--fetched") if chosen.command in ("build", "diff") else chosen.fetched
    return FETCHED if chosen.snapshot == SNAPSHOTS else None


def _there(named: Path, option: str) -> Path:
    """Return a file or folder that an option names; raises BuildError where it is not there."""
    if not named.exists():
        raise BuildError(f"{option} {named}: is not there. Look at the name.")
    return named


def _places(chosen: argparse.Namespace) -> Places:
    return Places(chosen.snapshot, chosen.lookups, _fetched(chosen) or FETCHED, chosen.databases)


def _asked(
    chosen: argparse.Namespace, folder: Path, names: Sequence[str] = (), since: int | None = None, dry: bool = False
) -> "list[Attempt]":
    """Ask the publishers with a bar for each, print the table, return the attempts."""
    from etl import fetch as service
    from etl import fetch_report, report

    with fetch_report.bars(len(service.chosen(names))) as progress:
        found = service.run(
            names, since, dry, folder, snapshots=chosen.snapshot, lookups_folder=chosen.lookups, progress=progress
        )
    report.console().print(fetch_report.table(found))
    return found


def _told(taken: fetched.Taken, *, asked: bool = True) -> int:
    """Print what became of new answers, `asked` for by a program or brought by a person; return the exit status."""
    for note in taken.notes:
        print(f"{note.file}: {note.rows_read:,} read, {note.rows_kept:,} kept")
    for fault in taken.refused:
        print(f"Refused: {fault}", file=sys.stderr)
    if taken.sources and asked:
        print(f"That mended, repeat: python -m etl fetch {' '.join(taken.sources)}", file=sys.stderr)
    return FAULT if taken.refused else DONE
