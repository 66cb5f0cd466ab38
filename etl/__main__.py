"""The commands: python -m etl COMMAND. One list, the same as in the README; etl/commands.py carries them out."""

import argparse
import sys
from pathlib import Path

from etl import commands
from etl.errors import AtlasError
from etl.places import DATABASES, LOOKUPS, SNAPSHOTS

STATUS = "Exit status: 0 done, 1 something failed, 2 called wrongly, 3 waits for a person, 130 stopped by you."
STOPPED = "Stopped by you. What had arrived is kept; repeat the command to go on."
# What a shell says of a command that Ctrl-C ended.
BY_A_PERSON = 130
# What the engine makes of Ctrl-C where it is at work: no class of its own.
INTERRUPTED = "Query interrupted"


def main(arguments: list[str] | None = None) -> int:
    """Run one command; return the exit status: 0 done, 1 something failed, 3 a person has to look, 130 Ctrl-C."""
    chosen = _parser().parse_args(arguments)
    try:
        return commands.COMMANDS[chosen.command](chosen)
    except KeyboardInterrupt:
        return _stopped()
    except RuntimeError as fault:
        if INTERRUPTED not in str(fault):
            raise
        return _stopped()
    except AtlasError as fault:
        print(f"Stopped, nothing was changed.\n{fault}", file=sys.stderr)
        return 1


def _stopped() -> int:
    print(f"\n{STOPPED}", file=sys.stderr)
    return BY_A_PERSON


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m etl", description=__doc__, epilog=STATUS)
    told = parser.add_subparsers(title="commands", required=True, metavar="COMMAND", dest="command")
    _snapshot(told.add_parser("snapshot", help="turn the publishers' files into the tidy files that ship"))
    _fetch(told.add_parser("fetch", help="ask the publishers for what is new", epilog=STATUS))
    _build(told.add_parser("build", help="build and check the database, then move the pointer to it"))
    _diff(told.add_parser("diff", help="what a build would change in the published database", epilog=STATUS))
    _refresh(told.add_parser("refresh", help="fetch, build, compare and publish: for a timer", epilog=STATUS))
    _folders(told.add_parser("rollback", help="publish the version before again"), "db")
    told_of = told.add_parser("sources", help="every source: what it holds, needs, how fresh it is")
    _folders(told_of, "lookups", "fetched", "db")
    _check_links(told.add_parser("check-links", help="visit the links of nodes and events, report dead ones"))
    _travel_times(told.add_parser("travel-times", help="routed times between the municipalities, from a service"))
    return parser


def _folders(parser: argparse.ArgumentParser, *wanted: str) -> None:
    """Add the options for the folders that a command reads or writes."""
    told = {
        "snapshot": ("--snapshot", SNAPSHOTS, "shipped figures (default: data/snapshot)"),
        "lookups": ("--lookups", LOOKUPS, "the region's folder (default: data/lookups)"),
        "fetched": ("--fetched", None, "what was fetched (default: data/fetched, or none with another --snapshot)"),
        "db": ("--databases", DATABASES, "the published databases (default: data/db)"),
    }
    for name in wanted:
        option, default, words = told[name]
        parser.add_argument(option, type=Path, default=default, help=words, metavar="DIR")


def _snapshot(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--raw", type=Path, required=True, help="folder with the files as delivered", metavar="DIR")
    parser.add_argument("--new", action="store_true", help="only files without a tidy file; no source needs any")
    _folders(parser, "snapshot")


def _fetch(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("sources", nargs="*", metavar="SOURCE", help="ids (default: all that can be fetched)")
    parser.add_argument("--since", type=int, metavar="YEAR", help="ask again for every year from this one on")
    parser.add_argument("--dry-run", action="store_true", help="say what would be asked for; write nothing")
    _folders(parser, "snapshot", "lookups", "fetched")


def _build(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--db", type=Path, help="write this file only; the pointer stays where it is", metavar="FILE")
    parser.add_argument("--accept-rows", action="store_true", help="first write expected_rows.csv anew: read the diff")
    _folders(parser, "snapshot", "lookups", "fetched", "db")


def _diff(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--old", type=Path, metavar="FILE", help="compare with this database (default: the published)")
    parser.add_argument("--new", type=Path, metavar="FILE", help="compare this database (default: a build)")
    parser.add_argument("--csv", type=Path, metavar="FILE", help="write every revised and marked figure to this file")
    _folders(parser, "snapshot", "lookups", "fetched", "db")


def _refresh(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--accept", action="store_true", help="publish also what the comparison marks")
    _folders(parser, "snapshot", "lookups", "fetched", "db")


def _check_links(parser: argparse.ArgumentParser) -> None:
    _folders(parser, "lookups")


def _travel_times(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--osrm", required=True, metavar="URL", help="a routing service of one's own (OSRM)")
    _folders(parser, "snapshot", "lookups")


if __name__ == "__main__":
    sys.exit(main())
