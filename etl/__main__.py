"""The commands: python -m etl snapshot | build | travel-times. One list, the same as in the README."""

import argparse
import sys
import time
from datetime import date
from pathlib import Path

from etl.errors import AtlasError

ROOT = Path(__file__).resolve().parent.parent
SNAPSHOTS = ROOT / "data" / "snapshot"
LOOKUPS = ROOT / "data" / "lookups"
DATA_DB = ROOT / "data" / "db"


def main(arguments: list[str] | None = None) -> int:
    """Run one command; return the exit status: 0 done, 1 a message on standard error says why not."""
    chosen = _parser().parse_args(arguments)
    try:
        chosen.run(chosen)
    except AtlasError as fault:
        print(f"Stopped, nothing was changed.\n{fault}", file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m etl", description=__doc__)
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    take = commands.add_parser("snapshot", help="turn the publishers' files into the tidy files that ship")
    take.add_argument("--raw", type=Path, required=True, help="folder with the files as delivered")
    take.add_argument("--snapshot", type=Path, default=SNAPSHOTS, help="where to write (default: data/snapshot)")
    take.set_defaults(run=_snapshot)
    build = commands.add_parser("build", help="build and check the database, then move the pointer to it")
    build.add_argument("--snapshot", type=Path, default=SNAPSHOTS, help="shipped figures (default: data/snapshot)")
    build.add_argument("--lookups", type=Path, default=LOOKUPS, help="the region's folder (default: data/lookups)")
    build.add_argument("--db", type=Path, help="write this file only; the pointer stays where it is")
    build.add_argument("--accept-rows", action="store_true", help="first write expected_rows.csv anew: read the diff")
    build.set_defaults(run=_build)
    times = commands.add_parser("travel-times", help="routed times between the municipalities, from a service")
    times.add_argument("--osrm", required=True, metavar="URL", help="a routing service of one's own (OSRM)")
    times.add_argument("--snapshot", type=Path, default=SNAPSHOTS, help="shipped figures (default: data/snapshot)")
    times.add_argument("--lookups", type=Path, default=LOOKUPS, help="where to write (default: data/lookups)")
    times.set_defaults(run=_travel_times)
    return parser


def _travel_times(chosen: argparse.Namespace) -> None:
    from etl import lookups, travel_times

    region = lookups.read_region(chosen.lookups)
    points = travel_times.points(chosen.snapshot, region.land_codes)
    told = f"\r{len(points)} municipalities: request {{}} of {{}} "
    frame = travel_times.fetch(chosen.osrm, points, progress=lambda *of: print(told.format(*of), end="", flush=True))
    note = travel_times.write(frame, chosen.osrm, chosen.lookups, date.today())
    print(f"\n{note.pairs:,} times written, {note.without_route:,} without a route. Next: python -m etl build")


def _snapshot(chosen: argparse.Namespace) -> None:
    from etl import snapshot

    for note in snapshot.take_all(chosen.raw, chosen.snapshot):
        print(f"{note.file}: {note.rows_read:,} read, {note.rows_kept:,} kept")


def _build(chosen: argparse.Namespace) -> None:
    from etl import build

    start = time.perf_counter()
    if chosen.accept_rows:
        build.accept_rows(chosen.snapshot, chosen.lookups)
    if chosen.db:
        build.write(chosen.snapshot, chosen.lookups, chosen.db)
        made = chosen.db
    else:
        made = build.publish(chosen.snapshot, chosen.lookups, DATA_DB)
    print(f"{made} built and checked in {time.perf_counter() - start:.1f} s")


if __name__ == "__main__":
    sys.exit(main())
