"""Asks the publishers for what is new: source by source, piece by piece; one that fails never stops the others.

An answer is kept only after the source's own reader has read it. Everything is written down in the journal, and a run
that is killed is taken up by the next one: what is held is not asked for again.
"""

import logging
import traceback
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from etl import attempts, held, judged, lock, lookups
from etl.attempts import Attempt
from etl.errors import AtlasError, SourceError
from etl.http import Client, HttpError
from etl.originals import Originals
from etl.places import FETCHED, LOOKUPS, RAW, SNAPSHOTS
from etl.services import Asked, NotDeliveredError, Piece, Plan, ServiceError, UnchangedError, genesis
from etl.sources import SourceModule, all_sources
from etl.tally import Tally

# One year that the service cannot give must not keep the others away; two in a row mean that it has a bad day.
MOST_IN_A_ROW = 2
LOG = logging.getLogger("etl.fetch")


class FetchError(AtlasError):
    """A run that cannot begin: an unknown source, an impossible year, another run under way."""


class Progress(Protocol):
    """Who is told how far a run is."""

    def begins(self, source_id: str, pieces: int) -> None:
        """Take note that a source is asked for so many answers."""

    def piece(self, source_id: str) -> None:
        """Take note that one of them is done."""

    def ends(self, attempt: Attempt) -> None:
        """Take note of what came of a source."""


class Quiet:
    """Nobody is told."""

    def begins(self, source_id: str, pieces: int) -> None:
        """Say nothing."""

    def piece(self, source_id: str) -> None:
        """Say nothing."""

    def ends(self, attempt: Attempt) -> None:
        """Say nothing."""


def run(
    names: Sequence[str] = (),
    since: int | None = None,
    dry_run: bool = False,
    folder: Path = FETCHED,
    *,
    snapshots: Path = SNAPSHOTS,
    lookups_folder: Path = LOOKUPS,
    client: Client | None = None,
    progress: Progress | None = None,
) -> list[Attempt]:
    """Ask for the sources of these names (none: all that can be fetched) and return what came of each.

    `since`: the first year wanted, held or not; without it what is new, and the last two years held, which are revised.
    With `dry_run` the publishers are only asked what they have, and nothing is written. What is new lies below
    `folder`/raw afterwards, the journal is `folder`/state.jsonl. Raises FetchError where the run cannot begin.
    """
    modules = chosen(names)
    if since is not None and not genesis.FIRST_YEAR <= since <= date.today().year:
        raise FetchError(f"--since {since}: wanted a year from {genesis.FIRST_YEAR} to {date.today().year}.")
    region = lookups.read_region(lookups_folder)
    known = held.districts(snapshots, lookups_folder, date.today())
    own = Client(region.contact)
    with _alone(folder, dry_run), own:
        originals = Originals.opened(folder)
        if not dry_run:
            _refuse_clock(folder, originals)
            originals.clear()
        fetching = _Run(
            client or own, since, dry_run, snapshots, originals, known, region.land_codes, progress or Quiet()
        )
        return [fetching.source(module) for module in modules]


def can_be_fetched(module: SourceModule) -> bool:
    """Return whether a source can be asked for by a program."""
    return hasattr(module, "fetch") or genesis.serves(module.SOURCE.url)


def chosen(names: Sequence[str]) -> list[SourceModule]:
    """Return the modules of these names, each once, in their order; all that can be fetched where there is no name.

    Raises FetchError for a name that no source has.
    """
    modules = {module.SOURCE.id: module for module in all_sources()}
    if unknown := [name for name in names if name not in modules]:
        raise FetchError(f"{', '.join(unknown)}: no such source. There are: {', '.join(modules)}.")
    return [modules[name] for name in dict.fromkeys(names)] or list(filter(can_be_fetched, modules.values()))


def _alone(folder: Path, dry_run: bool) -> AbstractContextManager[None]:
    """Keep a second run out of the folder; a dry run writes nothing and keeps nobody out."""
    busy = FetchError(f"{folder}: another run is fetching into it. Wait until it has ended.")
    return nullcontext() if dry_run else lock.alone(folder, busy)


def _refuse_clock(folder: Path, originals: Originals) -> None:
    """Raise FetchError where answers are held of a day to come: what arrives today would count as older than they."""
    today = attempts.now()[:10]
    if (newest := originals.newest_day()) > today:
        why = f"{folder / RAW}: holds answers of {newest}, this machine's clock says {today}."
        do = "Put the clock right; was it wrong that day, take the files of that day away, below snapshot too."
        raise FetchError(f"{why} {do}")


@dataclass
class _Run:
    """One run over several sources; `refused`: what a service that lets nobody in said, by its host."""

    client: Client
    since: int | None
    dry_run: bool
    snapshots: Path
    originals: Originals
    districts: held.Districts
    land_codes: tuple[str, ...]
    progress: Progress
    refused: dict[str, ServiceError] = field(default_factory=dict)

    def source(self, module: SourceModule) -> Attempt:
        """Ask for one source and return what came of it, written down unless it is a dry run."""
        tally = Tally(module.SOURCE.id, attempts.now())
        try:
            self._ask(module, tally)
        except AtlasError as fault:
            tally.fail((), fault)
        except OSError as fault:
            why = f"{type(fault).__name__} ({fault.strerror or 'no reason given'})"
            tally.fail((), ServiceError(f"{why} on this machine.", "Make room or give rights, then repeat."))
        except Exception as fault:
            # A timer's run over all sources goes on. The log gets the way to the fault, not its words: they may hold
            # anything that the program had in hand.
            way = "".join(traceback.format_tb(fault.__traceback__))
            LOG.error("fault of the program at %s: %s\n%s", module.SOURCE.id, type(fault).__name__, way)
            tally.fault(fault)
        attempt = tally.attempt()
        self.progress.ends(attempt)
        if not self.dry_run and attempt.outcome in attempts.WRITTEN:
            attempts.append(self.originals.folder, attempt)
        return attempt

    def _ask(self, module: SourceModule, tally: Tally) -> None:
        source = module.SOURCE
        if not can_be_fetched(module):
            tally.by_hand(f"Take the file from {source.page}, then: python -m etl snapshot --raw FOLDER")
            return
        host = urlsplit(source.url).netloc
        if host in self.refused:
            raise ServiceError(f"Not asked again in this run: {self.refused[host].why}", self.refused[host].do)
        try:
            plan = self._plan(module)
            tally.known, tally.said = plan.known, plan.said
            self.progress.begins(source.id, len(plan.pieces))
            if self.dry_run:
                tally.planned([period for piece in plan.pieces for period in piece.periods], len(plan.pieces))
            else:
                self._pieces(module, plan, tally)
        except ServiceError as fault:
            if fault.whole:
                self.refused[host] = fault
            raise

    def _plan(self, module: SourceModule) -> Plan:
        source = module.SOURCE
        of_source = self.originals.of(source.id)
        asked = Asked(
            self.client,
            held.periods(source.id, self.snapshots, self.originals),
            self.since,
            frozenset(request.key for request in of_source),
            self.land_codes,
            self.districts.ended,
        )
        own = getattr(module, "fetch", None)
        plan: Plan = own(asked) if own else genesis.plan(source.table, asked)
        return plan

    def _pieces(self, module: SourceModule, plan: Plan, tally: Tally) -> None:
        """Ask piece by piece, in the order of the plan; stop where the service lets nobody in or has a bad day."""
        in_a_row = 0
        for number, piece in enumerate(plan.pieces, start=1):
            try:
                self._piece(module, piece, tally)
                in_a_row = 0
            except NotDeliveredError as fault:
                tally.not_delivered(piece.periods, str(fault))
            except UnchangedError:
                tally.unchanged(piece.periods)
            except (HttpError, ServiceError, SourceError) as fault:
                tally.fail(piece.periods, fault)
                in_a_row += isinstance(fault, HttpError)
                whole = isinstance(fault, ServiceError) and fault.whole
                if whole or in_a_row == MOST_IN_A_ROW:
                    tally.left(len(plan.pieces) - number)
                    if whole:
                        raise
                    return
            self.progress.piece(module.SOURCE.id)

    def _piece(self, module: SourceModule, piece: Piece, tally: Tally) -> None:
        arrival = self.originals.receive(module.SOURCE.id, piece, piece.ask())
        if same := self.originals.same(arrival):
            self.originals.drop(arrival)
            if same.delivered or not piece.nationwide:
                tally.unchanged(same.periods)
            else:
                tally.not_delivered(same.periods)
            return
        try:
            found = judged.holds(module, arrival.file, piece, self.districts)
        except AtlasError as fault:
            told = _told_of(fault, arrival.file, arrival.request.file)
            self.originals.refuse(arrival, str(told))
            raise told from fault
        if piece.not_before and max(int(period[:4]) for period in found.periods) < piece.not_before:
            self.originals.drop(arrival)
            tally.stale(found.periods)
            return
        self.originals.keep(arrival, found.periods, found.delivered)
        if found.delivered:
            tally.fetched(found.periods)
        else:
            tally.not_delivered(found.periods)


def _told_of(fault: AtlasError, file: Path, name: str) -> AtlasError:
    """Return a reader's refusal with the file's own name instead of the hidden place where it was read."""
    if isinstance(fault, SourceError) and Path(str(fault.file)) == file:
        return SourceError(name, fault.where, fault.found, fault.wanted, fault.do)
    return fault
